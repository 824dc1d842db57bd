/** J, J(−Δ), R and the contrast with every printed digit proved. */
import { ballArithmetic, containsZero, type Ball } from "../enclosure/ball.js";
import { certifiedDecimal, certifiedRational, startingBits } from "../enclosure/certified-decimal.js";
import { PrecisionLimitError, WideEnclosureError } from "../arithmetic/errors.js";
import { liftToBall } from "./evaluate.js";
import { checkPoint } from "./domain.js";
import { exactValue, type LadderModel, type Point } from "./model.js";
import { isZeroValue, pointLookup, rectification } from "./rectification.js";

/** Decimal strings of the digits asked for, correctly rounded. */
export interface CertifiedEvaluation {
  readonly J: string;
  readonly J_reversed: string;
  readonly R: string;
  readonly R_minus_1: string;
  readonly contrast: string;
  readonly T_L: string;
  readonly T_R: string;
  /** Quantities whose enclosure still contains zero at the limit: given as "0", not proved to vanish. */
  readonly undecided: readonly ("R_minus_1" | "contrast")[];
}

const KEYS = ["J", "J_reversed", "R", "R_minus_1", "contrast"] as const;
type Key = (typeof KEYS)[number];

/**
 * Evaluates at a point of exact rationals (or doubles, which are taken exactly) to `digits` significant digits.
 * Where the change on reversal vanishes structurally (Δ = 0) the answers are the exact "0" and "1".
 * @param limitBits  where the search ends; default 16 times the first attempt
 * @throws DomainError as {@link evaluate}
 * @throws PrecisionLimitError if a value that is not near zero does not settle, or a rate cannot be told from zero
 */
export function evaluateCertified(
  model: LadderModel,
  point: Point,
  digits: number,
  limitBits = 16 * startingBits(digits),
): CertifiedEvaluation {
  checkPoint(model, point);
  const out: Partial<Record<Key, string>> = {};
  const zeroes = new Set<Key>();
  let reason = "the first attempt is already beyond the limit";
  for (let bits = startingBits(digits); bits <= limitBits; bits *= 2) {
    const A = ballArithmetic(bits);
    zeroes.clear();
    reason = "";
    try {
      const lookup = pointLookup(point, liftToBall(A));
      const values = rectification(A, model, lookup, isZeroValue(point.get("Delta")));
      for (const key of KEYS) {
        if (out[key] !== undefined) continue;
        const text = decimal(values[key], key, digits);
        if (text !== null) out[key] = text;
        else if (values[key] !== null && containsZero(values[key])) zeroes.add(key);
        else reason = `${key} does not settle`;
      }
    } catch (error) {
      if (!(error instanceof WideEnclosureError)) throw error;
      reason = error.message;
    }
    if (reason === "" && zeroes.size === 0) break;
  }
  const undecided: ("R_minus_1" | "contrast")[] = [];
  for (const key of zeroes) {
    if (key === "R_minus_1" || key === "contrast") {
      out[key] = "0";
      undecided.push(key);
    } else reason = `${key} could be neither distinguished from zero nor proved to be zero`;
  }
  if (reason !== "") throw new PrecisionLimitError(digits, limitBits, reason);
  const sum = exactValue("T_a", point.get("T_a") as number);
  const delta = exactValue("Delta", point.get("Delta") as number);
  const temperature = (sign: bigint): string =>
    certifiedRational(
      sum.numerator * delta.denominator + sign * delta.numerator * sum.denominator,
      2n * sum.denominator * delta.denominator,
      digits,
    );
  return { ...(out as Record<Key, string>), T_L: temperature(1n), T_R: temperature(-1n), undecided };
}

/** R exactly one is a ball of no width: it prints with all its digits, as any other number. */
function decimal(value: Ball | null, key: Key, digits: number): string | null {
  if (value !== null) return certifiedDecimal(value, digits);
  return key === "R" ? "1" : "0";
}
