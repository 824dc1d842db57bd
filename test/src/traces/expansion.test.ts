import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closedJunctionTraces } from "../../../numeric/closed/trace-expansion.js";
import { parameterBindings } from "../../../src/model/point.js";
import { parseFiniteJunctionFile } from "../../../src/traces/parse-finite-junction.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { compareWithFormula } from "../../../src/traces/closed-junction.js";
import { allModels, mirrorSymmetric } from "../../numeric/closed/finite-models.js";
import { heatdiode } from "../../heatdiode.js";

const ISSUE = {
  left: {
    bath: "finite-spins",
    energies: ["0.7", "1.3"],
    zz: "0.15",
    couplings: ["0.4", "0.4"],
    shift: "0",
  },
  right: {
    bath: "finite-oscillators",
    energies: ["0.9", "1.2"],
    levels: ["3", "2"],
    couplings: ["0.3", "0.2"],
    shift: "0.3",
  },
  subsystem: { kind: "TLS", gap: "1" },
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heatdiode-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(content: unknown): Promise<string> {
  const path = join(folder, "junction.json");
  await writeFile(path, JSON.stringify(content));
  return path;
}

describe("derived formula and closed systems", () => {
  for (const [name, model] of Object.entries(allModels)) {
    it(`the derived polynomial at the moments is the exact coefficient at every order ≤ 6: ${name}`, () => {
      const traces = closedJunctionTraces(model, { time: 1.7, T_a: 1.7, order: 6 });
      for (const { value, error, formula } of compareWithFormula(traces)) {
        expect(formula).toBeDefined();
        const bound = error + (formula?.error ?? NaN);
        expect(Math.abs((formula?.value ?? NaN) - value)).toBeLessThan(bound);
        // The bounds must say something: the coefficients themselves are 1e-4 … 1e-1.
        expect(bound).toBeLessThan(1e-9);
      }
    });
  }

  it("even orders vanish for the mirror-symmetric junction, as formula and exactly", () => {
    const traces = closedJunctionTraces(mirrorSymmetric, { time: 5, T_a: 1.7, order: 6 });
    for (const { k, value, error, formula } of compareWithFormula(traces)) {
      if (k % 2 === 1) expect(Math.abs(value)).toBeGreaterThan(1e-6);
      else {
        expect(Math.abs(value)).toBeLessThan(error);
        expect(Math.abs(formula?.value ?? NaN)).toBeLessThan(formula?.error ?? NaN);
      }
    }
  });
});

describe("heatdiode traces FILE", () => {
  it("prints the shape of the issue, with the numbers of the model behind the file", async () => {
    const path = await file(ISSUE);
    const { status, out } = await heatdiode(
      "traces",
      path,
      "--time",
      "1.7",
      "--at",
      "T_a=1.7",
      "--order",
      "4",
      "--json",
    );
    expect(status).toBe(0);
    const data = JSON.parse(out) as {
      time: number;
      at: unknown;
      coefficients: { k: number; value: number }[];
      moments: Record<string, number>;
    };
    expect(data.time).toBe(1.7);
    expect(data.at).toEqual({ T_a: 1.7 });
    const direct = closedJunctionTraces(allModels.spinsAndOscillators, { time: 1.7, T_a: 1.7, order: 4 });
    expect(data.coefficients.map(({ k, value }) => ({ k, value }))).toEqual(
      direct.coefficients.map(({ k, value }) => ({ k, value })),
    );
    expect(data.moments).toEqual(direct.moments);
    expect(Object.keys(data.moments)).toHaveLength(15);
  });

  it("binds parameters, in expressions with roots too", async () => {
    const path = await file({
      ...ISSUE,
      left: { ...ISSUE.left, couplings: ["g*sqrt(2)", "g"] },
      parameters: { g: "0.1" },
    });
    const text = await import("node:fs/promises").then(({ readFile }) => readFile(path, "utf8"));
    const junction = await parseFiniteJunctionFile(text);
    const model = junction.model(parameterBindings("T_a=1,g=0.3", junction, { allowDelta: false }));
    expect(model.left.couplings[0]).toBeCloseTo(0.3 * Math.SQRT2, 15);
    expect(junction.parameters.map(({ name }) => name)).toEqual(["g"]);
  });

  it("says what is wrong", async () => {
    const at = ["--time", "1", "--at", "T_a=1"];
    const complaint = async (content: unknown, ...argv: string[]) => {
      const { status, err } = await heatdiode("traces", await file(content), ...argv);
      expect(status).toBe(2);
      expect(err.trim().split("\n")).toHaveLength(1);
      return err;
    };
    expect(await complaint({ ...ISSUE, left: { ...ISSUE.left, couplings: ["1"] } }, ...at)).toMatch(
      /left: couplings: 1 couplings for 2 energies/,
    );
    expect(await complaint({ ...ISSUE, left: { ...ISSUE.left, zx: "1" } }, ...at)).toMatch(
      /unknown key zx.*zz/,
    );
    expect(await complaint({ ...ISSUE, left: { bath: "solid" } }, ...at)).toMatch(/left\.bath.*finite-spins/);
    expect(await complaint({ ...ISSUE, subsystem: { kind: "HO" } }, ...at)).toMatch(/infinitely many/);
    expect(await complaint({ ...ISSUE, subsystem: { kind: "TLS" } }, ...at)).toMatch(/omega/);
    expect(await complaint(ISSUE, "--at", "T_a=1")).toMatch(/--time/);
    expect(await complaint(ISSUE, "--time", "1")).toMatch(/T_a/);
    expect(await complaint(ISSUE, "--time", "1", "--at", "T_a=1,Delta=0.1")).toMatch(/Delta/);
    const large = {
      ...ISSUE,
      left: { ...ISSUE.left, energies: Array(11).fill("1"), couplings: Array(11).fill("1") },
    };
    expect(await complaint(large, ...at)).toMatch(/4096/);
    expect(await complaint({ ...ISSUE, right: { ...ISSUE.right, levels: ["3", "1"] } }, ...at)).toMatch(
      /levels\[1\]/,
    );
  });

  it("finite baths are refused where rates are needed", async () => {
    await expect(parseJunctionFile(JSON.stringify(ISSUE))).rejects.toThrow(/has no rates.*traces/);
  });
});

describe("heatdiode traces", () => {
  it("prints the derivation, stationary or not", async () => {
    const general = await heatdiode("traces", "--order", "3");
    expect(general.out).toContain("alpha_2 = 2*kappa_20/T_a^4 - 2*kappa_01/T_a^3");
    expect(general.out).not.toContain("NOT CONFIRMED");
    const stationary = JSON.parse(
      (await heatdiode("traces", "--order", "2", "--stationary", "--json")).out,
    ) as {
      coefficients: { expression: string; moments: { expression: string } }[];
    };
    expect(stationary.coefficients[2]?.moments.expression).toBe("2*(m_20 - 2*m_10*s_10)/T_a^4");
    expect((await heatdiode("traces", "--order", "1", "--format", "latex")).out).toContain(
      "\\alpha_{1} = \\frac{2 \\kappa_{10}}{T_a^{2}}",
    );
  });

  it("keeps time and values for closed junctions", async () => {
    expect((await heatdiode("traces", "--time", "1")).err).toMatch(/closed junction/);
    expect((await heatdiode("traces", "solid-TLS-solid")).err).toMatch(/finite baths/);
    expect((await heatdiode("traces", "--order", "61")).err).toMatch(/at most 60/);
  });
});
