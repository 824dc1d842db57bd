/**
 * The programs of examples/ print what their comments promise. The promised numbers come from the literature (golden
 * numbers, Fig. 2, (20)), from the closed forms below, or are those which `examples.test.ts` compares with a solver of
 * its own.
 */
import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { runCommented } from "../documents/run-commented.js";

const folder = new URL("../../examples/", import.meta.url);
const programs = (await readdir(folder)).filter((name) => name.endsWith(".mjs")).sort();

describe("examples", () => {
  test("there are at least eight, and the index lists each", async () => {
    expect(programs.length).toBeGreaterThanOrEqual(8);
    const index = await readFile(new URL("README.md", folder), "utf8");
    for (const name of await readdir(folder)) if (name !== "README.md") expect(index).toContain(name);
  });

  test.each(programs)("%s", async (name) => {
    const source = await readFile(new URL(name, folder), "utf8");
    const path = new URL(name, folder).pathname;
    const lines = await runCommented(source, () => import(/* @vite-ignore */ path));
    for (const { promised, printed } of lines) expect(printed).toBe(promised);
  });

  test("the sweep's numbers follow from (15), (17) and (19)", async () => {
    const source = await readFile(new URL("sweep.mjs", folder), "utf8");
    const [first, last] = (/\/\/ 20 (\S+) (\S+)$/m.exec(source) ?? []).slice(1).map(Number);
    const crossing = Number(/toFixed\(4\)\); \/\/ (\S+)$/m.exec(source)?.[1]);
    const J = (TL: number, TR: number, w: number): number => {
      const [nL, nR] = [1 / (Math.exp(w / TL) + 1), 1 / (Math.exp(w / TR) + 1)];
      const [kL, kR] = [-1 / Math.expm1(-w / TL), (-1.5 * (1 + 0.2 * TR)) / Math.expm1(-w / TR)];
      return (w * (nL - nR)) / ((1 - nL) / kL + (1 - nR) / kR);
    };
    const R = (w: number): number => -J(0.6, 0.4, w) / J(0.4, 0.6, w);
    // Eight printed digits.
    expect(R(0.2) / (first ?? NaN)).toBeCloseTo(1, 7);
    expect(R(4) / (last ?? NaN)).toBeCloseTo(1, 7);
    expect(R(crossing - 5e-5)).toBeGreaterThan(1);
    expect(R(crossing + 6e-5)).toBeLessThan(1);
    // The contrast is largest at the largest bias; (|J+| - |J-|)/(|J+| + |J-|) there, over the same gaps.
    const largest = Number(/best\.toFixed\(4\)\); \/\/ 1000000 (\S+)$/m.exec(source)?.[1]);
    const contrast = (w: number): number => {
      const [forward, reversed] = [J(0.95, 0.05, w), -J(0.05, 0.95, w)];
      return Math.abs((forward - reversed) / (forward + reversed));
    };
    const gaps = Array.from({ length: 1000 }, (_, i) => 0.02 + (3.98 * i) / 999);
    expect(Math.max(...gaps.map(contrast)).toFixed(4)).toBe(largest.toFixed(4));
  });
});
