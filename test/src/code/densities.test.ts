/** Exported coefficients of junctions whose couplings stand by name in formulas: programs have the densities, in the units of the file. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { evaluate } from "../../../src/library/evaluate.js";
import { expand } from "../../../src/library/expand.js";
import { junctionFrom } from "../../../src/library/junction.js";
import { heatdiode } from "../../heatdiode.js";

const LEVELS = "examples/qubit-resonators.json";

it("alpha_1, alpha_2 and J of three levels between resonators, in GHz and mK, are the certified ones", async () => {
  const { status, out } = await heatdiode("expand", LEVELS, "--order", "2", "--format", "js");
  expect(status).toBe(0);
  const functions = (await import(`data:text/javascript,${encodeURIComponent(out)}`)) as Record<
    string,
    (...args: number[]) => number
  >;
  const junction = await junctionFrom(
    JSON.parse(readFileSync(LEVELS, "utf8")) as Parameters<typeof junctionFrom>[0],
  );
  const { coefficients } = expand(junction, { at: { T_a: "450" }, order: 2 });
  for (const k of [1, 2]) {
    const ratio = (functions[`alpha_${k}`]?.(450) ?? NaN) / Number(coefficients[k]?.value);
    expect([k, ratio]).toEqual([k, expect.closeTo(1, 11)]);
  }
  const { J } = evaluate(junction, { at: { T_a: "450", Delta: "250" } });
  expect((functions["J"]?.(450, 250) ?? NaN) / Number(J)).toBeCloseTo(1, 11);
});
