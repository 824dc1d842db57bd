/**
 * The exact expansion of J, R and the contrast in powers of Δ, as series over the field of the thermal variables.
 *
 * J(−Δ) is J with the two temperatures exchanged, an exact renaming of variables before the expansion. Since J and Δ
 * have one sign (second law), R = −J(Δ)/J(−Δ) and contrast = (J(Δ) + J(−Δ))/(J(Δ) − J(−Δ)) are rational too.
 */
import { expandComposite } from "../../symbolic/expansion/composite.js";
import { PoleError } from "../../symbolic/integer/errors.js";
import { type Expansion, expandInDelta } from "../../symbolic/expansion/expansion.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { expandRatio } from "../../symbolic/expansion/ratio.js";
import { renameVariables } from "../../symbolic/polynomial/structure.js";
import {
  add,
  divide,
  fraction,
  multiply,
  negate,
  power,
  type RationalFunction,
  subtract,
  variable,
} from "../../symbolic/fraction/rational-function.js";
import { reversal } from "../../symbolic/thermal/variables.js";
import { reversed } from "../../symbolic/thermal/parity.js";
import {
  cumulantOrderOf,
  type Fluctuation,
  isCumulantRatio,
  isFluctuation,
  type Quantity,
} from "../junction/quantity.js";
import { asLevels, modeCounting, modeCumulants, type ModeCounting } from "../exact/counting.js";
import { temperatureIndex } from "../../symbolic/thermal/variables.js";
import { expandFluctuation } from "../../symbolic/expansion/fluctuations.js";
import { levelsCumulant } from "./levels-fluctuations.js";
import { type ExactCurrent, exactCurrent } from "../exact/ladder-current.js";
import { requireHeat } from "../exact/heat-flow.js";
import { type Junction } from "../junction/junction.js";
import { type SizeOptions } from "../exact/levels-current.js";
import { levelsSeries } from "./levels-expansion.js";

/** J(−Δ) as an element of the same field. */
export function reversedCurrent(current: ExactCurrent): RationalFunction {
  const map = reversal(current.variables);
  const { numerator, denominator } = current.current;
  return fraction(renameVariables(numerator, map), renameVariables(denominator, map));
}

/** The quantity as a rational function of the thermal variables. */
export function quantityFraction(
  current: ExactCurrent,
  quantity: Exclude<Quantity, Fluctuation>,
): RationalFunction {
  if (quantity === "J") return current.current;
  requireHeat(current.noHeat, quantity);
  const reversed = reversedCurrent(current);
  if (quantity === "R") return negate(divide(current.current, reversed));
  return divide(add(current.current, reversed), subtract(current.current, reversed));
}

/**
 * The exact series of a quantity.
 * @param at     exact values of some parameters; T_a stays a variable
 * @param limits what it may cost
 * @throws ExponentError for energies without a short common unit, InputError where the estimated size is beyond the limit
 */
export function exactSeries(
  junction: Junction,
  quantity: Quantity,
  at: ReadonlyMap<string, ExactNumber>,
  limits: SizeOptions = {},
): Expansion {
  if (isFluctuation(quantity)) return fluctuationSeries(junction, quantity, at, limits);
  return junction.subsystem.kind === "levels"
    ? levelsQuantity(levelsSeries(junction, at, limits), quantity)
    : expansionOf(exactCurrent(junction, at, limits), quantity);
}

/** R and the contrast of levels come from the coefficients of J: the closed current is not formed. */
function levelsQuantity(current: Expansion, quantity: Exclude<Quantity, Fluctuation>): Expansion {
  return quantity === "J" ? current : expandRatio(current, quantity);
}

/** Ladders from this many levels on are expanded without forming J, whose size grows with a power of their length. */
const COMPOSITE_LEVELS = 5;
/** So are ladders whose gap is a larger multiple of the energies' common unit: J holds its powers. */
const LARGEST_CLOSED_EXPONENT = 24;

/** The expansion of a quantity of an exact current in Δ, of a long ladder without forming its closed form. */
export function expansionOf(current: ExactCurrent, quantity: Exclude<Quantity, Fluctuation>): Expansion {
  const { variables, ladder, junction } = current;
  const { subsystem } = junction;
  const long =
    subsystem.kind === "ladder" &&
    subsystem.levels !== "infinite" &&
    (subsystem.levels >= COMPOSITE_LEVELS || ladder?.gap.some((e) => e > LARGEST_CLOSED_EXPONENT) === true);
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

/** A fraction whose variables were exchanged, in canonical form. */
export function canonical({ numerator, denominator }: RationalFunction): RationalFunction {
  return fraction(numerator, denominator);
}

/** A quantity of the fluctuations: of one mode as one fraction, of N levels by series. */
function fluctuationSeries(
  junction: Junction,
  quantity: Fluctuation,
  at: ReadonlyMap<string, ExactNumber>,
  limits: SizeOptions,
): Expansion {
  const mode = modeCounting(junction, at, limits);
  if (mode) return expandInDelta(mode.field.variables, modeFraction(mode, quantity));
  const levels = asLevels(junction);
  if (!isCumulantRatio(quantity)) return levelsCumulant(levels, cumulantOrderOf(quantity), at, limits);
  const noise = levelsCumulant(levels, 2, at, limits);
  const current = quantity === "noise_contrast" ? noise : levelsSeries(levels, at, limits);
  return expandFluctuation(current, noise, quantity);
}

/** The quantity of one mode as a rational function of the thermal variables; Δ·S/J for the Fano factor. */
function modeFraction(mode: ModeCounting, quantity: Fluctuation): RationalFunction {
  const v = mode.field.variables;
  if (!isCumulantRatio(quantity)) {
    const order = cumulantOrderOf(quantity);
    return modeCumulants(mode, order)[order - 1] as RationalFunction;
  }
  const [J, S] = modeCumulants(mode, 2) as [RationalFunction, RationalFunction];
  const temperature = (side: "L" | "R"): RationalFunction =>
    power(variable(temperatureIndex(v, side)), v.root);
  const [hot, cold] = [temperature("L"), temperature("R")];
  const bias = subtract(hot, cold);
  switch (quantity) {
    case "fano":
      return divide(multiply(bias, S), J);
    case "TUR":
      return divide(multiply(bias, S), multiply(J, multiply(hot, cold)));
    case "noise_contrast": {
      const back = canonical(reversed(v, S));
      return divide(subtract(S, back), add(S, back));
    }
  }
}
