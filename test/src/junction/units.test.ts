import { describe, expect, it } from "vitest";
import { parseBindings } from "../../../src/model/point.js";
import { evaluateAt } from "../../../src/evaluate/point.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { type Junction } from "../../../src/junction/junction.js";
import { loadJunction } from "../../../src/junction/file/load.js";
import { unitLabels } from "../../../src/junction/units.js";
import { heatdiode } from "../../heatdiode.js";

const PLAIN = {
  left: { bath: "solid", coupling: "Gamma_L" },
  right: { bath: "solid", coupling: "Gamma_R" },
  subsystem: { kind: "TLS", gap: "f" },
};
const file = (more: object): Promise<Junction> => parseJunctionFile(JSON.stringify({ ...PLAIN, ...more }));

async function current(more: object, at: string): Promise<number> {
  const junction = await file(more);
  return Number(evaluateAt(junction, parseBindings(at, junction, { allowDelta: true }), 15).J);
}

describe("units", () => {
  it("the same junction in other units has the same current in watts", async () => {
    const watts = await current({ units: "circuit" }, "f=5,T_L=300,T_R=100,Gamma_L=0.05,Gamma_R=0.02");
    // Row 3 of the literature by hand: energies h f, rates in 1/s.
    const [h, kB] = [6.62607015e-34, 1.380649e-23];
    const n = (T: number): number => 1 / Math.expm1((h * 5e9) / (kB * T));
    const [l, r, nL, nR] = [0.05e9, 0.02e9, n(0.3), n(0.1)];
    const expected = (h * 5e9 * l * r * (nL - nR)) / (l * (1 + 2 * nL) + r * (1 + 2 * nR));
    expect(Math.abs(watts / expected - 1)).toBeLessThan(1e-13);
    const units = { frequency: "MHz", temperature: "K", rate: "1/us", current: "aW" };
    const attowatts = await current({ units }, "f=5000,T_L=0.3,T_R=0.1,Gamma_L=50,Gamma_R=20");
    // Both are rounded to 15 digits.
    expect(Math.abs(attowatts / (watts * 1e18) - 1)).toBeLessThan(1e-14);
  });

  it("omega in a coupling is the frequency, for ladders and for levels", async () => {
    const ohmic = { left: { bath: "solid", density: "ohmic", coupling: "Gamma_L" }, units: "circuit" };
    const at = "f=5,T_L=300,T_R=100,Gamma_R=0.02";
    const flat = await current({ units: "circuit" }, `${at},Gamma_L=0.05`);
    expect(Math.abs((await current(ohmic, `${at},Gamma_L=0.01`)) / flat - 1)).toBeLessThan(1e-14);
    const levels = {
      kind: "levels",
      energies: ["0", "f"],
      S: [
        ["0", "1"],
        ["1", "0"],
      ],
    };
    expect(
      Math.abs((await current({ ...ohmic, subsystem: levels }, `${at},Gamma_L=0.01`)) / flat - 1),
    ).toBeLessThan(1e-14);
  });

  it.each([
    [{ units: { frequency: "mK" } }, /units\.frequency: mK is no unit of frequency; write for example GHz/],
    [{ units: { temperature: "bananas" } }, /units\.temperature: bananas is no unit of temperature/],
    [{ units: { rate: "1/GHz" } }, /units\.rate: GHz is no unit of rate/],
    [{ units: { current: "W*2" } }, /no unit of current/],
    [{ units: "SI" }, /"circuit", or units by what they measure/],
    [
      { units: "circuit", left: { bath: "custom", rate: "c*(1 + n_B)" } },
      /left: units are for spin, solid and metal baths/,
    ],
  ])("refuses %j", async (more, message) => {
    await expect(file(more)).rejects.toThrow(message);
  });
});

describe("the unit of each number", () => {
  const label = async (more: object): Promise<(name: string) => string> => unitLabels(await file(more));

  it("of the shipped circuit is found from where each parameter stands", async () => {
    const unit = unitLabels(await loadJunction("examples/qubit-resonators.json"));
    const names = [
      "Gamma_L",
      "kappa_L",
      "nu_R",
      "f",
      "K",
      "T_a",
      "Delta",
      "J",
      "J_reversed",
      "R",
      "contrast",
      "P_0",
    ];
    expect(names.map(unit)).toEqual(["1/ns", "GHz", "GHz", "GHz", "GHz", "mK", "mK", "W", "W", "", "", ""]);
    expect(["alpha_0", "alpha_1", "alpha_2"].map(unit)).toEqual(["W", "W/mK", "W/mK^2"]);
  });

  it.each([
    [
      "an ohmic coupling is a rate per frequency",
      { left: { bath: "solid", density: "ohmic" } },
      "Gamma_L",
      "1/ns/GHz",
    ],
    ["a cut-off is a frequency", { left: { bath: "solid", density: "ohmic", cutoff: "c" } }, "c", "GHz"],
    ["a cubic coupling", { left: { bath: "solid", coupling: "g*omega^3" } }, "g", "1/ns/GHz^3"],
    ["a quality is a pure number", { left: { bath: "solid", density: "resonator" } }, "Q_L", ""],
    [
      "a bare number beside an energy has its unit",
      { subsystem: { kind: "TLS", gap: "f + 0.3*d" } },
      "d",
      "GHz",
    ],
    ["a chemical potential is a temperature", { left: { bath: "metal" } }, "mu_L", "mK"],
    ["a slope is a pure number then", { left: { bath: "metal" } }, "delta_L", ""],
    ["a gap called omega is a frequency", { subsystem: { kind: "TLS" } }, "omega", "GHz"],
    ["what stands nowhere decisive has none", { left: { bath: "solid", coupling: "a*b" } }, "a", ""],
  ])("%s", async (_what, more, name, expected) => {
    expect((await label({ units: "circuit", ...more }))(name)).toBe(expected);
  });

  it("is nothing where hbar = k_B = 1", async () => {
    expect(["f", "T_a", "J", "alpha_1"].map(await label({}))).toEqual(["", "", "", ""]);
  });

  const QUBIT = "examples/qubit-resonators.json";
  const AT = ["--at", "T_a=450,Delta=250"];
  it.each([
    [
      "evaluate",
      ["evaluate", QUBIT, ...AT],
      [/f = 5 GHz/, /^J += 17\.41358909745875 aW$/m, /^T_L += \S+ mK$/m, /J \(W\)/, /^f \(GHz\) /m],
    ],
    ["transitions", ["transitions", QUBIT, ...AT], [/^alpha_2 = \S+ W\/mK\^2$/m, /gaps in GHz/]],
    [
      "expand",
      ["expand", QUBIT, "--at", "T_a=450", "--order", "2"],
      [/^alpha_2 = \S+ W\/mK\^2$/m, /temperatures in mK/],
    ],
    [
      "code",
      ["expand", QUBIT, "--at", "T_a=450", "--order", "1", "--format", "js"],
      [/temperatures in mK/, /Coefficient of Delta\^1 \(W\/mK\)/, /Heat current \(W\)/],
    ],
    [
      "scan",
      ["scan", QUBIT, "--x", "T_a=200:300:2", "--at", "Delta=0", "--quantity", "alpha_1,J", "--threads", "1"],
      [/^T_a \(mK\),alpha_1 \(W\/mK\),J \(W\)\n/],
    ],
  ])("is shown by %s", async (_what, words, patterns) => {
    const { out, err } = await heatdiode(...words);
    expect(err).toBe("");
    for (const pattern of patterns) expect(out).toMatch(pattern);
    expect(out).not.toContain("hbar");
  });

  it("documents of conditions say what numbers are measured in", async () => {
    for (const format of ["tex", "markdown"]) {
      const { out } = await heatdiode("conditions", "examples/qubit-resonators.json", "--format", format);
      expect(out).toContain("temperatures in mK");
      expect(out).not.toContain("\\hbar = k_B = 1");
    }
  });
});
