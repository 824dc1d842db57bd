import { describe, expect, test } from "vitest";
import { equals, multiply, type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { gcd, positive } from "../../../symbolic/polynomial/gcd.js";
import { fromTerms, integerContent } from "../../../symbolic/polynomial/structure.js";

/** A reproducible sequence of polynomials with long coefficients, where heuristic and remainder sequences blow up. */
function generator(
  seed: number,
): (variables: readonly number[], degree: number, terms: number) => Polynomial {
  let state = seed;
  const next = (): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
  const long = (): bigint => [1, 2, 3, 4, 5].reduce((v) => v * 65_536n + BigInt(next() >> 15), 1n);
  return (variables, degree, terms) =>
    fromTerms(
      Array.from({ length: terms }, () => ({
        coefficient: next() % 2 === 0 ? long() : -long(),
        exponents: [0, 1, 2, 3, 4].map((v) => (variables.includes(v) ? (next() >> 8) % (degree + 1) : 0)),
      })),
    );
}

describe("gcds of polynomials with long coefficients", () => {
  for (const [variables, degree, terms] of [
    [[0, 1, 2], 4, 10],
    [[0, 1, 2], 6, 10],
    [[0, 1, 2, 3], 3, 8],
    [[0, 1, 2, 3, 4], 2, 8],
  ] as const) {
    test(`a planted factor in ${variables.length} variables of degree ${degree} is found whole`, () => {
      const random = generator(11 + degree + variables.length);
      const factor = random(variables, degree, terms);
      const found = gcd(
        multiply(factor, random(variables, degree, terms)),
        multiply(factor, random(variables, degree, terms)),
      );
      expect(equals(found, positive(factor))).toBe(true);
    });
  }

  test("a factor that is partly free of the last variable keeps that part", () => {
    const random = generator(5);
    const free = random([0, 1], 3, 6);
    const factor = multiply(free, random([0, 1, 2], 3, 6));
    const found = gcd(multiply(factor, random([0, 1, 2], 3, 8)), multiply(factor, random([0, 1, 2], 3, 8)));
    expect(equals(found, positive(factor))).toBe(true);
    expect(integerContent(found)).toBe(integerContent(factor));
  });
});
