/** Axes of the explorer: two labels and more on each, all different, whatever the range. */
import { describe, expect, it } from "vitest";
import { scaleOf } from "../../web/plot/scale.js";

const room = { length: 440, extent: (letters: number) => 7.2 * letters + 12 };
const labels = (kind: "linear" | "log", from: number, to: number): string[] =>
  scaleOf(kind, from, to, room).marks.ticks.map(({ label }) => label);

describe("an axis of the explorer", () => {
  it.each([
    ["log", 2.1, 2.9],
    ["log", 1e-300, 1e300],
    ["linear", 1, 1 + 1e-7],
    ["linear", 6.8e-20, 6.9e-20],
    ["linear", 1, 1],
    ["linear", NaN, NaN],
  ] as const)("%s from %d to %d has labels that differ", (kind, from, to) => {
    const texts = labels(kind, from, to);
    expect(texts.length).toBeGreaterThan(1);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it("goes back from pixels to values", () => {
    const axis = scaleOf("log", 2.1, 2.9, room);
    for (const { value } of axis.marks.ticks) expect(axis.invert(axis.at(value))).toBeCloseTo(value, 12);
    expect(axis.at(2.1)).toBeCloseTo(0, 12);
    expect(axis.at(2.9)).toBeCloseTo(1, 12);
  });
});
