/**
 * From an enclosure to decimal digits that are proved: a string is given only if every number in the ball rounds to
 * it (half to even on exact values). This is the only door from balls to printed numbers.
 */
import { bitLength, scaleFloor } from "./exp.js";
import { containsZero, isExactZero, type Ball } from "./ball.js";
import { DIGITS_LIMIT } from "./digits-limit.js";
import { DomainError, PrecisionLimitError, WideEnclosureError } from "../arithmetic/errors.js";

/** Default limit of working precision: enough for 10,000 digits with as many again lost to cancellation. */
export const DEFAULT_LIMIT_BITS = 1 << 17;

/** Numbers beyond 2^±LARGEST_POWER, about 10^±1000000, are not written out. */
const LARGEST_POWER = 3_400_000;

/** n/d > 0 rounded (half to even) to `digits` significant digits: coefficient and decimal exponent. */
function roundQuotient(n: bigint, d: bigint, digits: number): { coefficient: bigint; exponent: number } {
  let exponent = Math.floor((bitLength(n) - bitLength(d) - 1) * Math.LOG10E * Math.LN2) - digits + 1;
  const limit = 10n ** BigInt(digits);
  for (;;) {
    const power = 10n ** BigInt(Math.abs(exponent));
    const numerator = exponent >= 0 ? n : n * power;
    const denominator = exponent >= 0 ? d * power : d;
    let coefficient = numerator / denominator;
    if (coefficient >= limit) {
      exponent += 1; // the estimate of the decimal exponent was too low
      continue;
    }
    if (coefficient * 10n < limit) {
      exponent -= 1;
      continue;
    }
    const twice = 2n * (numerator - coefficient * denominator);
    if (twice > denominator || (twice === denominator && (coefficient & 1n) === 1n)) coefficient += 1n;
    return coefficient === limit
      ? { coefficient: coefficient / 10n, exponent: exponent + 1 }
      : { coefficient, exponent };
  }
}

function beyondReach(power: number): DomainError {
  return new DomainError(
    "result",
    `about 2^${power}`,
    "is beyond 10^1000000 or its inverse: omega/T is too large",
  );
}

/** A positive dyadic number n·2^e, likewise. */
function roundPositive(n: bigint, e: number, digits: number): { coefficient: bigint; exponent: number } {
  const power = e + bitLength(n);
  if (Math.abs(power) > LARGEST_POWER) {
    throw beyondReach(power);
  }
  return roundQuotient(scaleFloor(n, Math.max(0, e)), scaleFloor(1n, Math.max(0, -e)), digits);
}

/** "0.00123", "12.3" or "1.23e-45": readable by JavaScript, Python, mathjs and mpmath alike. */
function layOut(negative: boolean, coefficient: bigint, exponent: number): string {
  const text = coefficient.toString();
  const sign = negative ? "-" : "";
  const leading = exponent + text.length - 1;
  if (leading < -7 || leading >= Math.max(text.length, 1)) {
    const rest = text.length > 1 ? `.${text.slice(1)}` : "";
    return leading === 0 ? `${sign}${text.charAt(0)}${rest}` : `${sign}${text.charAt(0)}${rest}e${leading}`;
  }
  if (leading < 0) return `${sign}0.${"0".repeat(-leading - 1)}${text}`;
  const fraction = text.slice(leading + 1);
  return sign + text.slice(0, leading + 1) + (fraction === "" ? "" : `.${fraction}`);
}

function checkDigits(digits: number): void {
  if (!Number.isSafeInteger(digits) || digits < 1 || digits > DIGITS_LIMIT) {
    throw new DomainError("digits", String(digits), `must be an integer from 1 to ${DIGITS_LIMIT}`);
  }
}

/**
 * The decimal string of `digits` significant digits (trailing zeros kept) to which every number in the ball rounds,
 * or null if there is no such string. The exact zero gives "0".
 * @throws DomainError if `digits` is not an integer from 1 to {@link DIGITS_LIMIT}
 */
export function certifiedDecimal(ball: Ball, digits: number): string | null {
  checkDigits(digits);
  if (isExactZero(ball)) return "0";
  if (containsZero(ball)) {
    // No precision tells e^−x from 0 where not even its exponent can be worked with.
    const power = ball.exponent + bitLength(ball.radius);
    if (power < -(2 ** 40)) throw beyondReach(power);
    return null;
  }
  const negative = ball.mantissa < 0n;
  const magnitude = negative ? -ball.mantissa : ball.mantissa;
  // A ball wider than one unit of the last digit cannot do: skip the costly conversion.
  if (ball.radius !== 0n && bitLength(magnitude) - bitLength(ball.radius) < digits * 3.32 - 4) return null;
  const low = roundPositive(magnitude - ball.radius, ball.exponent, digits);
  if (ball.radius !== 0n) {
    const high = roundPositive(magnitude + ball.radius, ball.exponent, digits);
    if (low.coefficient !== high.coefficient || low.exponent !== high.exponent) return null;
  }
  return layOut(negative, low.coefficient, low.exponent);
}

/** The exact rational numerator/denominator (denominator > 0) rounded half to even to `digits` significant digits. */
export function certifiedRational(numerator: bigint, denominator: bigint, digits: number): string {
  checkDigits(digits);
  if (numerator === 0n) return "0";
  const negative = numerator < 0n;
  const { coefficient, exponent } = roundQuotient(negative ? -numerator : numerator, denominator, digits);
  return layOut(negative, coefficient, exponent);
}

/** The midpoint rounded to `digits` significant digits: not certified, for error messages and plots. */
export function midpointDecimal(ball: Ball, digits: number): string {
  checkDigits(digits);
  if (ball.mantissa === 0n) return "0";
  const negative = ball.mantissa < 0n;
  const { coefficient, exponent } = roundPositive(
    negative ? -ball.mantissa : ball.mantissa,
    ball.exponent,
    digits,
  );
  return layOut(negative, coefficient, exponent);
}

/** Bits for a first attempt at `digits` digits: a guard of 40 bits covers ordinary rounding. */
export function startingBits(digits: number): number {
  return Math.ceil(digits * 3.33) + 40;
}

/**
 * Runs `compute` at growing precision until its result is certified to `digits` digits.
 * @param compute  maps bits of working precision to an enclosure of one fixed real number
 * @throws PrecisionLimitError if `limitBits` is reached first (the number may be zero, or a tie of rounding)
 */
export function withIncreasingPrecision(
  compute: (bits: number) => Ball,
  digits: number,
  limitBits = DEFAULT_LIMIT_BITS,
): string {
  checkDigits(digits);
  let reason = "the first attempt is already beyond the limit";
  for (let bits = startingBits(digits); bits <= limitBits; bits *= 2) {
    try {
      const ball = compute(bits);
      const text = certifiedDecimal(ball, digits);
      if (text !== null) return text;
      reason = containsZero(ball)
        ? "the value could be neither distinguished from zero nor proved to be zero"
        : "the last digit is still undecided";
    } catch (error) {
      if (!(error instanceof WideEnclosureError)) throw error;
      reason = error.message;
    }
  }
  throw new PrecisionLimitError(digits, limitBits, reason);
}
