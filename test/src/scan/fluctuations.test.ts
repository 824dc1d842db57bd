/** Scans of the noise and its kin: the reference values, evaluate's digits, and what is refused. */
import { describe, expect, it } from "vitest";
import { loadJunction } from "../../../src/junction/file/load.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { fluctuationsAt } from "../../../src/evaluate/fluctuations.js";
import { parseExactNumber } from "../../../src/input/exact-number.js";
import { columnsOf, planScan } from "../../../src/scan/plan.js";
import { scanComputer } from "../../../src/scan/compute.js";
import { heatdiode } from "../../heatdiode.js";

const QUANTITIES = ["S", "kappa_3", "kappa_4", "fano", "noise_contrast", "TUR"] as const;

describe("scans of the fluctuations", () => {
  it.each([
    ["solid-TLS-solid", "omega=1,Gamma_L=1,Gamma_R=3,T_a=3"],
    ["solid-ladder:4-solid", "omega=1,Gamma_L=1,Gamma_R=3,T_a=3"],
    ["examples/qutrit-diode.json", "T_a=3"],
    ["examples/noise-rectifier.json", "T_a=3"],
  ])("%s: what evaluate says", async (name, at) => {
    const junction = await loadJunction(name);
    const plan = planScan(junction, {
      at,
      axes: ["Delta=-1:1:3"],
      quantities: QUANTITIES.join(","),
      format: "csv",
    });
    expect(columnsOf(plan)).toEqual(["Delta", ...QUANTITIES]);
    const { columns, gaps } = scanComputer(plan).rows(0, 3);
    expect(gaps.uncertified).toBe(0);
    const values = new Map(junction.bound);
    for (const pair of at.split(",")) {
      const [key = "", value = ""] = pair.split("=");
      values.set(key, parseExactNumber(value));
    }
    for (const [i, bias] of ["-1", "0", "1"].entries()) {
      values.set("Delta", parseExactNumber(bias));
      fluctuationsAt(junction, QUANTITIES, values, 17).forEach(({ value, quantity }, q) => {
        const found = columns[q + 1]![i]!;
        if (value === null) expect(found, quantity).toBeNaN();
        else
          expect(Math.abs(found - Number(value)), `${quantity} at ${bias}`).toBeLessThanOrEqual(
            32 * 2 ** -53 * Math.abs(Number(value)),
          );
      });
    }
  });

  it("reference values of solid-TLS-solid", () => {
    const plan = planScan(parseShorthand("solid-TLS-solid"), {
      at: "omega=1,Gamma_L=1,Gamma_R=3,T_a=3",
      axes: ["Delta=1;-1"],
      quantities: "S,TUR",
      format: "csv",
    });
    const [, S, TUR] = scanComputer(plan).rows(0, 2).columns;
    expect(S![0]).toBeCloseTo(1.097405851120048, 14);
    expect(S![1]).toBeCloseTo(0.809920513897998, 14);
    expect(TUR![0]).toBeCloseTo(2.015753059829848, 14);
  });

  it.each([
    ["kappa_99", "n from 1 to 40"],
    ["kappa_0", "n from 1 to 40"],
    ["noise", "did you mean"],
  ])("%s is refused in one line", async (word, hint) => {
    const { status, err } = await heatdiode(
      ...["scan", "solid-TLS-solid", "--x", "Delta=-0.5:0.5:3", "--quantity", word],
      ...["--at", "omega=1,Gamma_L=1,Gamma_R=3,T_a=1"],
    );
    expect(status).toBe(2);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toContain(hint);
  });
});
