import { describe, expect, it } from "vitest";
import { recurrenceTime } from "../../../numeric/closed/golden-rule-convergence.js";
import { goldenRuleSpec, renderSvg } from "../../../src/plot/index.js";

interface Row {
  readonly x: number;
  readonly y: number;
  readonly line: string;
}

const rowsOf = (spec: unknown): readonly Row[] => (spec as { data: { values: Row[] } }).data.values;
const BAND = { low: 0.2, high: 1.8, shape: "smooth" } as const;

describe("the plot of the golden rule as a limit", () => {
  it("shows baths on the plateau until half their recurrence, and off it afterwards", async () => {
    const spec = goldenRuleSpec("oscillators", [6, 12, 25], 140, 141);
    const rows = rowsOf(spec);
    const on = (line: string, from: number, to: number): Row[] =>
      rows.filter((r) => r.line === line && r.x >= from && r.x <= to);
    const rule = new Map(on("golden rule", 0, 140).map(({ x, y }) => [x, y]));
    for (const n of [12, 25]) {
      const recurrence = recurrenceTime(BAND, n);
      const deviation = (from: number, to: number): number[] =>
        on(`${n} modes a side`, from * recurrence, to * recurrence).map(({ x, y }) =>
          Math.abs(y / (rule.get(x) ?? NaN) - 1),
        );
      // The rates over the gap are 6 %: corrections and the ripple of the switching-on are of that size.
      expect(Math.max(...deviation(0.5, 0.8))).toBeLessThan(0.06);
      expect(Math.max(...deviation(1.1, 1.25))).toBeGreaterThan(0.1);
    }
    // The time resolved by six modes is a quarter of what twenty-five give.
    const last = (n: number): number => Math.max(...on(`${n} modes a side`, 0, 140).map((r) => r.x));
    expect(last(25) / last(6)).toBeGreaterThan(4);
    expect(await renderSvg(spec)).toContain("<svg");
  });

  it("starts without a current, and is drawn for spins too", () => {
    const rows = rowsOf(goldenRuleSpec("spins", [2, 3], 8, 17));
    const at0 = rows.filter((r) => r.x === 0 && r.line !== "golden rule");
    expect(at0).toHaveLength(2);
    // The diagonal of the current vanishes at t = 0; what is left is rounding of terms of the size of the plateau.
    for (const { y } of at0) expect(Math.abs(y)).toBeLessThan(1e-15);
  });
});
