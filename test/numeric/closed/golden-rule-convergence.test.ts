import { describe, expect, it } from "vitest";
import { finiteJunction } from "../../../numeric/closed/finite-junction.js";
import { gaussianCurrent } from "../../../numeric/closed/gaussian-junction.js";
import {
  bandSites,
  convergenceTable,
  goldenRuleHarmonic,
  goldenRuleSpin,
  type ConvergenceModel,
} from "../../../numeric/closed/golden-rule-convergence.js";
import { currentInTime, diagonaliseJunction } from "../../../numeric/closed/heisenberg-current.js";
import { thermalWeights } from "../../../numeric/closed/trace-moments.js";

const model: ConvergenceModel = {
  gap: 1,
  T_L: 1.2,
  T_R: 0.6,
  rate_L: 0.08,
  rate_R: 0.04,
  band: { low: 0.2, high: 1.8, shape: "smooth" },
};

/** (11) after integrating (12) from a thermal start by Runge–Kutta, rates n·k between the levels n − 1 and n. */
function integratedCurrent(sigma: 1 | -1, levels: number, T_S: number, time: number, steps: number): number {
  const X = (T: number) => Math.exp(-model.gap / T);
  const down = [
    model.rate_L / (1 + sigma * X(model.T_L)),
    model.rate_R / (1 + sigma * X(model.T_R)),
  ] as const;
  const up = [down[0] * X(model.T_L), down[1] * X(model.T_R)] as const;
  const derivative = (P: readonly number[]) =>
    P.map((_, n) => {
      const flow = (m: number) => m * ((up[0] + up[1]) * P[m - 1]! - (down[0] + down[1]) * P[m]!);
      return (n > 0 ? flow(n) : 0) - (n + 1 < levels ? flow(n + 1) : 0);
    });
  const shift = (P: readonly number[], k: readonly number[], h: number) => P.map((p, n) => p + h * k[n]!);
  let P = Array.from({ length: levels }, (_, n) => X(T_S) ** n);
  const Z = P.reduce((a, b) => a + b, 0);
  P = P.map((p) => p / Z);
  const h = time / steps;
  for (let step = 0; step < steps; step++) {
    const k1 = derivative(P);
    const k2 = derivative(shift(P, k1, h / 2));
    const k3 = derivative(shift(P, k2, h / 2));
    const k4 = derivative(shift(P, k3, h));
    P = P.map((p, n) => p + (h / 6) * (k1[n]! + 2 * k2[n]! + 2 * k3[n]! + k4[n]!));
  }
  let J = 0;
  for (let n = 1; n < levels; n++) {
    const net = (i: 0 | 1) => n * (up[i] * P[n - 1]! - down[i] * P[n]!);
    J += (model.gap / 2) * (net(0) - net(1));
  }
  return J;
}

describe("approach to the golden rule", () => {
  it("its time dependence is that of the rate equation (12), put into (11)", () => {
    for (const time of [0, 4, 15]) {
      // Runge–Kutta errs by about (rate·h)⁵/120 a step: rate·h < 0.02 for the TLS; for 40 levels it is below 0.08, and
      // that only at the top, whose share is e^{−39/1.2}.
      expect(goldenRuleSpin(model, 0.5, time)).toBeCloseTo(integratedCurrent(1, 2, 0.5, time, 200), 11);
      expect(goldenRuleHarmonic(model, 0.5, time)).toBeCloseTo(
        integratedCurrent(-1, 40, 0.5, time, 2000),
        11,
      );
    }
  });

  it("the golden rule's late current is (14) and (15), and it starts from the subsystem's own temperature", () => {
    const { gap, T_L, T_R, rate_L, rate_R } = model;
    for (const [golden, sigma] of [
      [goldenRuleSpin, 1],
      [goldenRuleHarmonic, -1],
    ] as const) {
      const X = (T: number) => Math.exp(-gap / T);
      const k = (rate: number, T: number) => rate / (1 + sigma * X(T));
      const J =
        (gap * (X(T_L) - X(T_R))) /
        ((1 + sigma * X(T_R)) / k(rate_L, T_L) + (1 + sigma * X(T_L)) / k(rate_R, T_R));
      const closed =
        (gap * (X(T_L) - X(T_R))) / ((1 + sigma * X(T_R)) * (1 + sigma * X(T_L)) * (1 / rate_L + 1 / rate_R));
      expect(J).toBeCloseTo(closed, 15);
      expect(golden(model, 0.9, 1e6)).toBeCloseTo(J, 15);
      // At equal temperatures nothing flows, at any time.
      expect(golden({ ...model, T_R: T_L }, T_L, 3)).toBe(0);
    }
  });

  it("a band carries 2πΣλ² = rate·(its width) when flat, and the stated rate at the gap when smooth", () => {
    const flat = bandSites({ low: 0.2, high: 1.8, shape: "flat" }, 1, 7, 0.08);
    expect(2 * Math.PI * flat.couplings.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(0.08 * 1.6, 14);
    const smooth = bandSites(model.band, 1, 161, 0.08);
    const spacing = 1.6 / 161;
    expect(smooth.frequencies[80]).toBeCloseTo(1, 13);
    expect((2 * Math.PI * smooth.couplings[80]! ** 2) / spacing).toBeCloseTo(0.08, 13);
    expect(() => bandSites({ low: 1.1, high: 2, shape: "flat" }, 1, 3, 0.1)).toThrow(
      "must contain the gap 1",
    );
  });

  it("covariances and exact diagonalisation give the same current for a cold harmonic junction", () => {
    const temperatures = { T_S: 0.2, T_L: 0.25, T_R: 0.15 };
    const times = [0.8, 2.5, 6];
    const modes = (frequency: number, coupling: number) => ({
      frequencies: Float64Array.of(frequency),
      couplings: Float64Array.of(coupling),
    });
    const gaussian = gaussianCurrent(
      { gap: 1, left: modes(0.9, 0.06), right: modes(1.2, 0.04) },
      temperatures,
      times,
    );
    const difference = (levels: number) => {
      const oscillator = (energy: number, coupling: number) => ({
        bath: "finite-oscillators" as const,
        energies: [energy],
        couplings: [coupling],
        levels,
        shift: 0,
      });
      const junction = finiteJunction({
        left: oscillator(0.9, 0.06),
        subsystem: { kind: "ladder", levels, gap: 1 },
        right: oscillator(1.2, 0.04),
      });
      const current = currentInTime(
        diagonaliseJunction(junction),
        thermalWeights(junction, temperatures),
        times,
      );
      return Math.max(...current.map((J, i) => Math.abs(J - gaussian[i]!)));
    };
    // The highest level kept, with a share e^{−0.9(levels−1)/0.25} in the warmest mode, lacks a transition of strength
    // |⟨n−1|x|n⟩|² = levels; the current itself is of the size 2λω ≈ 0.1.
    for (const levels of [4, 6, 8]) {
      expect(difference(levels)).toBeLessThan(0.1 * levels * Math.exp(-3.6 * (levels - 1)));
    }
    expect(Math.max(...gaussian.map(Math.abs))).toBeGreaterThan(1e-5);
  });

  it("harmonic mode: the deviation is proportional to Γ, and does not depend on the number of modes", () => {
    const steps = [
      { sites: 50, scale: 1 },
      { sites: 100, scale: 1 },
      { sites: 100, scale: 1 / 2 },
      { sites: 200, scale: 1 / 4 },
    ];
    const rows = convergenceTable("oscillators", model, steps, { from: 0.4, to: 0.8 });
    const [small, large, half, quarter] = rows.map((row) => row.deviation);
    expect(Math.abs(small! - large!)).toBeLessThan(1e-4);
    expect(Math.abs(large!)).toBeLessThan(0.05);
    // First order in Γ halves; the second order, about the square of the deviation, is what may be left.
    expect(Math.abs(half! / large! - 1 / 2)).toBeLessThan(Math.abs(large!));
    expect(Math.abs(quarter! / half! - 1 / 2)).toBeLessThan(Math.abs(half!));
    for (const row of rows) expect(row.ripple / row.goldenRule).toBeLessThan(1e-4);
  });

  it("spins: two a side have no plateau; four a side reach the golden rule within the ripple of their window", () => {
    const steps = [2, 4].map((sites) => ({ sites, scale: 1 / 4 }));
    const [two, four] = convergenceTable("spins", model, steps, { from: 0.4, to: 0.6 });
    expect(Math.abs(two!.deviation)).toBeGreaterThan(0.3);
    expect(four!.ripple / four!.goldenRule).toBeLessThan(0.02);
    expect(Math.abs(four!.deviation)).toBeLessThan(0.02);
  });

  it("refuses a coupling under which the harmonic mode has no ground state", () => {
    const strong = { frequencies: Float64Array.of(1), couplings: Float64Array.of(0.6) };
    const run = () =>
      gaussianCurrent({ gap: 1, left: strong, right: strong }, { T_S: 1, T_L: 1, T_R: 1 }, [1]);
    expect(run).toThrow("stable");
  });
});
