/** Expressions at a point as exact rationals, where they are rational. */
import type { Arithmetic } from "../arithmetic/arithmetic.js";
import { type BigRational, bigRational, rationalArithmetic } from "../arithmetic/semifield.js";
import { evaluateExpression } from "./evaluate-expression.js";
import { type ExactNumber, type Expression } from "./expression.js";
import { exactValue, type Point } from "./model.js";

/** An expression is not rational at rational parameters. */
export class NotRationalError extends Error {}

const notRational = (): never => {
  throw new NotRationalError();
};

/** Exact rationals as far as they go. */
const exactArithmetic: Arithmetic<BigRational> = {
  ...rationalArithmetic,
  div: (a, b) => (b.numerator === 0n ? notRational() : rationalArithmetic.div(a, b)),
  fromRational: bigRational,
  neg: (a) => rationalArithmetic.sub(rationalArithmetic.zero, a),
  exp: notRational,
  expm1: notRational,
  root: notRational,
  isNegative: (a) => a.numerator < 0n,
  circular: notRational,
  pi: notRational,
};

/** An exact rational; null for what takes roots, exponentials or π. */
type PartlyExact = BigRational | null;

const partly =
  (f: (a: BigRational, b: BigRational) => BigRational) =>
  (a: PartlyExact, b: PartlyExact): PartlyExact =>
    a === null || b === null ? null : f(a, b);
const isZero = (a: PartlyExact): boolean => a?.numerator === 0n;
const { zero, one } = rationalArithmetic;
const times = partly((a, b) => exactArithmetic.mul(a, b));
const over = partly((a, b) => exactArithmetic.div(a, b));

/**
 * Exact rationals through which what is not rational passes unknown: a product is zero where one of its factors is,
 * whatever the others are. Division by zero throws NotRationalError.
 */
export const partlyExactArithmetic: Arithmetic<PartlyExact> = {
  zero,
  one,
  fromRational: bigRational,
  add: partly((a, b) => exactArithmetic.add(a, b)),
  sub: partly((a, b) => exactArithmetic.sub(a, b)),
  mul: (a, b) => (isZero(a) || isZero(b) ? zero : times(a, b)),
  div: (a, b) => (b === null && isZero(a) ? zero : over(a, b)),
  neg: (a) => (a === null ? null : exactArithmetic.neg(a)),
  exp: (a) => (isZero(a) ? one : null),
  expm1: (a) => (isZero(a) ? zero : null),
  root: () => null,
  isNegative: (a) => a !== null && a.numerator < 0n,
  circular: (a) => (isZero(a) ? [one, zero] : [null, null]),
  pi: () => null,
};

/**
 * The exact value at a point, or null where the expression takes roots or exponentials (or divides by zero), or has a
 * parameter in it that is not among the values.
 */
export function exactExpression(expression: Expression, point: Point): ExactNumber | null {
  const lookup = (name: string): BigRational => {
    const value = point.get(name);
    if (value === undefined) return notRational();
    const { numerator, denominator } = exactValue(name, value);
    return bigRational(numerator, denominator);
  };
  try {
    return evaluateExpression(exactArithmetic, expression, { lookup });
  } catch (error) {
    if (error instanceof NotRationalError) return null;
    throw error;
  }
}
