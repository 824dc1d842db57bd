import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SeriesOrderError } from "../../../symbolic/integer/errors.js";
import { RATIONAL_FUNCTIONS } from "../../../symbolic/fraction/field.js";
import { multiply as multiplyPolynomials, type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { coefficientsIn } from "../../../symbolic/polynomial/structure.js";
import { coefficientOf, type PowerSeries, powerSeriesRing } from "../../../symbolic/ring/power-series.js";
import {
  constant,
  fraction,
  ONE,
  type RationalFunction,
  variable,
  ZERO,
} from "../../../symbolic/fraction/rational-function.js";
import { runs } from "../../laws/ring.js";
import { polynomial, rationalFunction } from "../arbitraries.js";

type Series = PowerSeries<RationalFunction>;
const ring = powerSeriesRing(RATIONAL_FUNCTIONS);
const series = (order: number): fc.Arbitrary<Series> =>
  fc
    .array(fc.oneof(rationalFunction(1), fc.constant(ZERO)), { maxLength: order })
    .map((c) => ring.series(c, order));

/** A polynomial as a series in x_0 with coefficients in the other variables. */
function inFirstVariable(p: Polynomial, order: number): Series {
  const parts = coefficientsIn(p, 0);
  return ring.series(
    Array.from({ length: order }, (_, k) => fraction(parts.get(k) ?? 0n)),
    order,
  );
}

describe("power series that know their order", () => {
  test("series(a·b) = series(a)·series(b)", () => {
    fc.assert(
      fc.property(polynomial(2), polynomial(2), fc.integer({ min: 1, max: 5 }), (a, b, n) => {
        const product = ring.multiply(inFirstVariable(a, n), inFirstVariable(b, n));
        expect(product.order).toBeGreaterThanOrEqual(n);
        expect(product).toEqual(inFirstVariable(multiplyPolynomials(a, b), product.order));
      }),
      runs(200),
    );
  });

  // Truncated at one order, power series are a ring (with zero divisors, so only the axioms are asked for).
  const order = 3;
  const cut = (a: Series): Series => ring.series(a.coefficients, order);
  test("truncated at one order they obey the ring axioms", () => {
    fc.assert(
      fc.property(series(order), series(order), series(order), (a, b, c) => {
        expect(ring.add(a, b)).toEqual(ring.add(b, a));
        expect(cut(ring.multiply(a, b))).toEqual(cut(ring.multiply(b, a)));
        expect(cut(ring.multiply(ring.multiply(a, b), c))).toEqual(
          cut(ring.multiply(a, ring.multiply(b, c))),
        );
        expect(cut(ring.multiply(a, ring.add(b, c)))).toEqual(
          cut(ring.add(ring.multiply(a, b), ring.multiply(a, c))),
        );
        expect(ring.equals(ring.add(a, ring.negate(a)), ring.series([], order))).toBe(true);
        expect(ring.equals(a, ring.series(a.coefficients, order - 1))).toBe(false);
      }),
      runs(60),
    );
  });

  test("a sum knows what both know, and beyond the order nothing is known", () => {
    fc.assert(
      fc.property(series(4), series(2), (a, b) => {
        const sum = ring.add(a, b);
        expect(sum.order).toBe(2);
        expect(coefficientOf(sum, 1)).toEqual(
          RATIONAL_FUNCTIONS.add(coefficientOf(a, 1), coefficientOf(b, 1)),
        );
        expect(() => coefficientOf(sum, 2)).toThrow(SeriesOrderError);
        expect(() => coefficientOf(sum, 7)).toThrow(/order 7 .* O\(t\^2\)/);
      }),
      runs(50),
    );
  });

  test("division by t gives up one order and is undone by multiplication with t", () => {
    fc.assert(
      fc.property(series(3), (a) => {
        const t = ring.series([ZERO, ONE], 9);
        const times = ring.multiply(a, t);
        expect(times.order).toBe(4);
        expect(ring.divideByVariable(times)).toEqual(a);
      }),
      runs(50),
    );
    expect(() => ring.divideByVariable(ring.series([ONE], 2))).toThrow(RangeError);
  });

  test("an inverse times the series is 1", () => {
    fc.assert(
      fc.property(series(4), rationalFunction(1), (a, c) => {
        if (c.numerator === 0n) return;
        const unit = ring.series([c, ...a.coefficients.slice(1)], 4);
        expect(ring.multiply(unit, ring.invert(unit))).toEqual(ring.series([ONE], 4));
      }),
      runs(60),
    );
    expect(() => ring.invert(ring.series([ZERO, ONE], 3))).toThrow(/inverse/);
    expect(() => ring.invert(ring.series([], 0))).toThrow(SeriesOrderError);
  });

  test("composition: 1/(1 − t) after t·x/(1 + t·x) is 1 + t·x", () => {
    const x = variable(0);
    const inner = ring.multiply(ring.series([ZERO, x], 6), ring.invert(ring.series([ONE, x], 6)));
    const geometric = ring.series(new Array<RationalFunction>(6).fill(ONE), 6);
    expect(ring.compose(geometric, inner)).toEqual(ring.series([ONE, x], 6));
  });

  test("composition is associative and respects products", () => {
    const vanishing = series(4).map((a) => ring.series([ZERO, ...a.coefficients.slice(1)], 4));
    fc.assert(
      fc.property(series(4), series(4), vanishing, vanishing, (a, b, s, t) => {
        const cut4 = (x: Series): Series => ring.series(x.coefficients, Math.min(x.order, 4));
        expect(cut4(ring.compose(ring.multiply(a, b), s)).coefficients).toEqual(
          cut4(ring.multiply(ring.compose(a, s), ring.compose(b, s))).coefficients,
        );
        expect(ring.compose(ring.compose(a, s), t)).toEqual(ring.compose(a, ring.compose(s, t)));
      }),
      runs(25),
    );
    expect(() => ring.compose(ring.series([ONE], 2), ring.series([constant(1n)], 2))).toThrow(RangeError);
  });
});
