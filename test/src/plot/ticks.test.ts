/** Axes of any range: at least two labels, each its own number, and none over another. */
import { compile } from "vega-lite";
import { parse, View } from "vega";
import { describe, expect, it } from "vitest";
import { position } from "../../../src/plot/axis/axis.js";
import { curveFigure, mapFigure, plotSpec, renderSvg, type Spec } from "../../../src/plot/index.js";
import { parseExactNumber } from "../../../src/input/exact-number.js";
import { junctionOf } from "../../../src/junction/file/parse.js";
import { lines } from "../../../src/plot/lines.js";
import { figure } from "../../../src/plot/axis/theme.js";
import { linearTicks, logarithmicTicks, rangeOf, type Ticks } from "../../../src/plot/axis/ticks.js";

/** Random numbers in [0, 1), the same in every run. */
function random(seed: number): () => number {
  const state = { s: seed };
  return () => {
    state.s = (Math.imul(state.s, 1664525) + 1013904223) >>> 0;
    return state.s / 2 ** 32;
  };
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const plain = (text: string): string =>
  text
    .replaceAll("−", "-")
    .replaceAll("⁻", "-")
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (d) => String(SUPERSCRIPTS.indexOf(d)));

/** A number as a reader of the picture takes it: `0.5`, `10⁻²⁰`, `6.81×10⁻²⁰`. */
function numberOf(text: string): number {
  const [, mantissa = "1", power = "0"] = /^(?:(-?[\d.]+))?(?:×?10(-?\d+))?$/.exec(splitPower(text)) ?? [
    "",
    "NaN",
  ];
  return Number(`${mantissa}e${power}`);
}
/** The superscript made plain, with the 10 before it kept apart from the mantissa. */
function splitPower(text: string): string {
  const power = /^(.*?)×?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(text);
  if (!power) return plain(text);
  return `${plain(power[1] ?? "")}×10${plain(power[2] ?? "")}`;
}

/** Labels of the axis at the bottom, and its title, as the compiled picture has them. */
async function compiled(channel: Spec): Promise<{ labels: string[]; title: string }> {
  const spec = figure({
    data: { values: [{ x: 1 }] },
    mark: "point",
    encoding: { x: channel },
  });
  const view = new View(parse(compile(spec as unknown as Parameters<typeof compile>[0]).spec), {
    renderer: "none",
  });
  const svg = await view.toSVG();
  view.finalize();
  const group = (role: string): string[] => {
    const at = svg.indexOf(`role-axis-${role}`);
    if (at < 0) return [];
    return [...svg.slice(at, svg.indexOf("</g>", at)).matchAll(/<text[^>]*>([^<]*)/g)].map((m) => m[1] ?? "");
  };
  return { labels: group("label"), title: group("title").join(" ") };
}

/** Powers of ten of the SI prefixes. */
const PREFIXES: Readonly<Record<string, string>> = {
  ...{ a: "-18", f: "-15", p: "-12", n: "-9", u: "-6", m: "-3" },
  ...{ k: "3", M: "6", G: "9", T: "12" },
};

/** What the title says about the labels: multiply by the factor, add the offset. */
function scaleOf(title: string): { factor: number; offset: number } {
  const factor = /\((10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/.exec(title)?.[1];
  const offset = /^J ([−+]) ([^ ]+)(?: (.?)W)?/.exec(title);
  const [, sign, digits = "", prefix = ""] = offset ?? [];
  const size = prefix === "" ? numberOf(digits) : Number(`${digits}e${PREFIXES[prefix] ?? "NaN"}`);
  return {
    factor: factor === undefined ? 1 : numberOf(factor),
    offset: offset ? size * (sign === "+" ? -1 : 1) : 0,
  };
}

/** A random range: any magnitude, any relative width down to 1e-13, either sign or both. */
function range(next: () => number, logarithmic: boolean): [number, number] {
  const size = 10 ** (next() < 0.3 ? 600 * (next() - 0.5) * 0.999 : 12 * (next() - 0.5));
  const from = size * (1 + 9 * next());
  if (logarithmic)
    return [from, Math.min(1e300, from * 10 ** (next() < 0.5 ? next() + 0.001 : next() ** 3 * 500))];
  const to = from * (1 + (next() < 0.5 ? 3 * next() : 10 ** (-13 * next())));
  const kind = next();
  return kind < 0.5 ? [from, to] : kind < 0.8 ? [-to, -from] : [-from, to * next()];
}

describe("labels of axes", () => {
  const next = random(20261127);
  const cases = Array.from({ length: 200 }, (_, i) => {
    const logarithmic = i % 2 === 1;
    return { logarithmic, ends: range(next, logarithmic) };
  });

  it("of 200 ranges are two or more, grow, and read back as distinct numbers in the range", async () => {
    for (const { logarithmic, ends } of cases) {
      const [from, to] = ends;
      const { labels, title } = await compiled(position("x", "J", { unit: "W", logarithmic, domain: ends }));
      const where = `${logarithmic ? "log" : "linear"} ${from} ${to}: ${title}: ${labels.join(" ")}`;
      expect(labels.length, where).toBeGreaterThanOrEqual(2);
      expect(labels.length, where).toBeLessThanOrEqual(12);
      expect(new Set(labels).size, where).toBe(labels.length);
      expect(title, where).toMatch(/W\)$/);
      const { factor, offset } = scaleOf(title);
      const numbers = labels.map((text) => numberOf(text) * factor + offset);
      const slack = 1e-9 * (to - from) + 2 ** -51 * Math.max(Math.abs(from), Math.abs(to));
      for (const [i, x] of numbers.entries()) {
        expect(x, where).toBeGreaterThanOrEqual(from - slack);
        expect(x, where).toBeLessThanOrEqual(to + slack);
        if (i > 0) expect(numberOf(labels[i] ?? ""), where).toBeGreaterThan(numberOf(labels[i - 1] ?? ""));
      }
      for (const text of labels) expect(text.length, where).toBeLessThanOrEqual(8);
      expect(labels.join(""), where).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  const room = { length: 252, extent: (letters: number) => 5.8 * letters + 8 };
  const texts = ({ ticks }: Ticks): string[] => ticks.map(({ label }) => label);

  it("stand without touching", () => {
    for (const { logarithmic, ends } of cases) {
      const { ticks, domain } = logarithmic ? logarithmicTicks(ends, room) : linearTicks(ends, room, true);
      const [low, high] = domain;
      const of = (x: number): number => (logarithmic ? Math.log(x) : x);
      const place = (x: number): number => (252 * (of(x) - of(low))) / (of(high) - of(low));
      ticks.forEach(({ value, label }, i) => {
        const before = ticks[i - 1];
        if (before === undefined) return;
        const middle = (5.8 * (label.length + before.label.length)) / 2;
        expect(place(value) - place(before.value), JSON.stringify(ends)).toBeGreaterThan(middle);
      });
    }
  });

  it("of known ranges", () => {
    expect(texts(logarithmicTicks([0.1, 10], room))).toEqual(["0.1", "0.2", "0.5", "1", "2", "5", "10"]);
    expect(texts(logarithmicTicks([0.001, 100], room))).toEqual(["0.001", "0.01", "0.1", "1", "10", "100"]);
    expect(texts(logarithmicTicks([2.1, 2.9], room))).toEqual(["2.2", "2.4", "2.6", "2.8"]);
    expect(texts(logarithmicTicks([1e-300, 1e300], room))).toEqual(["10⁻²⁰⁰", "10⁰", "10²⁰⁰"]);
    expect(linearTicks([6.7e-20, 7.1e-20], room, true)).toMatchObject({ power: -20 });
    expect(texts(linearTicks([6.7e-20, 7.1e-20], room, true))).toEqual(["6.7", "6.8", "6.9", "7.0", "7.1"]);
    expect(texts(linearTicks([1, 1], room, true))).toEqual(["0.90", "0.95", "1.00", "1.05", "1.10"]);
    expect(linearTicks([1 - 3e-9, 1 + 4e-9], room, true)).toMatchObject({ power: -9, offset: "1" });
    expect(linearTicks([-6.8123401e-20, -6.8123409e-20], room, true)).toMatchObject({
      offset: "−6.81234×10⁻²⁰",
    });
    expect(texts(linearTicks(rangeOf([NaN, 0]), room, true)).length).toBeGreaterThan(1);
  });
});

/** Texts of a picture that are numbers. */
const numbersOf = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map((m) => m[1] ?? "").filter((t) => /^[−\d]/.test(t));

describe("pictures", () => {
  it("of currents in watts have the power of ten at the axis", async () => {
    const x = { name: "T_a", unit: "mK", values: [200, 250, 300] };
    const svg = await renderSvg(
      curveFigure(x, [{ name: "J", unit: "W", values: [6.8e-20, 7e-20, 7.1e-20] }]),
    );
    expect(svg).toContain("J (10⁻²⁰ W)");
    expect(numbersOf(svg)).toContain("6.8");
    const alpha = await renderSvg(
      curveFigure(x, [{ name: "alpha_2", unit: "W/mK^2", values: [1e-25, 2e-25, 4e-25] }]),
    );
    expect(alpha).toContain("W/mK²)");
  });

  it.each([
    ["a constant", [1, 1, 1]],
    ["one value between gaps", [NaN, 0.5, NaN]],
    ["no finite value", [NaN, Infinity, NaN]],
    ["an infinite ratio", [1, Infinity, 2]],
  ])("of %s have distinct labels, and no NaN", async (_, values) => {
    const svg = await renderSvg(curveFigure({ name: "omega", values: [1, 2, 3] }, [{ name: "R", values }]));
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    const upwards = numbersOf(svg);
    expect(upwards.length).toBeGreaterThanOrEqual(4);
    // One value alone is a point, which a line would not show.
    expect(svg.includes("mark-symbol")).toBe(
      Number.isFinite(values[1]) ? !Number.isFinite(values[0]) : Number.isFinite(values[0]),
    );
  });

  it("of maps have grey cells and labels that differ", async () => {
    const [x, y] = [
      { name: "omega", values: [2.1, 2.5, 2.9], logarithmic: true },
      { name: "Gamma_R", values: [1, 2] },
    ];
    const J = { name: "J", unit: "W", values: [1e-20, NaN, 3e-20, 2e-20, Infinity, 2.5e-20] };
    const svg = await renderSvg(mapFigure(x, y, J));
    expect(svg.match(/fill="#bdbdbd"/g)).toHaveLength(2);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toContain("J (10⁻²⁰ W)");
    const constant = await renderSvg(mapFigure(x, y, { name: "R", values: [1, 1, 1, 1, 1, 1] }));
    const bar = constant.slice(constant.indexOf("role-legend"));
    expect(new Set(numbersOf(bar)).size).toBe(numbersOf(bar).length);
    expect(numbersOf(bar).length).toBeGreaterThan(1);
  });

  it("fit a column of 8.6 cm, and long titles keep to one line by their short names", async () => {
    const [x, y] = [
      { name: "omega", values: [1, 2] },
      { name: "Gamma_R", values: [1, 2] },
    ];
    for (const values of [
      [0.1, 0.2, 0.3, 0.4],
      [1e-20, 2e-20, 3e-20, 4e-20],
      [0.3, 0.3 + 1e-9, 0.3 + 2e-9, 0.3],
    ]) {
      const svg = await renderSvg(mapFigure(x, y, { name: "contrast", values }));
      expect(Number(/width="([\d.]+)"/.exec(svg)?.[1])).toBeLessThanOrEqual(325);
      expect(svg).toMatch(/>C (= [^<]*|\(10⁻²⁰\)|− 0\.3 \(10⁻⁹\))</);
    }
  });

  it("mark values between gaps by points, in curves that take turns too, and keep lines in the legend", async () => {
    const turns = (values: readonly number[]): Spec =>
      figure({
        ...lines(
          values.flatMap((y, x) => ["a", "b"].map((line) => ({ x, y, line }))),
          { x: position("x", "x", { values: [0, 3] }), y: position("y", "y", { values }) },
          ["a", "b"],
        ),
      });
    expect(await renderSvg(turns([1, 2, 3]))).not.toContain('aria-roledescription="point"');
    const svg = await renderSvg(turns([1, NaN, 3, 4]));
    expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(2);
    // A stroke in the legend, as in a figure without points.
    const legend = (text: string): string | undefined =>
      /role-legend-symbol"[^>]*><path[^>]* d="([^"]*)"/.exec(text)?.[1];
    expect(legend(svg)).toBe(legend(await renderSvg(turns([1, 2, 3]))));
    expect(legend(svg)).toMatch(/^M[-\d.]+,0L/);
  });

  it("of levels name the unit of energies and of heat, and write small numbers out", async () => {
    const junction = await junctionOf({
      units: { current: "W" },
      left: { bath: "solid", coupling: "0.05" },
      right: { bath: "solid", coupling: "0.02" },
      subsystem: { kind: "levels", energies: ["0", "f", "40*f"], S: FULL },
      parameters: { f: "5" },
    });
    const at = new Map([
      ["T_a", parseExactNumber("100")],
      ["Delta", parseExactNumber("20")],
    ]);
    const levels = await renderSvg(plotSpec("levels", junction, { at }));
    // The gap of 5 GHz is 5 at the axis, not its 240 mK.
    expect(levels).toContain("energy/h (GHz)");
    expect(levels).toContain("heat (W)");
    expect(levels).toMatch(/>\d\.\d\d×10⁻\S+</);
    const bars = await renderSvg(plotSpec("populations", junction, { at }));
    expect(bars).toMatch(/>\d\.\d\d×10⁻\S+</);
  });
});

const FULL = [
  ["0", "1", "1"],
  ["1", "0", "1"],
  ["1", "1", "0"],
];
