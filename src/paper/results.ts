/** Everything `heatdiode paper` goes through, in the order of the paper. */
import { ladderHeat, ladderPopulations, oscillatorCurrent, twoLevelCurrent } from "./currents.js";
import { bathRates } from "./rates.js";
import { classicalCurrent, ratioOfSolidMetal } from "./rectification.js";
import { type PaperResult } from "./result.js";

/** Derives each result anew and compares it with the paper. */
export function paperResults(): PaperResult[] {
  return [
    ladderHeat(),
    ladderPopulations(),
    oscillatorCurrent(),
    twoLevelCurrent(),
    ...bathRates(),
    ...ratioOfSolidMetal(),
    ...classicalCurrent(),
  ];
}
