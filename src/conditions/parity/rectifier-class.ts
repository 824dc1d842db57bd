/**
 * The paper's classes of rectifiers (design §8). Type B: rectification survives where k_L/k_R, both at one temperature,
 * does not depend on it (same law, different coupling, statistics unlike the subsystem's). Type A: it occurs where
 * k_L/k_R depends on temperature (the baths differ in kind or law).
 */
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { reversed, thermalCoefficients } from "../../../symbolic/thermal/parity.js";
import { divideExactly } from "../../../symbolic/polynomial/polynomial.js";
import {
  divide,
  equals,
  isZero,
  multiply,
  ONE,
  type RationalFunction,
  subtract,
} from "../../../symbolic/fraction/rational-function.js";
import { solvePositive } from "../../../symbolic/solve/solve.js";
import { substituteAll } from "../../../symbolic/polynomial/substitution.js";
import { type ParityVerdict, solveOptions } from "./parity.js";
import { type ExactCurrent } from "../../exact/ladder-current.js";
import { symbol } from "../../expression/tree.js";
import { levelsModel } from "../../exact/levels-rates.js";

export type RectifierClass = "A" | "B" | "A and B";

/** The class of a junction, or why it has none. */
export interface ClassAnswer {
  readonly type: RectifierClass | null;
  readonly reason?: string;
}

const none = (reason: string): ClassAnswer => ({ type: null, reason });

/** The class of a junction; none where it never rectifies, where the verdict is open, or where the ends couple differently. */
export function rectifierClass(
  current: ExactCurrent,
  verdict: ParityVerdict,
  values: ReadonlyMap<string, ExactNumber>,
): ClassAnswer {
  if (current.noHeat !== undefined) return none("no heat flows");
  if (verdict.rectifies === "never") return none("heat is never rectified");
  if (verdict.rectifies === "undecided") return none("the verdict is undecided");
  if (current.junction.subsystem.kind === "coherent")
    return none("coherences take part, and the classes are those of rate equations");
  const v = current.variables;
  const pairs = ratePairs(current, values);
  if (pairs === undefined) {
    return none("the two ends couple to the levels differently: the asymmetry is the subsystem's own");
  }
  const equations = pairs.flatMap(({ L, R }) => {
    const ratio = divide(L, reversed(v, R));
    const change = subtract(ratio, reversed(v, ratio));
    return thermalCoefficients(v, change.numerator).map((c) => c.value);
  });
  const constantRatio = solvePositive(equations, solveOptions(current));
  if (!constantRatio.complete) return none("whether k_L/k_R can be constant is undecided");
  const alwaysConstant = constantRatio.leaves.some((leaf) => leaf.equations.length === 0);
  const survives = constantRatio.leaves.some((leaf) =>
    verdict.coefficients.some(({ value }) => {
      const there = substituteAll(value, leaf.substitutions);
      if (there === 0n) return false;
      return leaf.last === undefined || divideExactly(there, leaf.last) === undefined;
    }),
  );
  // Where both "rectifies" and "the ratio depends on T" hold for some parameters, they hold together for some: each
  // fails only on the zeros of polynomials.
  if (alwaysConstant) return { type: "B" };
  return { type: survives ? "A and B" : "A" };
}

/** k_L and k_R at every gap; undefined where |S_L|²/|S_R|² is not one number for all transitions that carry heat. */
function ratePairs(
  current: ExactCurrent,
  values: ReadonlyMap<string, ExactNumber>,
): { L: RationalFunction; R: RationalFunction }[] | undefined {
  if (current.rates) return [current.rates];
  if (current.junction.subsystem.kind === "coherent") return undefined;
  const { field, transitions } = levelsModel(current.junction, values);
  const { left, right } = current.junction;
  const spectra = current.junction.spectra ?? [];
  /** The coupling at a gap where a symbol stands for it, which the squares hold. */
  const density = (side: "L" | "R", gap: RationalFunction): RationalFunction => {
    const names = spectra
      .filter(({ sides }) => sides.includes(side))
      .flatMap(({ values: list }) => list.filter((v) => equals(field.parameterValue(v.gap), gap)));
    return names.reduce((p, { name }) => multiply(p, field.parameterValue(symbol(name))), ONE);
  };
  let common: RationalFunction | undefined;
  const pairs: { L: RationalFunction; R: RationalFunction }[] = [];
  for (const t of transitions) {
    if (isZero(t.gap)) continue;
    if (isZero(t.left.down) || isZero(t.right.down)) return undefined;
    const L = multiply(field.rate(left, t.gapExpression), density("L", t.gap));
    const R = multiply(field.rate(right, t.gapExpression), density("R", t.gap));
    const squares = divide(divide(t.left.down, L), divide(t.right.down, R));
    if (common && !equals(common, squares)) return undefined;
    common = squares;
    pairs.push({ L, R });
  }
  return pairs;
}
