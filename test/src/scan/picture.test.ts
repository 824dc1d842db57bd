/** `scan --plot`: the numbers of the rows at their places in the figure, files of each kind, and what no picture shows. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { heatdiode } from "../../heatdiode.js";

const folder = mkdtempSync(join(tmpdir(), "heatdiode-plot-"));
const file = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rowsOf = (csv: string): number[][] =>
  csv
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").map(Number));

interface Layer {
  readonly data: { readonly values: readonly Readonly<Record<string, number>>[] };
}
interface Figure {
  readonly layer: readonly Layer[];
  readonly vconcat: readonly (Figure & Layer)[];
}
const specOf = (name: string): Figure => JSON.parse(readFileSync(file(name), "utf8")) as Figure;

/** The SVG without the numbers of its ids, which grow with every picture of a process. */
const pictureOf = (name: string): string =>
  readFileSync(file(name), "utf8").replace(/\b(clip|gradient_)\d+/g, "$1");

const MAP = [
  ...["scan", "solid-TLS-solid", "--at", "omega=1,T_a=1,Delta=0.5"],
  ...["--x", "Gamma_L=0.1:10:5:log", "--y", "Gamma_R=1;0.1;10"],
];

describe("a map", () => {
  it("has the first axis across, the second upwards, and the number of each row in its cell", async () => {
    const { status, out } = await heatdiode(...MAP, "--quantity", "R", "--plot", file("map.json"));
    expect(status).toBe(0);
    const cells = specOf("map.json").layer[0]?.data.values ?? [];
    const rows = rowsOf(out);
    expect(cells).toHaveLength(rows.length);
    for (const [left = 0, right = 0, R] of rows) {
      const inside = (from = NaN, to = NaN, at: number): boolean => at >= from && at < to;
      // Cells reach under their right and upper neighbours: the last one that holds the point is its own.
      const own = cells.filter(
        (c) => inside(c["x"], c["x2"], left * 1.001) && inside(c["y"], c["y2"], right * 1.001),
      );
      const fallback = cells.filter(
        (c) => inside(c["x"], (c["x2"] ?? 0) * 1.001, left) && inside(c["y"], (c["y2"] ?? 0) * 1.001, right),
      );
      expect((own.at(-1) ?? fallback.at(-1))?.["value"]).toBe(R);
    }
    // R = 1 where the couplings are equal.
    const line = specOf("map.json").layer[2]?.data.values ?? [];
    expect(line.length).toBeGreaterThan(3);
    for (const s of line) expect(Math.abs(Math.log((s["x"] ?? 0) / (s["y"] ?? 0)))).toBeLessThan(0.7);
  });

  it("is drawn of a finished file again, text or Parquet, without another row", async () => {
    for (const name of ["map.csv", "map.parquet"]) {
      expect(await heatdiode(...MAP, "--out", file(name), "--plot", file("first.svg"))).toMatchObject({
        status: 0,
        out: "",
      });
      const bytes = readFileSync(file(name));
      expect(
        await heatdiode(...MAP, "--out", file(name), "--resume", "--plot", file("again.svg")),
      ).toMatchObject({ status: 0 });
      expect(pictureOf("again.svg") === pictureOf("first.svg")).toBe(true);
      expect(readFileSync(file(name)).equals(bytes)).toBe(true);
    }
    const svg = readFileSync(file("first.svg"), "utf8");
    expect(svg).toMatch(/^<svg/);
    expect(svg).toContain("Γ");
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});

describe("curves", () => {
  const CURVES = [
    ...["scan", "spin-TLS-metal", "--at", "Upsilon_L=1,Gamma_R=2,delta_R=0.1,mu_R=1,T_a=1,Delta=0.3"],
    ...["--x", "omega=3;1;2", "--quantity", "J,R,J_reversed,populations"],
  ];

  it("share a frame where they share a unit, along growing values", async () => {
    const { out } = await heatdiode(...CURVES, "--plot", file("curves.json"));
    const frames = specOf("curves.json").vconcat;
    expect(frames).toHaveLength(3);
    const rows = rowsOf(out).sort(([a = 0], [b = 0]) => a - b);
    const currents = frames[0]?.data.values.map((r) => r["y"]);
    expect(currents).toEqual([...rows.map((r) => r[1]), ...rows.map((r) => r[3])]);
    expect(frames[1]?.layer[1]?.data.values.map((r) => r["y"])).toEqual(rows.map((r) => r[2]));
    expect(frames[1]?.layer[0]?.data.values).toEqual([{ y: 1 }]);
  });

  it("come as PNG too", async () => {
    expect(await heatdiode(...CURVES, "--plot", file("curves.png"))).toMatchObject({ status: 0 });
    expect(readFileSync(file("curves.png")).subarray(1, 4).toString("latin1")).toBe("PNG");
  });
});

describe("refused before a row is computed", () => {
  it.each([
    [["--plot", "x.pdf"], "is no kind of picture; write F.svg"],
    [["--plot", "x.svg", "--z", "omega=1:2:2"], "3 axes vary; curves need one axis"],
    [["--plot", "x.svg", "--shard", "1/2"], "a shard is a part of the picture"],
    [
      ["--plot", "x.svg", "--x", "Gamma_L=1:2:9999", "--y", "Gamma_R=1:2:99"],
      "points are more than a picture shows",
    ],
  ])("%j", async (words, reason) => {
    // Options are given once.
    const own = words.includes("--x") ? MAP.slice(0, MAP.indexOf("--x")) : MAP;
    const base = words.includes("--z") ? own.map((w) => w.replace("omega=1,", "")) : own;
    const { status, out, err } = await heatdiode(...base, ...words);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain(reason);
  });
});
