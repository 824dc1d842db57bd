import { describe, expect, it } from "vitest";
import { parseBindings } from "../../src/bindings.js";
import { evaluateAt } from "../../src/evaluate.js";
import { parseJunctionFile } from "../../src/junction-file.js";
import { type Junction } from "../../src/junction.js";

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
