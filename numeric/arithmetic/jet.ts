/**
 * Truncated Taylor arithmetic: c_0 + c_1 t + … + c_n t^n + O(t^{n+1}) over any arithmetic. Over balls every
 * coefficient is an enclosure of the true derivative; over a field of pairs or double-doubles likewise. The
 * recurrences are the classical ones of automatic differentiation (Griewank and Walther, Evaluating Derivatives, ch. 13).
 */
import type { Arithmetic } from "./arithmetic.js";
import { DomainError } from "./errors.js";

/** Coefficients c_0 … c_n; shorter lists stand for zeros, so constants stay cheap. */
export type Jet<S> = readonly S[];

/** Largest order accepted: the recurrences cost its square. */
const ORDER_LIMIT = 2000;

/** Jets of one order over an arithmetic, themselves an arithmetic. */
export function jetArithmetic<S>(A: Arithmetic<S>, order: number): Arithmetic<Jet<S>> {
  if (!Number.isSafeInteger(order) || order < 0 || order > ORDER_LIMIT) {
    throw new DomainError("order", String(order), `must be an integer from 0 to ${ORDER_LIMIT}`);
  }
  type J = Jet<S>;
  const at = (a: J, k: number): S => a[k] as S;
  const integer = (n: number): S => A.fromRational(BigInt(n), 1n);

  function add(a: J, b: J): J {
    const [long, short] = a.length >= b.length ? [a, b] : [b, a];
    return long.map((c, k) => (k < short.length ? A.add(c, at(short, k)) : c));
  }

  const neg = (a: J): J => a.map((c) => A.neg(c));

  /** Σ_{i=from}^{k} a_i b_{k−i}, or undefined where no term exists. */
  function convolve(a: J, b: J, k: number, from: number): S | undefined {
    let sum: S | undefined;
    const last = Math.min(k, a.length - 1);
    for (let i = Math.max(from, k - b.length + 1); i <= last; i++) {
      const term = A.mul(at(a, i), at(b, k - i));
      sum = sum === undefined ? term : A.add(sum, term);
    }
    return sum;
  }

  function mul(a: J, b: J): J {
    const length = Math.min(order + 1, a.length + b.length - 1);
    return Array.from({ length }, (_, k) => convolve(a, b, k, 0) ?? A.zero);
  }

  function div(a: J, b: J): J {
    const length = b.length === 1 ? a.length : order + 1;
    const q: S[] = [];
    for (let k = 0; k < length; k++) {
      // q_k = (a_k − Σ_{i≥1} b_i q_{k−i}) / b_0
      const known = convolve(b, q, k, 1);
      const own = k < a.length ? at(a, k) : undefined;
      const rest =
        known === undefined ? (own ?? A.zero) : own === undefined ? A.neg(known) : A.sub(own, known);
      q.push(A.div(rest, at(b, 0)));
    }
    return q;
  }

  /** The coefficients of a′: k a_k at index k (shifted by one, so that they fit the convolutions below). */
  const weighted = (a: J): J => a.map((c, k) => (k === 0 ? A.zero : A.mul(integer(k), c)));

  /** exp with its constant term left open: y_k = (1/k) Σ_{i=1}^{k} i a_i y_{k−i}. */
  function exponential(a: J): S[] {
    const slope = weighted(a);
    const y: S[] = [A.exp(at(a, 0))];
    if (a.length === 1) return y;
    for (let k = 1; k <= order; k++) y.push(A.div(convolve(slope, y, k, 1) ?? A.zero, integer(k)));
    return y;
  }

  function root(a: J, n: number): J {
    const first = A.root(at(a, 0), n);
    if (a.length === 1) return [first];
    // y^n = a: n a y′ = a′ y, so that n k a_0 y_k = Σ_{i=1}^{k} (i − n(k − i)) a_i y_{k−i}.
    const y: S[] = [first];
    for (let k = 1; k <= order; k++) {
      let sum: S | undefined;
      for (let i = 1; i <= Math.min(k, a.length - 1); i++) {
        const term = A.mul(integer(i - n * (k - i)), A.mul(at(a, i), at(y, k - i)));
        sum = sum === undefined ? term : A.add(sum, term);
      }
      y.push(sum === undefined ? A.zero : A.div(sum, A.mul(integer(n * k), at(a, 0))));
    }
    return y;
  }

  /** k c_k = −Σ i a_i s_{k−i}, k s_k = Σ i a_i c_{k−i}. */
  function circularJets(a: J, [cos, sin]: readonly [S, S]): readonly [J, J] {
    if (a.length === 1) return [[cos], [sin]];
    const slope = weighted(a);
    const [c, s] = [[cos], [sin]];
    for (let k = 1; k <= order; k++) {
      const down = A.div(convolve(slope, s, k, 1) ?? A.zero, integer(k));
      s.push(A.div(convolve(slope, c, k, 1) ?? A.zero, integer(k)));
      c.push(A.neg(down));
    }
    return [c, s];
  }

  const { pi, circular } = A;
  return {
    zero: [A.zero],
    one: [A.one],
    fromRational: (n, d) => [A.fromRational(n, d)],
    add,
    sub: (a, b) => add(a, neg(b)),
    mul,
    div,
    neg,
    exp: exponential,
    expm1: (a) => {
      const y = exponential(a);
      y[0] = A.expm1(at(a, 0));
      return y;
    },
    root,
    isNegative: (a) => A.isNegative(at(a, 0)),
    ...(circular === undefined ? {} : { circular: (a: J) => circularJets(a, circular(at(a, 0))) }),
    ...(pi === undefined ? {} : { pi: () => [pi()] }),
  };
}
