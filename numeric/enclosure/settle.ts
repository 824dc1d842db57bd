/**
 * The one loop that raises the working precision until numbers have their digits. A number that vanishes never gets any:
 * its enclosure contains zero at every precision, and what is then known of it is a bound.
 */
import {
  ballArithmetic,
  type Ball,
  type BallArithmetic,
  containsZero,
  exactBall,
  isExactZero,
} from "./ball.js";
import { certifiedDecimal, midpointDecimal, startingBits } from "./certified-decimal.js";
import { PrecisionLimitError, WideEnclosureError } from "../arithmetic/errors.js";

/** A number with proved digits, or the statement that it was neither distinguished from zero nor proved to be it. */
export interface CertifiedNumber {
  /** Decimal string, every digit proved; "0" where it is exactly zero, and where undecided. */
  readonly value: string;
  /** True if the enclosure still contains zero at the limit of precision, |number| ≤ bound. */
  readonly undecided: boolean;
  /** Where undecided, a decimal upper bound of |number|; otherwise absent. */
  readonly bound?: string;
}

/** How far {@link settle} goes. */
export interface SettleOptions {
  /** Bits of the first attempt; default: enough for the digits where nothing cancels. */
  readonly first?: number;
  /** No attempt is made beyond; default 8 times the first. */
  readonly most?: number;
  /**
   * Asked once of a number whose first enclosure contains zero: true says that it is proved to vanish by other means, so
   * that no higher precision is tried for its sake.
   */
  readonly vanishes?: (index: number) => boolean;
  /** True of numbers that may vanish beside the others: when these are settled, one more attempt is made for theirs. */
  readonly beside?: (index: number) => boolean;
  /** What the i-th number is called in messages. */
  readonly name?: (index: number) => string;
}

/**
 * Digits of real numbers, each of `digits` significant digits.
 * @param compute enclosures of the same numbers at every precision
 * @throws DomainError if `digits` is not an integer from 1 to the limit
 * @throws PrecisionLimitError if a number that is not near zero does not settle
 */
export function settle(
  compute: (A: BallArithmetic) => readonly Ball[],
  digits: number,
  { first = startingBits(digits), most = 8 * first, vanishes, beside, name }: SettleOptions = {},
): CertifiedNumber[] {
  const found: (CertifiedNumber | undefined)[] = [];
  const asked = new Set<number>();
  let last: readonly Ball[] = [];
  let reason = "a value does not settle";
  let attempts = 0;
  for (let bits = first; bits <= most; bits *= 2) {
    try {
      last = compute(ballArithmetic(bits));
    } catch (error) {
      if (!(error instanceof WideEnclosureError)) throw error;
      reason = error.message;
      continue;
    }
    last.forEach((ball, i) => {
      if (found[i]) return;
      const value = certifiedDecimal(ball, digits);
      if (value !== null) found[i] = { value, undecided: false };
      else if (containsZero(ball) && vanishes && !asked.has(i)) {
        asked.add(i);
        if (vanishes(i)) found[i] = { value: "0", undecided: false };
      }
    });
    if (last.every((_, i) => found[i])) break;
    if (beside && last.every((ball, i) => found[i] ?? (beside(i) && containsZero(ball))) && ++attempts > 1)
      break;
  }
  if (last.length === 0) throw new PrecisionLimitError(digits, most, reason);
  return last.map((ball, i) => {
    const known = found[i];
    if (known) return known;
    if (!containsZero(ball))
      throw new PrecisionLimitError(digits, most, `${name?.(i) ?? "a value"} does not settle`);
    return { value: "0", undecided: true, bound: upperBound(ball) };
  });
}

/** A short decimal above every |number| in the ball: 1 % is added before rounding to three digits. */
function upperBound(ball: Ball): string {
  if (isExactZero(ball)) return "0";
  const size = (ball.mantissa < 0n ? -ball.mantissa : ball.mantissa) + ball.radius;
  const A = ballArithmetic(64);
  return midpointDecimal(A.mul(exactBall(size, ball.exponent), A.fromRational(101n, 100n)), 3);
}
