/**
 * The field of fractions ℚ(x₀, x₁, …) in canonical form: numerator and denominator in ℤ[x₀, …] without common
 * factor (integers included), the denominator's leading coefficient positive. Equal elements have equal
 * representations, so zero and equality are decided, not guessed.
 */
import { NotInvertibleError } from "../integer/errors.js";
import { type ExactNumber } from "../expression/expression.js";
import {
  add as addPolynomials,
  equals as equalPolynomials,
  multiply as multiplyPolynomials,
  negate as negatePolynomial,
  type Polynomial,
  power as powerOfPolynomial,
  variablePower,
} from "../polynomial/polynomial.js";
import { divideKnown, gcd, gcdWithCofactors } from "../polynomial/gcd.js";
import { isCanonical as isCanonicalPolynomial, leadingCoefficient } from "../polynomial/structure.js";

/** numerator/denominator in lowest terms. */
export interface RationalFunction {
  readonly numerator: Polynomial;
  readonly denominator: Polynomial;
}

/** The fraction 0. */
export const ZERO: RationalFunction = { numerator: 0n, denominator: 1n };
/** The fraction 1. */
export const ONE: RationalFunction = { numerator: 1n, denominator: 1n };

function withPositiveDenominator(numerator: Polynomial, denominator: Polynomial): RationalFunction {
  return leadingCoefficient(denominator) < 0n
    ? { numerator: negatePolynomial(numerator), denominator: negatePolynomial(denominator) }
    : { numerator, denominator };
}

/** numerator/denominator brought to canonical form. @throws NotInvertibleError if the denominator is zero */
export function fraction(numerator: Polynomial, denominator: Polynomial = 1n): RationalFunction {
  if (denominator === 0n) throw new NotInvertibleError("a denominator");
  if (numerator === 0n) return ZERO;
  const { cofactors } = gcdWithCofactors(numerator, denominator);
  return withPositiveDenominator(cofactors[0], cofactors[1]);
}

/** The constant n/d. */
export function constant(value: ExactNumber | bigint): RationalFunction {
  return typeof value === "bigint"
    ? { numerator: value, denominator: 1n }
    : fraction(value.numerator, value.denominator);
}

/** The variable x_index. */
export function variable(index: number): RationalFunction {
  return { numerator: variablePower(index), denominator: 1n };
}

/** a + b (Henrici: only the common part of the denominators can cancel). */
export function add(a: RationalFunction, b: RationalFunction): RationalFunction {
  if (a.numerator === 0n) return b;
  if (b.numerator === 0n) return a;
  const { gcd: common, cofactors } = gcdWithCofactors(a.denominator, b.denominator);
  const sum = addPolynomials(
    multiplyPolynomials(a.numerator, cofactors[1]),
    multiplyPolynomials(b.numerator, cofactors[0]),
  );
  if (sum === 0n) return ZERO;
  const denominator = multiplyPolynomials(a.denominator, cofactors[1]);
  if (common === 1n) return withPositiveDenominator(sum, denominator);
  const cancel = gcd(sum, common);
  return withPositiveDenominator(divideKnown(sum, cancel), divideKnown(denominator, cancel));
}

/** −a. */
export function negate(a: RationalFunction): RationalFunction {
  return { numerator: negatePolynomial(a.numerator), denominator: a.denominator };
}

/** a − b. */
export function subtract(a: RationalFunction, b: RationalFunction): RationalFunction {
  return add(a, negate(b));
}

/** a·b (only the crosswise pairs can cancel). */
export function multiply(a: RationalFunction, b: RationalFunction): RationalFunction {
  if (a.numerator === 0n || b.numerator === 0n) return ZERO;
  const first = gcdWithCofactors(a.numerator, b.denominator).cofactors;
  const second = gcdWithCofactors(b.numerator, a.denominator).cofactors;
  return withPositiveDenominator(
    multiplyPolynomials(first[0], second[0]),
    multiplyPolynomials(second[1], first[1]),
  );
}

/** 1/a. @throws NotInvertibleError if a is zero */
export function invert(a: RationalFunction): RationalFunction {
  if (a.numerator === 0n) throw new NotInvertibleError("0");
  return withPositiveDenominator(a.denominator, a.numerator);
}

/** a/b. @throws NotInvertibleError if b is zero */
export function divide(a: RationalFunction, b: RationalFunction): RationalFunction {
  return multiply(a, invert(b));
}

/** aⁿ for any integer n. @throws NotInvertibleError for a negative power of zero */
export function power(a: RationalFunction, n: number): RationalFunction {
  const base = n < 0 ? invert(a) : a;
  const e = Math.abs(n);
  return {
    numerator: powerOfPolynomial(base.numerator, e),
    denominator: powerOfPolynomial(base.denominator, e),
  };
}

/** Equality of elements. */
export function equals(a: RationalFunction, b: RationalFunction): boolean {
  return equalPolynomials(a.numerator, b.numerator) && equalPolynomials(a.denominator, b.denominator);
}

/** True for the zero element. */
export function isZero(a: RationalFunction): boolean {
  return a.numerator === 0n;
}

/** Checks the canonical form (for tests). */
export function isCanonical(a: RationalFunction): boolean {
  return (
    isCanonicalPolynomial(a.numerator) &&
    isCanonicalPolynomial(a.denominator) &&
    leadingCoefficient(a.denominator) > 0n &&
    gcd(a.numerator, a.denominator) === 1n
  );
}
