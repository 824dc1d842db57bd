/** Random polynomials and fractions that hit 0, ±1, monomials, equal operands and repeated factors on purpose. */
import fc from "fast-check";
import { multiply, type Polynomial, power } from "../../symbolic/polynomial/polynomial.js";
import { forEachTerm, fromTerms } from "../../symbolic/polynomial/structure.js";
import { fraction, type RationalFunction } from "../../symbolic/fraction/rational-function.js";

const coefficient = fc.oneof(
  { arbitrary: fc.bigInt({ min: -3n, max: 3n }), weight: 6 },
  { arbitrary: fc.bigInt({ min: -1_000_000_007n, max: 1_000_000_007n }), weight: 1 },
  { arbitrary: fc.constantFrom(1n << 80n, -(3n ** 50n)), weight: 1 },
);

/** Sums of up to `terms` terms in x_0 … x_{variables−1}, of degree ≤ `degree` in each. */
export function sparsePolynomial(
  variables: number,
  degree = 3,
  terms = 4,
  coefficients: fc.Arbitrary<bigint> = coefficient,
): fc.Arbitrary<Polynomial> {
  const term = fc.record({
    coefficient: coefficients,
    exponents: fc.array(fc.nat({ max: degree }), { minLength: variables, maxLength: variables }),
  });
  return fc.array(term, { maxLength: terms }).map(fromTerms);
}

/** Polynomials of every kind: sparse ones, small constants, products and powers. */
export function polynomial(variables = 3): fc.Arbitrary<Polynomial> {
  const small = sparsePolynomial(variables, 2, 3);
  return fc.oneof(
    { arbitrary: sparsePolynomial(variables), weight: 5 },
    { arbitrary: fc.constantFrom<Polynomial>(0n, 1n, -1n, 12n), weight: 1 },
    { arbitrary: fc.tuple(small, fc.integer({ min: 2, max: 3 })).map(([a, n]) => power(a, n)), weight: 1 },
    { arbitrary: fc.tuple(small, small).map(([a, b]) => multiply(a, b)), weight: 2 },
  );
}

/** Polynomials other than zero. */
export function nonzeroPolynomial(variables = 3): fc.Arbitrary<Polynomial> {
  return polynomial(variables).filter((a) => a !== 0n);
}

/** Fractions, often with factors shared between numerators and denominators. */
export function rationalFunction(variables = 2): fc.Arbitrary<RationalFunction> {
  const small = sparsePolynomial(variables, 2, 3);
  const divisor = small.filter((a) => a !== 0n);
  return fc.oneof(
    { arbitrary: fc.tuple(small, divisor).map(([n, d]) => fraction(n, d)), weight: 4 },
    {
      arbitrary: fc
        .tuple(small, divisor, divisor)
        .map(([n, d, f]) => fraction(multiply(n, f), multiply(d, f))),
      weight: 1,
    },
    { arbitrary: fc.constantFrom(0n, 1n, -1n).map((n) => fraction(n)), weight: 1 },
  );
}

/** A polynomial as text, for messages. */
export function show(a: Polynomial, names = "abcdefgh"): string {
  const parts: string[] = [];
  forEachTerm(a, names.length, (c, e) => {
    const powers = Array.from(e).flatMap((x, i) =>
      x === 0 ? [] : [x === 1 ? names[i] : `${names[i]}^${x}`],
    );
    parts.push([String(c), ...powers].join("*"));
  });
  return parts.join(" + ") || "0";
}
