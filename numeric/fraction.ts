/**
 * Quotients kept open: numerator over denominator, so that a formula run millions of times divides once, at the end.
 * Only for tapes; a number whose denominator is `null` has the denominator one.
 */
import type { Arithmetic } from "./arithmetic.js";

/** n/d, d = null for one. */
export interface Fraction<S> {
  readonly n: S;
  readonly d: S | null;
}

/**
 * Fractions over an arithmetic.
 * @param isCheap  true where dividing by `b` at once costs nothing per point (it varies less often)
 */
export function fractionArithmetic<S>(
  A: Arithmetic<S>,
  isCheap: (b: S) => boolean,
): Arithmetic<Fraction<S>> & { readonly close: (a: Fraction<S>) => S } {
  type F = Fraction<S>;
  const whole = (n: S): F => ({ n, d: null });
  const close = (a: F): S => (a.d === null ? a.n : A.div(a.n, a.d));
  const times = (a: S, b: S | null): S => (b === null ? a : A.mul(a, b));
  const product = (a: S | null, b: S | null): S | null => (a === null ? b : times(a, b));

  function add(a: F, b: F): F {
    if (a.d === b.d) return { n: A.add(a.n, b.n), d: a.d };
    return { n: A.add(times(a.n, b.d), times(b.n, a.d)), d: product(a.d, b.d) };
  }

  const neg = (a: F): F => ({ n: A.neg(a.n), d: a.d });

  function div(a: F, b: F): F {
    if (b.d === null && isCheap(b.n)) return { n: A.div(a.n, b.n), d: a.d };
    // Equal denominators cancel, as in the ratio of two resistances.
    if (a.d === b.d) return { n: a.n, d: b.n };
    return { n: times(a.n, b.d), d: times(b.n, a.d) };
  }

  const { select, pi } = A;
  return {
    zero: whole(A.zero),
    one: whole(A.one),
    fromRational: (n, d) => whole(A.fromRational(n, d)),
    add,
    sub: (a, b) => add(a, neg(b)),
    mul: (a, b) => ({ n: A.mul(a.n, b.n), d: product(a.d, b.d) }),
    div,
    neg,
    exp: (a) => whole(A.exp(close(a))),
    expm1: (a) => whole(A.expm1(close(a))),
    root: (a, n) => whole(A.root(close(a), n)),
    isNegative: (a) => A.isNegative(a.n),
    ...(pi === undefined ? {} : { pi: () => whole(pi()) }),
    ...(select === undefined
      ? {}
      : { select: (c: F, x: F, y: F) => whole(select(close(c), close(x), close(y))) }),
    close,
  };
}
