/**
 * First derivatives of the steady populations by each parameter: jets of order one over enclosures, through r of the
 * closed form for ladders, through the rates and the GTH elimination of (12) for general levels.
 */
import type { Arithmetic } from "./arithmetic.js";
import { ballArithmetic, type Ball, type BallArithmetic, isExactZero } from "./ball.js";
import { DomainError, PrecisionLimitError, WideEnclosureError } from "./errors.js";
import { liftToBall } from "./evaluate.js";
import { jetArithmetic, type Jet } from "./jet.js";
import { type LevelModel, levelModelCurrents } from "./level-model.js";
import { checkPoint, type LadderModel, type Point } from "./model.js";
import { isZeroValue, pointLookup, rectification } from "./rectification.js";
import { doubleOrZero } from "./sensitivity.js";

/** Partial derivatives of the steady state at +Δ by one parameter, the others (T_a and Delta among them) held fixed. */
export interface PopulationSensitivity {
  /** ∂P_n/∂p in the order of the populations; null for the oscillator, whose P_n = (1 − r)r^n. */
  readonly populations: readonly number[] | null;
  /** ∂r/∂p, r = P_n/P_{n−1} of a ladder; null for general levels. */
  readonly population_ratio: number | null;
}

const [FIRST_BITS, MOST_BITS] = [160, 5120];

/**
 * ∂r/∂p and ∂P_n/∂p of a ladder, each within one ulp; below 2^−400 and not told from zero: 0.
 * @param name  the parameter p, one of the names in `point` (`T_a` and `Delta` included)
 * @throws DomainError for a point out of its domain, or a name that is not in it
 * @throws PrecisionLimitError if a value does not settle
 */
export function ladderPopulationSensitivity(
  model: LadderModel,
  point: Point,
  name: string,
): PopulationSensitivity {
  const still = isZeroValue(point.get("Delta"));
  const [population_ratio = 0, ...populations] = settledSlopes(point, name, (A, parameter) => {
    const { ratio } = rectification(A, model, parameter, still && name !== "Delta");
    if (model.weights === "oscillator") return [ratio];
    const powers = [A.one];
    for (let n = 0; n < model.weights.length; n++) powers.push(A.mul(powers[n] as Jet<Ball>, ratio));
    const total = powers.reduce((a, b) => A.add(a, b));
    return [ratio, ...powers.map((power) => A.div(power, total))];
  });
  return { populations: model.weights === "oscillator" ? null : populations, population_ratio };
}

/**
 * ∂P_n/∂p of general levels, as {@link ladderPopulationSensitivity}.
 * @throws DomainError as {@link levelModelCurrents}, or for a name that is not in the point
 * @throws PrecisionLimitError if a value does not settle, as where levels meet whose distance depends on the parameter
 */
export function levelPopulationSensitivity(
  model: LevelModel,
  point: Point,
  name: string,
): PopulationSensitivity {
  // What depends on the parameter has no exact value.
  const others: Point = new Map([...point].filter(([other]) => other !== name));
  const populations = settledSlopes(point, name, (A, parameter) => {
    const half = A.fromRational(1n, 2n);
    const [sum, difference] = [parameter("T_a"), parameter("Delta")];
    const temperatures = [A.mul(half, A.add(sum, difference)), A.mul(half, A.sub(sum, difference))] as const;
    const zero = { isZero: (a: Jet<Ball>) => a.every(isExactZero) };
    return levelModelCurrents(A, zero, model, others, temperatures, parameter).populations;
  });
  return { populations, population_ratio: null };
}

type Parameter = (name: string) => Jet<Ball>;

/** The coefficients of t with `name` → value + t, with the bits doubled until each is a double or as good as zero. */
function settledSlopes(
  point: Point,
  name: string,
  compute: (A: Arithmetic<Jet<Ball>>, parameter: Parameter) => readonly Jet<Ball>[],
): readonly number[] {
  checkPoint(point);
  if (!point.has(name)) throw new DomainError(name, "(no value)", "a value is needed for this parameter");
  let reason = "";
  for (let bits = FIRST_BITS; bits <= MOST_BITS; bits *= 2) {
    const B = ballArithmetic(bits);
    try {
      const slopes = compute(jetArithmetic(B, 1), movedParameter(B, point, name)).map(
        (jet) => jet[1] ?? B.zero,
      );
      const found = slopes.map((slope) => (isExactZero(slope) ? 0 : doubleOrZero(slope)));
      if (found.every((x) => x !== null)) return found;
      reason = "the derivative of a population is not determined";
    } catch (error) {
      if (!(error instanceof WideEnclosureError)) throw error;
      reason = error.message;
    }
  }
  throw new PrecisionLimitError(17, MOST_BITS, reason);
}

function movedParameter(B: BallArithmetic, point: Point, name: string): Parameter {
  const value = pointLookup(point, liftToBall(B));
  return (other) => (other === name ? [value(other), B.one] : [value(other)]);
}
