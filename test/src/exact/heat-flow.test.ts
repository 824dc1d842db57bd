import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { heatdiode } from "../../heatdiode.js";

const directory = mkdtempSync(join(tmpdir(), "heat-flow-"));
const SOLIDS = {
  left: { bath: "solid", coupling: "1" },
  right: { bath: "solid", coupling: "2" },
};

function saved(name: string, subsystem: object, baths: object = SOLIDS): string {
  const path = join(directory, `${name}.json`);
  writeFileSync(path, JSON.stringify({ ...baths, subsystem }));
  return path;
}

const levels = (energies: string[], left: [number, number][], right: [number, number][]): object => {
  const matrix = (pairs: [number, number][]) =>
    energies.map((_, i) =>
      energies.map((__, j) =>
        pairs.some(([a, b]) => (a === i && b === j) || (a === j && b === i)) ? "1" : "0",
      ),
    );
  return { kind: "levels", energies, S_L: matrix(left), S_R: matrix(right) };
};

const TREE = levels(["0", "1", "3"], [[0, 1]], [[1, 2]]);
const ONE_END = levels(["0", "1"], [], [[0, 1]]);
const SPINS = {
  kind: "hamiltonian",
  parts: ["spin", "spin"],
  H: "sz(1) + 1.5*sz(2)",
  S_L: "sx(1)",
  S_R: "sx(2)",
};
const SEPARATE = "No heat flows: no cycle of transitions uses both baths";
const BALANCED = "No heat flows: every cycle of transitions gives back to each bath what it takes from it";
const AT = ["--at", "T_L=2,T_R=1"];
/** Lines are broken at 80 columns. */
const flat = (text: string): string => text.replace(/\s+/g, " ");

describe.each([
  ["a tree", saved("tree", TREE), SEPARATE],
  ["a bath that couples nothing", saved("one-end", ONE_END), SEPARATE],
  ["two uncoupled spins, one at each bath", saved("spins", SPINS), BALANCED],
])("no heat flows through %s", (_, path, words) => {
  it("at a point: J is zero, R and the contrast are undefined", async () => {
    const { status, out } = await heatdiode("evaluate", path, ...AT, "--json");
    expect(status).toBe(0);
    const answer: unknown = JSON.parse(out);
    expect(answer).toMatchObject({
      J: "0",
      J_reversed: "0",
      R: null,
      contrast: null,
      undecided: [],
      note: words,
    });
    expect(answer).toHaveProperty("sensitivities.Delta.J", "0");
    expect(answer).toHaveProperty("sensitivities.Delta.R", null);
    const text = flat((await heatdiode("evaluate", path, ...AT)).out);
    expect(text).toContain(`${words}.`);
    expect(text).toMatch(/ R = undefined contrast = undefined /);
  });

  it("in transitions, at once", async () => {
    const start = performance.now();
    const { status, out } = await heatdiode("transitions", path, ...AT, "--json");
    expect(performance.now() - start).toBeLessThan(2000);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ R: null, conductance: "0", secondOrder: "0", noHeat: words });
    expect(flat((await heatdiode("transitions", path, ...AT)).out)).toContain(`${words}.`);
  });

  it.each(["R", "contrast"])("in the expansion of %s", async (quantity) => {
    const { status, out } = await heatdiode("expand", path, "--quantity", quantity, "--order", "1");
    expect(status).toBe(0);
    expect(flat(out)).toMatch(/_0 = undefined .*_1 = undefined/);
    expect(flat(out)).toContain(`${words}.`);
    const json = await heatdiode("expand", path, "--quantity", quantity, "--order", "1", "--json");
    expect(JSON.parse(json.out)).toMatchObject({
      coefficients: [{ value: null }, { value: null }],
      note: words,
    });
    // Formulas there are none.
    const latex = await heatdiode("expand", path, "--quantity", quantity, "--format", "latex");
    expect(latex.status).toBe(2);
    expect(latex.err).toContain(`${quantity} is undefined. ${words}`);
  });

  it("in the expansion of J, the current and the conditions", async () => {
    const expansion = flat((await heatdiode("expand", path, "--order", "2")).out);
    expect(expansion).toMatch(/alpha_0 = 0 .*alpha_1 = 0 .*alpha_2 = 0/);
    expect(expansion).toContain(`${words}.`);
    expect(flat((await heatdiode("current", path)).out).trim()).toBe(`J = 0 ${words}.`);
    const conditions = flat((await heatdiode("conditions", path)).out);
    expect(conditions).toContain(`never rectifies. ${words}.`);
    expect(conditions).toContain("class none (no heat flows)");
    const json: unknown = JSON.parse((await heatdiode("conditions", path, "--json")).out);
    expect(json).toMatchObject({ rectifies: "never", note: words });
  });

  it("in a scan: empty fields", async () => {
    const { out } = await heatdiode(
      "scan",
      path,
      "--x",
      "T_L=1.5:2:2",
      "--at",
      "T_R=1",
      "--quantity",
      "J,R,contrast",
    );
    expect(out).toBe("T_L,J,R,contrast\n1.5,0,,\n2,0,,\n");
  });

  it("in claims and in the search for the best", async () => {
    const proved = await heatdiode("check", path, "--claim", "J = 0");
    expect([proved.status, flat(proved.out)]).toEqual([0, expect.stringContaining("proved") as string]);
    const ratio = await heatdiode("check", path, "--claim", "R = 1");
    expect(ratio.status).toBe(2);
    expect(ratio.err).toContain(`R is undefined. ${words}`);
    const best = await heatdiode("optimise", path, "--maximise", "R", "--over", "T_a=2:3", "--at", "Delta=1");
    expect(best.status).toBe(2);
    expect(best.err).toContain(words);
  });

  it("and verify agrees", async () => {
    const { status, out } = await heatdiode("verify", path, "--order", "1");
    expect([status, /FAIL/.test(out)]).toEqual([0, false]);
  });
});

it("verify agrees where couplings are symbols, whose dimensions are known", async () => {
  const spins = { left: { bath: "spin", coupling: "a" }, right: { bath: "spin", coupling: "b" } };
  const { status, out } = await heatdiode("verify", saved("symbols", TREE, spins), "--order", "1");
  expect(flat(out)).toMatch(/, 0 failed/);
  expect(status).toBe(0);
});

describe("levels that are not connected", () => {
  const path = saved(
    "apart",
    levels(
      ["0", "1", "3", "4.5"],
      [
        [0, 1],
        [2, 3],
      ],
      [[0, 1]],
    ),
  );

  it.each([
    ["evaluate", ...AT],
    ["expand"],
    ["current"],
    ["conditions"],
    ["relax", ...AT],
    ["verify"],
    ["check", "--claim", "J = 0"],
    ["scan", "--x", "T_L=1.5:2:2", "--at", "T_R=1", "--quantity", "J"],
    ["optimise", "--maximise", "J", "--over", "T_a=2:3", "--at", "Delta=1"],
  ])("are refused by %s in one line that names the parts", async (command, ...options) => {
    const { status, err } = await heatdiode(command, path, ...options);
    expect(status).toBe(2);
    expect(err).toMatch(/^heatdiode: [^\n]*connects (?:the levels )?\{0, 1\} and \{2, 3\}[^\n]*\n$/);
  });

  it("at one point of a scan leave its fields empty", async () => {
    const chain = saved("chain", {
      kind: "levels",
      energies: ["0", "1", "3"],
      S: [
        ["0", "1", "0"],
        ["1", "0", "t"],
        ["0", "t", "0"],
      ],
    });
    const words = ["--x", "t=0:1:2", "--at", "T_L=2,T_R=1", "--quantity", "J,R,alpha_1"];
    const { status, out } = await heatdiode("scan", chain, ...words);
    expect(status).toBe(0);
    expect(out).toMatch(/^t,J,R,alpha_1\n0,,,\n1,0\.\d+,1\.\d+,0\.\d+\n$/);
  });

  it("have a current in each part", async () => {
    const { status, out } = await heatdiode("transitions", path, ...AT, "--json");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ classes: [{ levels: [0, 1] }, { levels: [2, 3], current: 0 }] });
  });
});
