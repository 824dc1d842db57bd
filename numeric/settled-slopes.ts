/** Derivatives as doubles: enclosures whose precision is doubled until every one is settled. */
import { ballArithmetic, type Ball, type BallArithmetic, isExactZero } from "./ball.js";
import { DomainError, PrecisionLimitError, WideEnclosureError } from "./errors.js";
import { isBelow, liftToBall, nearestDouble, ZERO_BITS } from "./evaluate.js";
import { type Jet } from "./jet.js";
import { checkPoint, type Point } from "./model.js";
import { pointLookup } from "./rectification.js";

/** Bits of the first try and of the last. */
export type Precision = readonly [number, number];

/**
 * The doubles nearest to some derivatives by the parameter `name`; 0 for none (null) and for one below 2^−400 that is not
 * told from zero.
 * @param what  what the i-th is the derivative of, for the message
 * @throws DomainError for a point out of its domain, or a name that is not in it
 * @throws PrecisionLimitError if a value does not settle
 */
export function settledSlopes(
  point: Point,
  name: string,
  [first, most]: Precision,
  what: (index: number) => string,
  compute: (B: BallArithmetic) => readonly (Ball | null)[],
): readonly number[] {
  checkPoint(point);
  if (!point.has(name)) throw new DomainError(name, "(no value)", "a value is needed for this parameter");
  let reason = "";
  for (let bits = first; bits <= most; bits *= 2) {
    try {
      const found = compute(ballArithmetic(bits)).map(doubleOrZero);
      if (found.every((x) => x !== null)) return found;
      const open = found.flatMap((x, i) => (x === null ? [what(i)] : []));
      reason = `the derivative of ${open.join(", ")} is not determined`;
    } catch (error) {
      if (!(error instanceof WideEnclosureError)) throw error;
      reason = error.message;
    }
  }
  throw new PrecisionLimitError(17, most, reason);
}

function doubleOrZero(ball: Ball | null): number | null {
  if (ball === null || isExactZero(ball)) return 0;
  return nearestDouble(ball) ?? (isBelow(ball, ZERO_BITS) ? 0 : null);
}

/** The parameters of a point as jets of order one, with `name` → value + t. */
export function movedParameter(B: BallArithmetic, point: Point, name: string): (other: string) => Jet<Ball> {
  const value = pointLookup(point, liftToBall(B));
  return (other) => (other === name ? [value(other), B.one] : [value(other)]);
}
