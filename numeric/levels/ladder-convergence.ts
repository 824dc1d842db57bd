import { DomainError } from "../arithmetic/errors.js";
import { type DownwardRate, ladderJunction } from "./rates.js";
import { steadyState } from "./master-equation.js";

/** One line of the table: a ladder of M levels against the full oscillator. */
export interface LadderConvergenceRow {
  readonly levels: number;
  /** J_M from the master equation (12) of M levels. */
  readonly current: number;
  /** J_HO − J_M. */
  readonly shortfall: number;
  /** The theory's shortfall, J_HO · M / Σ_{j<M} r^{−j}. */
  readonly predicted: number;
  /** shortfall divided by that of the line before; tends to r as M grows. Absent on the first line. */
  readonly ratio: number | null;
  /** The theory's ratio of these two lines. */
  readonly predictedRatio: number | null;
}

/** Convergence of truncated oscillators to (14). */
export interface LadderConvergence {
  /** r = (k_L X_L + k_R X_R)/(k_L + k_R): P_n ∝ r^n, and the geometric rate of convergence (per level). */
  readonly rate: number;
  /** J_HO of (14), from ω k_L k_R (X_L − X_R)/(k_L + k_R) / (1 − r). */
  readonly oscillator: number;
  readonly rows: readonly LadderConvergenceRow[];
}

/**
 * Truncated oscillators of growing length, each solved by GTH, against the full oscillator (14):
 *
 *     J_M = J_HO [1 − M / Σ_{j<M} r^{−j}],   J_HO − J_M ≈ J_HO M (1 − r) r^{M−1}
 *
 * so that the shortfall falls geometrically, at the rate r per level (times (M+1)/M).
 *
 * @param left  downward rate of the left bath; the two must obey r < 1, which thermal rates do
 * @param right  that of the right bath
 * @throws DomainError for levels < 2, non-positive temperatures or gap, or T_L = T_R (every current is zero)
 */
export function ladderConvergence(
  gap: number,
  left: DownwardRate,
  right: DownwardRate,
  leftTemperature: number,
  rightTemperature: number,
  lengths: readonly number[],
): LadderConvergence {
  if (!(gap > 0 && gap < Infinity))
    throw new DomainError("omega", String(gap), "a gap is positive and finite");
  if (leftTemperature === rightTemperature)
    throw new DomainError("Delta", "0", "without a temperature difference every current is zero");
  for (const levels of lengths) {
    if (!Number.isInteger(levels) || levels < 2)
      throw new DomainError("levels", String(levels), "a ladder has at least two levels");
  }
  const kL = left(gap, leftTemperature);
  const kR = right(gap, rightTemperature);
  const share = kL / (kL + kR);
  // 1 − r as a mean of 1 − X_ν and X_L − X_R by expm1: no cancellation
  const eL = -Math.expm1(-gap / leftTemperature);
  const eR = -Math.expm1(-gap / rightTemperature);
  const complement = share * eL + (1 - share) * eR;
  const rate = 1 - complement;
  const difference = gap * (1 / rightTemperature - 1 / leftTemperature);
  const split = -Math.exp(-gap / leftTemperature) * Math.expm1(-difference);
  const oscillator = (gap * share * kR * split) / complement;
  const rows: LadderConvergenceRow[] = [];
  for (const levels of lengths) {
    const weights = Array.from({ length: levels - 1 }, (_, k) => k + 1);
    const { current } = steadyState(
      ladderJunction(weights, gap, left, right),
      leftTemperature,
      rightTemperature,
    );
    const shortfall = oscillator - current;
    const predicted = oscillator * missingShare(levels, rate);
    const before = rows.at(-1);
    rows.push({
      levels,
      current,
      shortfall,
      predicted,
      ratio: before ? shortfall / before.shortfall : null,
      predictedRatio: before ? predicted / before.predicted : null,
    });
  }
  return { rate, oscillator, rows };
}

/** M / Σ_{j<M} r^{−j} = M r^{M−1} / Σ_{j<M} r^j, summed without overflow. */
function missingShare(levels: number, rate: number): number {
  let sum = 0;
  for (let j = 0; j < levels; j++) sum = sum * rate + 1;
  return (levels * rate ** (levels - 1)) / sum;
}
