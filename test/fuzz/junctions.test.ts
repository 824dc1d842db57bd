/**
 * Junction files drawn at random: every command ends in an answer or in one line, and the numbers agree with the rate
 * equation, or the secular equation where levels have one energy, solved by other means. `FUZZ_COUNT` and `FUZZ_SEED` widen it (bench/junction-fuzz.mjs runs 2,000).
 */
import { afterAll, describe, expect, it } from "vitest";
import {
  fileText,
  type JunctionSample,
  junctionSample,
  randomSource,
  specialLevels,
} from "./junction-files.js";
import { draws } from "../effort.js";
import { atPoint, examine, fault, runner, timedCommand } from "./outcome.js";

const COUNT = Number(process.env["FUZZ_COUNT"] ?? "300");
const SEED = Number(process.env["FUZZ_SEED"] ?? "20261127");
/** With times: the built command in a process of its own, every command over every file of a slice. */
const TIMED = process.env["FUZZ_TIMES"] !== undefined;
/** The files of this run, `from:to`. */
const [FROM = 0, TO = COUNT] = (process.env["FUZZ_SLICE"] ?? "")
  .split(":")
  .flatMap((x) => (x === "" ? [] : [Number(x)]));
/** Only these commands, where some are named. */
const ONLY = (process.env["FUZZ_COMMANDS"] ?? "").split(",").filter((name) => name !== "");

type Words = (at: string, mean: string) => readonly string[];
/** Commands besides `evaluate` and `expand --at`, each on every so many samples where times are not measured (0: not at all). */
const OTHERS: readonly (readonly [words: Words, every: number])[] = [
  [(at) => ["transitions", "--at", at], 5],
  [() => ["conditions"], 12],
  [() => ["current"], 7],
  [
    (at) => [
      ...["scan", "--x", "T_a=1:3:3", "--quantity", "J,R,contrast,alpha_2"],
      ...["--at", at.replace(/T_a=[^,]*,/, "")],
    ],
    6,
  ],
  [(_, mean) => ["expand", "--quantity", "contrast", "--order", "2", "--at", mean], 4],
  [(at) => ["relax", "--at", at], 15],
  [() => ["expand", "--order", "2"], 15],
  [() => ["check", "--claim", "alpha_2 = 0"], 15],
  [(at) => ["report", "--order", "2", "--at", at, "--out", "FOLDER/report"], 0],
  [() => ["verify", "--order", "2"], 0],
  [
    (at) => [
      "optimise",
      "--over",
      "Delta=-0.5:0.5",
      "--at",
      at.replace(/Delta=[^,]*,?/, "").replace(/,$/, ""),
    ],
    0,
  ],
];
const chosen = OTHERS.filter(([words]) => ONLY.length === 0 || ONLY.includes(words("", "")[0]!));

const timed = TIMED ? timedCommand() : undefined;
const { run, close } = runner(timed?.command);
afterAll(() => {
  close();
  timed?.close();
});

/** The samples of the slice, with their numbers. */
function samples(): (readonly [number, JunctionSample])[] {
  const random = randomSource(SEED);
  return Array.from({ length: COUNT }, (_, i) => [i, junctionSample(random)] as const).slice(FROM, TO);
}

describe(`${COUNT} random junction files (seed ${SEED})`, () => {
  it.skipIf(ONLY.length > 0)(
    "agree with the rate equation to 20 digits in J, R and alpha_1 … alpha_4, or say what is wrong",
    async () => {
      let compared = 0;
      const found: string[] = [];
      for (const [i, sample] of samples()) {
        const result = await examine(sample, i % 2 === 0, run);
        compared += result.compared;
        for (const wrong of result.faults) found.push(`sample ${i}: ${wrong}\n${JSON.stringify(sample)}`);
      }
      expect(found).toEqual([]);
      expect(compared).toBeGreaterThan(2 * (TO - FROM));
    },
    600_000,
  );

  it("end every other command in an answer or in one line", async () => {
    const found: string[] = [];
    const spent = new Map<string, readonly [count: number, seconds: number, longest: number]>();
    for (const [i, sample] of samples()) {
      for (const [words, every] of chosen) {
        if (!TIMED && (every === 0 || i % (every * draws(1, 3)) !== 0)) continue;
        const line = words(atPoint(sample, true, "both"), atPoint(sample, true, "mean"));
        const answer = await run(sample, true, ...(line as [string, ...string[]]));
        const wrong = fault(answer);
        if (wrong !== undefined)
          found.push(`sample ${i}: ${line.join(" ")}: ${wrong}\n${JSON.stringify(sample)}`);
        const [count, sum, longest] = spent.get(line[0]!) ?? [0, 0, 0];
        const { seconds = 0 } = answer;
        spent.set(line[0]!, [count + 1, sum + seconds, Math.max(longest, seconds)]);
        if (wrong !== undefined && TIMED) process.stderr.write(`${found.at(-1)}\n`);
      }
    }
    if (TIMED)
      for (const [name, [count, sum, longest]] of spent)
        process.stderr.write(
          `${name}: ${count} files, mean ${(sum / count).toFixed(3)} s, longest ${longest.toFixed(2)} s\n`,
        );
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
      const others = OTHERS.filter(([, every]) => every > 0 || TIMED);
      for (const words of [["evaluate", "--at", at], ...others.map(([of]) => of(at, mean))]) {
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
