/**
 * Rational functions kept as constant × monomial × Π factor^exponent: the form in which Taylor coefficients come out
 * of the quotient recursion, are brought to lowest terms and are printed.
 */
import { type ExactNumber } from "../expression/expression.js";
import { type Factor } from "../polynomial/factor.js";
import { integerGcd } from "../integer/integer.js";
import { multiply, type Polynomial, power, variablePower } from "../polynomial/polynomial.js";
import { fraction, type RationalFunction } from "./rational-function.js";

/**
 * constant·Π x_i^monomial[i]·numerator / Π base^exponent. In canonical form the numerator is primitive, free of
 * monomial factors, with positive leading coefficient, and coprime to every base. Zero is constant 0 over nothing.
 */
export interface FactoredFraction {
  readonly constant: ExactNumber;
  /** Exponents, negative ones allowed; missing entries are 0. */
  readonly monomial: readonly number[];
  readonly numerator: Polynomial;
  readonly denominator: readonly Factor[];
}

/** The zero fraction. */
export const ZERO_FRACTION: FactoredFraction = {
  constant: { numerator: 0n, denominator: 1n },
  monomial: [],
  numerator: 1n,
  denominator: [],
};

/** True for the zero fraction. */
export function isZeroFraction(f: FactoredFraction): boolean {
  return f.constant.numerator === 0n;
}

/** n/d in lowest terms with positive denominator. */
export function exactQuotient(n: bigint, d: bigint): ExactNumber {
  if (d === 1n) return { numerator: n, denominator: 1n };
  const g = integerGcd(n, d) * (d < 0n ? -1n : 1n);
  return { numerator: n / g, denominator: d / g };
}

/** The same element in the canonical form of `fraction/rational-function.ts`. */
export function expandFactored(f: FactoredFraction): RationalFunction {
  let numerator: Polynomial = multiply(f.numerator, f.constant.numerator);
  let denominator: Polynomial = f.constant.denominator;
  f.monomial.forEach((e, i) => {
    if (e > 0) numerator = multiply(numerator, variablePower(i, e));
    if (e < 0) denominator = multiply(denominator, variablePower(i, -e));
  });
  for (const { base, exponent } of f.denominator) denominator = multiply(denominator, power(base, exponent));
  return fraction(numerator, denominator);
}
