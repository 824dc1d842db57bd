/** The files that take longest come first, so that no worker is left with one of them while the other has nothing to do. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** By their time alone on an idle machine, longest first. */
const LONGEST = [
  "test/fuzz/junctions.test.ts",
  "test/src/scan/files.test.ts",
  "test/web/explorer.test.ts",
  "test/src/files/output-faults.test.ts",
  "test/web/access.test.ts",
  "test/src/report/report.test.ts",
  "test/src/print/statements.test.ts",
  "test/src/junction/hamiltonian/enclosed-levels.test.ts",
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
