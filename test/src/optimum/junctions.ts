/** Junctions and certificates of bounds for the tests. */
import { type BoundCertificate } from "../../../src/certificate/format.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { type Junction } from "../../../src/junction/junction.js";
import { parseBindings } from "../../../src/model/point.js";
import { parseRanges } from "../../../src/evaluate/maximise.js";
import { type Question } from "../../../src/optimum/objective.js";
import { type BoundSearch, proveBound } from "../../../src/optimum/prove.js";

/** Levels 0, 1, 7/5 between unit solids with |S|² of the pairs 01, 12, 02. */
export function threeLevels(left: readonly string[], right: readonly string[]): Promise<Junction> {
  const matrix = ([a = "0", b = "0", c = "0"]: readonly string[]): string[][] => [
    ["0", a, c],
    [a, "0", b],
    [c, b, "0"],
  ];
  const file = {
    left: { bath: "solid", coupling: "1" },
    right: { bath: "solid", coupling: "1" },
    subsystem: { kind: "levels", energies: ["0", "1", "1.4"], S_L: matrix(left), S_R: matrix(right) },
  };
  return parseJunctionFile(JSON.stringify(file));
}

/** All six couplings, as sqrt(name). */
export const sixCouplings = (): Promise<Junction> =>
  threeLevels(["sqrt(a1)", "sqrt(a2)", "sqrt(a3)"], ["sqrt(b1)", "sqrt(b2)", "sqrt(b3)"]);

/** The search of a question, run until the gap is reached. */
export function searched(
  junction: Junction,
  over: string,
  at: string,
  question: Question,
  gap: number,
  saved?: unknown,
): BoundSearch {
  const search = proveBound(
    junction,
    parseRanges(over, junction),
    parseBindings(at, junction, { allowDelta: true }),
    question,
    { gap, digits: 16, saved },
  );
  search.advance(() => false);
  return search;
}

/** The certificate as data that can be changed. */
export const copied = (c: BoundCertificate): BoundCertificate =>
  JSON.parse(JSON.stringify(c)) as BoundCertificate;
