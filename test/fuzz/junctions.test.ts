/**
 * Junction files drawn at random: every command ends in an answer or in one line, and the numbers agree with the rate
 * equation solved by other means. `FUZZ_COUNT` and `FUZZ_SEED` widen it (bench/junction-fuzz.mjs runs 2,000).
 */
import { afterAll, describe, expect, it } from "vitest";
import { fileText, junctionSample, randomSource, specialLevels } from "./junction-files.js";
import { draws } from "../effort.js";
import { atPoint, examine, fault, runner } from "./outcome.js";

const COUNT = Number(process.env["FUZZ_COUNT"] ?? "300");
const SEED = Number(process.env["FUZZ_SEED"] ?? "20261127");
/** Commands besides `evaluate` and `expand`, each on every so many samples. */
const OTHERS: readonly (readonly [words: (at: string, mean: string) => readonly string[], every: number])[] =
  [
    [(at) => ["transitions", "--at", at], 5],
    [() => ["conditions"], 12],
    [() => ["current"], 7],
    [
      (at) => [
        "scan",
        "--x",
        "T_a=1:3:3",
        "--quantity",
        "J,R,contrast,alpha_2",
        "--at",
        at.replace(/T_a=[^,]*,/, ""),
      ],
      6,
    ],
    [(_, mean) => ["expand", "--quantity", "contrast", "--order", "2", "--at", mean], 4],
    [(at) => ["relax", "--at", at], 15],
  ];

const { run, close } = runner();
afterAll(close);

describe(`${COUNT} random junction files (seed ${SEED})`, () => {
  it("agree with the rate equation to 20 digits in J, R and alpha_1 … alpha_4, or say what is wrong", async () => {
    const random = randomSource(SEED);
    let compared = 0;
    const found: string[] = [];
    for (let i = 0; i < COUNT; i++) {
      const sample = junctionSample(random);
      const bind = i % 2 === 0;
      const result = await examine(sample, bind, run);
      compared += result.compared;
      for (const wrong of result.faults) found.push(`sample ${i}: ${wrong}\n${JSON.stringify(sample)}`);
    }
    expect(found).toEqual([]);
    expect(compared).toBeGreaterThan(2 * COUNT);
  }, 600_000);

  it("end every other command in an answer or in one line", async () => {
    const random = randomSource(SEED);
    const found: string[] = [];
    for (let i = 0; i < COUNT; i++) {
      const sample = junctionSample(random);
      for (const [words, every] of OTHERS) {
        if (i % (every * draws(1, 3)) !== 0) continue;
        const line = words(atPoint(sample, true, "both"), atPoint(sample, true, "mean"));
        const started = performance.now();
        const wrong = fault(await run(sample, true, ...line));
        const seconds = (performance.now() - started) / 1000;
        if (wrong !== undefined) found.push(`sample ${i}: ${line[0]!}: ${wrong}\n${JSON.stringify(sample)}`);
        if (process.env["FUZZ_TIMES"] !== undefined && seconds > 10)
          found.push(`sample ${i}: ${line.join(" ")}: ${seconds.toFixed(1)} s\n${JSON.stringify(sample)}`);
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
      for (const words of [["evaluate", "--at", at], ...OTHERS.map(([of]) => of(at, mean))]) {
        const name = `sample ${i}: ${words.join(" ")}\n${fileText(sample, bind)}`;
        const { status, out, err } = await run(sample, bind, words[0]!, ...words.slice(1)).catch(
          (error: unknown) => {
            throw new Error(name, { cause: error });
          },
        );
        // A quotient of currents that vanish is said to be undefined.
        const wrong = fault({ status, out: out.replace(/(= | {2})undefined\b/g, "$1-"), err });
        if (wrong !== undefined) found.push(`sample ${i}: ${words[0]!}: ${wrong}\n${JSON.stringify(sample)}`);
      }
    }
    expect(found).toEqual([]);
  }, 600_000);
});
