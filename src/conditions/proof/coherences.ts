/** Levels that keep coherences in a certificate: their equation, and the steady state that the checker puts into it. */
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { isZero, type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { type CoherencesModelText } from "../../certificate/format.js";
import { coherentState } from "../../exact/coherent-current.js";
import { toText } from "../../expression/ascii.js";
import { type CoherentLevels } from "../../junction/coherent-levels.js";
import { type Junction } from "../../junction/junction.js";

/** The levels of a junction as a certificate states them. */
export function coherencesText(
  junction: Junction,
  levels: CoherentLevels,
  values: ReadonlyMap<string, ExactNumber>,
  poly: (p: Polynomial) => string,
): CoherencesModelText {
  const { unknowns, weights } = coherentState(junction, levels, values);
  const matrix = (m: CoherentLevels["splitting"]): string[][] => m.map((row) => row.map(toText));
  return {
    equation: levels.equation,
    energies: levels.energies.map(toText),
    splitting: matrix(levels.splitting),
    S: { L: matrix(levels.S_L), R: matrix(levels.S_R) },
    state: unknowns.flatMap(({ part, row, column }, i) => {
      const weight = weights[i] as Polynomial;
      return isZero(weight) ? [] : [{ part, row, column, value: poly(weight) }];
    }),
  };
}
