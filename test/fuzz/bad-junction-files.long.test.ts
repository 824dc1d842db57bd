/**
 * Bad junction files, generated: good ones with a few things broken. Each ends in a junction, or in one line of at most
 * 300 characters that says what is wrong and holds nothing of an error's inside. HEATDIODE_FILES sets how many.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seed } from "../effort.js";
import { heatdiode } from "../heatdiode.js";

const RUNS = Number(process.env["HEATDIODE_FILES"] ?? 60);
const SEED = seed(20_261_127);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heatdiode-bad-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const word = fc.constantFrom(
  "Gamma_L",
  "omega",
  "2*omega",
  "-1",
  "0",
  "x".repeat(100_000),
  "1/0",
  "(",
  "T",
  "π",
  "0x10",
  "1e999999",
  "sin(T)",
  "",
  "NaN",
);
const good = {
  bath: fc.oneof(
    fc.record(
      { bath: fc.constantFrom("solid", "spin", "Phonon"), coupling: word },
      { requiredKeys: ["bath"] },
    ),
    fc.record(
      { bath: fc.constant("metal"), delta: word, mu: word, F: fc.array(word, { maxLength: 3 }) },
      { requiredKeys: ["bath"] },
    ),
    fc.record(
      { bath: fc.constant("solid"), density: fc.constantFrom("ohmic", "lorentzian", "ohmik"), width: word },
      { requiredKeys: ["bath"] },
    ),
    fc.record({ bath: fc.constantFrom("custom", "law"), rate: word }),
  ),
  subsystem: fc.oneof(
    fc.record({ kind: fc.constantFrom("TLS", "HO", "tls"), gap: word }, { requiredKeys: ["kind"] }),
    fc.record({ kind: fc.constant("ladder"), levels: fc.oneof(word, fc.constantFrom(1, 3, 1e9)) }),
    fc.record({ kind: fc.constant("spin"), S: fc.oneof(word, fc.constantFrom("3/2", "1/3")) }),
    fc.record({
      kind: fc.constant("levels"),
      energies: fc.array(word, { maxLength: 3 }),
      S: fc.array(fc.array(word, { maxLength: 3 }), { maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant("hamiltonian"),
      parts: fc.constantFrom(["spin"], ["spin", "x"]),
      H: word,
      S: word,
    }),
  ),
};
/** Something of another type, anywhere. */
const junk = fc.constantFrom<unknown>(null, true, [], {}, 7, "x", [[]], "y".repeat(100_000), {
  __proto__: null,
  constructor: 1,
});
const key = fc.constantFrom(
  "left",
  "right",
  "subsystem",
  "parameters",
  "units",
  "lefft",
  "z".repeat(100_000),
  "constructor",
);
const file = fc
  .tuple(
    fc.record({
      left: good.bath,
      right: good.bath,
      subsystem: good.subsystem,
    }),
    fc.array(fc.tuple(key, junk), { maxLength: 2 }),
    fc.constantFrom("", "", "", "twice", "cut", "text"),
  )
  .map(([whole, broken, damage]) => {
    const text = JSON.stringify({ ...whole, ...Object.fromEntries(broken) });
    if (damage === "twice") return text.replace("{", '{"left":1,');
    if (damage === "cut") return text.slice(0, text.length / 2);
    return damage === "text" ? `${text} and more` : text;
  });

it(
  "any bad junction file ends in one line that helps",
  async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.constantFrom("current", "evaluate"), async (text, command) => {
        const path = join(folder, "junction.json");
        await writeFile(path, text);
        const { status, out, err } = await heatdiode(command, path);
        if (status === 0) return;
        expect([status, out]).toEqual([2, ""]);
        expect(err).toMatch(/^heatdiode: .+\n$/u);
        expect(err.length).toBeLessThanOrEqual(300);
        expect(err).not.toMatch(
          /defect|undefined|NaN levels|unknown reason|Invalid input|at .*\.ts:|\[object/,
        );
      }),
      { numRuns: RUNS, seed: SEED },
    );
  },
  120_000 + 200 * RUNS,
);
