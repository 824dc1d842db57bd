/**
 * Junction files drawn at random: every command ends in an answer or in one line, and the numbers agree with the rate
 * equation, or the secular equation where levels have one energy, solved by other means. `FUZZ_COUNT`, `FUZZ_SPARING=1` and
 * `PROPERTY_SEED` widen it; bench/junction-fuzz.ts runs 2,000 through all commands.
 */
import { afterAll, describe, expect, it } from "vitest";
import {
  fileText,
  type JunctionSample,
  junctionSample,
  randomSource,
  specialLevels,
} from "./junction-files.js";
import { seed } from "../effort.js";
import { FUZZ_COMMANDS } from "./commands.js";
import { atPoint, examine, fault, runner } from "./outcome.js";

const COUNT = Number(process.env["FUZZ_COUNT"] ?? "300");
const SEED = seed(20_261_127);
/** Of the commands that are run on every n-th file, every n·SPARING-th. */
const SPARING = Number(process.env["FUZZ_SPARING"] ?? "3");
const { run, close } = runner();
afterAll(close);

function samples(): JunctionSample[] {
  const random = randomSource(SEED);
  return Array.from({ length: COUNT }, () => junctionSample(random));
}

describe(`${COUNT} random junction files (seed ${SEED})`, () => {
  it("agree with the rate equation to 20 digits in J, R and alpha_1 … alpha_4, or say what is wrong", async () => {
    let compared = 0;
    const found: string[] = [];
    for (const [i, sample] of samples().entries()) {
      const result = await examine(sample, i % 2 === 0, run);
      compared += result.compared;
      for (const wrong of result.faults) found.push(`sample ${i}: ${wrong}\n${JSON.stringify(sample)}`);
    }
    expect(found).toEqual([]);
    expect(compared).toBeGreaterThan(2 * COUNT);
  }, 600_000);

  it("end every other command in an answer or in one line", async () => {
    const found: string[] = [];
    for (const [i, sample] of samples().entries()) {
      for (const { words, every } of FUZZ_COMMANDS) {
        if (every === 0 || i % (every * SPARING) !== 0) continue;
        const line = words(atPoint(sample, true, "both"), atPoint(sample, true, "mean"));
        const wrong = fault(await run(sample, true, line[0]!, ...line.slice(1)));
        if (wrong !== undefined)
          found.push(`sample ${i}: ${line.join(" ")}: ${wrong}\n${JSON.stringify(sample)}`);
      }
    }
    expect(found).toEqual([]);
  }, 900_000);
});

describe("random levels with zeros, equal energies, diagonals and parts (seed as above)", () => {
  const few = Math.ceil(COUNT / 10);
  it(`end every command in an answer or in one line: ${few} files`, async () => {
    const random = randomSource(SEED);
    const found: string[] = [];
    for (let i = 0; i < few; i++) {
      const sample = specialLevels(random);
      const bind = i % 2 === 0;
      const [at, mean] = [atPoint(sample, bind, "both"), atPoint(sample, bind, "mean")];
      const others = FUZZ_COMMANDS.filter(({ every }) => every > 0);
      for (const words of [["evaluate", "--at", at], ...others.map((other) => other.words(at, mean))]) {
        const name = `sample ${i}: ${words.join(" ")}\n${fileText(sample, bind)}`;
        const { out, ...rest } = await run(sample, bind, words[0]!, ...words.slice(1)).catch(
          (error: unknown) => {
            throw new Error(name, { cause: error });
          },
        );
        // A quotient of currents that vanish is said to be undefined.
        const wrong = fault({ ...rest, out: out.replace(/(= | {2})undefined\b/g, "$1-") });
        if (wrong !== undefined) found.push(`sample ${i}: ${words[0]!}: ${wrong}\n${JSON.stringify(sample)}`);
      }
    }
    expect(found).toEqual([]);
  }, 600_000);
});
