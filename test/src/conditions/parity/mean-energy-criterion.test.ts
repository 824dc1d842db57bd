import { describe, expect, it } from "vitest";
import { criterion, describedBath } from "../../../../src/conditions/parity/mean-energy-criterion.js";
import { heatdiode } from "../../../heatdiode.js";

const of = (left: string, right: string, T: number) =>
  criterion(describedBath(left), describedBath(right), T);

const command = (...words: string[]) => heatdiode("criterion", ...words);

describe("the criterion (9) beside exact verdicts", () => {
  it("holds for unlike harmonic baths, which never rectify around an oscillator: named as such", () => {
    const { comparison, cases } = of("solid:1,1.3", "solid:1,0.4,2", 0.7);
    expect([comparison.energiesDiffer, comparison.heatCapacitiesDiffer]).toEqual([true, true]);
    const harmonic = cases.find((c) => c.junction === "solid-HO-solid");
    expect(harmonic?.rectifies).toBe("never");
    expect(harmonic?.remark).toMatch(/\(9\) holds, yet nothing is rectified/);
    const two = cases.find((c) => c.junction === "solid-TLS-solid");
    expect(two?.remark).toMatch(/^\(9\) holds where Gamma_L = Gamma_R too/);
  });

  it("fails for equal baths, which rectify by unequal couplings: named as such", () => {
    const { comparison, cases } = of("solid:1", "solid:1", 0.5);
    expect(comparison.energiesDiffer).toBe(false);
    const remarks = cases.map((c) => [c.junction, c.remark?.startsWith("(9) fails") ?? false]);
    expect(remarks).toEqual([
      ["solid-TLS-solid", true],
      ["solid-HO-solid", false],
      ["solid-spin:1-solid", true],
    ]);
  });

  it("gives energies and heat capacities per mode: spin, oscillator, electrons, classical particles", () => {
    const T = 0.6;
    const { comparison } = of("spin:0.9", "classical:5/2x2", T);
    const energy = 0.9 / (Math.exp(0.9 / T) + 1);
    expect(comparison.left.perMode[0]?.energy).toBeCloseTo(energy, 14);
    expect(comparison.right.perMode.map((m) => m.energy)).toEqual([T * 0.9, T * 0.9]);
    const other = of("metal:-0.9,0.9", "harmonic:0.9", T).comparison;
    expect(other.left.total).toBeCloseTo(2 * energy, 14);
    expect(other.right.total).toBeCloseTo(0.9 / Math.expm1(0.9 / T), 14);
    // dH/dT by differences.
    const h = 1e-5;
    const [up, down] = [of("solid:0.9", "spin:0.9", T + h), of("solid:0.9", "spin:0.9", T - h)];
    const slope = (up.comparison.difference - down.comparison.difference) / (2 * h);
    const at = of("solid:0.9", "spin:0.9", T).comparison;
    expect(at.left.heatCapacity - at.right.heatCapacity).toBeCloseTo(slope, 8);
  });

  it("as a command: both baths have T_a/2; no verdict for classical particles; one line for wrong input", async () => {
    const answer = await command("spin:0.7", "classical:4", "--at", "T_a=1", "--json");
    expect(answer.status).toBe(0);
    expect(JSON.parse(answer.out)).toMatchObject({ T: 0.5, holds: true, junctions: [] });
    expect((await command("solid:1", "solid:2", "--at", "T_a=1")).out).toMatch(
      /solid-HO-solid +never rectifies/,
    );
    for (const [argv, message] of [
      [["solid:1", "--at", "T_a=1"], /two baths, and 1 is given/],
      [["glass:1", "solid:1", "--at", "T_a=1"], /describes no bath/],
      [["solid:0", "solid:1", "--at", "T_a=1"], /must be positive/],
      [["classical:1", "solid:1", "--at", "T_a=1"], /n ≥ 2/],
      [["classical:4x0.5", "solid:1", "--at", "T_a=1"], /whole number/],
      [["solid:1", "solid:2"], /no value for T_a/],
    ] as const) {
      const { err: error, status } = await command(...argv);
      expect([status, error.trim().split("\n").length]).toEqual([2, 1]);
      expect(error).toMatch(message);
    }
  });
});
