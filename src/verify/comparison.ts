/** One comparison of `verify`: what was claimed, what another way found, and how far they may differ. */
import { certifiedRational } from "../../numeric/enclosure/certified-decimal.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { parseExactNumber } from "../input/exact-number.js";

/** A comparison that was made. Numbers are decimal strings; `difference` is relative unless the claim is zero. */
export interface Check {
  readonly name: string;
  readonly junction: string;
  readonly symbolic: string;
  readonly numeric: string;
  readonly difference: string;
  readonly tolerance: string;
  readonly ok: boolean;
}

/** A comparison that could not be made: a time limit, a formula too long. Never counted as agreement. */
export interface Unanswered {
  readonly name: string;
  readonly junction: string;
  readonly reason: string;
}

/** Digits of the comparisons in arbitrary precision. */
export const DIGITS = 40;

/** Both numbers are correctly rounded to {@link DIGITS} digits: each is off by at most half a unit of the last. */
export const ROUNDED = `1e-${DIGITS - 1}`;

/** Compares two decimal strings. With a claim of "0" the difference is absolute, otherwise relative to the claim. */
export function compare(
  junction: string,
  name: string,
  symbolic: string,
  numeric: string,
  tolerance: string,
): Check {
  const [a, b, limit] = [symbolic, numeric, tolerance].map(parseExactNumber) as [
    ExactNumber,
    ExactNumber,
    ExactNumber,
  ];
  let above = a.numerator * b.denominator - b.numerator * a.denominator;
  if (above < 0n) above = -above;
  const size = a.numerator < 0n ? -a.numerator : a.numerator;
  const below = a.numerator === 0n ? a.denominator * b.denominator : size * b.denominator;
  const ok = above * limit.denominator <= limit.numerator * below;
  return { name, junction, symbolic, numeric, difference: certifiedRational(above, below, 2), tolerance, ok };
}

/** A statement that holds or not, such as an exact identity. */
export function statement(
  junction: string,
  name: string,
  expected: string,
  found: string,
  ok: boolean,
): Check {
  return {
    name,
    junction,
    symbolic: expected,
    numeric: found,
    difference: ok ? "0" : "not equal",
    tolerance: "0",
    ok,
  };
}
