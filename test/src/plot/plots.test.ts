/** Plots: the numbers they show, and that they render without a browser. */
import { describe, expect, it } from "vitest";
import { parseExactNumber } from "../../../src/input/exact-number.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { contourSegments } from "../../../src/plot/contour.js";
import {
  curveFigure,
  figureTwo,
  mapFigure,
  plotSpec,
  PLOTS,
  rasterised,
  renderInset,
  renderSvg,
} from "../../../src/plot/index.js";

type Values = Readonly<Record<string, string>>;
const at = (values: Values) =>
  new Map(Object.entries(values).map(([n, text]) => [n, parseExactNumber(text)]));

interface Row {
  readonly x: number;
  readonly y: number;
  readonly line: string;
}

const rowsOf = (spec: unknown): readonly Row[] => (spec as { data: { values: Row[] } }).data.values;

/** Linear interpolation of a curve. */
function valueAt(rows: readonly Row[], line: string, x: number): number {
  const own = rows.filter((r) => r.line === line);
  const i = own.findIndex((r) => r.x >= x);
  const [a, b] = [own[Math.max(i - 1, 0)] as Row, own[i] as Row];
  return a.x === b.x ? b.y : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
}

describe("Fig. 2", () => {
  // R at the gaps of literature row 9; between points 0.02 apart a straight line is off by R''·0.02²/8 < 2e-3
  it.each([
    ["main", 0.1, 0.716316, 0.935487],
    ["main", 0.5, 0.874342, 0.905261],
    ["main", 1, 0.961404, 0.963943],
    ["main", 2, 0.989512, 0.989572],
    ["inset", 0.1, 0.907645, 0.720819],
    ["inset", 0.5, 0.968608, 0.801291],
    ["inset", 2, 0.981946, 0.979778],
  ] as const)("%s at omega = %d", (part, omega, oscillator, twoLevels) => {
    const rows = rowsOf(figureTwo()[part]);
    expect(Math.abs(valueAt(rows, "spin-HO-metal", omega) - oscillator)).toBeLessThan(2e-3);
    expect(Math.abs(valueAt(rows, "spin-TLS-metal", omega) - twoLevels)).toBeLessThan(2e-3);
  });

  it("is one picture with the inset inside", async () => {
    const svg = await renderInset(figureTwo());
    expect(svg.match(/<svg/g)).toHaveLength(2);
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const png = await rasterised(svg);
    expect([...png.subarray(1, 4)].map((c) => String.fromCharCode(c)).join("")).toBe("PNG");
  });
});

describe("plots of a junction", () => {
  const junction = parseShorthand("solid-TLS-solid");
  const values = at({ omega: "1", Gamma_L: "1", Gamma_R: "3", T_a: "1", Delta: "0.2" });
  const y = { name: "Gamma_R", from: 0.1, to: 10, count: 9, logarithmic: true };
  const x = { name: "Gamma_L", from: 0.1, to: 10, count: 9, logarithmic: true };

  it.each(PLOTS)("%s renders", async (kind) => {
    const svg = await renderSvg(
      plotSpec(kind, junction, { at: values, y, ...(kind === "map" ? { x } : {}) }),
    );
    expect(svg).toContain("<path");
    // a column of 8.6 cm is 325 px
    expect(Number(/width="([\d.]+)"/.exec(svg)?.[1])).toBeLessThanOrEqual(325);
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it("the series of the figure meet the current: golden J at Delta = 0.2 and its coefficients", () => {
    const rows = rowsOf(plotSpec("series", junction, { at: values }));
    const near = rows.filter((r) => Math.abs(r.x - 0.1) < 0.01);
    const J = valueAt(rows, "J(Δ)", 0.1);
    // c_5 Δ^5 and c_6 Δ^6 are left out, |c_5| < 1
    expect(Math.abs(valueAt(rows, "series to Δ⁴", 0.1) - J)).toBeLessThan(2e-5);
    expect(Math.abs(valueAt(rows, "series to Δ", 0.1) - 0.04135808471576748)).toBeLessThan(1e-12);
    expect(near.length).toBeGreaterThan(0);
  });

  it("odd and even part add up to J", () => {
    const parity = rowsOf(plotSpec("parity", junction, { at: values }));
    const series = rowsOf(plotSpec("series", junction, { at: values, orders: [1] }));
    const sum = valueAt(parity, "odd part of J(Δ)", 0.5) + valueAt(parity, "even part of J(Δ)", 0.5);
    expect(Math.abs(sum - valueAt(series, "J(Δ)", 0.5))).toBeLessThan(1e-4);
  });

  it("the line R = 1 is the line of equal couplings", () => {
    const spec = plotSpec("map", junction, { at: values, x, y }) as unknown as {
      layer: { data: { values: { x: number; y: number }[] } }[];
    };
    const segments = spec.layer[2]?.data.values ?? [];
    expect(segments.length).toBeGreaterThanOrEqual(8);
    for (const s of segments) expect(Math.abs(s.x / s.y - 1)).toBeLessThan(1e-9);
  });
});

describe("parts of plots", () => {
  it("a contour of x² + y² = 1 has radius 1", () => {
    const axis = Array.from({ length: 41 }, (_, i) => -1.5 + (3 * i) / 40);
    const grid = axis.map((b) => axis.map((a) => a * a + b * b));
    const segments = contourSegments(axis, axis, grid, 1);
    const length = segments.reduce((sum, s) => sum + Math.hypot(s.x2 - s.x, s.y2 - s.y), 0);
    // an inscribed polygon of steps h = 0.075 is shorter by at most 2π·h²/24, interpolation shifts by h²/8
    expect(Math.abs(length - 2 * Math.PI)).toBeLessThan(0.02);
    for (const s of segments) expect(Math.abs(Math.hypot(s.x, s.y) - 1)).toBeLessThan(1e-3);
  });

  it("columns of a scan", async () => {
    const x = { name: "omega", values: [1, 2, 3] };
    const curve = await renderSvg(
      curveFigure(x, [
        { name: "R", values: [1, 2, 1] },
        { name: "contrast", values: [0, 0.5, 0] },
      ]),
    );
    expect(curve).toContain("ω");
    const map = await renderSvg(
      mapFigure(x, { name: "Gamma_R", values: [1, 2] }, { name: "R", values: [0.5, 1, 1.5, 0.6, 1.1, 1.6] }),
    );
    expect(map).toMatch(/Γ<tspan[^>]*>R<\/tspan>/);
  });
});
