import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factor, type Factorisation, squareRoot } from "../../../symbolic/polynomial/factor.js";
import {
  add,
  divideExactly,
  equals,
  multiply,
  negate,
  type Polynomial,
  power,
  subtract,
  variablePower,
} from "../../../symbolic/polynomial/polynomial.js";
import { gcd } from "../../../symbolic/polynomial/gcd.js";
import { integerContent, leadingCoefficient, variablesOf } from "../../../symbolic/polynomial/structure.js";
import { frozen, runs } from "../../laws/ring.js";
import { nonzeroPolynomial, sparsePolynomial } from "../arbitraries.js";

const [a, b, q] = [variablePower(0), variablePower(1), variablePower(2)] as const;

function checked(p: Polynomial, hints: readonly Polynomial[] = []): Factorisation {
  const f = factor(p, hints);
  expect(
    f.factors.reduce<Polynomial>((x, { base, exponent }) => multiply(x, power(base, exponent)), f.unit),
  ).toEqual(p);
  f.factors.forEach(({ base, exponent }, i) => {
    expect(exponent).toBeGreaterThan(0);
    expect(variablesOf(base).length).toBeGreaterThan(0);
    expect(integerContent(base)).toBe(1n);
    expect(leadingCoefficient(base) > 0n).toBe(true);
    for (const other of f.factors.slice(i + 1)) expect(gcd(base, other.base)).toBe(1n);
  });
  return f;
}

const small = fc.bigInt({ min: -9n, max: 9n });

/** Polynomials of degree 1 in a variable with coprime coefficients: irreducible by construction. */
const irreducible: fc.Arbitrary<Polynomial> = fc
  .tuple(sparsePolynomial(2, 2, 2, small), sparsePolynomial(2, 2, 2, small))
  .filter(([c, d]) => c !== 0n && d !== 0n && gcd(c, d) === 1n)
  .map(([c, d]) => add(multiply(c, variablePower(2)), d));

describe("factorisation", () => {
  test("the factors are coprime and multiply to the argument", () => {
    fc.assert(
      fc.property(nonzeroPolynomial().map(frozen), (p) => void checked(p)),
      runs(250),
    );
  });

  test("planted factors are found with their exponents", () => {
    fc.assert(
      fc.property(irreducible, irreducible, fc.integer({ min: 1, max: 3 }), (f, g, e) => {
        const p = multiply(power(f, e), g);
        const found = checked(p);
        // Each found base divides f, g or both (if equal): nothing proved irreducible may be larger than f or g.
        for (const { base, irreducible: proved } of found.factors) {
          if (!proved) continue;
          expect(divideExactly(f, base) !== undefined || divideExactly(g, base) !== undefined).toBe(true);
        }
      }),
      runs(150),
    );
  });

  test("a hint that divides is split off", () => {
    fc.assert(
      fc.property(irreducible, irreducible, (f, g) => {
        const { factors } = checked(multiply(multiply(f, f), g), [negate(f)]);
        const normal = leadingCoefficient(f) < 0n ? negate(f) : f;
        const found = factors.find((x) => equals(x.base, normal));
        expect(found?.irreducible).toBe(true);
        expect(found?.exponent).toBeGreaterThanOrEqual(2);
      }),
      runs(100),
    );
  });

  test("known factorisations", () => {
    const bases = (p: Polynomial): Polynomial[] => checked(p).factors.map((f) => f.base);
    const contains = (p: Polynomial, base: Polynomial): boolean => bases(p).some((f) => equals(f, base));
    const one = subtract(power(q, 12), 1n); // Φ_1 Φ_2 Φ_3 Φ_4 Φ_6 Φ_12
    expect(checked(one).factors.length).toBe(6);
    expect(checked(one).factors.every((f) => f.irreducible)).toBe(true);
    expect(contains(one, add(subtract(power(q, 4), power(q, 2)), 1n))).toBe(true);
    const squares = subtract(multiply(a, a), multiply(b, b));
    expect(contains(squares, add(a, b)) && contains(squares, subtract(a, b))).toBe(true);
    const plus = add(multiply(a, a), multiply(b, b));
    expect(checked(plus)).toEqual({ unit: 1n, factors: [{ base: plus, exponent: 1, irreducible: true }] });
    expect(checked(-12n)).toEqual({ unit: -12n, factors: [] });
    expect(() => factor(0n)).toThrow(RangeError);
  });

  test("what is called irreducible has no divisor of lower degree among small polynomials", () => {
    const small: Polynomial[] = [];
    for (let c = -3n; c <= 3n; c++) for (let d = 1n; d <= 3n; d++) small.push(add(multiply(d, q), c));
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -4n, max: 4n }), { minLength: 3, maxLength: 6 }), (list) => {
        const p = list.reduce<Polynomial>((s, c, i) => add(s, multiply(c, power(q, i))), 0n);
        if (p === 0n) return;
        for (const f of checked(p).factors) {
          if (!f.irreducible) continue;
          for (const s of small) {
            const primitive = integerContent(s) === 1n && !equals(s, f.base);
            if (primitive) expect(divideExactly(f.base, s)).toBeUndefined();
          }
        }
      }),
      runs(300),
    );
  });

  test("square roots of squares, and none of what is not a square", () => {
    fc.assert(
      fc.property(nonzeroPolynomial().map(frozen), (p) => {
        const root = squareRoot(multiply(p, p)) as Polynomial;
        expect(equals(root, p) || equals(root, negate(p))).toBe(true);
        const square = multiply(p, p);
        expect(squareRoot(negate(square))).toBeUndefined();
        const other = squareRoot(p);
        if (other !== undefined) expect(multiply(other, other)).toEqual(p);
        // 2p² and a·p² are no squares: the exponent of 2 or of a is odd
        expect(squareRoot(multiply(square, 2n))).toBeUndefined();
        expect(squareRoot(multiply(square, a))).toBeUndefined();
      }),
      runs(200),
    );
    expect(squareRoot(0n)).toBe(0n);
    expect(squareRoot(49n)).toBe(7n);
  });
});

describe("quadratics in every variable", () => {
  const [x, y, z] = [variablePower(0), variablePower(1), variablePower(2)] as const;
  const plus = (...terms: readonly Polynomial[]): Polynomial => terms.reduce((s, t) => add(s, t), 0n);

  test("are split where the discriminant is a square, and irreducible where it is none", () => {
    const first = plus(multiply(multiply(x, y), z), multiply(y, y), 3n);
    const second = plus(multiply(multiply(x, z), z), multiply(y, 2n), 5n);
    const product = multiply(first, second);
    expect(factor(product).factors.map(({ base }) => base)).toHaveLength(2);
    const [only, ...rest] = factor(plus(product, 1n)).factors;
    expect([rest, only?.irreducible]).toEqual([[], true]);
  });
});
