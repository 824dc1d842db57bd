/**
 * How far a rate equation (12) may be trusted where levels come close: η, the largest rate over the frequency at which the
 * coherence that it drives turns.
 *
 * Before the secular approximation a bath ν that couples the level m to both i and j drives the coherence ρ_ij from the
 * populations, with a strength of the order of the two rates, in a term that turns at the difference of the two signed gaps,
 * (E_i − E_m) − (E_j − E_m) = E_i − E_j; the same products bring ρ_ij back into the populations. What the rate equation leaves
 * out is of the order of rate/|E_i − E_j|:
 *
 *     η = max over ν, m and i ≠ j, both coupled to m by ν, of max(k_im|S^ν_im|², k_jm|S^ν_jm|²)/|E_i − E_j|,   ħ = 1,
 *
 * k the downward rate of the transition, the larger of T_ν forward and reversed. Of the two rates the larger one counts: the
 * coherence changes the weaker transition by that part of itself. Signs count: the steps up and down from the
 * middle of an equidistant ladder have gaps of one size, and drive ρ_{n−1,n+1}, which turns at 2ω. That
 * those gaps are equal carries coherences into coherences (ρ_{n−1,n} into ρ_{n,n+1}) and leaves the populations alone. Where each
 * bath takes every level to one other level only, as in two levels, η = 0: the populations need no secular approximation.
 */
import { type Ball, type BallArithmetic, containsZero, isExactZero } from "../../numeric/enclosure/ball.js";
import { type CertifiedNumber, settle } from "../../numeric/enclosure/settle.js";
import { checkPoint } from "../../numeric/junction/domain.js";
import { liftToBall } from "../../numeric/junction/evaluate.js";
import { type LevelModel } from "../../numeric/junction/level-model.js";
import { type Point } from "../../numeric/junction/model.js";
import { pointLookup } from "../../numeric/junction/rectification.js";
import { ballElements } from "../../numeric/levels/hamiltonian-values.js";
import { levelRates } from "../../numeric/levels/model.js";

/**
 * η at a point, at its temperatures and at the exchanged ones; dimensionless. Levels of exactly one energy are left out:
 * where a coherence between them takes part there is no rate equation to be judged.
 * @param unit the unit of rates over that of energies, where they are not one (ħ = 1)
 * @throws DomainError as `levelRates`, or for a point out of the model's domain
 */
export function secularRatio(
  model: LevelModel,
  point: Point,
  digits: number,
  unit: (A: BallArithmetic) => Ball = (A) => A.one,
): CertifiedNumber {
  checkPoint(model, point);
  // The energies by which the baths see the levels: those of one cluster are left out.
  const { left, right, energies, S_L, S_R } = model;
  const populations: LevelModel = model.coherence
    ? { left, right, energies, S_L, S_R, ...(model.zeroGapRates ? { zeroGapRates: model.zeroGapRates } : {}) }
    : model;
  const compute = (A: BallArithmetic): Ball[] => {
    const parameter = pointLookup(point, liftToBall(A));
    const half = A.fromRational(1n, 2n);
    const hot = A.mul(half, A.add(parameter("T_a"), parameter("Delta")));
    const cold = A.mul(half, A.sub(parameter("T_a"), parameter("Delta")));
    const ratios = [[hot, cold] as const, [cold, hot] as const].map(([left, right]) =>
      largestRatio(A, levelRates(A, ballElements(A), populations, point, [left, right], parameter)),
    );
    const eta = ratios.reduce((a, b) => larger(A, a, b));
    return [isExactZero(eta) ? eta : A.mul(eta, unit(A))];
  };
  const [eta] = settle(compute, digits, { name: () => "eta" });
  return eta as CertifiedNumber;
}

function largestRatio(
  A: BallArithmetic,
  { levels, gapOf, left, right }: ReturnType<typeof levelRates<Ball>>,
): Ball {
  const n = levels.length;
  let result = A.zero;
  for (const rates of [left, right]) {
    /** The downward rate of the pair, whichever is above; that between levels of one energy is the same both ways. */
    const down = Array.from({ length: n * n }, (_, place) => {
      const [i, m] = [Math.floor(place / n), place % n];
      return larger(A, rates[place] as Ball, rates[m * n + i] as Ball);
    });
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        let strongest = A.zero;
        for (let m = 0; m < n; m++) {
          const [a, b] = [down[i * n + m] as Ball, down[j * n + m] as Ball];
          // Elements of a Hamiltonian that vanish are enclosed, not known: one not told from zero counts as zero.
          if (m !== i && m !== j && !containsZero(a) && !containsZero(b))
            strongest = larger(A, strongest, larger(A, a, b));
        }
        const difference = gapOf(i, j);
        if (isExactZero(strongest) || isExactZero(difference)) continue;
        const distance = A.isNegative(difference) ? A.neg(difference) : difference;
        result = larger(A, result, A.div(strongest, distance));
      }
    }
  }
  return result;
}

/** An enclosure of the larger of two numbers. */
function larger(A: BallArithmetic, a: Ball, b: Ball): Ball {
  if (isExactZero(a)) return b;
  if (isExactZero(b)) return a;
  const difference = A.sub(a, b);
  if (containsZero(difference)) return A.hull(a, b);
  return A.isNegative(difference) ? b : a;
}
