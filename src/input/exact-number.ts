/** Exact rational numbers at the border: read from text (never through a float), compared, and written. */
import type { ExactNumber } from "../../symbolic/expression/expression.js";
import { InputError, excerpt } from "./errors.js";

/** More characters than this are no number anybody measured; the limit keeps 10ⁿ in reach. */
const LONGEST_NUMBER = 2000;
/** Largest power of ten that a number may carry: 1e-1000 is fine, 1e-999999999 would fill the memory. */
const LARGEST_EXPONENT = 1000;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** The rational number n/d in lowest terms with a positive denominator. @throws RangeError if d = 0 */
export function exactNumber(numerator: bigint | number, denominator: bigint | number = 1n): ExactNumber {
  let n = BigInt(numerator);
  let d = BigInt(denominator);
  if (d === 0n) throw new RangeError("a rational number with denominator 0");
  if (d < 0n) [n, d] = [-n, -d];
  let [a, b] = [n < 0n ? -n : n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return { numerator: n / a, denominator: d / a };
}

/**
 * Reads `12`, `-0.1`, `.5`, `1e-3`, `3/2` or `0.5/1.5` exactly: 0.1 is 1/10.
 * @throws InputError if the text is not a number, or is absurdly long or large.
 */
export function parseExactNumber(text: string): ExactNumber {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_NUMBER) {
    throw new InputError(`a number of ${trimmed.length} characters`, {
      hint: `at most ${LONGEST_NUMBER} are read`,
    });
  }
  const parts = trimmed.split("/");
  const [above, below] = parts.map((part) => parseDecimal(part.trim(), text));
  if (above === undefined || parts.length > 2) throw notANumber(text);
  if (below === undefined) return above;
  if (below.numerator === 0n) throw new InputError(`division by zero in ${excerpt(text)}`);
  return exactNumber(above.numerator * below.denominator, above.denominator * below.numerator);
}

function parseDecimal(text: string, whole: string): ExactNumber {
  const match = DECIMAL.exec(text);
  const [, sign = "", integer = "", fraction = "", exponentText = "0"] = match ?? [];
  const digits = integer + fraction;
  if (match === null || digits === "") throw notANumber(whole);
  const exponent = exponentText.length > 8 ? Infinity : Math.abs(Number(exponentText));
  if (exponent > LARGEST_EXPONENT) {
    throw new InputError(`the number ${excerpt(whole)} is out of range`, {
      hint: `powers of ten up to ${LARGEST_EXPONENT} are read`,
    });
  }
  const scale = Number(exponentText) - fraction.length;
  const magnitude = BigInt(digits);
  const signed = sign === "-" ? -magnitude : magnitude;
  return scale >= 0 ? exactNumber(signed * 10n ** BigInt(scale)) : exactNumber(signed, 10n ** BigInt(-scale));
}

function notANumber(text: string): InputError {
  const shown = text.trim() === "" ? "an empty value" : excerpt(text);
  return new InputError(`${shown} is not a number`, {
    hint: "write an exact decimal or fraction such as 0.25, 1e-3 or 3/2",
  });
}

/** The number as ASCII text that `parseExactNumber` reads back: a terminating decimal where short, else n/d. */
export function formatExactNumber({ numerator, denominator }: ExactNumber): string {
  if (denominator === 1n) return numerator.toString();
  const places = decimalPlaces(denominator);
  if (places === undefined || places > 40) return `${numerator}/${denominator}`;
  const scaled = (numerator * 10n ** BigInt(places)) / denominator;
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, "0");
  return `${scaled < 0n ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** How many decimals write 1/d exactly; undefined if none do. */
function decimalPlaces(denominator: bigint): number | undefined {
  let rest = denominator;
  let [twos, fives] = [0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos++;
  for (; rest % 5n === 0n; rest /= 5n) fives++;
  return rest === 1n ? Math.max(twos, fives) : undefined;
}

/** a + b. */
export function addExact(a: ExactNumber, b: ExactNumber): ExactNumber {
  return exactNumber(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
  );
}

/** a·b. */
export function multiplyExact(a: ExactNumber, b: ExactNumber): ExactNumber {
  return exactNumber(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** −a. */
export function negateExact(a: ExactNumber): ExactNumber {
  return { numerator: -a.numerator, denominator: a.denominator };
}

/** −1, 0 or 1 as a < b, a = b or a > b. */
export function compareExact(a: ExactNumber, b: ExactNumber): -1 | 0 | 1 {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
