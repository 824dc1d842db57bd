/**
 * A quantity in the forward and in the reversed junction together with its change, computed without cancellation.
 *
 * Reversing exchanges the temperatures: T_L starts as (T_L, T_R, −Δ). Every operation gives the change of its result
 * from the changes of its operands (finite differences obey exact product, quotient and exponential rules), so that
 * R − 1 keeps its relative accuracy however small Δ is. Constants carry the change `null`: exactly none.
 */
import type { Arithmetic } from "./arithmetic.js";

/** value(forward), value(reversed), and reversed − forward; `null` says the two are the same number. */
export interface Paired<S> {
  readonly forward: S;
  readonly reversed: S;
  readonly change: S | null;
}

/** The same number forward and reversed. */
export function constantPair<S>(value: S): Paired<S> {
  return { forward: value, reversed: value, change: null };
}

/** Pairs over any arithmetic, themselves an arithmetic. */
export function pairedArithmetic<S>(A: Arithmetic<S>): Arithmetic<Paired<S>> {
  type P = Paired<S>;
  const plus = (a: S | null, b: S | null): S | null => (a === null ? b : b === null ? a : A.add(a, b));

  function mul(a: P, b: P): P {
    const forward = A.mul(a.forward, b.forward);
    if (a.change === null && b.change === null) return constantPair(forward);
    // a'b' − ab = (a' − a) b + a' (b' − b)
    const change = plus(
      a.change === null ? null : A.mul(a.change, b.forward),
      b.change === null ? null : A.mul(a.reversed, b.change),
    );
    return { forward, reversed: A.mul(a.reversed, b.reversed), change };
  }

  function div(a: P, b: P): P {
    const forward = A.div(a.forward, b.forward);
    if (a.change === null && b.change === null) return constantPair(forward);
    // a'/b' − a/b = ((a' − a) − (a/b)(b' − b)) / b'
    const change = plus(a.change, b.change === null ? null : A.neg(A.mul(forward, b.change))) as S;
    return { forward, reversed: A.div(a.reversed, b.reversed), change: A.div(change, b.reversed) };
  }

  /** e^{a'} − e^a from the larger of the two, so that expm1 has a negative argument. */
  function exponentialChange(change: S, forward: S, reversed: S): S {
    return A.isNegative(change)
      ? A.mul(forward, A.expm1(change))
      : A.neg(A.mul(reversed, A.expm1(A.neg(change))));
  }

  function exp(a: P): P {
    const forward = A.exp(a.forward);
    if (a.change === null) return constantPair(forward);
    const reversed = A.exp(a.reversed);
    return { forward, reversed, change: exponentialChange(a.change, forward, reversed) };
  }

  function expm1(a: P): P {
    const forward = A.expm1(a.forward);
    if (a.change === null) return constantPair(forward);
    const reversed = A.expm1(a.reversed);
    const change = exponentialChange(a.change, A.exp(a.forward), A.exp(a.reversed));
    return { forward, reversed, change };
  }

  function root(a: P, n: number): P {
    const forward = A.root(a.forward, n);
    if (a.change === null) return constantPair(forward);
    const reversed = A.root(a.reversed, n);
    // u'^n − u^n = (u' − u) Σ u'^i u^{n−1−i}, all terms positive.
    let sum = A.one;
    let power = A.one;
    for (let i = 1; i < n; i++) {
      power = A.mul(power, forward);
      sum = A.add(A.mul(sum, reversed), power);
    }
    return { forward, reversed, change: A.div(a.change, sum) };
  }

  const { pi, circular } = A;
  return {
    zero: constantPair(A.zero),
    one: constantPair(A.one),
    fromRational: (n, d) => constantPair(A.fromRational(n, d)),
    add: (a, b) => ({
      forward: A.add(a.forward, b.forward),
      reversed: A.add(a.reversed, b.reversed),
      change: plus(a.change, b.change),
    }),
    sub: (a, b) => ({
      forward: A.sub(a.forward, b.forward),
      reversed: A.sub(a.reversed, b.reversed),
      change: plus(a.change, b.change === null ? null : A.neg(b.change)),
    }),
    neg: (a) => ({
      forward: A.neg(a.forward),
      reversed: A.neg(a.reversed),
      change: a.change === null ? null : A.neg(a.change),
    }),
    mul,
    div,
    exp,
    expm1,
    root,
    isNegative: (a) => A.isNegative(a.forward),
    ...(circular === undefined
      ? {}
      : {
          circular(a: P): readonly [P, P] {
            const forward = circular(a.forward);
            if (a.change === null) return [constantPair(forward[0]), constantPair(forward[1])];
            const reversed = circular(a.reversed);
            const pair = (k: 0 | 1): P => ({
              forward: forward[k],
              reversed: reversed[k],
              change: A.sub(reversed[k], forward[k]),
            });
            return [pair(0), pair(1)];
          },
        }),
    ...(pi === undefined ? {} : { pi: () => constantPair(pi()) }),
  };
}
