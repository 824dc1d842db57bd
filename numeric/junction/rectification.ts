/**
 * J, J(−Δ), R and the contrast at one point, in any arithmetic, without cancellation.
 *
 * With J = ω(X_L − X_R)/(P·S): X_L − X_R is the change of e^{−ω/T} under the exchange of temperatures, R − 1 and the
 * contrast are the change of S over S, both tracked by {@link pairedArithmetic} and never subtracted.
 */
import type { Arithmetic } from "../arithmetic/arithmetic.js";
import { DomainError } from "../arithmetic/errors.js";
import type { ExactNumber } from "./expression.js";
import { junctionParts } from "./current-formula.js";
import type { LadderModel, Point } from "./model.js";
import { constantPair, pairedArithmetic, type Paired } from "../arithmetic/paired.js";

/** What is known of a junction at a point; `null` where the change vanishes identically (Δ = 0, or no rectification). */
export interface Rectification<S> {
  /** Heat current, energy per time, > 0 from left to right; null: exactly zero. */
  readonly J: S | null;
  /** The current at −Δ. */
  readonly J_reversed: S | null;
  /** |J(Δ)/J(−Δ)|, by continuity at Δ = 0; null: exactly one. */
  readonly R: S | null;
  /** R − 1; null: exactly zero. */
  readonly R_minus_1: S | null;
  /** (|J₊| − |J₋|)/(|J₊| + |J₋|); null: exactly zero. */
  readonly contrast: S | null;
  /** r = P_n/P_{n−1} in the forward steady state. */
  readonly ratio: S;
  readonly T_L: S;
  readonly T_R: S;
}

/**
 * Evaluates at `point`, whose numbers enter through `lift` (exactly or rounded, as the arithmetic can).
 * `isZero` says whether Δ is the exact zero with no dependence on anything.
 */
export function rectification<S>(
  A: Arithmetic<S>,
  model: LadderModel,
  parameter: (name: string) => S,
  deltaIsZero: boolean,
): Rectification<S> {
  const two = A.fromRational(2n, 1n);
  const sum = parameter("T_a");
  const delta = parameter("Delta");
  const T_L = A.div(A.add(sum, delta), two);
  const T_R = A.div(A.sub(sum, delta), two);
  const temperatures: [Paired<S>, Paired<S>] = deltaIsZero
    ? [constantPair(T_L), constantPair(T_L)]
    : [
        { forward: T_L, reversed: T_R, change: A.neg(delta) },
        { forward: T_R, reversed: T_L, change: delta },
      ];
  const known = new Map<string, Paired<S>>();
  const lookup = (name: string): Paired<S> => {
    let value = known.get(name);
    if (value === undefined) {
      value = constantPair(parameter(name));
      known.set(name, value);
    }
    return value;
  };
  const parts = junctionParts(pairedArithmetic(A), model, temperatures, lookup);
  const drop = parts.x[1].change; // X_L − X_R, since reversing takes X_R to X_L
  const { forward, reversed, change } = parts.resistance;
  let J: S | null = null;
  let J_reversed: S | null = null;
  if (drop !== null) {
    const drive = A.div(A.mul(parts.gap.forward, drop), parts.symmetric.forward);
    J = A.div(drive, forward);
    J_reversed = A.neg(A.div(drive, reversed));
  }
  const flat = change === null;
  return {
    J,
    J_reversed,
    R: flat ? null : A.div(reversed, forward),
    R_minus_1: flat ? null : A.div(change, forward),
    contrast: flat ? null : A.div(change, A.add(forward, reversed)),
    ratio: parts.ratio.forward,
    T_L,
    T_R,
  };
}

/** Looks names up in a point and lifts them, once each. @throws DomainError for a name without a value */
export function pointLookup<S>(point: Point, lift: (value: number | ExactNumber) => S): (name: string) => S {
  const known = new Map<string, S>();
  return (name) => {
    let value = known.get(name);
    if (value === undefined) {
      const given = point.get(name);
      if (given === undefined)
        throw new DomainError(name, "(no value)", "a value is needed for this parameter");
      value = lift(given);
      known.set(name, value);
    }
    return value;
  };
}

/** True if the number is exactly zero. */
export function isZeroValue(value: number | ExactNumber | undefined): boolean {
  return typeof value === "number" ? value === 0 : value?.numerator === 0n;
}
