import { describe, expect, it } from "vitest";
import { ladderConvergence } from "../../../numeric/levels/ladder-convergence.js";
import type { DownwardRate } from "../../../numeric/levels/rates.js";

const solid =
  (coupling: number): DownwardRate =>
  (gap, t) =>
    coupling / -Math.expm1(-gap / t);
const spin =
  (coupling: number): DownwardRate =>
  (gap, t) =>
    coupling / (1 + Math.exp(-gap / t));

describe("ladders of growing length", () => {
  const lengths = [2, 3, 4, 5, 6, 8, 10, 15, 20, 30];

  it("approach the oscillator (14) by exactly the predicted shortfall", () => {
    const cases: [DownwardRate, DownwardRate][] = [
      [solid(1), solid(3)],
      [spin(0.4), solid(2)],
      [spin(1), spin(0.3)],
    ];
    for (const [left, right] of cases) {
      const { rows, oscillator } = ladderConvergence(1, left, right, 2, 1, lengths);
      for (const { shortfall, predicted, levels } of rows) {
        // two currents of order J_HO with some 100 roundings each are subtracted
        const rounding = 300 * 2 ** -53 * Math.abs(oscillator);
        expect(Math.abs(shortfall - predicted), `${levels} levels`).toBeLessThan(rounding);
      }
    }
  });

  it("converge geometrically: the shortfall falls by r (M+1)/M a level", () => {
    const { rows, rate, oscillator } = ladderConvergence(1, solid(1), solid(3), 2, 1, [12, 13, 14]);
    for (const { levels, ratio, shortfall } of rows.slice(1)) {
      // corrections: the law's own r^M, and the rounding of two currents over the shortfall
      const tolerance = 2 * rate ** (levels - 1) + (300 * 2 ** -53 * oscillator) / shortfall;
      expect(Math.abs((ratio as number) / ((rate * levels) / (levels - 1)) - 1)).toBeLessThan(tolerance);
      expect(tolerance).toBeLessThan(0.01);
    }
  });

  it("give the oscillator's current as solid-HO-solid prints it", () => {
    const n = (t: number): number => 1 / Math.expm1(1 / t);
    const { oscillator } = ladderConvergence(1, solid(1), solid(3), 2, 1, [2]);
    expect(oscillator).toBeCloseTo(0.75 * (n(2) - n(1)), 14);
  });

  it("refuse ladders of one level and a vanishing bias", () => {
    expect(() => ladderConvergence(1, solid(1), solid(1), 2, 1, [1])).toThrow("two levels");
    expect(() => ladderConvergence(1, solid(1), solid(1), 1, 1, [2])).toThrow("every current is zero");
  });
});
