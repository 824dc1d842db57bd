/** Mixed levels: coefficients in strengths and gaps against certified values at a point. */
import { describe, expect, it } from "vitest";
import { float64 } from "../../../numeric/arithmetic/float64.js";
import { evaluateExpression } from "../../../numeric/junction/evaluate-expression.js";
import { type Expression } from "../../../symbolic/expression/expression.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { parseExactNumber } from "../../../src/input/exact-number.js";
import { withNamesKept } from "../../../src/junction/junction.js";
import { loadJunction } from "../../../src/junction/file/load.js";
import { inNamesOfFile } from "../../../src/model/pointwise.js";
import { heatdiode } from "../../heatdiode.js";

const FILE = "examples/models/two-qubits.json";

/** The values of the file, with R = √((w_L − w_R)²/4 + g²) as the name `r`. */
const VALUES: Readonly<Record<string, number>> = {
  Gamma_L: 1,
  Gamma_R: 1,
  w_L: 1.3,
  w_R: 1.7,
  r: Math.sqrt(0.04 + 0.09),
  T_a: 1.4,
};

describe("two coupled qubits", () => {
  it("have coefficients in strengths and gaps that are those of the certified expansion", async () => {
    const loaded = await loadJunction(FILE);
    const series = expansion(withNamesKept(loaded), "J");
    const natural = series.natural();
    expect(natural?.kind).toBe("levels");
    const scope = new Map(Object.entries(VALUES));
    const value = (e: Expression): number =>
      evaluateExpression(float64, e, { lookup: (name) => scope.get(name) ?? NaN });
    for (const d of natural?.definitions ?? []) scope.set(d.name, value(d.value));
    const whole = inNamesOfFile(loaded, ["g"]);
    const at = new Map([["T_a", parseExactNumber("1.4")]]);
    const exact = expansion(whole, "J", new Map([...whole.bound, ...at])).values(4, 16);
    for (const k of [1, 2, 3, 4]) {
      expect(series.isZero(k)).toBe(false);
      const found = value(natural?.expression(k) as Expression);
      expect(found / Number(exact[k]?.value)).toBeCloseTo(1, 12);
    }
    expect(series.isZero(0)).toBe(true);
  });

  it("are written with gaps and strengths beneath, in text, LaTeX and Markdown", async () => {
    for (const format of ["text", "latex", "markdown"]) {
      const { status, out } = await heatdiode("expand", FILE, "--order", "2", "--format", format);
      expect(status).toBe(0);
      expect(out).toMatch(/kappa_(L2|\{\\mathrm\{L2\}\})/);
      expect(out).toContain("omega_1");
      expect(out).toContain("sqrt");
    }
  });
});
