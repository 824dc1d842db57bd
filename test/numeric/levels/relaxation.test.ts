import { expm, matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { type DownwardRate, ladderJunction } from "../../../numeric/levels/rates.js";
import { steadyState } from "../../../numeric/levels/master-equation.js";
import { relaxation, type RelaxationPoint, transitionMatrix } from "../../../numeric/levels/relaxation.js";
import { randomSource } from "../../../src/input/random-source.js";

const solid =
  (coupling: number): DownwardRate =>
  (gap, t) =>
    coupling / -Math.expm1(-gap / t);

describe("relaxation under (12)", () => {
  const junction = ladderJunction([1, 2, 3], 0.75, solid(1), solid(2));
  const start = [0, 0, 0, 1];

  it("agrees with the matrix exponential of mathjs", () => {
    const random = randomSource(4);
    for (const time of [0, 0.01, 0.3, 2, 9]) {
      const n = 5;
      const rates = Float64Array.from({ length: n * n }, () => random());
      const generator: number[][] = [];
      for (let i = 0; i < n; i++) {
        generator.push([]);
        for (let j = 0; j < n; j++) {
          let entry = rates[i * n + j] as number;
          if (i === j)
            entry = -[0, 1, 2, 3, 4].reduce((s, k) => s + (k === j ? 0 : (rates[k * n + j] as number)), 0);
          (generator[i] as number[]).push(entry * time);
        }
      }
      const other = expm(matrix(generator)).toArray() as number[][];
      const ours = transitionMatrix(n, rates, time);
      for (let i = 0; i < n; i++) {
        // mathjs stops its Padé series at an estimated error of 1e-15
        for (let j = 0; j < n; j++)
          expect(ours[i * n + j]).toBeCloseTo((other[i] as number[])[j] as number, 13);
      }
    }
  });

  it("is the closed form for two states, also when rates are 200 orders of magnitude apart", () => {
    const [up, down] = [1e-100, 1e100];
    const m = transitionMatrix(2, [0, down, up, 0], 3e-101);
    // P(0 → 1) = up/(up + down) · (1 − e^{−(up+down)t})
    const expected = (up / down) * -Math.expm1(-0.3);
    expect(Math.abs((m[2] as number) / expected - 1)).toBeLessThan(1e-14);
  });

  it("ends in the steady state of the GTH elimination", () => {
    const last = relaxation(junction, 1.5, 0.5, start, [40])[0] as RelaxationPoint;
    const steady = steadyState(junction, 1.5, 0.5);
    // the slowest mode decays at a rate above one: e^{−40} is below the rounding
    last.populations.forEach((p, k) =>
      expect(Math.abs(p / (steady.populations[k] as number) - 1)).toBeLessThan(1e-13),
    );
    expect(last.fromLeft).toBeCloseTo(steady.current, 13);
    expect(last.intoRight).toBeCloseTo(steady.current, 13);
  });

  it("changes the energy by what the left gives less what the right takes", () => {
    const h = 1e-3;
    const times = Array.from({ length: 41 }, (_, k) => k * h);
    const points = relaxation(junction, 1.5, 0.5, start, times);
    // Simpson's rule over [0, 40 h]: error ≤ 0.04 h^4 max|f''''|/180, with rates ≤ 20 and f ≤ 40 below 2e-9
    const rate = points.map(({ fromLeft, intoRight }) => fromLeft - intoRight);
    const simpson = rate.reduce((s, f, k) => s + f * (k === 0 || k === 40 ? 1 : k % 2 === 1 ? 4 : 2), 0);
    const change = (points[40] as RelaxationPoint).energy - (points[0] as RelaxationPoint).energy;
    expect(Math.abs((simpson * h) / 3 - change)).toBeLessThan(2e-9);
    expect(Math.abs(change)).toBeGreaterThan(0.01);
    expect((points[0] as RelaxationPoint).fromLeft).not.toBeCloseTo(
      (points[0] as RelaxationPoint).intoRight,
      3,
    );
  });

  it("keeps probabilities positive and normalised", () => {
    for (const { populations } of relaxation(junction, 1.5, 0.5, start, [1e-9, 0.1, 1, 100])) {
      expect(Math.min(...populations)).toBeGreaterThan(0);
      expect(populations.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
    }
  });

  it("refuses descending times and bad populations", () => {
    expect(() => relaxation(junction, 1, 2, start, [1, 0.5])).toThrow("ascend");
    expect(() => relaxation(junction, 1, 2, [1, 1, 0, 0], [1])).toThrow("add up to one");
    expect(() => transitionMatrix(2, [0, 1, 1, 0], -1)).toThrow("a time");
  });
});
