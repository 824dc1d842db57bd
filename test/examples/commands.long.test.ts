/** Every junction file that is shipped works in every command that makes sense for it. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { heatdiode } from "../heatdiode.js";

const FILES = readdirSync("examples").filter((name) => name.endsWith(".json"));
/** Temperatures in the units of each file, and what it leaves free. */
const POINT: Readonly<Record<string, readonly [T_a: string, Delta: string]>> = {
  "qubit-resonators.json": ["450", "250"],
};
const FREE: Readonly<Record<string, string>> = {
  "spin-boson-rectifier.json": ",Gamma=1.3,omega=1",
  "two-site-chain.json": ",Gamma_L=0.1,Gamma_R=0.3,omega=1,g=0.04,epsilon=0.03",
};

const OSCILLATOR = new Set(["noise-rectifier.json"]);
/** They have no transitions of populations alone, and no code of their current. */
const COHERENT = new Set(["v-model.json", "two-site-chain.json"]);

describe.each(FILES)("examples/%s", (file) => {
  const path = `examples/${file}`;
  const [T_a, Delta] = POINT[file] ?? ["1.4", "0.4"];
  const free = FREE[file] ?? "";
  it.each([
    ["current", [], /^J = /m],
    ["conditions", [], /rectif|never/],
    ["expand", ["--order", "2"], /^alpha_2 =/m],
    ["expand", ["--order", "2", "--at", `T_a=${T_a}${free}`], /^alpha_2 = -?\d\S*/m],
    ["expand", ["--order", "1", "--format", "c"], /double J\(/],
    ["evaluate", ["--at", `T_a=${T_a},Delta=${Delta}${free}`], /^R +=\s+\d/m],
    ["transitions", ["--at", `T_a=${T_a},Delta=${Delta}${free}`], /^R +=\s+\d/m],
    [
      "scan",
      ["--x", `T_a=${T_a}`, "--at", `Delta=${Delta}${free}`, "--threads", "1"],
      /^T_a.*,R,J.*\n\S+,\d/,
    ],
  ])(
    "%s %j",
    async (command, words, pattern) => {
      if (OSCILLATOR.has(file) && command === "transitions") return;
      if (COHERENT.has(file) && (command === "transitions" || words.includes("c"))) {
        const refused = await heatdiode(command, path, ...words);
        expect(refused.status).toBe(2);
        expect(refused.err).toMatch(/^heatdiode: [^\n]*coherences[^\n]*\n$/);
        return;
      }
      const { status, out, err } = await heatdiode(command, path, ...words);
      expect(err === "" || err.includes("no short common unit"), err).toBe(true);
      expect(status).toBe(0);
      expect(out).toMatch(pattern);
    },
    60_000,
  );
});
