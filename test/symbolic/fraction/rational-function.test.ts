import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { multiply as multiplyPolynomials, variablePower } from "../../../symbolic/polynomial/polynomial.js";
import * as fractions from "../../../symbolic/fraction/rational-function.js";
import {
  add,
  constant,
  divide,
  fraction,
  isCanonical,
  multiply,
  ONE,
  power,
  type RationalFunction,
  subtract,
  variable,
  ZERO,
} from "../../../symbolic/fraction/rational-function.js";
import { fieldLaws, runs } from "../../laws/ring.js";
import { nonzeroPolynomial, polynomial, rationalFunction, show } from "../arbitraries.js";

const showFraction = (a: RationalFunction): string => `(${show(a.numerator)})/(${show(a.denominator)})`;

describe("rational functions", () => {
  fieldLaws("ℚ(a, b)", { ...fractions, zero: ZERO, one: ONE, show: showFraction }, rationalFunction(), 150);

  test("a common factor does not change the representation", () => {
    fc.assert(
      fc.property(polynomial(), nonzeroPolynomial(), nonzeroPolynomial(), (n, d, f) => {
        const plain = fraction(n, d);
        expect(fraction(multiplyPolynomials(n, f), multiplyPolynomials(d, f))).toEqual(plain);
        expect(isCanonical(plain)).toBe(true);
      }),
      runs(150),
    );
  });

  test("powers, quotients and differences agree with products and sums", () => {
    fc.assert(
      fc.property(rationalFunction(), rationalFunction(), fc.integer({ min: -3, max: 3 }), (a, b, n) => {
        expect(add(subtract(a, b), b)).toEqual(a);
        if (b.numerator === 0n) return;
        expect(multiply(divide(a, b), b)).toEqual(a);
        expect(multiply(power(b, n), power(b, -n))).toEqual(ONE);
        expect(multiply(power(b, n), b)).toEqual(power(b, n + 1));
      }),
      runs(150),
    );
  });

  test("constants are in lowest terms, and isCanonical refuses what is not", () => {
    expect(constant({ numerator: -6n, denominator: -4n })).toEqual({ numerator: 3n, denominator: 2n });
    expect(variable(2)).toEqual({ numerator: variablePower(2), denominator: 1n });
    expect(isCanonical({ numerator: 2n, denominator: 2n })).toBe(false);
    expect(isCanonical({ numerator: 1n, denominator: -2n })).toBe(false);
    expect(isCanonical({ numerator: variablePower(0, 2), denominator: variablePower(0) })).toBe(false);
    expect(isCanonical({ numerator: 0n, denominator: 2n })).toBe(false);
    expect(() => fraction(1n, 0n)).toThrow(/zero/);
  });
});
