import { describe, expect, it } from "vitest";
import { bind } from "../../../src/library/values.js";
import { doubt, etaAt } from "../../../src/evaluate/eta.js";
import { junctionFrom } from "../../../src/library/junction.js";
import { type JunctionFile } from "../../../src/junction/file/schema.js";
import { transitions } from "../../../src/library/levels.js";
import { numbersHtml } from "../../../src/report/numbers.js";
import { reportPoint } from "../../../src/report/point.js";
import { heatdiode } from "../../heatdiode.js";

async function eta(file: JunctionFile, T_L: number, T_R: number): Promise<string | null> {
  const junction = await junctionFrom(file);
  return etaAt(junction, bind(junction, { T_L, T_R }, { delta: true, complete: true }));
}

const n = (omega: number, T: number): number => 1 / Math.expm1(omega / T);
const flat = (Gamma: string): JunctionFile["left"] => ({ bath: "solid", coupling: Gamma });
/** Two qubits, one at each bath. */
const qubits = (H: string, coupling = flat("1")): JunctionFile => ({
  left: coupling,
  right: coupling,
  subsystem: { kind: "hamiltonian", parts: ["spin", "spin"], H, S_L: "sx(1)", S_R: "sx(2)" },
  parameters: {},
});
const exchange = (w_L: string, w_R: string, g: string, Gamma: string): JunctionFile =>
  qubits(`0.5*${w_L}*sz(1) + 0.5*${w_R}*sz(2) + ${g}*(sp(1)*sm(2) + sm(1)*sp(2))`, flat(Gamma));
const ladder = (energies: readonly string[], rate = "1"): JunctionFile => ({
  left: flat(rate),
  right: flat("0.01"),
  subsystem: {
    kind: "levels",
    energies: [...energies],
    S: energies.map((_, i) => energies.map((__, j) => (Math.abs(i - j) === 1 ? "1" : "0"))),
  },
});

describe("eta", () => {
  it("is rate over splitting of the dressed modes, row 15 of the literature", async () => {
    const half = Math.hypot(0.2, 0.3);
    const weight = (1 + 0.2 / half) / 2;
    const rate = Math.max(...[1.5 - half, 1.5 + half].map((e) => weight * (1 + n(e, 0.9))));
    const found = await eta(exchange("1.3", "1.7", "0.3", "1"), 0.9, 0.5);
    expect(Number(found)).toBeCloseTo(rate / (2 * half), 3);
    expect(doubt(found)).toMatch(/^The rate equation is doubtful here: eta = 1\.501;/);
    // The same junction coupled weakly is what row 15 was derived for.
    const weak = await eta(exchange("1.3", "1.7", "0.3", "1/100"), 0.9, 0.5);
    expect(Number(weak)).toBeCloseTo(rate / (200 * half), 5);
    expect(doubt(weak)).toBeUndefined();
  });

  it("grows without bound as the modes meet, row 16, where the global equation fails", async () => {
    const far = Number(await eta(exchange("1.5", "1.5", "1/10", "1/100"), 2, 1));
    const near = await eta(exchange("1.5", "1.5", "1/1000", "1/100"), 2, 1);
    expect(far).toBeLessThan(0.1);
    expect(Number(near) / far).toBeCloseTo(100, -1);
    expect(doubt(near)).toBeDefined();
  });

  it("is 0 where no bath takes a level to two others, whatever the rates: rows 17 and 18", async () => {
    const ohmic: JunctionFile["left"] = { bath: "solid", coupling: "omega" };
    expect(await eta(qubits("0.5*sz(1) + 0.5*0.5*sz(1)*sz(2)", ohmic), 0.2, 0.02)).toBe("0");
    expect(await eta(qubits("0.5*sz(1) + 0.5*sz(1)*sz(2)", ohmic), 0.2, 0.02)).toBe("0");
  });

  it("counts gaps with their signs: of an equidistant ladder the coherence that is driven turns at 2 omega", async () => {
    expect(Number(await eta(ladder(["0", "1", "2"]), 2, 1))).toBeCloseTo((1 + n(1, 2)) / 2, 3);
    expect(Number(await eta(ladder(["0", "1", "2"]), 1, 2))).toBeCloseTo((1 + n(1, 2)) / 2, 3);
    // Down to one level from two that are close: not large gaps, but their difference counts.
    const lambda: JunctionFile = {
      ...ladder(["0", "1", "101/100"]),
      subsystem: {
        kind: "levels",
        energies: ["0", "1", "1.01"],
        S_L: [
          ["0", "1", "1"],
          ["1", "0", "0"],
          ["1", "0", "0"],
        ],
        S_R: [
          ["0", "1", "0"],
          ["1", "0", "0"],
          ["0", "0", "0"],
        ],
      },
    };
    expect(Number(await eta(lambda, 2, 1))).toBeCloseTo(100 * (1 + n(1, 2)), -1);
  });

  it("is a pure number in real units: a rate per second over an angular frequency", async () => {
    const file: JunctionFile = {
      ...ladder(["0", "5", "9.75"], "0.05"),
      units: { frequency: "GHz", temperature: "mK", rate: "1/ns", current: "W" },
    };
    const perMillikelvin = 6.62607015e-34 / 1.380649e-23 / 1e-12;
    const rate = 0.05 * (1 + n(4.75 * perMillikelvin, 350));
    expect(Number(await eta(file, 350, 100))).toBeCloseTo(rate / (2 * Math.PI * 9.75), 6);
  });

  it("exists where doubles do not tell the energies apart", async () => {
    const file = ladder(["0", "1", "1e-30"]);
    expect(Number(await eta(file, 2, 1)) * 1e-30).toBeGreaterThan(1);
  });

  it("stands in evaluate and transitions, with a warning; null for ladders", async () => {
    const at = ["--at", "T_L=2,T_R=1"] as const;
    const file = "examples/qutrit-diode.json";
    for (const command of ["evaluate", "transitions"] as const) {
      const text = (await heatdiode(command, file, ...at)).out;
      expect(text).toMatch(/^eta += \d+\.\d+ /m);
      const warning = text.search(/^The rate equation is doubtful here: eta = \d+\.\d+; levels closer than/m);
      expect(warning).toBeGreaterThan(0);
      // Before the numbers.
      expect(warning).toBeLessThan(text.search(/^(J|P_0) +=/m));
    }
    const json: unknown = JSON.parse((await heatdiode("evaluate", file, ...at, "--json")).out);
    expect(json).toMatchObject({ warning: expect.stringContaining("doubtful") as string });
    const two = "T_L=2,T_R=1,omega=1,Gamma_L=1,Gamma_R=3";
    const still: unknown = JSON.parse(
      (await heatdiode("evaluate", "solid-TLS-solid", "--at", two, "--json")).out,
    );
    expect(still).toMatchObject({ eta: null });
    expect(still).not.toHaveProperty("warning");
  });

  it("stands in the report", async () => {
    const junction = await junctionFrom(exchange("1.3", "1.7", "0.3", "1"));
    const point = reportPoint(
      junction,
      bind(junction, { T_L: 0.9, T_R: 0.5 }, { delta: true, complete: true }),
    );
    if (typeof point === "string") throw new Error(point);
    const page = numbersHtml(point, [], () => "").markup;
    expect(page).toContain("1.501");
    expect(page).toContain("The rate equation is doubtful here: eta = 1.501");
  });
});

describe("transitions", () => {
  it("say of a coefficient that no enclosure and no proof tells from zero that it is undecided", async () => {
    // One rate written in two ways, at energies that forbid a normal form.
    const file: JunctionFile = {
      left: flat("0.7"),
      right: { bath: "custom", rate: "0.7 + 0.7*n_B" },
      subsystem: {
        kind: "levels",
        energies: ["0", "5.0103", "10.0307"],
        S: [
          ["0", "1", "1"],
          ["1", "0", "1"],
          ["1", "1", "0"],
        ],
      },
    };
    const found = transitions(await junctionFrom(file), { at: { T_a: "2.3", Delta: "0.5" } });
    expect(found).toMatchObject({ secondOrder: null, R: null });
    expect(found.conductance).toMatch(/^0\.\d{16}/);
  });
});
