/**
 * The paper's classes of rectifiers (design §8). Type B: rectification survives where k_L/k_R, both at one temperature,
 * does not depend on it (same law, different coupling, statistics unlike the subsystem's). Type A: it occurs where
 * k_L/k_R depends on temperature (the baths differ in kind or law).
 */
import { reversed, thermalCoefficients } from "../symbolic/parity.js";
import { divideExactly } from "../symbolic/polynomial.js";
import { divide, subtract } from "../symbolic/rational-function.js";
import { solvePositive } from "../symbolic/solve-positive.js";
import { substituteAll } from "../symbolic/substitution.js";
import { type ParityVerdict, solveOptions } from "./conditions-parity.js";
import { type ExactCurrent } from "./exact-current.js";

export type RectifierClass = "A" | "B" | "A and B";

/** The class of a junction; null where it never rectifies, or where its rates or its verdict are not known. */
export function rectifierClass(current: ExactCurrent, verdict: ParityVerdict): RectifierClass | null {
  const { rates, variables: v } = current;
  if (rates === undefined || verdict.rectifies === "never" || verdict.rectifies === "undecided") return null;
  const ratio = divide(rates.L, reversed(v, rates.R));
  const change = subtract(ratio, reversed(v, ratio));
  const equations = thermalCoefficients(v, change.numerator).map((c) => c.value);
  const constantRatio = solvePositive(equations, solveOptions(current));
  if (!constantRatio.complete) return null;
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
  if (alwaysConstant) return "B";
  return survives ? "A and B" : "A";
}
