import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  divideExactly,
  multiply,
  type Polynomial,
  subtract,
  variablePower,
} from "../../../symbolic/polynomial/polynomial.js";
import {
  contentIn,
  divideKnown,
  gcd,
  gcdOfAll,
  gcdWithCofactors,
  positive,
} from "../../../symbolic/polynomial/gcd.js";
import {
  coefficientsIn,
  integerContent,
  isCanonical,
  leadingCoefficient,
} from "../../../symbolic/polynomial/structure.js";
import { frozen, runs } from "../../laws/ring.js";
import { nonzeroPolynomial, polynomial, show } from "../arbitraries.js";

const a = variablePower(0);
const b = variablePower(1);
const sum = (...p: Polynomial[]): Polynomial => p.reduce(add, 0n);
const product = (...p: Polynomial[]): Polynomial => p.reduce(multiply, 1n);

describe("greatest common divisors", () => {
  test("gcd(a² − b², a² + 2ab + b²) = a + b, which other systems for JavaScript get wrong", () => {
    const difference = subtract(product(a, a), product(b, b));
    const square = sum(product(a, a), product(2n, a, b), product(b, b));
    expect(gcd(difference, square)).toEqual(add(a, b));
  });

  test("the gcd divides both, and the cofactors have nothing in common", () => {
    fc.assert(
      fc.property(polynomial().map(frozen), polynomial().map(frozen), (x, y) => {
        const { gcd: g, cofactors } = gcdWithCofactors(x, y);
        expect(multiply(g, cofactors[0])).toEqual(x);
        expect(multiply(g, cofactors[1])).toEqual(y);
        if (g === 0n) {
          expect([x, y]).toEqual([0n, 0n]);
          return;
        }
        expect(leadingCoefficient(g) > 0n && isCanonical(g)).toBe(true);
        expect(gcd(cofactors[0], cofactors[1])).toBe(1n);
        expect(gcd(y, x)).toEqual(g);
      }),
      runs(300),
    );
  });

  test("the gcd of a long list is that of its members one after another, with a planted factor whole", () => {
    fc.assert(
      fc.property(
        nonzeroPolynomial().map(frozen),
        fc.array(nonzeroPolynomial().map(frozen), { minLength: 3, maxLength: 6 }),
        (f, list) => {
          // Powers make the list long enough to be looked at as a whole.
          const long = list.map((p) => product(f, p, p, sum(p, a, 1n)));
          const pairwise = long.reduce((g, p) => gcd(g, p), 0n);
          expect(show(gcdOfAll(long))).toBe(show(pairwise));
          expect(divideExactly(gcdOfAll(long), positive(f))).toBeDefined();
        },
      ),
      runs(100),
    );
  });

  // In ℤ[x]: gcd(f·x, f·y) = ±f·gcd(x, y), an identity that a gcd that misses factors breaks.
  test("a planted factor of several variables is found whole", () => {
    fc.assert(
      fc.property(nonzeroPolynomial(4), nonzeroPolynomial(4), nonzeroPolynomial(4), (f, x, y) => {
        const found = gcd(multiply(f, x), multiply(f, y));
        const expected = positive(multiply(f, gcd(x, y)));
        expect(found, `${show(found)} ≠ ${show(expected)}`).toEqual(expected);
      }),
      runs(200),
    );
  });

  test("operands built to be coprime are found to be so: (x·y)·c + 1 and x", () => {
    fc.assert(
      fc.property(polynomial(), polynomial(), nonzeroPolynomial(), (c, y, x) => {
        expect(gcd(add(product(x, y, c), 1n), x)).toBe(1n);
      }),
      runs(200),
    );
  });

  test("of a list, and of the coefficients in one variable", () => {
    fc.assert(
      fc.property(fc.array(polynomial(2), { maxLength: 4 }), nonzeroPolynomial(2), (list, f) => {
        const g = gcdOfAll(list.map((p) => multiply(p, f)));
        for (const p of list) if (g !== 0n) expect(divideExactly(multiply(p, f), g)).toBeDefined();
        if (g !== 0n) expect(divideExactly(g, f)).toBeDefined();
      }),
      runs(150),
    );
    fc.assert(
      fc.property(nonzeroPolynomial(), fc.nat({ max: 2 }), (p, v) => {
        const content = contentIn(p, v);
        for (const c of coefficientsIn(divideKnown(p, content), v).values())
          expect(divideExactly(multiply(c, content), content)).toEqual(c);
        expect(contentIn(divideKnown(p, content), v)).toBe(1n);
      }),
      runs(200),
    );
  });

  test("integers and zero", () => {
    expect(gcd(0n, 0n)).toBe(0n);
    expect(gcd(-12n, 18n)).toBe(6n);
    expect(gcd(0n, multiply(-2n, a))).toEqual(multiply(2n, a));
    expect(gcd(4n, sum(product(6n, a), 10n))).toBe(2n);
    expect(integerContent(sum(product(6n, a), 10n))).toBe(2n);
  });

  test("a division announced as exact that is not is an error, never a wrong quotient", () => {
    expect(() => divideKnown(add(a, 1n), a)).toThrow(/exact/);
  });
});
