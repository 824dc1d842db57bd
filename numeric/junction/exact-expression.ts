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
export const exactArithmetic: Arithmetic<BigRational> = {
  ...rationalArithmetic,
  div: (a, b) => (b.numerator === 0n ? notRational() : rationalArithmetic.div(a, b)),
  fromRational: bigRational,
  neg: (a) => rationalArithmetic.sub(rationalArithmetic.zero, a),
  exp: notRational,
  expm1: notRational,
  root: notRational,
  isNegative: (a) => a.numerator < 0n,
  pi: notRational,
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
