/**
 * Whether a formula is positive at a point: decided in double-doubles with their error bound where that is enough, exactly
 * where it or a factor of zero is rational, else by enclosures.
 */
import { type Arithmetic } from "../arithmetic/arithmetic.js";
import { ballArithmetic, isNegative, isPositive } from "../enclosure/ball.js";
import { doubleDoubleArithmetic, type DoubleDouble, fromFloat } from "../arithmetic/double-double.js";
import { DomainError, WideEnclosureError } from "../arithmetic/errors.js";
import { NotRationalError, partlyExactArithmetic } from "./exact-expression.js";
import { exactValue, type Point } from "./model.js";
import { type BigRational, bigRational } from "../arithmetic/semifield.js";

/**
 * Something to be positive, written once for every arithmetic: from the parameters and, where they matter, from T and the
 * gap, which are given as formulas too.
 */
export type Compute = <S>(A: Arithmetic<S>, parameter: (name: string) => S) => S;

/** Bits of the enclosures that are tried for what is not rational. */
const PRECISIONS = [64, 256, 1024] as const;

/** True if the number is proved to be zero or negative; false if it is positive or was not decided. */
export function isBroken(compute: Compute, point: Point): boolean {
  try {
    // Nearly always this tells.
    const { hi, error } = compute(doubleDoubleArithmetic, (name) => doubleDoubleIn(point, name));
    if (hi - error > 0 && hi < 2 ** 1000) return false;
  } catch (error) {
    if (error instanceof UnknownValue) return false;
    if (!(error instanceof WideEnclosureError || error instanceof DomainError)) throw error;
  }
  try {
    // A rational factor of zero tells too: an enclosure of the product would hold zero at every precision.
    const value = compute(partlyExactArithmetic, (name) => bigRationalIn(point, name));
    if (value !== null) return value.numerator <= 0n;
  } catch (error) {
    // A function without a value, an argument beyond reach: the evaluation itself says so where it is asked.
    if (error instanceof DomainError) return false;
    if (!(error instanceof NotRationalError)) throw error;
  }
  for (const bits of PRECISIONS) {
    const A = ballArithmetic(bits);
    try {
      const ball = compute(A, (name) => {
        const { numerator, denominator } = bigRationalIn(point, name);
        return A.fromRational(numerator, denominator);
      });
      if (isPositive(ball)) return false;
      if (isNegative(ball)) return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      if (!(error instanceof WideEnclosureError)) throw error;
    }
  }
  return false;
}

function doubleDoubleIn(point: Point, name: string): DoubleDouble {
  const value = point.get(name);
  if (value === undefined) throw new UnknownValue(name);
  return typeof value === "number"
    ? fromFloat(value)
    : doubleDoubleArithmetic.fromRational(value.numerator, value.denominator);
}

/** A parameter has no value here; caught inside this file. */
class UnknownValue extends Error {}

function bigRationalIn(point: Point, name: string): BigRational {
  const value = valueIn(point, name);
  if (value === undefined) throw new UnknownValue(name);
  return value;
}

/** A value of the point as a rational; undefined where it has none. */
export function valueIn(point: Point, name: string): BigRational | undefined {
  const value = point.get(name);
  if (value === undefined) return undefined;
  const { numerator, denominator } = exactValue(name, value);
  return bigRational(numerator, denominator);
}
