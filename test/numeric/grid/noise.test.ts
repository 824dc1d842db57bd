/** The noise over grids: straight-line code against enclosures, generated and interpreted. */
import { describe, expect, it } from "vitest";
import { compileGrid } from "../../../numeric/grid/grid.js";
import { certifiedStatistics } from "../../../numeric/statistics/certified.js";
import { nearestStatistic } from "../../../numeric/statistics/doubles.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { numericModel } from "../../../src/model/model.js";

const names = ["spin-TLS-metal", "solid-TLS-solid", "solid-HO-solid", "metal-HO-spin", "spin-TLS-spin"];
const S = { kind: "kappa", n: 2 } as const;

describe.each(names)("S of %s", (name) => {
  const junction = parseShorthand(name);
  const { model } = numericModel(junction);
  if (!("weights" in model)) throw new Error("a ladder is expected");
  const parameters = junction.parameters.map((p) => p.name);
  const value = (p: string, i: number): number =>
    p === "omega" ? 0.05 + 0.4 * i : p.startsWith("delta") ? 0.1 : 0.3 + ((i * 7 + p.length) % 11) / 5;
  const count = 24;
  const bias = (i: number): number => [1.2, -0.7, 1e-9, 0, 1.9][i % 5]!;
  const column = (p: string): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => (p === "T_a" ? 2 : p === "Delta" ? bias(i) : value(p, i)));
  const varying = [...parameters, "T_a", "Delta"];
  const input = Object.fromEntries(varying.map((p) => [p, column(p)]));
  const point = (i: number): Map<string, number> => new Map(varying.map((p) => [p, input[p]![i]!]));

  it.each([false, true])("within 32 units of 2^-53 of the certified value, interpreted: %s", (interpret) => {
    const grid = compileGrid(model, ["S"], { kind: "list", varying }, { interpret });
    const out = new Float64Array(count);
    grid.run(input, [out]);
    for (let i = 0; i < count; i++) {
      const [found] = certifiedStatistics(model, point(i), [S], 20);
      const exact = Number(found!.value!.value);
      expect(Math.abs(out[i]! - exact) / exact, `row ${i}`).toBeLessThan(32 * 2 ** -53);
    }
  });

  it("the nearest double of each quantity", () => {
    for (const statistic of [
      S,
      { kind: "kappa", n: 3 },
      { kind: "kappa", n: 6 },
      { kind: "TUR" },
      { kind: "fano" },
      { kind: "noise_contrast" },
    ] as const)
      for (let i = 0; i < count; i += 5) {
        const [found] = certifiedStatistics(model, point(i), [statistic], 20);
        const own = nearestStatistic(model, point(i), statistic);
        if (found!.value === null || found!.value.undecided) {
          expect(own).toBeNaN();
          continue;
        }
        const exact = Number(found!.value.value);
        expect(Math.abs(own - exact), `${JSON.stringify(statistic)} row ${i}`).toBeLessThanOrEqual(
          2 ** -51 * Math.abs(exact),
        );
      }
  });
});

it("a grid of the noise of a longer ladder is refused", () => {
  const { model } = numericModel(parseShorthand("solid-ladder:3-solid"));
  if (!("weights" in model)) throw new Error("a ladder is expected");
  expect(() => compileGrid(model, ["S"], { kind: "list", varying: ["T_a"] })).toThrow("two levels");
});
