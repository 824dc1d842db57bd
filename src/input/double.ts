/** Exact numbers as doubles, for what computes in doubles, and what doubles cannot hold. */
import type { ExactNumber } from "../../symbolic/expression/expression.js";
import { InputError } from "./errors.js";

/** The double nearest to a rational number (ties to even). @throws InputError beyond the largest double */
export function toDouble({ numerator, denominator }: ExactNumber): number {
  if (numerator === 0n) return 0;
  const negative = numerator < 0n;
  const n = negative ? -numerator : numerator;
  // A quotient of at least 64 bits with a sticky last bit; Number() then rounds correctly.
  const excess = denominator.toString(2).length - n.toString(2).length + 66;
  const shift = Math.max(excess, 0);
  const down = Math.max(-excess, 0);
  const divisor = denominator << BigInt(down);
  const quotient = (n << BigInt(shift)) / divisor;
  const exact = quotient * divisor === n << BigInt(shift);
  const rounded = Number(exact ? quotient : quotient | 1n);
  const value = rounded * 2 ** Math.max(-1000, down - shift) * 2 ** Math.min(0, down - shift + 1000);
  if (!Number.isFinite(value)) throw new InputError("a value beyond the range of doubles");
  return negative ? -value : value;
}

/** Smallest double with all its digits. */
const SMALLEST = 2 ** -1022;
const RANGE =
  "double-precision numbers reach from 2e-308 to 2e308: choose units in which values are nearer to 1";

/**
 * The double nearest to a value of the user's, with all its digits.
 * @param name  what has the value, for the message
 * @throws InputError if the value is too large or too small for that
 */
export function doubleNamed(name: string, value: ExactNumber): number {
  const tooFar = new InputError(`${name} is out of range here`, { hint: RANGE });
  let double: number;
  try {
    double = toDouble(value);
  } catch {
    throw tooFar;
  }
  if (double !== 0 ? Math.abs(double) < SMALLEST : value.numerator !== 0n) throw tooFar;
  return double;
}

/**
 * Gives back what was computed in doubles if every number in it is one.
 * @throws InputError if something overflowed on the way
 */
export function requireFinite<T>(result: T): T {
  if (!isFinite(result)) throw new InputError("a result is out of range here", { hint: RANGE });
  return result;
}

function isFinite(data: unknown): boolean {
  if (typeof data === "number") return Number.isFinite(data);
  if (data instanceof Float64Array || Array.isArray(data)) return Array.from<unknown>(data).every(isFinite);
  return typeof data !== "object" || data === null || Object.values(data).every(isFinite);
}
