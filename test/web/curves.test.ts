import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/library/evaluate.js";
import { junctionFrom } from "../../src/library/junction.js";
import { type JunctionFile } from "../../src/junction/file/schema.js";
import { numericModel } from "../../src/model/model.js";
import { type Curves, samplerOf } from "../../web/plot/curves.js";

async function curves(
  subsystem: JunctionFile["subsystem"],
  name: string,
  values: readonly number[],
  coupling = "omega",
): Promise<Curves> {
  const bath = { bath: "solid", coupling } as const;
  const junction = await junctionFrom({
    left: bath,
    right: { ...bath, coupling: `3*${coupling}` },
    subsystem,
  });
  const fixed = { T_a: 3, Delta: 1 };
  return samplerOf(numericModel(junction), name)({ fixed, name, values: Float64Array.from(values) });
}
const gaps = (column: Float64Array): boolean[] => [...column].map(Number.isNaN);

describe("curves of levels", () => {
  const V = (third: string, second: string): JunctionFile["subsystem"] => ({
    kind: "levels",
    energies: ["0", "3/10", third],
    S_L: [
      ["0", "1", second],
      ["1", "0", "0"],
      [second, "0", "0"],
    ],
    S_R: [
      ["0", "1", "2"],
      ["1", "0", "0"],
      ["2", "0", "0"],
    ],
  });

  it("have a gap where levels meet that a bath drives together, to rounding", async () => {
    // 3·0.1 and 0.3 are two doubles.
    const found = await curves(V("3*v", "1"), "v", [0.05, 0.1, 0.2]);
    for (const column of [found.J, found.J_reversed, found.R, found.contrast])
      expect(gaps(column)).toEqual([false, true, false]);
  });

  it("have none where levels meet that are driven apart", async () => {
    const apart: JunctionFile["subsystem"] = {
      kind: "hamiltonian",
      parts: ["spin", "spin"],
      H: "0.5*sz(1) + 0.5*v*sz(2) + 0.1*sz(1)*sz(2)",
      S_L: "sx(1)",
      S_R: "sx(2)",
    };
    expect(gaps((await curves(apart, "v", [0.5, 1, 1.5])).J)).toEqual([false, false, false]);
  });

  it("have a gap in R where no heat flows, not a quotient of rounding errors", async () => {
    const tree: JunctionFile["subsystem"] = {
      kind: "levels",
      energies: ["0", "v", "2.3"],
      S_L: [
        ["0", "1", "0"],
        ["1", "0", "0"],
        ["0", "0", "0"],
      ],
      S_R: [
        ["0", "0", "0"],
        ["0", "0", "1"],
        ["0", "1", "0"],
      ],
    };
    const { J, R } = await curves(tree, "v", [0.7, 1.1]);
    expect(gaps(R)).toEqual([true, true]);
    for (const x of J) expect(Math.abs(x)).toBeLessThan(1e-15);
  });
});

describe("curves of levels that keep coherences", () => {
  it("are those of the junction's own equation, with the digits of evaluate", async () => {
    const file = JSON.parse(readFileSync("examples/v-model.json", "utf8")) as JunctionFile;
    const junction = await junctionFrom(file);
    const fixed = { T_a: 3, Delta: 1, omega: 1 };
    const splittings = [0.01, 0.05, 0.5];
    const found = samplerOf(
      numericModel(junction),
      "delta",
    )({ fixed, name: "delta", values: Float64Array.from(splittings) });
    splittings.forEach((delta, i) => {
      const at = { T_a: "3", Delta: "1", omega: "1", delta: String(delta) };
      const exact = evaluate(junction, { at });
      for (const key of ["J", "J_reversed", "R", "contrast"] as const)
        expect(Math.abs((found[key][i] as number) / Number(exact[key]) - 1)).toBeLessThan(1e-9);
    });
  });
});
