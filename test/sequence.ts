/** The files that take longest come first, so that no worker is left with one of them while the other has nothing to do. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** By their time alone on an idle machine, longest first. */
const LONGEST = [
  "test/fuzz/junctions.long.test.ts",
  "test/src/scan/files.long.test.ts",
  "test/web/explorer.long.test.ts",
  "test/src/files/output-faults.long.test.ts",
  "test/web/access.long.test.ts",
  "test/src/report/report.long.test.ts",
  "test/src/print/statements.long.test.ts",
  "test/src/junction/hamiltonian/enclosed-levels.long.test.ts",
];

/** The longest first, the others as vitest has them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = LONGEST.findIndex((name) => moduleId.endsWith(name));
      return place < 0 ? LONGEST.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
