import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as polynomials from "../../../symbolic/polynomial/polynomial.js";
import {
  add,
  divideExactly,
  equals,
  isZero,
  multiply,
  type Polynomial,
  power,
  variablePower,
} from "../../../symbolic/polynomial/polynomial.js";
import {
  coefficientsIn,
  derivative,
  fromTerms,
  isCanonical,
  renameVariables,
  substitute,
  termCount,
  termsOf,
} from "../../../symbolic/polynomial/structure.js";
import { frozen, ringLaws, runs } from "../../laws/ring.js";
import { nonzeroPolynomial, polynomial, show } from "../arbitraries.js";

describe("polynomials over ℤ", () => {
  ringLaws("ℤ[a, b, c]", { ...polynomials, zero: 0n, one: 1n, isCanonical, show }, polynomial(), 300);

  test("exact division undoes multiplication", () => {
    fc.assert(
      fc.property(polynomial().map(frozen), nonzeroPolynomial().map(frozen), (a, b) => {
        expect(divideExactly(multiply(a, b), b)).toEqual(a);
      }),
      runs(400),
    );
  });

  test("a quotient is given only where the division is exact", () => {
    fc.assert(
      fc.property(polynomial(), nonzeroPolynomial(), (a, b) => {
        const quotient = divideExactly(a, b);
        if (quotient !== undefined) expect(multiply(quotient, b)).toEqual(a);
        // a·b + 1 is divisible by b only for units
        if (b !== 1n && b !== -1n) expect(divideExactly(add(multiply(a, b), 1n), b)).toBeUndefined();
      }),
      runs(400),
    );
    expect(divideExactly(variablePower(0), 0n)).toBeUndefined();
  });

  test("powers are repeated products", () => {
    fc.assert(
      fc.property(polynomial(2), fc.nat({ max: 4 }), (a, n) => {
        let product: Polynomial = 1n;
        for (let i = 0; i < n; i++) product = multiply(product, a);
        expect(power(a, n)).toEqual(product);
      }),
      runs(150),
    );
  });

  test("terms and coefficients put the polynomial together again", () => {
    fc.assert(
      fc.property(polynomial().map(frozen), fc.nat({ max: 2 }), (a, v) => {
        const terms = termsOf(a, 3);
        expect(terms.length).toBe(termCount(a));
        expect(fromTerms([...terms].reverse())).toEqual(a);
        let sum: Polynomial = 0n;
        for (const [e, c] of coefficientsIn(a, v)) sum = add(sum, multiply(c, variablePower(v, e)));
        expect(sum).toEqual(a);
      }),
      runs(300),
    );
  });

  test("substitution is a homomorphism", () => {
    fc.assert(
      fc.property(polynomial(), polynomial(), polynomial(2), fc.nat({ max: 2 }), (a, b, value, v) => {
        const at = (p: Polynomial): Polynomial => substitute(p, v, value);
        expect(at(add(a, b))).toEqual(add(at(a), at(b)));
        expect(at(multiply(a, b))).toEqual(multiply(at(a), at(b)));
        expect(at(variablePower(v))).toEqual(value);
        expect(isCanonical(at(a))).toBe(true);
      }),
      runs(120),
    );
  });

  test("derivatives obey Leibniz' rule", () => {
    fc.assert(
      fc.property(polynomial(), polynomial(), fc.nat({ max: 2 }), (a, b, v) => {
        const d = (p: Polynomial): Polynomial => derivative(p, v);
        expect(d(multiply(a, b))).toEqual(add(multiply(d(a), b), multiply(a, d(b))));
        expect(isCanonical(d(a))).toBe(true);
      }),
      runs(200),
    );
    expect(derivative(variablePower(1, 3), 1)).toEqual(multiply(3n, variablePower(1, 2)));
  });

  test("a permutation of variables is undone by its inverse and respects products", () => {
    fc.assert(
      fc.property(polynomial(), polynomial(), (a, b) => {
        const cycle = [1, 2, 0];
        const back = [2, 0, 1];
        expect(renameVariables(renameVariables(a, cycle), back)).toEqual(a);
        expect(renameVariables(multiply(a, b), cycle)).toEqual(
          multiply(renameVariables(a, cycle), renameVariables(b, cycle)),
        );
      }),
      runs(200),
    );
  });

  test("isCanonical refuses forms that break the invariants", () => {
    const x = (exponents: number[], coefficients: Polynomial[]): Polynomial => ({
      variable: 1,
      exponents,
      coefficients,
    });
    expect(isCanonical(x([2, 0], [1n, 1n]))).toBe(true);
    expect(isCanonical(x([0], [1n]))).toBe(false);
    expect(isCanonical(x([], []))).toBe(false);
    expect(isCanonical(x([1, 2], [1n, 1n]))).toBe(false);
    expect(isCanonical(x([2, 1], [1n, 0n]))).toBe(false);
    expect(isCanonical(x([1], [variablePower(0)]))).toBe(false);
    expect(isZero(0n) && equals(0n, 0n)).toBe(true);
  });
});
