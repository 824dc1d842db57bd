/**
 * First derivatives of J, R and the contrast by each parameter, by forward-mode differentiation of the same formula: jets of
 * order one over enclosures. Every digit is proved.
 */
import { type Ball, type BallArithmetic } from "../enclosure/ball.js";
import { type DomainModel } from "./domain.js";
import { jetArithmetic } from "../arithmetic/jet.js";
import { type LadderModel, type Point } from "./model.js";
import { isZeroValue, rectification } from "./rectification.js";
import { movedParameter, settledSlopes, type Slope, type SlopeOptions } from "./settled-slopes.js";

/** Partial derivatives by one parameter, the others (T_a and Delta among them) held fixed. */
export interface Sensitivity {
  readonly J: Slope;
  readonly J_reversed: Slope;
  readonly R: Slope;
  readonly contrast: Slope;
}

const KEYS = ["J", "J_reversed", "R", "contrast"] as const;

/**
 * The derivatives from what computes enclosures of them, of J, J(−Δ), R and the contrast, null for an exact zero.
 * @throws DomainError, PrecisionLimitError as {@link settledSlopes}
 */
export function sensitivityFrom(
  model: DomainModel,
  point: Point,
  name: string,
  { digits = 17, odd }: SlopeOptions,
  compute: (B: BallArithmetic) => readonly (Ball | null)[],
): Sensitivity {
  const what = (i: number): string => KEYS[i] ?? "";
  const vanishes = (i: number): boolean => i >= KEYS.indexOf("R") && odd?.() === true;
  const slopes = settledSlopes(model, point, name, digits, what, compute, vanishes);
  const [J = null, J_reversed = null, R = null, contrast = null] = slopes;
  return { J, J_reversed, R, contrast };
}

/** The coefficient of t of each quantity, with `name` → value + t; null where it is exactly zero. */
function slopes(B: BallArithmetic, model: LadderModel, point: Point, name: string): (Ball | null)[] {
  const still = isZeroValue(point.get("Delta"));
  const jets = jetArithmetic(B, 1);
  const result = rectification(jets, model, movedParameter(B, point, name), still && name !== "Delta");
  // The derivative of R is that of R − 1, which is tracked without cancellation.
  return KEYS.map((key) => result[key === "R" ? "R_minus_1" : key]?.[1] ?? null);
}

/**
 * ∂J/∂p, ∂J(−Δ)/∂p, ∂R/∂p, ∂contrast/∂p at a point.
 * @param name  the parameter p, one of the names in `point` (`T_a` and `Delta` included)
 * @throws DomainError as {@link evaluate}, or for a name that is not in the point
 * @throws PrecisionLimitError if a value does not settle
 */
export function sensitivity(
  model: LadderModel,
  point: Point,
  name: string,
  options: SlopeOptions = {},
): Sensitivity {
  return sensitivityFrom(model, point, name, options, (B) => slopes(B, model, point, name));
}

/** {@link sensitivity} for every parameter of the point. */
export function sensitivities(model: LadderModel, point: Point): ReadonlyMap<string, Sensitivity> {
  return new Map([...point.keys()].map((name) => [name, sensitivity(model, point, name)]));
}
