/** Derivatives with proved digits: enclosures whose precision is raised until every one is settled. */
import { type Ball, type BallArithmetic } from "../enclosure/ball.js";
import { startingBits } from "../enclosure/certified-decimal.js";
import { DomainError } from "../arithmetic/errors.js";
import { liftToBall } from "./evaluate.js";
import { type Jet } from "../arithmetic/jet.js";
import { checkPoint, type DomainModel } from "./domain.js";
import { type Point } from "./model.js";
import { pointLookup } from "./rectification.js";
import { settle } from "../enclosure/settle.js";

/**
 * A derivative: a decimal string whose every digit is proved, "0" where it is exactly zero; null where it was neither
 * distinguished from zero nor proved to be zero.
 */
export type Slope = string | null;

/** What derivatives are asked for with. */
export interface SlopeOptions {
  /** Significant digits, default 17. */
  readonly digits?: number;
  /**
   * True if J(Δ) = −J(−Δ) is proved along the parameter by other means: R = 1 and contrast = 0 do not change then. Asked only
   * where an enclosure contains zero.
   */
  readonly odd?: () => boolean;
}

/** Bits beyond those of the digits: what the derivative of a quotient loses. */
const SPARE_BITS = 32;

/**
 * Derivatives by the parameter `name` from their enclosures, null standing for the exact zero.
 * @param what  what the i-th is the derivative of, for the message
 * @param vanishes as in `settle`
 * @throws DomainError for a point out of its domain, or a name that is not in it
 * @throws PrecisionLimitError if a value does not settle, as where levels meet whose distance depends on the parameter
 */
export function settledSlopes(
  model: DomainModel,
  point: Point,
  name: string,
  digits: number,
  what: (index: number) => string,
  compute: (B: BallArithmetic) => readonly (Ball | null)[],
  vanishes?: (index: number) => boolean,
): readonly Slope[] {
  checkPoint(model, point);
  if (!point.has(name)) throw new DomainError(name, "(no value)", "a value is needed for this parameter");
  const first = startingBits(digits) + SPARE_BITS;
  const numbers = settle((B) => compute(B).map((ball) => ball ?? B.zero), digits, {
    first,
    most: 16 * first,
    name: (i) => `the derivative of ${what(i)}`,
    ...(vanishes ? { vanishes } : {}),
  });
  return numbers.map(({ value, undecided }) => (undecided ? null : value));
}

/** The parameters of a point as jets of order one, with `name` → value + t. */
export function movedParameter(B: BallArithmetic, point: Point, name: string): (other: string) => Jet<Ball> {
  const value = pointLookup(point, liftToBall(B));
  return (other) => (other === name ? [value(other), B.one] : [value(other)]);
}
