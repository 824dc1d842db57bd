/**
 * J, J(−Δ), R, the contrast, populations and sensitivities of a junction at a point of exact numbers.
 *
 * Digits are proved by enclosures; what an enclosure can never prove, that R is 1 or the contrast 0, is decided in the
 * exact field (`evaluate/even-part-at-point.ts`). At Δ = 0, where R is 0/0, its limit 1 is given.
 */
import { type Ball, type BallArithmetic } from "../../numeric/enclosure/ball.js";
import { certifiedRational, DEFAULT_LIMIT_BITS } from "../../numeric/enclosure/certified-decimal.js";
import { PrecisionLimitError } from "../../numeric/arithmetic/errors.js";
import { evaluateCertified } from "../../numeric/junction/evaluate-certified.js";
import { liftToBall } from "../../numeric/junction/evaluate.js";
import { evaluateLevels, type LevelEvaluation } from "../../numeric/levels/certified.js";
import { type LevelModel } from "../../numeric/junction/level-model.js";
import { levelSensitivity } from "../../numeric/levels/sensitivity.js";
import { type LadderModel } from "../../numeric/junction/model.js";
import {
  ladderPopulationSensitivity,
  levelPopulationSensitivity,
  type PopulationSensitivity,
} from "../../numeric/levels/population-sensitivity.js";
import { isZeroValue, pointLookup, rectification } from "../../numeric/junction/rectification.js";
import { sensitivity, type Sensitivity } from "../../numeric/junction/sensitivity.js";
import { settle } from "../../numeric/enclosure/settle.js";
import { type SlopeOptions } from "../../numeric/junction/settled-slopes.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { equationText } from "../junction/coherent-levels.js";
import { requireComplete } from "../model/point.js";
import { addExact, negateExact } from "../input/exact-number.js";
import { heatFlow } from "../exact/heat-flow.js";
import { type Junction } from "../junction/junction.js";
import { takenForGranted } from "../junction/levels.js";
import { lazily } from "../input/lazily.js";
import { asInputError } from "../input/numeric-errors.js";
import { numericModel } from "../model/model.js";
import { junctionAt } from "../model/pointwise.js";
import { isOddCurrent } from "../expansion/odd-current.js";
import { evenPartAt } from "./even-part-at-point.js";

/** Numbers of a junction at a point: decimal strings, every digit proved unless `undecided` names them. */
export interface PointEvaluation {
  readonly J: string;
  readonly J_reversed: string;
  /** |J(Δ)/J(−Δ)|; "1" exactly where there is no rectification, and at Δ = 0 by continuity; null where no heat flows. */
  readonly R: string | null;
  /** (|J(Δ)| − |J(−Δ)|)/(|J(Δ)| + |J(−Δ)|); "0" exactly where there is no rectification; null where no heat flows. */
  readonly contrast: string | null;
  readonly T_L: string;
  readonly T_R: string;
  /** From the lowest level of a ladder up, or in the order of the energies; null for the oscillator. */
  readonly populations: readonly string[] | null;
  /** r = P_n/P_{n−1} of a ladder; null for general levels. */
  readonly population_ratio: string | null;
  /** Quantities given as "0" or "1" that were neither distinguished from that value nor proved to be it. */
  readonly undecided: readonly string[];
  /** Why J is 0 whatever the temperatures, where it is (proved). */
  readonly noHeat?: string;
  /** The master equation, where it keeps coherences: in words, with its clusters. */
  readonly equation?: string;
  /** ρ_ij beside the populations, where the master equation keeps them; Tr ρ = 1, ħ = 1. */
  readonly coherences?: readonly {
    readonly levels: readonly [number, number];
    readonly real: string;
    readonly imaginary: string;
  }[];
  /** What the digits take for granted, where levels of a diagonalised Hamiltonian count as one energy. */
  readonly assumed?: string;
}

/**
 * Evaluates a junction.
 * @param values  exact values of every parameter, T_a and Delta
 * @param digits  significant digits
 * @throws InputError for missing values, values out of their domain, or digits that cannot be proved
 */
export function evaluateAt(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  digits: number,
): PointEvaluation {
  requireComplete(values, junction, { delta: true });
  const here = junctionAt(junction, values) ?? junction;
  const numeric = numericModel(here);
  return asInputError(() =>
    numeric.kind === "ladder"
      ? evaluateLadder(here, numeric.model, values, digits)
      : evaluateGeneral(here, numeric.model, values, digits),
  );
}

function evaluateLadder(
  junction: Junction,
  model: LadderModel,
  values: ReadonlyMap<string, ExactNumber>,
  digits: number,
): PointEvaluation {
  const result = evaluateCertified(model, values, digits);
  const { ratio, populations } = ladderPopulations(model, values, digits);
  const { J, J_reversed, T_L, T_R } = result;
  const common = { J, J_reversed, T_L, T_R, populations, population_ratio: ratio };
  if (result.undecided.length === 0) {
    return { ...common, R: result.R, contrast: result.contrast, undecided: [] };
  }
  const even = isOddCurrent(junction, parametersOf(values)) ? "zero" : evenPartAt(junction, values);
  if (even === "nonzero") {
    const { R, contrast, undecided } = evaluateCertified(model, values, digits, DEFAULT_LIMIT_BITS);
    if (undecided.length === 0) return { ...common, R, contrast, undecided };
  }
  return { ...common, R: "1", contrast: "0", undecided: even === "zero" ? [] : ["R", "contrast"] };
}

/** r and P_n = r^n/Σ r^m, proved; P_n of the oscillator is (1 − r)r^n. */
function ladderPopulations(
  model: LadderModel,
  values: ReadonlyMap<string, ExactNumber>,
  digits: number,
): { readonly ratio: string; readonly populations: readonly string[] | null } {
  const compute = (A: BallArithmetic): Ball[] => {
    const lookup = pointLookup(values, liftToBall(A));
    const { ratio } = rectification(A, model, lookup, isZeroValue(values.get("Delta")));
    if (model.weights === "oscillator") return [ratio];
    const powers = [A.one];
    for (let n = 0; n < model.weights.length; n++) powers.push(A.mul(powers[n] as Ball, ratio));
    const total = powers.reduce((a, b) => A.add(a, b));
    return [ratio, ...powers.map((p) => A.div(p, total))];
  };
  const name = (): string => "a population";
  const [ratio = "0", ...populations] = settle(compute, digits, { name }).map(({ value }) => value);
  return { ratio, populations: model.weights === "oscillator" ? null : populations };
}

function evaluateGeneral(
  junction: Junction,
  model: LevelModel,
  values: ReadonlyMap<string, ExactNumber>,
  digits: number,
): PointEvaluation {
  const [sum, difference] = ["T_a", "Delta"].map((name) => values.get(name)) as [ExactNumber, ExactNumber];
  const temperature = (d: ExactNumber): string => {
    const twice = addExact(sum, d);
    return certifiedRational(twice.numerator, 2n * twice.denominator, digits);
  };
  const granted = takenForGranted(junction.subsystem);
  const assumed = granted === undefined ? {} : { assumed: granted };
  const T = { T_L: temperature(difference), T_R: temperature(negateExact(difference)) };
  const odd = lazily(() => isOddCurrent(junction, parametersOf(values)));
  const { none } = heatFlow(junction, values);
  const result = evaluateLevels(model, values, digits, { odd });
  const populations = result.populations.map((p) => p.value);
  const common = { ...T, populations, population_ratio: null, ...assumed, ...coherencesOf(junction, result) };
  if (none !== undefined)
    return { J: "0", J_reversed: "0", R: null, contrast: null, ...common, undecided: [], noHeat: none };
  const still = { R: "1", contrast: "0", ...common };
  if (difference.numerator === 0n) return { J: "0", J_reversed: "0", ...still, undecided: [] };
  const currents = { J: result.J.value, J_reversed: result.J_reversed.value };
  const { R, contrast } = result;
  if (R === null || contrast === null)
    return { ...currents, ...still, undecided: ["J", "J_reversed", "R", "contrast"] };
  if (contrast.value !== "0")
    return { ...currents, ...common, R: R.value, contrast: contrast.value, undecided: [] };
  if (!contrast.undecided) return { ...currents, ...still, undecided: [] };
  const even = evenPartAt(junction, values);
  if (even === "nonzero") {
    const again = evaluateLevels(model, values, digits, { limitBits: DEFAULT_LIMIT_BITS });
    if (again.R && again.contrast && !again.contrast.undecided)
      return { ...currents, ...common, R: again.R.value, contrast: again.contrast.value, undecided: [] };
  }
  return { ...currents, ...still, undecided: even === "zero" ? [] : ["R", "contrast"] };
}

/** What is said of a junction that keeps coherences beside its numbers. */
function coherencesOf(
  { subsystem }: Junction,
  { coherences }: LevelEvaluation,
): Pick<PointEvaluation, "equation" | "coherences"> {
  if (subsystem.kind !== "coherent") return {};
  return {
    equation: equationText(subsystem),
    coherences: coherences.map(({ row, column, real, imaginary }) => ({
      levels: [row, column],
      real: real.value,
      imaginary: imaginary.value,
    })),
  };
}

/** The values that are not temperatures. */
function parametersOf(values: ReadonlyMap<string, ExactNumber>): ReadonlyMap<string, ExactNumber> {
  return new Map([...values].filter(([name]) => name !== "T_a" && name !== "Delta"));
}

/** Derivatives of more levels than this take longer than one waits. */
const MOST_LEVELS_DERIVED = 12;

/** Derivatives by one parameter of everything {@link PointEvaluation} has but the temperatures. */
export type PointSensitivity = Sensitivity & PopulationSensitivity;

/** Where no heat flows J is at its least, J·Δ ≥ 0 for all parameters (second law): its derivatives vanish; R has none. */
const STILL: Sensitivity = { J: "0", J_reversed: "0", R: null, contrast: null };

/**
 * First derivatives of J, J(−Δ), R, the contrast and the populations by every parameter, T_a and Delta among them (but not by those of
 * a Hamiltonian that is diagonalised at the point), every digit proved; null for one that was neither distinguished from zero nor proved to be zero. A parameter by which coupled levels meet or part has none. Null for more than
 * {@link MOST_LEVELS_DERIVED} levels that are no ladder.
 * @throws InputError as {@link evaluateAt}
 */
export function sensitivitiesAt(
  whole: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  digits: number,
): ReadonlyMap<string, PointSensitivity> | null {
  requireComplete(values, whole, { delta: true });
  const junction = junctionAt(whole, values) ?? whole;
  const numeric = numericModel(junction);
  const absorbed = whole.parameters.filter((p) => !junction.parameters.some((q) => q.name === p.name));
  const names = [...values.keys()].filter((name) => !absorbed.some((p) => p.name === name));
  // R = 1 does not change along a parameter if J is odd for all its values.
  const options = (name: string): SlopeOptions => ({
    digits,
    odd: lazily(() => {
      const others = [...parametersOf(values)].filter(([other]) => other !== name);
      return isOddCurrent(junction, new Map(others));
    }),
  });
  return asInputError(() => {
    if (numeric.kind === "ladder") {
      const { model } = numeric;
      const at = (name: string): PointSensitivity => ({
        ...sensitivity(model, values, name, options(name)),
        ...ladderPopulationSensitivity(model, values, name, digits),
      });
      return new Map(names.map((name) => [name, at(name)] as const));
    }
    const { model } = numeric;
    if (model.energies.length > MOST_LEVELS_DERIVED) return null;
    const still = heatFlow(junction, values).none === undefined ? undefined : STILL;
    return new Map(
      names.flatMap((name) => {
        try {
          const currents = still ?? levelSensitivity(model, values, name, options(name));
          return [
            [name, { ...currents, ...levelPopulationSensitivity(model, values, name, digits) }] as const,
          ];
        } catch (error) {
          if (error instanceof PrecisionLimitError) return [];
          throw error;
        }
      }),
    );
  });
}
