/** Everything `heatdiode paper` goes through, in the order of the paper. */
import { closedSystem, secondOrderEquation } from "./closed-system.js";
import { closingClaim, meanEnergyCriterion } from "./contacts.js";
import { ladderHeat, ladderPopulations, oscillatorCurrent, twoLevelCurrent } from "./currents.js";
import { figureTwo } from "./figure.js";
import { goldenRule } from "./golden-rule.js";
import { detailedBalance, microscopicRates } from "./microscopic.js";
import { bathRates } from "./rates.js";
import { classicalCurrent, ratioOfSolidMetal } from "./rectification.js";
import { type PaperResult } from "./result.js";
import { classesOfStatistics } from "./statistics.js";
import { traceResults } from "./traces.js";

/**
 * Derives each result anew and compares it with the paper.
 * @param thorough  the checks that take many seconds too
 */
export function paperResults({ thorough = false }: { readonly thorough?: boolean } = {}): PaperResult[] {
  const { definitions, linearTerm } = closedSystem();
  return inPaperOrder([
    ...definitions,
    ...traceResults(),
    linearTerm,
    ...meanEnergyCriterion(),
    secondOrderEquation(),
    ladderHeat(),
    ladderPopulations(),
    goldenRule(thorough),
    detailedBalance(),
    oscillatorCurrent(),
    twoLevelCurrent(),
    ...bathRates(),
    ...microscopicRates(),
    ...ratioOfSolidMetal(),
    ...classicalCurrent(),
    ...figureTwo(),
    closingClaim(),
    classesOfStatistics(),
  ]);
}

/** By the number of the equation; the remark [20] is on (7), Fig. 2 and the closing claim come last. */
function inPaperOrder(results: readonly PaperResult[]): PaperResult[] {
  const place = ({ equation }: PaperResult): number =>
    equation === "[20]"
      ? 7.5
      : /^\(\d+\)$/.test(equation)
        ? Number(equation.slice(1, -1))
        : equation === "end"
          ? 99
          : 50;
  return [...results].sort((a, b) => place(a) - place(b));
}
