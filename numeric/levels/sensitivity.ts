/**
 * First derivatives of J, J(−Δ), R and the contrast of N levels by each parameter: jets of order one through the rates
 * and the GTH elimination, over enclosures. Independent of the exact kernel and of difference quotients.
 */
import { type Ball, type BallArithmetic } from "../enclosure/ball.js";
import { jetArithmetic, type Jet } from "../arithmetic/jet.js";
import { type LevelModel } from "../junction/level-model.js";
import { jetElements } from "./hamiltonian-values.js";
import { levelModelCurrents } from "./model.js";
import { type Point } from "../junction/model.js";
import { isZeroValue } from "../junction/rectification.js";
import { type Sensitivity, sensitivityFrom } from "../junction/sensitivity.js";
import { movedParameter, type SlopeOptions } from "../junction/settled-slopes.js";

/**
 * The derivatives by one parameter (`T_a` and `Delta` included). At Δ = 0 J = 0 and R = 1 whatever the other
 * parameters are; those of R and the contrast by Delta are the limits.
 * @throws DomainError as {@link levelModelCurrents}, or for a name that is not in the point
 * @throws PrecisionLimitError if a value does not settle, as where levels meet whose distance depends on the parameter
 */
export function levelSensitivity(
  model: LevelModel,
  point: Point,
  name: string,
  options: SlopeOptions = {},
): Sensitivity {
  return sensitivityFrom(model, point, name, options, (B) => slopesAt(model, point, name, B));
}

/** Of J, J(−Δ), R and the contrast; null where it is exactly zero. */
function slopesAt(model: LevelModel, point: Point, name: string, B: BallArithmetic): (Ball | null)[] {
  const still = isZeroValue(point.get("Delta"));
  if (still && name !== "Delta") return [null, null, null, null];
  // At Δ = 0 the slope of R is that of a quotient of currents which begin with Δ: one order more.
  const A = jetArithmetic(B, still ? 2 : 1);
  const parameter = movedParameter(B, point, name);
  // What depends on the parameter has no exact value.
  const others: Point = new Map([...point].filter(([other]) => other !== name));
  const half = A.fromRational(1n, 2n);
  const hot = A.mul(half, A.add(parameter("T_a"), parameter("Delta")));
  const cold = A.mul(half, A.sub(parameter("T_a"), parameter("Delta")));
  const current = (temperatures: readonly [Jet<Ball>, Jet<Ball>]): Jet<Ball> =>
    levelModelCurrents(A, jetElements(B), model, others, temperatures, parameter).fromLeft;
  const [J, reversed] = [current([hot, cold]), current([cold, hot])];
  const slope = (jet: Jet<Ball>, order = 1): Ball | null => jet[order] ?? null;
  const own = [slope(J), slope(reversed)];
  if (still) {
    // J(±Δ) = ±α_1Δ + α_2Δ²: R = 1 + 2(α_2/α_1)Δ, contrast = (α_2/α_1)Δ.
    const ratio = B.div(slope(J, 2) ?? B.zero, slope(J) ?? B.zero);
    return [...own, B.add(ratio, ratio), ratio];
  }
  // Of one sign where an equation breaks the second law.
  const alike = A.isNegative(J) === A.isNegative(reversed);
  const quotient = A.div(J, reversed);
  const ratio = alike ? quotient : A.neg(quotient);
  const [sum, spread] = [A.add(J, reversed), A.sub(J, reversed)];
  const contrast = alike ? A.div(spread, sum) : A.div(sum, spread);
  return [...own, slope(ratio), slope(contrast)];
}
