/**
 * Truncated power series in two variables, λ and G, to a total degree, over any arithmetic: G(λ) begins with λ, so that one
 * degree counts for both. Coefficients that are exactly zero by structure are left out (`undefined`).
 */
import type { Arithmetic } from "../arithmetic/arithmetic.js";

/** The coefficient of λ^i G^j stands at {@link place}(i, j); none stands for zero. */
export type TwoVariableSeries<S> = readonly (S | undefined)[];

/** Where the coefficient of λ^i G^j stands: by total degree, then by the power of G. */
export function place(i: number, j: number): number {
  return ((i + j) * (i + j + 1)) / 2 + j;
}

/** Operations on series to one total degree. */
export interface TwoVariableArithmetic<S> {
  readonly degree: number;
  readonly zero: TwoVariableSeries<S>;
  isZero(a: TwoVariableSeries<S>): boolean;
  add(a: TwoVariableSeries<S>, b: TwoVariableSeries<S>): TwoVariableSeries<S>;
  neg(a: TwoVariableSeries<S>): TwoVariableSeries<S>;
  mul(a: TwoVariableSeries<S>, b: TwoVariableSeries<S>): TwoVariableSeries<S>;
  /** a/b. @throws WideEnclosureError where an enclosure of b(0, 0) contains zero */
  div(a: TwoVariableSeries<S>, b: TwoVariableSeries<S>): TwoVariableSeries<S>;
}

/** Series to a total degree over an arithmetic. */
export function twoVariableSeries<S>(A: Arithmetic<S>, degree: number): TwoVariableArithmetic<S> {
  type Series = TwoVariableSeries<S>;
  /** (i, j) by place. */
  const powers: (readonly [number, number])[] = [];
  for (let d = 0; d <= degree; d++) for (let j = 0; j <= d; j++) powers.push([d - j, j]);

  const combine = (a: Series, b: Series): Series =>
    Array.from({ length: Math.max(a.length, b.length) }, (_, k) => {
      const [x, y] = [a[k], b[k]];
      return x === undefined ? y : y === undefined ? x : A.add(x, y);
    });

  function mul(a: Series, b: Series): Series {
    const result: (S | undefined)[] = [];
    a.forEach((x, k) => {
      if (x === undefined) return;
      const [i, j] = powers[k] as readonly [number, number];
      for (let l = 0; l < b.length; l++) {
        const y = b[l];
        const [u, v] = powers[l] as readonly [number, number];
        if (i + j + u + v > degree) break; // places ascend with the total degree
        if (y === undefined) continue;
        const at = place(i + u, j + v);
        const term = A.mul(x, y);
        const old = result[at];
        result[at] = old === undefined ? term : A.add(old, term);
      }
    });
    return filled(result);
  }

  function div(a: Series, b: Series): Series {
    const first = b[0] as S;
    const quotient: (S | undefined)[] = [];
    powers.forEach(([i, j], k) => {
      let rest = a[k];
      for (let l = 1; l < b.length; l++) {
        const y = b[l];
        const [u, v] = powers[l] as readonly [number, number];
        if (y === undefined || u > i || v > j) continue;
        const q = quotient[place(i - u, j - v)];
        if (q === undefined) continue;
        const term = A.mul(y, q);
        rest = rest === undefined ? A.neg(term) : A.sub(rest, term);
      }
      quotient[k] = rest === undefined ? undefined : A.div(rest, first);
    });
    return quotient;
  }

  return {
    degree,
    zero: [],
    isZero: (a) => a.every((x) => x === undefined),
    add: combine,
    neg: (a) => a.map((x) => (x === undefined ? undefined : A.neg(x))),
    mul,
    div,
  };
}

/** Holes of a list become explicit. */
function filled<T>(list: readonly (T | undefined)[]): readonly (T | undefined)[] {
  return Array.from(list, (x) => x);
}
