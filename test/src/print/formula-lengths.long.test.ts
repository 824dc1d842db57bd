/**
 * Printed formulas only get shorter: their lengths in nodes, against test/vectors/formula-lengths.json. After a change
 * that shortens some, `npm run record:formulas` writes the file anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toText } from "../../../src/expression/ascii.js";
import { gallery, galleryName, printedLength } from "./gallery.js";
import { readFormula, uncollected } from "./uncollected.js";

const FILE = new URL("../../vectors/formula-lengths.json", import.meta.url);
/** Longer formulas take long to be expanded, and nobody reads them. */
const LONGEST = 6000;

const formulas = gallery();
const lengths = Object.fromEntries(formulas.map((f) => [galleryName(f), printedLength(f.formula)]));
if (process.env["RECORD_FORMULAS"] !== undefined)
  writeFileSync(FILE, `${JSON.stringify(lengths, null, 2)}\n`);

describe("printed formulas", () => {
  it("are no longer than recorded", () => {
    const recorded = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, number>;
    expect(Object.keys(lengths)).toEqual(Object.keys(recorded));
    const longer = Object.entries(lengths).filter(([name, n]) => n > (recorded[name] ?? 0));
    expect(longer).toEqual([]);
  });

  it("are as long as those of the mirror image", () => {
    const different = formulas.flatMap((f) => {
      const [left, middle, right] = f.junction.split("-") as [string, string, string];
      const [own, mirror] = [galleryName(f), galleryName({ ...f, junction: `${right}-${middle}-${left}` })];
      return mirror in lengths && lengths[own] !== lengths[mirror] ? [own] : [];
    });
    expect(different).toEqual([]);
  });

  it("have no sum that can be collected", () => {
    const faults = formulas.flatMap((f) => {
      const text = toText(f.formula);
      return text.length > LONGEST
        ? []
        : uncollected(readFormula(text)).map((fault) => `${galleryName(f)}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });
});
