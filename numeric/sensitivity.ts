/**
 * Exact first derivatives of J, R and the contrast by each parameter, by forward-mode differentiation of the same
 * formula: jets of order one over double-doubles with error bounds, over balls where those do not suffice.
 */
import type { Arithmetic } from "./arithmetic.js";
import { doubleDoubleArithmetic, fromFloat, isAccurate, type DoubleDouble } from "./double-double.js";
import { DomainError, WideEnclosureError } from "./errors.js";
import { liftToBall, liftToDoubleDouble } from "./evaluate.js";
import { jetArithmetic, type Jet } from "./jet.js";
import { checkPoint, type LadderModel, type Point } from "./model.js";
import { isZeroValue, pointLookup, rectification } from "./rectification.js";
import { settledSlopes } from "./settled-slopes.js";

/** Partial derivatives by one parameter, the others (T_a and Delta among them) held fixed. */
export interface Sensitivity {
  readonly J: number;
  readonly J_reversed: number;
  readonly R: number;
  readonly contrast: number;
}

const KEYS = ["J", "J_reversed", "R", "contrast"] as const;
type Key = (typeof KEYS)[number];

/** The coefficient of t of each quantity, with `name` → value + t; null where it is exactly zero. */
function slopes<S>(
  A: Arithmetic<S>,
  model: LadderModel,
  value: (name: string) => S,
  name: string,
  deltaIsZero: boolean,
): Record<Key, S | null> {
  const jets = jetArithmetic(A, 1);
  const parameter = (other: string): Jet<S> => (other === name ? [value(other), A.one] : [value(other)]);
  const result = rectification(jets, model, parameter, deltaIsZero && name !== "Delta");
  const out = {} as Record<Key, S | null>;
  // The derivative of R is that of R − 1, which is tracked without cancellation.
  for (const key of KEYS) out[key] = result[key === "R" ? "R_minus_1" : key]?.[1] ?? null;
  return out;
}

/**
 * ∂J/∂p, ∂J(−Δ)/∂p, ∂R/∂p, ∂contrast/∂p at a point, each within one ulp; a derivative below 2^−400 that is not told
 * from zero is given as 0.
 * @param name  the parameter p, one of the names in `point` (`T_a` and `Delta` included)
 * @throws DomainError as {@link evaluate}, or for a name that is not in the point
 * @throws PrecisionLimitError if a value does not settle
 */
export function sensitivity(model: LadderModel, point: Point, name: string): Sensitivity {
  checkPoint(point);
  if (!point.has(name)) throw new DomainError(name, "(no value)", "a value is needed for this parameter");
  const zero = isZeroValue(point.get("Delta"));
  return fromDoubleDouble(model, point, name, zero) ?? fromBalls(model, point, name, zero);
}

/** {@link sensitivity} for every parameter of the point. */
export function sensitivities(model: LadderModel, point: Point): ReadonlyMap<string, Sensitivity> {
  return new Map([...point.keys()].map((name) => [name, sensitivity(model, point, name)]));
}

function fromDoubleDouble(model: LadderModel, point: Point, name: string, zero: boolean): Sensitivity | null {
  let values: Record<Key, DoubleDouble | null>;
  try {
    values = slopes(doubleDoubleArithmetic, model, pointLookup(point, liftToDoubleDouble), name, zero);
  } catch (error) {
    if (error instanceof WideEnclosureError) return null;
    throw error;
  }
  const out = {} as Record<Key, number>;
  for (const key of KEYS) {
    const value = values[key] ?? fromFloat(0);
    if (!isAccurate(value)) return null;
    out[key] = value.hi;
  }
  return out;
}

function fromBalls(model: LadderModel, point: Point, name: string, zero: boolean): Sensitivity {
  const what = (i: number): string => KEYS[i] as Key;
  const [J = 0, J_reversed = 0, R = 0, contrast = 0] = settledSlopes(point, name, [160, 5120], what, (A) => {
    const values = slopes(A, model, pointLookup(point, liftToBall(A)), name, zero);
    return KEYS.map((key) => values[key]);
  });
  return { J, J_reversed, R, contrast };
}
