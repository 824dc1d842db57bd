/**
 * Truncated power series over a field, that know their order: c_0 + c_1 t + … + c_{n−1} t^{n−1} + O(t^n).
 *
 * A coefficient beyond the order is not zero but unknown, and asking for it throws. Orders follow from the operands:
 * a sum knows what both know; a product, more where its factors start late; a division by t, one less.
 * This is the plain road from a rational function to its expansion (O(n²) operations of the field, each with its
 * gcd). The fraction-free recursion of `series/quotient-series.ts` is the fast road; the tests compare the two.
 */
import { NotInvertibleError, SeriesOrderError } from "../integer/errors.js";
import { type Field } from "./ring.js";

/** Σ coefficients[k]·t^k + O(t^order), with exactly `order` coefficients. */
export interface PowerSeries<T> {
  readonly coefficients: readonly T[];
  readonly order: number;
}

/** The coefficient of t^k. @throws SeriesOrderError if k is at or beyond the order */
export function coefficientOf<T>(a: PowerSeries<T>, k: number): T {
  if (k >= a.order) throw new SeriesOrderError(k, a.order);
  return a.coefficients[k] as T;
}

/** The operations on power series over one field. */
export interface PowerSeriesRing<T> {
  /** Σ coefficients[k]·t^k + O(t^order); missing coefficients are zero, superfluous ones are dropped. */
  series(coefficients: readonly T[], order: number): PowerSeries<T>;
  add(a: PowerSeries<T>, b: PowerSeries<T>): PowerSeries<T>;
  negate(a: PowerSeries<T>): PowerSeries<T>;
  multiply(a: PowerSeries<T>, b: PowerSeries<T>): PowerSeries<T>;
  /** a/t. @throws RangeError if a starts with a nonzero constant */
  divideByVariable(a: PowerSeries<T>): PowerSeries<T>;
  /** 1/a. @throws NotInvertibleError if the constant coefficient is zero, SeriesOrderError if it is not known */
  invert(a: PowerSeries<T>): PowerSeries<T>;
  /** a(b(t)). @throws RangeError if b has a constant coefficient: then no coefficient is a finite sum */
  compose(a: PowerSeries<T>, b: PowerSeries<T>): PowerSeries<T>;
  /** Equal order and equal coefficients. */
  equals(a: PowerSeries<T>, b: PowerSeries<T>): boolean;
}

/** Power series over the given field. */
export function powerSeriesRing<T>(field: Field<T>): PowerSeriesRing<T> {
  const series = (coefficients: readonly T[], order: number): PowerSeries<T> => ({
    coefficients: Array.from({ length: order }, (_, k) => coefficients[k] ?? field.zero),
    order,
  });
  /** The least k that may carry a nonzero coefficient. */
  const valuation = (a: PowerSeries<T>): number => {
    const first = a.coefficients.findIndex((c) => !field.isZero(c));
    return first < 0 ? a.order : first;
  };
  const convolution = (a: PowerSeries<T>, b: PowerSeries<T>, k: number): T => {
    let sum = field.zero;
    for (let i = Math.max(0, k - b.order + 1); i <= Math.min(k, a.order - 1); i++) {
      sum = field.add(sum, field.multiply(a.coefficients[i] as T, b.coefficients[k - i] as T));
    }
    return sum;
  };
  const add = (a: PowerSeries<T>, b: PowerSeries<T>): PowerSeries<T> => {
    const order = Math.min(a.order, b.order);
    const sums = Array.from({ length: order }, (_, k) =>
      field.add(a.coefficients[k] as T, b.coefficients[k] as T),
    );
    return { coefficients: sums, order };
  };
  const multiply = (a: PowerSeries<T>, b: PowerSeries<T>): PowerSeries<T> => {
    const order = Math.min(a.order + valuation(b), b.order + valuation(a));
    return { coefficients: Array.from({ length: order }, (_, k) => convolution(a, b, k)), order };
  };
  const invert = (a: PowerSeries<T>): PowerSeries<T> => {
    const first = coefficientOf(a, 0);
    if (field.isZero(first)) throw new NotInvertibleError("the constant coefficient of a power series");
    const scale = field.invert(first);
    // b_k = −b_0·Σ_{i≥1} a_i b_{k−i}
    const inverse = [scale];
    for (let k = 1; k < a.order; k++) {
      let sum = field.zero;
      for (let i = 1; i <= k; i++) {
        sum = field.add(sum, field.multiply(a.coefficients[i] as T, inverse[k - i] as T));
      }
      inverse.push(field.negate(field.multiply(scale, sum)));
    }
    return { coefficients: inverse, order: a.order };
  };
  const compose = (a: PowerSeries<T>, b: PowerSeries<T>): PowerSeries<T> => {
    const start = valuation(b);
    if (start === 0 && b.order > 0) throw new RangeError("the inner power series has a constant coefficient");
    const order = Math.min(a.order * start, b.order);
    const inner = series(b.coefficients, order);
    let result = series([], order);
    for (let k = Math.min(a.order, order) - 1; k >= 0; k--) {
      result = add(
        series(multiply(result, inner).coefficients, order),
        series([a.coefficients[k] as T], order),
      );
    }
    return result;
  };
  return {
    series,
    add,
    negate: (a) => ({ ...a, coefficients: a.coefficients.map((c) => field.negate(c)) }),
    multiply,
    divideByVariable(a) {
      if (!field.isZero(coefficientOf(a, 0))) {
        throw new RangeError("t does not divide a power series with a constant coefficient");
      }
      return { coefficients: a.coefficients.slice(1), order: a.order - 1 };
    },
    invert,
    compose,
    equals: (a, b) =>
      a.order === b.order && a.coefficients.every((c, k) => field.equals(c, b.coefficients[k] as T)),
  };
}
