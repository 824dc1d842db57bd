/**
 * First derivatives of J, J(−Δ), R and the contrast of N levels by each parameter: jets of order one through the rates
 * and the GTH elimination, over enclosures. Independent of the exact kernel and of difference quotients.
 */
import { ballArithmetic, type Ball, isExactZero } from "./ball.js";
import { DomainError, PrecisionLimitError, WideEnclosureError } from "./errors.js";
import { liftToBall } from "./evaluate.js";
import { jetArithmetic, type Jet } from "./jet.js";
import { type LevelModel, levelModelCurrents } from "./level-model.js";
import { checkPoint, type Point } from "./model.js";
import { isZeroValue, pointLookup } from "./rectification.js";
import { doubleOrZero, type Sensitivity } from "./sensitivity.js";

const KEYS = ["J", "J_reversed", "R", "contrast"] as const;
const [FIRST_BITS, MOST_BITS] = [192, 3072];

/**
 * The derivatives by one parameter (`T_a` and `Delta` included), each within one ulp; below 2^−400 and not told from zero: 0.
 * At Δ = 0, where R = 1, those of R and the contrast are the limits.
 * @throws DomainError as {@link levelModelCurrents}, or for a name that is not in the point
 * @throws PrecisionLimitError if a value does not settle, as where levels meet whose distance depends on the parameter
 */
export function levelSensitivity(model: LevelModel, point: Point, name: string): Sensitivity {
  checkPoint(point);
  if (!point.has(name)) throw new DomainError(name, "(no value)", "a value is needed for this parameter");
  let reason = "";
  for (let bits = FIRST_BITS; bits <= MOST_BITS; bits *= 2) {
    try {
      const slopes = slopesAt(model, point, name, bits);
      const values = KEYS.map((key) => doubleOrZero(slopes[key]));
      const open = KEYS.filter((_, i) => values[i] === null);
      if (open.length === 0) {
        const [J, J_reversed, R, contrast] = values as number[] as [number, number, number, number];
        return { J, J_reversed, R, contrast };
      }
      reason = `the derivative of ${open.join(", ")} is not determined`;
    } catch (error) {
      if (!(error instanceof WideEnclosureError)) throw error;
      reason = error.message;
    }
  }
  throw new PrecisionLimitError(17, MOST_BITS, reason);
}

type Slopes = Readonly<Record<(typeof KEYS)[number], Ball | null>>;

function slopesAt(model: LevelModel, point: Point, name: string, bits: number): Slopes {
  const B = ballArithmetic(bits);
  const still = isZeroValue(point.get("Delta"));
  // At Δ = 0 the slope of R is that of a quotient of currents which begin with Δ: one order more.
  const A = jetArithmetic(B, still ? 2 : 1);
  const value = pointLookup(point, liftToBall(B));
  const parameter = (other: string): Jet<Ball> => (other === name ? [value(other), B.one] : [value(other)]);
  // What depends on the parameter has no exact value.
  const others: Point = new Map([...point].filter(([other]) => other !== name));
  const half = A.fromRational(1n, 2n);
  const hot = A.mul(half, A.add(parameter("T_a"), parameter("Delta")));
  const cold = A.mul(half, A.sub(parameter("T_a"), parameter("Delta")));
  const current = (temperatures: readonly [Jet<Ball>, Jet<Ball>]): Jet<Ball> =>
    levelModelCurrents(A, { isZero: (a) => a.every(isExactZero) }, model, others, temperatures, parameter)
      .fromLeft;
  const [J, reversed] = [current([hot, cold]), current([cold, hot])];
  const slope = (jet: Jet<Ball>, order = 1): Ball | null => jet[order] ?? null;
  const own = { J: slope(J), J_reversed: slope(reversed) };
  if (still) {
    if (name !== "Delta") return { ...own, R: null, contrast: null };
    // J(±Δ) = ±α_1Δ + α_2Δ²: R = 1 + 2(α_2/α_1)Δ, contrast = (α_2/α_1)Δ.
    const ratio = B.div(slope(J, 2) ?? B.zero, slope(J) ?? B.zero);
    return { ...own, R: B.add(ratio, ratio), contrast: ratio };
  }
  const ratio = A.neg(A.div(J, reversed));
  const contrast = A.div(A.add(J, reversed), A.sub(J, reversed));
  return { ...own, R: slope(ratio), contrast: slope(contrast) };
}
