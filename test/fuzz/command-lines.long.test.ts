/**
 * Generated command lines, seeded: each ends in an answer or in one line. HEATDIODE_CASES
 * sets how many.
 */
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Command } from "../../src/cli/command.js";
import { commandOptionsOf } from "../../src/cli/completion-script.js";
import { COMMANDS } from "../../src/cli/commands/table.js";
import { formatsOf } from "../../src/print/format.js";
import { randomSource } from "../../src/input/random-source.js";
import { seed } from "../effort.js";
import { heatdiode } from "../heatdiode.js";

const CASES = Number(process.env["HEATDIODE_CASES"] ?? 200);
const folder = mkdtempSync(join(tmpdir(), "heatdiode-lines-"));
const inFolder = (name: string, text: string | Uint8Array): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const random = randomSource(seed(13));
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const GARBAGE = [
  "",
  " ",
  "-",
  "--",
  "NaN",
  "1e999",
  "0x10",
  "µ",
  "\u0000",
  "\u001b[31m",
  "{",
  "((((",
  "a".repeat(100_000),
];
const NUMBERS = [
  "0",
  "1",
  "-1",
  "1/3",
  "2.5",
  "1e-300",
  "1e300",
  "1/0",
  "1e-1001",
  "9".repeat(500),
  ...GARBAGE,
];
const NAMES = [
  "omega",
  "T_a",
  "Delta",
  "T_L",
  "T_R",
  "Gamma_L",
  "Gamma_R",
  "delta_R",
  "mu_R",
  "Upsilon_L",
  "__proto__",
  "",
];
const GOOD = "omega=1,T_a=2,Delta=0.5,Gamma_L=1,Gamma_R=2";
const JUNCTIONS = [
  ...["solid-TLS-solid", "spin-TLS-metal", "metal-HO-spin", "solid-ladder:3-spin", "spin-spin:1-solid"],
  ...[
    "solid-ladder:NaN-solid",
    "solid-ladder:1e9-solid",
    "x-TLS-y",
    "solid-TLS",
    "no/such.json",
    "/dev/null.json",
  ],
  inFolder("empty.json", ""),
  inFolder("array.json", "[]"),
  inFolder("binary.json", new Uint8Array([0xff, 0xfe, 0, 1])),
  inFolder("misspelt.json", '{"lefft":{"bath":"solid","coupling":"Gamma_L"}}'),
  inFolder("deep.json", "[".repeat(20_000)),
  ...GARBAGE,
];
const pairs = (count: number): string =>
  Array.from({ length: count }, () => `${pick(NAMES)}=${pick(NUMBERS)}`).join(",");

/** A value for an option: mostly one that could be meant. */
function valueOf(flag: string, choices: readonly string[]): string {
  if (random() < 0.15) return pick(GARBAGE);
  if (choices.length > 0) return pick(choices);
  switch (flag) {
    case "--at":
      return random() < 0.6 ? GOOD : pairs(1 + Math.floor(random() * 5));
    case "--x":
    case "--y":
    case "--z":
    case "--axis":
      return `${pick(NAMES)}=${pick(["0.1:3:4", "0.1:3:4:log", "3:0.1:1", "0:1:1e9", "1;2;x", "0.5;1/3", ":", "1:2"])}`;
    case "--quantity":
      return pick(["R,J", "alpha_2", "contrast,contrast", "populations", "alpha_99", "S"]);
    case "--order":
      return pick(["0", "1", "3", "-1", "1001", "x"]);
    case "--digits":
      return pick(["1", "17", "0", "1e5", "100001"]);
    case "--claim":
      return pick(["alpha_2 = 0", "J = 1", "R = 1", "alpha_2 == ", "J = \\frac{1}{", "x = y = z"]);
    case "--over":
    case "--roots":
      return pick(["omega=0.1:2", "Delta=-1:1", "omega=2:1", "omega", "Gamma_R=0.1:10"]);
    case "--assume":
      return pick(["Gamma_L = Gamma_R", "Gamma_L =", "delta_R = 0", "1 = 2"]);
    case "--shard":
      return pick(["1/2", "0/2", "3/2", "1/0"]);
    case "--threads":
      return pick(["1", "0", "x"]);
    case "--out":
      return pick(["", "/proc/x", join(folder, "no/where"), folder, join(folder, "x".repeat(300))]);
    case "--plot":
      return pick(["x", join(folder, "no/where.svg")]);
    case "--points":
      return pick(JUNCTIONS);
    default:
      return pick(NUMBERS);
  }
}

/** Commands that a few seconds do not suffice for, or that do not end. */
const SKIPPED = ["explore", "serve", "verify", "paper", "report"];
const LANGUAGES = formatsOf("code");
const commands = COMMANDS.filter(({ name }) => !SKIPPED.includes(name));

function line(): readonly string[] {
  const command: Command = pick(commands);
  const words = [random() < 0.03 ? pick(GARBAGE) : command.name];
  if (command.junction !== "none" || random() < 0.05) {
    const count = command.junction === "files" ? 1 + Math.floor(random() * 3) : random() < 0.97 ? 1 : 2;
    const baths = ["solid:1,1.3", "metal:-1,1", "spin:", "classical:4", "solid:x", "solid:1e400"];
    for (let i = 0; i < count; i++) words.push(pick(command.name === "criterion" ? baths : JUNCTIONS));
  }
  const options = commandOptionsOf(command).filter(({ flag }) => flag !== "--force");
  for (const { flag, choices, takesValue } of options) {
    if (random() > (flag === "--at" || flag === "--x" ? 0.7 : 0.15)) continue;
    words.push(flag, ...(takesValue ? [valueOf(flag, choices)] : []));
  }
  if (random() < 0.03) words.push(pick(["--nonsense", "--at", "-x", "--order="]));
  return words;
}

test(
  `${CASES} generated command lines end in an answer or in one line`,
  { timeout: CASES * 10_000 },
  async () => {
    for (let i = 0; i < CASES; i++) {
      const words = line();
      const shown = JSON.stringify(words.map((word) => (word.length > 200 ? `${word.slice(0, 50)}…` : word)));
      const { status, out, err } = await heatdiode(...words);
      expect([0, 1, 2], shown).toContain(status);
      // Numbers of scans may leave fields empty, but nothing is not a number.
      // Programs have a word of their language for it.
      if (!LANGUAGES.some((language) => words.includes(language)))
        expect(out, shown).not.toMatch(/\bNaN\b|\bundefined\b|\[object/);
      if (status !== 2) continue;
      expect(out, shown).toBe("");
      const last = err.slice(0, -1);
      expect(last.length, `${shown}\n${err.slice(0, 500)}`).toBeLessThanOrEqual(300);
      // eslint-disable-next-line no-control-regex -- escapes of the user's text must not reach the terminal
      expect(last, shown).not.toMatch(/[\u0000-\u001f\u007f]/);
      expect(err, shown).toMatch(/^heatdiode: [^\n]+\n$/);
      expect(err, shown).not.toMatch(/defect|received undefined|unknown reason|\n\s+at /);
    }
    expect(existsSync("/proc/x")).toBe(false);
  },
);
