import { describe, expect, it } from "vitest";
import { alphaJet } from "../../../numeric/junction/taylor-coefficients.js";
import { evaluateExpression } from "../../../numeric/junction/evaluate-expression.js";
import { float64 } from "../../../numeric/arithmetic/float64.js";
import { metalIntegral } from "../../../numeric/bath/metal-integral.js";
import { metalPolynomial } from "../../../numeric/bath/metal-polynomial.js";
import { missingNames, parseBindings } from "../../../src/model/point.js";
import { checkProof } from "../../../src/proof-checker/check.js";
import { exportCode } from "../../../src/code/export.js";
import { conditions } from "../../../src/conditions/conditions.js";
import { conditionsJson } from "../../../src/conditions/print/text.js";
import { evaluateAt } from "../../../src/evaluate/point.js";
import { exactValues } from "../expansion/exact-value.js";
import { expansion } from "../../../src/expansion/expansion.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { numericModel } from "../../../src/model/model.js";
import { asInteger } from "../../../symbolic/polynomial/polynomial.js";
import { termsOf } from "../../../symbolic/polynomial/structure.js";
import { metalPolynomials } from "../../../symbolic/thermal/metal-polynomial.js";
import { heatdiode } from "../../heatdiode.js";

const file = (F: readonly string[], left: object = { bath: "solid" }, kind = "HO") =>
  parseJunctionFile(JSON.stringify({ left, right: { bath: "metal", F, mu: "mu_R" }, subsystem: { kind } }));

const values = "T_a=0.5,omega=1,Gamma_L=1,F_0=1,F_1=0.2,F_2=0.3";

describe("the metal's polynomials, twice derived", () => {
  it("power series here and the recursion of the numeric layer agree for m = 0 … 12", () => {
    metalPolynomials(12).forEach((p, m) => {
      const denominator = asInteger(p.denominator) as bigint;
      const terms = new Map(
        termsOf(p.numerator, 2).map(({ coefficient, exponents }) => [exponents.join(), coefficient]),
      );
      const expected = metalPolynomial(m);
      expect(terms.size).toBe(expected.length);
      for (const { gapPower, thermalPower, coefficient } of expected) {
        expect(thermalPower % 2).toBe(0);
        const here = terms.get([gapPower, thermalPower].join()) as bigint;
        expect(here * coefficient.denominator).toBe(coefficient.numerator * denominator);
      }
    });
  });

  it("the bath's rate is the integral (19) by quadrature over the window", async () => {
    const { right } = await file(["1", "0.2", "0.3", "-0.05"]);
    for (const [omega, T] of [
      [1, 0.25],
      [0.3, 1.4],
    ] as const) {
      const lookup = (name: string): number => (name === "T" ? T : omega);
      const rate = evaluateExpression(float64, right.rate, { lookup, temperature: T });
      const weight = (e: number): number => 1 + 0.2 * e + 0.3 * e ** 2 - 0.05 * e ** 3;
      const { value, errorEstimate } = metalIntegral({ mu: 0, weight }, omega, T);
      // A dozen roundings of terms not larger than the sum of their sizes, which is below ten times the value.
      const bound = (errorEstimate + 1e-14 * Math.abs(value)) / (1 - Math.exp(-omega / T));
      expect(Math.abs(rate - value / (1 - Math.exp(-omega / T)))).toBeLessThan(bound);
    }
  });
});

describe("junctions with the metal's integral", () => {
  it("a flat or a linear F never rectifies with an oscillator and a solid; a curved one does", async () => {
    expect(conditions(await file(["F_0"])).verdict.rectifies).toBe("never");
    expect(conditions(await file(["F_0", "F_1"])).verdict.rectifies).toBe("never");
    const curved = conditions(await file(["F_0", "F_1", "F_2"]));
    expect(curved.verdict.rectifies).toBe("conditionally");
    expect(curved.verdict.vanishesIff).toEqual([["F_2 = 0"]]);
    // The linear model rectifies through its δT, which no F gives.
    const model = await parseJunctionFile(
      JSON.stringify({ left: { bath: "solid" }, right: { bath: "metal" }, subsystem: { kind: "HO" } }),
    );
    expect(conditions(model).verdict.vanishesIff).toEqual([["delta_R = 0"]]);
  });

  it("exact coefficients are those of Taylor arithmetic in enclosures, to 25 digits", async () => {
    const junction = await file(["F_0", "F_1", "F_2"]);
    const at = parseBindings(values, junction, { allowDelta: false });
    const exact = exactValues(junction, "J", at);
    const numeric = numericModel(junction);
    if (numeric.kind !== "ladder") throw new Error("a ladder");
    const jets = alphaJet(numeric.model, at, 6, { digits: 25 });
    for (const { k, value } of jets.slice(1)) expect(exact(k, 25)).toBe(value);
  });

  it("the reference energy is accepted, and never asked for", async () => {
    const junction = await file(["F_0", "F_1", "F_2"]);
    const without = parseBindings(values, junction, { allowDelta: false });
    const given = parseBindings(`${values},mu_R=3`, junction, { allowDelta: false });
    expect(missingNames(without, junction, { delta: false })).toEqual([]);
    expect(expansion(junction, "J", given).value(2, 20)).toBe(expansion(junction, "J", without).value(2, 20));
    expect(junction.name).toBe("solid-HO-metal");
  });

  it("the verdicts carry proofs that the checker accepts", async () => {
    for (const junction of [
      await file(["F_0", "F_1", "F_2"]),
      await file(["A_R", "B_R", "C_R"], { bath: "metal", F: ["A_L", "0", "C_L"] }, "TLS"),
    ]) {
      const { proof } = conditionsJson(conditions(junction));
      expect(checkProof(proof)).toMatchObject({ accepted: true });
    }
  });

  it("pi is a number: an equation in it alone is never met", async () => {
    // k_L = k_R would need 2π = 6.
    const left = { bath: "custom", rate: "6*omega/(1 - exp(-omega/T))" };
    const junction = await file(["1"], left, "TLS");
    expect(conditions(junction).verdict.rectifies).toBe("always");
    const point = parseBindings("omega=1,T_a=1,Delta=0.5", junction, { allowDelta: true });
    expect(Number(evaluateAt(junction, point, 16).contrast)).toBeGreaterThan(1e-3);
  });

  it("goes into code as a number, in each language by its name", async () => {
    const junction = await file(["F_0", "F_1", "F_2"]);
    const names = {
      js: "Math.PI",
      sympy: "lib.pi",
      maxima: "%pi",
      mathematica: "Pi",
      julia: "pi",
      c: "3.14159",
    };
    const series = expansion(junction);
    const about = { version: "test", letter: "alpha", orders: [1], at: new Map() };
    for (const [language, name] of Object.entries(names)) {
      expect(exportCode(language as keyof typeof names, junction, series, about)).toContain(
        `2${language === "c" ? ".0" : ""}*${name}`,
      );
    }
    const source = exportCode("js", junction, series, about);
    const { J } = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {
      J: (...args: number[]) => number;
    };
    const point = parseBindings(`${values},mu_R=1,Delta=0.1`, junction, { allowDelta: true });
    const order = [...junction.parameters.map((p) => p.name), "T_a", "Delta"];
    const doubles = order.map((n) => {
      const x = point.get(n);
      return x ? Number(x.numerator) / Number(x.denominator) : NaN;
    });
    // Arguments rounded to doubles, a few dozen operations: the export states 10 ulp for its own part.
    const exact = Number(evaluateAt(junction, point, 17).J);
    expect(Math.abs(J(...doubles) / exact - 1)).toBeLessThan(40 * Number.EPSILON);
  });

  it("says what is wrong with an F", async () => {
    await expect(file([])).rejects.toThrow(/right\.F.*F\(mu\)/);
    await expect(file(["-1"])).rejects.toThrow(/F\[0\].*not positive/);
    await expect(file(Array.from({ length: 14 }, () => "1"))).rejects.toThrow(/at most 13/);
    await expect(
      parseJunctionFile(
        JSON.stringify({
          left: { bath: "solid" },
          right: { bath: "metal", F: ["1"], delta: "0.2" },
          subsystem: { kind: "HO" },
        }),
      ),
    ).rejects.toThrow(/^right: F and delta exclude each other/);
  });
});

describe("the command band", () => {
  const run = (...words: string[]) => heatdiode("band", ...words);

  it("gives polylogarithms, quadrature and polynomials, which agree for T << mu, and a delta that falls with T", async () => {
    const { out } = await run("--at", "omega=0.5,mu=2,T_a=0.1", "--json");
    const { rows } = JSON.parse(out) as { rows: Record<string, number>[] };
    for (const r of rows) {
      const [Lambda, other] = [r["Lambda"] as number, r["quadrature"] as number];
      expect(Math.abs(Lambda - other)).toBeLessThan(1e-12);
      // The first term that is left out is of order (ω/μ)^7/7 and C(1/2, 7) = 33/2048.
      expect(Math.abs((r["polynomial"] as number) / Lambda - 1)).toBeLessThan(0.25 ** 7);
    }
    const deltas = rows.map((r) => r["delta"] as number);
    // delta ∝ T: doubling T doubles it, to second order in πT/μ.
    for (let i = 1; i < deltas.length; i++) {
      expect(Math.abs((deltas[i] as number) / (deltas[i - 1] as number) - 2)).toBeLessThan(
        (Math.PI * 0.05) / 2,
      );
    }
    expect((await run("--at", "omega=0.5,mu=2,T_a=0.1")).out).toContain("Li_(3/2)");
  });

  it("refuses a gap that reaches below the band, and missing values", async () => {
    for (const at of ["omega=3,mu=2,T_a=1", "omega=1", "omega=1,mu=-2,T_a=1"]) {
      const { status, err: error } = await run("--at", at);
      expect([status, error.trim().split("\n").length]).toEqual([2, 1]);
    }
  });
});
