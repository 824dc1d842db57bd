import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluate, parseJunctionFile, scan } from "../../../src/index.js";
import { heatdiode } from "../../heatdiode.js";

const directory = mkdtempSync(join(tmpdir(), "pointwise-"));

/** Two detuned qubits: exact formulas hold a root in place of g. */
const QUBITS = {
  left: { bath: "solid", coupling: "Gamma_L" },
  right: { bath: "solid", coupling: "Gamma_R" },
  subsystem: {
    kind: "hamiltonian",
    parts: ["spin", "spin"],
    H: "0.5*w_L*sz(1) + 0.5*w_R*sz(2) + g*(sp(1)*sm(2) + sm(1)*sp(2))",
    S_L: "sx(1)",
    S_R: "sx(2)",
  },
};
const VALUES = { w_L: "1.3", w_R: "1.7", g: "0.3", Gamma_L: "1", Gamma_R: "1" };

function saved(name: string, content: object): string {
  const path = join(directory, `${name}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const free = saved("free", QUBITS);
const bound = saved("bound", { ...QUBITS, parameters: VALUES });
const T = "T_L=0.9,T_R=0.5";
const OWN = "w_L=1.3,w_R=1.7,Gamma_L=1,Gamma_R=1";

async function numbers(
  path: string,
  at: string,
): Promise<{ J: string; R: string; at: Record<string, string> }> {
  const { status, out, err } = await heatdiode("evaluate", path, "--at", at, "--json", "--digits", "25");
  expect([status, err]).toEqual([0, ""]);
  return JSON.parse(out) as { J: string; R: string; at: Record<string, string> };
}

describe("a Hamiltonian takes the parameters of its file by their names", () => {
  it("in evaluate: the root in place of g, g itself, and g bound by the file give one J", async () => {
    const byName = await numbers(free, `${T},${OWN},g=0.3`);
    expect(byName.R.slice(0, 12)).toBe("0.9473919239");
    expect(byName.at).toMatchObject({ w_L: "1.3", g: "0.3" });
    expect((await numbers(bound, T)).J).toBe(byName.J);
    expect((await numbers(bound, `${T},g=0.3`)).J).toBe(byName.J);
    // w_L - w_R = -0.6, g = 0.4: the root is 0.5.
    const rational = `${T},w_L=1.1,w_R=1.7,Gamma_L=1,Gamma_R=1`;
    expect((await numbers(free, `${rational},g=0.4`)).J).toBe((await numbers(free, `${rational},r=0.5`)).J);
  });

  it("in scan, over g as over any other", async () => {
    for (const [path, at] of [
      [free, `${T},${OWN}`],
      [bound, T],
    ] as const) {
      const words = ["--x", "g=0.1:0.3:3", "--at", at, "--quantity", "R,J,alpha_1"];
      const { status, out } = await heatdiode("scan", path, ...words);
      expect(status).toBe(0);
      const last = out.trim().split("\n").at(-1)!.split(",").map(Number);
      expect(last[1]).toBeCloseTo(0.9473919239, 10);
    }
    // Without a bond the qubits fall apart at this point, not in the others.
    const edge = await heatdiode(
      "scan",
      free,
      "--x",
      "g=0:0.2:3",
      "--at",
      `${T},${OWN}`,
      "--quantity",
      "R,J",
    );
    expect(edge.out.split("\n")[1]).toBe("0,,0");
    expect(edge.out.split("\n")[3]).toMatch(/^0.2,0\.\d+,0\.\d+$/);
  });

  it("in expand, transitions and the library", async () => {
    const series = await heatdiode("expand", free, "--at", `T_a=1.4,${OWN},g=0.3`, "--order", "1", "--json");
    const { coefficients } = JSON.parse(series.out) as { coefficients: { value: string }[] };
    expect(Number(coefficients[1]!.value)).toBeGreaterThan(0);
    const { out } = await heatdiode("transitions", free, "--at", `${T},${OWN},g=0.3`, "--json");
    expect(Number((JSON.parse(out) as { R: string }).R)).toBeCloseTo(0.9473919239, 9);
    const junction = await parseJunctionFile(JSON.stringify(QUBITS));
    const at = { T_L: "0.9", T_R: "0.5", w_L: "1.3", w_R: "1.7", Gamma_L: "1", Gamma_R: "1" };
    expect(Number(evaluate(junction, { at: { ...at, g: "0.3" } }).R)).toBeCloseTo(0.9473919239, 9);
    const sweep = scan(junction, { axes: { g: [0.2, 0.3] }, quantities: ["R"], at });
    const [, last] = [...sweep];
    expect(last!["R"]).toBeCloseTo(0.9473919239, 9);
  });

  it("says which one has no value", async () => {
    const { status, err } = await heatdiode(
      "evaluate",
      free,
      "--at",
      `${T},w_L=1.3,Gamma_L=1,Gamma_R=1,g=0.3`,
    );
    expect([status, err]).toEqual([2, "heatdiode: --at: no value for w_R; add w_R=…\n"]);
    const formula = await heatdiode("expand", free, "--at", "w_L=1.3,w_R=1.7,g=0.3");
    expect(formula.err).toMatch(/no value for T_a, Gamma_L, Gamma_R/);
  });
});
