/** General levels in a certificate: couplings, rates and the steady state that the checker puts into the rate equation. */
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { divide, isZero } from "../../../symbolic/fraction/rational-function.js";
import { type LevelsModelText, type StatedLevels } from "../../certificate/format.js";
import { fractionText } from "../../certificate/text.js";
import { type ExactCurrent } from "../../exact/ladder-current.js";
import { classSteadyState } from "../../exact/levels-current.js";
import { levelsModel, type LevelsModel, type Transition } from "../../exact/levels-rates.js";
import { toText } from "../../expression/ascii.js";
import { zeroGapRate } from "../../exact/zero-gap-rate.js";

/** The levels of a junction as a certificate states them. */
export function levelsText(
  current: ExactCurrent,
  values: ReadonlyMap<string, ExactNumber>,
  poly: (p: Polynomial) => string,
): LevelsModelText {
  const model = levelsModel(current.junction, values);
  const state = classSteadyState(model, model.classes[0] as readonly number[]);
  return {
    ...statedLevels(model, poly),
    populations: state.levels.map((_, i) => poly(state.weights[i] as Polynomial)),
  };
}

/** Energies, couplings and rates. */
export function statedLevels(model: LevelsModel, poly: (p: Polynomial) => string): StatedLevels {
  const { junction } = model;
  const square = (t: Transition, side: "L" | "R"): string => {
    const bath = side === "L" ? junction.left : junction.right;
    const { down } = side === "L" ? t.left : t.right;
    if (isZero(down)) return "0";
    const { field } = model;
    const rate = isZero(t.gap) ? zeroGapRate(field, bath) : field.rate(bath, t.gapExpression);
    const { numerator, denominator } = divide(down, rate);
    return denominator === 1n ? poly(numerator) : `(${poly(numerator)})/(${poly(denominator)})`;
  };
  const assumed = [...new Set(model.transitions.flatMap((t) => t.assumed ?? []))];
  return {
    energies: model.levels.energies.map(toText),
    ...(assumed.length === 0 ? {} : { assumed }),
    transitions: model.transitions.map((t) => ({
      upper: t.upper,
      lower: t.lower,
      squares: { L: square(t, "L"), R: square(t, "R") },
      rates: { L: fractionText(t.left.down, poly), R: fractionText(t.right.down, poly) },
    })),
  };
}
