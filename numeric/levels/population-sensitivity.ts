/**
 * First derivatives of the steady populations by each parameter: jets of order one over enclosures, through r of the
 * closed form for ladders, through the rates and the GTH elimination of (12) for general levels.
 */
import type { Arithmetic } from "../arithmetic/arithmetic.js";
import { type Ball, type BallArithmetic } from "../enclosure/ball.js";
import { type DomainModel } from "../junction/domain.js";
import { evaluateExpression } from "../junction/evaluate-expression.js";
import { jetArithmetic, type Jet } from "../arithmetic/jet.js";
import { type LevelModel } from "../junction/level-model.js";
import { jetElements } from "./hamiltonian-values.js";
import { levelEnergies, levelModelCurrents } from "./model.js";
import { type LadderModel, type Point } from "../junction/model.js";
import { isZeroValue, rectification } from "../junction/rectification.js";
import { movedParameter, settledSlopes, type Slope } from "../junction/settled-slopes.js";

/** Partial derivatives of the steady state at +Δ by one parameter, the others (T_a and Delta among them) held fixed. */
export interface PopulationSensitivity {
  /** ∂P_n/∂p in the order of the populations; null for the oscillator, whose P_n = (1 − r)r^n. */
  readonly populations: readonly Slope[] | null;
  /** ∂r/∂p, r = P_n/P_{n−1} of a ladder; null for general levels. */
  readonly population_ratio: Slope;
}

/**
 * ∂r/∂p and ∂P_n/∂p of a ladder.
 * @param name  the parameter p, one of the names in `point` (`T_a` and `Delta` included)
 * @throws DomainError for a point out of its domain, or a name that is not in it
 * @throws PrecisionLimitError if a value does not settle
 */
export function ladderPopulationSensitivity(
  model: LadderModel,
  point: Point,
  name: string,
  digits = 17,
): PopulationSensitivity {
  const gibbs = isGibbs(point, name);
  const [population_ratio = null, ...populations] = slopesOf(model, point, name, digits, (A, parameter) => {
    const ratio = gibbs
      ? A.exp(A.neg(A.div(evaluateExpression(A, model.gap, { lookup: parameter }), mean(A, parameter))))
      : rectification(A, model, parameter, false).ratio;
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
  digits = 17,
): PopulationSensitivity {
  // What depends on the parameter has no exact value.
  const others: Point = new Map([...point].filter(([other]) => other !== name));
  const gibbs = isGibbs(point, name);
  const populations = slopesOf(model, point, name, digits, (A, parameter, B) => {
    const elements = jetElements(B);
    if (gibbs) {
      const beta = A.div(A.one, mean(A, parameter));
      const weights = levelEnergies(A, elements, model, parameter).map((energy) =>
        A.exp(A.neg(A.mul(beta, energy))),
      );
      const total = weights.reduce((a, b) => A.add(a, b));
      return weights.map((w) => A.div(w, total));
    }
    const half = A.fromRational(1n, 2n);
    const [sum, difference] = [parameter("T_a"), parameter("Delta")];
    const temperatures = [A.mul(half, A.add(sum, difference)), A.mul(half, A.sub(sum, difference))] as const;
    return levelModelCurrents(A, elements, model, others, temperatures, parameter).populations;
  });
  return { populations, population_ratio: null };
}

/**
 * At Δ = 0 both baths have T_a/2 and the state is that of Gibbs, whatever the couplings: along any parameter but Delta its
 * derivatives are those of e^{−E/T}/Z, exactly zero where the energies do not depend on it.
 */
function isGibbs(point: Point, name: string): boolean {
  return isZeroValue(point.get("Delta")) && name !== "Delta";
}

/** T_a/2. */
function mean(A: Arithmetic<Jet<Ball>>, parameter: Parameter): Jet<Ball> {
  return A.mul(A.fromRational(1n, 2n), parameter("T_a"));
}

type Parameter = (name: string) => Jet<Ball>;

/** The coefficients of t of what is computed from jets. */
function slopesOf(
  model: DomainModel,
  point: Point,
  name: string,
  digits: number,
  compute: (A: Arithmetic<Jet<Ball>>, parameter: Parameter, B: BallArithmetic) => readonly Jet<Ball>[],
): readonly Slope[] {
  return settledSlopes(
    model,
    point,
    name,
    digits,
    () => "a population",
    (B) => compute(jetArithmetic(B, 1), movedParameter(B, point, name), B).map((jet) => jet[1] ?? null),
  );
}
