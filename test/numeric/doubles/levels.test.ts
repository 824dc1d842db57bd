/** Levels in doubles against certified digits, and against what the estimate of their error promises. */
import { describe, expect, it } from "vitest";
import { blockEigenbasis, connectedBlocks } from "../../../numeric/doubles/block-eigenbasis.js";
import { exactValue } from "../../../numeric/junction/model.js";
import { evaluateAt } from "../../../src/evaluate/point.js";
import { randomSource } from "../../../src/input/random-source.js";
import { type Junction } from "../../../src/junction/junction.js";
import { loadJunction } from "../../../src/junction/file/load.js";
import { inDoubles } from "../../../src/model/doubles.js";
import { inNamesOfFile } from "../../../src/model/pointwise.js";
import { draws } from "../../effort.js";

const model = async (name: string, ...names: string[]): Promise<Junction> =>
  inNamesOfFile(await loadJunction(`examples/models/${name}.json`), names);

/** Points around the values of the file. */
function points(junction: Junction, count: number): ReadonlyMap<string, number>[] {
  const random = randomSource(7);
  return Array.from(
    { length: count },
    () =>
      new Map([
        ...[...junction.bound].map(
          ([name, x]) =>
            [name, (Number(x.numerator) / Number(x.denominator)) * (0.5 + random())] as [string, number],
        ),
        ["T_a", 0.5 + 2 * random()],
        ["Delta", 0.4 * random()],
      ]),
  );
}

describe.each([
  ["two-qubits", "g"],
  ["ising", "l"],
  ["maser", "g"],
])("%s", (name, parameter) => {
  it("has the certified currents and populations within the estimate of the error, which is small", async () => {
    const junction = await model(name, parameter);
    const prepared = inDoubles(junction);
    let compared = 0;
    for (const point of points(junction, draws(60, 12))) {
      const found = prepared?.currents(point);
      if (!found || !(found.error < 1e-6)) continue;
      const exact = evaluateAt(junction, new Map([...point].map(([n, x]) => [n, exactValue(n, x)])), 17);
      const wrong = [
        found.J / Number(exact.J) - 1,
        found.J_reversed / Number(exact.J_reversed) - 1,
        ...(exact.populations ?? []).map((p, i) => (found.populations[i] as number) / Number(p) - 1),
      ].map(Math.abs);
      expect(Math.max(...wrong)).toBeLessThan(Math.min(1e-11, found.error + 1e-15));
      compared++;
    }
    expect(compared).toBeGreaterThan(4);
  });
});

it("answer nothing where levels that a bath drives together meet, and outside the domain", async () => {
  const junction = await model("two-qubits", "g");
  const prepared = inDoubles(junction);
  const at = (...changes: [string, number][]): unknown => {
    const point = new Map(
      [...junction.bound].map(([n, x]) => [n, Number(x.numerator) / Number(x.denominator)]),
    );
    for (const [name, x] of [["T_a", 1.4] as const, ["Delta", 0.4] as const, ...changes]) point.set(name, x);
    return prepared?.currents(point);
  };
  expect(at()).toBeDefined();
  // One level less one quantum of the other: E = ±(w_L + w_R)/2 and ±R meet.
  expect(at(["w_L", 1.5], ["w_R", 1.5], ["g", 1.5])).toBeUndefined();
  expect(at(["w_L", 1.5], ["w_R", 1.5], ["g", 0])).toBeUndefined();
  expect(at(["Gamma_L", 0])).toBeUndefined();
  expect(at(["Delta", 1.5])).toBeUndefined();
});

it("a block matrix is diagonalised: HV = VE, the small amplitudes of a pair to full relative accuracy", () => {
  const n = 6;
  const random = randomSource(3);
  const blocks = [[0, 4], [1], [2, 3, 5]];
  const H = new Float64Array(n * n);
  for (const block of blocks)
    for (const i of block) for (const j of block) if (j <= i) H[i * n + j] = H[j * n + i] = random() - 0.5;
  expect(connectedBlocks(n, (i, j) => H[i * n + j] !== 0)).toEqual(blocks);
  const { values, vectors, separation } = blockEigenbasis(n, H, blocks);
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < n; a++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += (H[i * n + k] as number) * (vectors[k * n + a] as number);
      expect(sum).toBeCloseTo((values[a] as number) * (vectors[i * n + a] as number), 14);
    }
  }
  expect(separation).toBeGreaterThan(0);
  const weak = blockEigenbasis(2, Float64Array.of(1, 1e-9, 1e-9, -1), [[0, 1]]);
  expect((weak.vectors[2 * 1 + 1] as number) / 5e-10).toBeCloseTo(1, 14);
});
