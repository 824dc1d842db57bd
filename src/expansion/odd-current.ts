/** Whether J(Δ) = −J(−Δ), so that R = 1 and every even coefficient vanishes: proved cheaply, or not at all. */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { add, isZero } from "../../symbolic/fraction/rational-function.js";
import { binomial } from "../../symbolic/integer/integer.js";
import { termCount } from "../../symbolic/polynomial/structure.js";
import { InputError } from "../input/errors.js";
import { exactCurrent } from "../exact/ladder-current.js";
import { reversedCurrent } from "./series.js";
import { type Junction } from "../junction/junction.js";
import { isMirrorImage } from "../model/mirror-symmetry.js";
import { numericModel } from "../model/model.js";
import { isPointwise } from "../model/pointwise.js";
import { modeCounting } from "../exact/counting.js";
import { equals } from "../../symbolic/fraction/rational-function.js";
import { reversed } from "../../symbolic/thermal/parity.js";
import { canonical } from "./series.js";

/** What a normal form may cost that is formed only to decide a zero: well below a second. */
export const CONSULTED = { largestExponent: 48, largestExpansion: 20_000 } as const;

/** Nor are those whose closed form would have more terms than these. */
const MOST_TERMS = 200n;

/** Longer ladders are not brought into one fraction. */
const LONGEST_LADDER = 12;

/**
 * True if J is proved to be odd in Δ for all temperatures and all values of the parameters that are not given: by mirror
 * symmetry, for ladders by the normal form of J(Δ) + J(−Δ). False proves nothing.
 * @param parameters exact values of some parameters; those that the junction binds do not count
 */
export function isOddCurrent(junction: Junction, parameters: ReadonlyMap<string, ExactNumber>): boolean {
  if (isPointwise(junction)) return false;
  const symbols: Junction = { ...junction, bound: new Map() };
  if (isMirrorImage(numericModel(symbols), parameters)) return true;
  const { subsystem } = junction;
  if (subsystem.kind === "levels") return false;
  if (
    subsystem.kind === "ladder" &&
    subsystem.weights !== "oscillator" &&
    subsystem.weights.length >= LONGEST_LADDER
  )
    return false;
  const vanishes = attempt(() => {
    const current = exactCurrent(symbols, parameters, CONSULTED);
    if (current.ladder && subsystem.kind === "ladder" && subsystem.weights !== "oscillator") {
      const terms = termCount(current.ladder.ratio.denominator);
      // Products of M − 1 factors out of so many terms.
      if (binomial(terms + subsystem.weights.length - 1, subsystem.weights.length) > MOST_TERMS) return false;
    }
    return isZero(add(current.current, reversedCurrent(current)));
  });
  return vanishes === true;
}

/**
 * True if G(λ; −Δ) = G(−λ; Δ) is proved for all λ, temperatures and values of the parameters that are not given: every cumulant
 * then has the parity of its order, and the statistics is not rectified. By mirror symmetry; of one mode by the normal forms
 * of K(−Δ) − K(Δ) and of k_Lk_R X_L, which has to become k_Lk_R X_R. False proves nothing.
 */
export function isUnrectifiedStatistics(
  junction: Junction,
  parameters: ReadonlyMap<string, ExactNumber>,
): boolean {
  if (isPointwise(junction)) return false;
  const symbols: Junction = { ...junction, bound: new Map() };
  if (isMirrorImage(numericModel(symbols), parameters)) return true;
  const same = attempt(() => {
    const mode = modeCounting(symbols, parameters, CONSULTED);
    if (!mode) return false;
    const v = mode.field.variables;
    return (
      equals(canonical(reversed(v, mode.relaxation)), mode.relaxation) &&
      equals(canonical(reversed(v, mode.forth)), mode.back)
    );
  });
  return same === true;
}

/** The exact layer's answer, or undefined where it has none within the bounds. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof InputError || error instanceof RangeError) return undefined;
    throw error;
  }
}
