/**
 * The expansion of a junction's current, of the ratio R and of the contrast in powers of Δ.
 *
 * J(−Δ) is J with the two temperatures exchanged, an exact renaming of variables before the expansion. Since J and Δ
 * have one sign (second law), R = −J(Δ)/J(−Δ) and contrast = (J(Δ) + J(−Δ))/(J(Δ) − J(−Δ)) are rational too.
 */
import { expandComposite } from "../symbolic/composite-expansion.js";
import { PoleError } from "../symbolic/errors.js";
import { type Expansion, expandInDelta } from "../symbolic/expansion.js";
import { type ExactNumber, type Expression } from "../symbolic/expression.js";
import { type FactoredFraction, isZeroFraction } from "../symbolic/factored-fraction.js";
import { expandRatio } from "../symbolic/ratio-expansion.js";
import { renameVariables } from "../symbolic/polynomial-structure.js";
import {
  add,
  divide,
  fraction,
  negate,
  type RationalFunction,
  subtract,
} from "../symbolic/rational-function.js";
import { reversal, type ThermalVariables } from "../symbolic/thermal.js";
import { bindMeanTemperature, certifiedCoefficient } from "./coefficient-value.js";
import { type Quantity } from "./command.js";
import { enclosedExpansion } from "./enclosed-expansion.js";
import { ExponentError } from "./energy-basis.js";
import { InputError } from "./errors.js";
import { type ExactCurrent, exactCurrent } from "./exact-current.js";
import { type Junction } from "./junction.js";
import { PI } from "./parameter.js";
import { levelsSeries } from "./levels-expansion.js";
import { presentCoefficient, presentInGenerators } from "./presentation.js";

/** The coefficients of one quantity of a junction, made when asked for and kept. */
export interface JunctionExpansion {
  readonly junction: Junction;
  readonly quantity: Quantity;
  readonly variables: ThermalVariables;
  /** True iff the coefficient of Δ^k vanishes identically (a proof). */
  isZero(k: number): boolean;
  /** The exact coefficient of Δ^k. */
  coefficient(k: number): FactoredFraction;
  /** Its printable form. */
  expression(k: number): Expression;
  /** Its value at T_a with every parameter bound: `digits` proved significant digits, "0" for an exact zero. */
  value(k: number, digits: number): string;
}

/** J(−Δ) as an element of the same field. */
export function reversedCurrent(current: ExactCurrent): RationalFunction {
  const map = reversal(current.variables);
  const { numerator, denominator } = current.current;
  return fraction(renameVariables(numerator, map), renameVariables(denominator, map));
}

/** The quantity as a rational function of the thermal variables. */
export function quantityFraction(current: ExactCurrent, quantity: Quantity): RationalFunction {
  if (quantity === "J") return current.current;
  const reversed = reversedCurrent(current);
  if (quantity === "R") return negate(divide(current.current, reversed));
  return divide(add(current.current, reversed), subtract(current.current, reversed));
}

/**
 * Expands a quantity of a junction in Δ at fixed T_a.
 * @param at  exact values by name (parameters, and T_a); the rest stays symbolic
 * @example  expansion(parseShorthand("solid-TLS-solid"), "J").expression(2)
 */
export function expansion(
  junction: Junction,
  quantity: Quantity = "J",
  at: ReadonlyMap<string, ExactNumber> = new Map(),
): JunctionExpansion {
  if (at.has("Delta")) throw new InputError("Delta cannot be bound: it is the expansion variable");
  let series: Expansion;
  try {
    series =
      junction.subsystem.kind === "levels"
        ? levelsQuantity(levelsSeries(junction, at), quantity)
        : expansionOf(exactCurrent(junction, at), quantity);
  } catch (error) {
    if (!(error instanceof ExponentError) || quantity !== "J") throw error;
    return { junction, quantity, variables: NO_VARIABLES, ...enclosedExpansion(junction, at, error) };
  }
  const temperature = at.get("T_a");
  const { variables } = series;
  const free = variables.parameters.filter((name) => name !== PI);
  const bound: FactoredFraction[] = [];
  const printed: Expression[] = [];
  const coefficient = (k: number): FactoredFraction =>
    (bound[k] ??= temperature
      ? bindMeanTemperature(variables, series.coefficient(k), temperature)
      : series.coefficient(k));
  const print =
    series.inGenerators && !temperature
      ? presentInGenerators(series.inGenerators)
      : (k: number): Expression => presentCoefficient(variables, coefficient(k), k, temperature);
  // Only needed where a coefficient vanishes at the point: does it vanish identically?
  let general: JunctionExpansion | undefined;
  const unbound = (): JunctionExpansion =>
    (general ??= expansion({ ...junction, bound: new Map() }, quantity));
  return {
    junction,
    quantity,
    variables,
    coefficient,
    isZero(k) {
      if (at.size === 0 && junction.bound.size === 0) return series.isZero(k);
      if (!isZeroFraction(coefficient(k))) return false;
      if (k === 0 && quantity !== "R") return true; // no current without bias, whatever the parameters
      return unbound().isZero(k);
    },
    expression: (k) => (printed[k] ??= print(k)),
    value(k, digits) {
      if (!temperature || free.length > 0) {
        throw new InputError(`no value for ${[...(temperature ? [] : ["T_a"]), ...free].join(", ")}`);
      }
      if (variables.formalFunctions.length > 0) {
        throw new InputError(
          `${variables.formalFunctions.join(", ")} is known only by name and has no value`,
        );
      }
      const f = coefficient(k);
      return isZeroFraction(f) ? "0" : certifiedCoefficient(variables, f, temperature, digits);
    },
  };
}

/** R and the contrast of levels come from the coefficients of J: the closed current is not formed. */
function levelsQuantity(current: Expansion, quantity: Quantity): Expansion {
  return quantity === "J" ? current : expandRatio(current, quantity);
}

/** Enclosures know no variables. */
const NO_VARIABLES: ThermalVariables = { parameters: [], root: 1, formalFunctions: [], energies: [] };

/** Ladders from this many levels on are expanded without forming J, whose size grows with a power of their length. */
const COMPOSITE_LEVELS = 5;

/** The expansion of a quantity of an exact current in Δ, of a long ladder without forming its closed form. */
export function expansionOf(current: ExactCurrent, quantity: Quantity): Expansion {
  const { variables, ladder, junction } = current;
  const { subsystem } = junction;
  const long =
    subsystem.kind === "ladder" && subsystem.levels !== "infinite" && subsystem.levels >= COMPOSITE_LEVELS;
  if (ladder && long && subsystem.weights !== "oscillator") {
    const F = { numerator: subsystem.weights, denominator: [...subsystem.weights, 1n].map(() => 1n) };
    const series = expandComposite(variables, ladder.exchange, ladder.ratio, ladder.gap, F);
    return quantity === "J" ? series : expandRatio(series, quantity);
  }
  if (quantity === "J") return expandInDelta(variables, current.current);
  try {
    return expandInDelta(variables, quantityFraction(current, quantity));
  } catch (error) {
    // With several gaps J(Δ) and J(−Δ) may vanish at Δ = 0 without a common factor.
    if (error instanceof PoleError) return expandRatio(expandInDelta(variables, current.current), quantity);
    throw error;
  }
}
