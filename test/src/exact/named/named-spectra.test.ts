/** Couplings by name: what formulas say of a spectral density at a gap, whatever the density is. */
import { describe, expect, it } from "vitest";
import { conditions } from "../../../../src/conditions/conditions.js";
import { withDensities, withNamedSpectra } from "../../../../src/exact/named/named-spectra.js";
import { expansion } from "../../../../src/expansion/expansion.js";
import { float64 } from "../../../../numeric/arithmetic/float64.js";
import { evaluateExpression } from "../../../../numeric/junction/evaluate-expression.js";
import { toText } from "../../../../src/expression/ascii.js";
import { loadExpressionParser } from "../../../../src/expression/parse.js";
import { claimAbout, decideClaim } from "../../../../src/claim/decide.js";
import { toDouble } from "../../../../src/input/double.js";
import { parseJunctionFile } from "../../../../src/junction/file/parse.js";
import { type Junction } from "../../../../src/junction/junction.js";
import { spectrumLines } from "../../../../src/junction/spectra.js";
import { parseBindings } from "../../../../src/model/point.js";
import { toLatex } from "../../../../src/print/latex.js";
import { checkProof } from "../../../../src/proof-checker/check.js";

const CUT = { bath: "solid", density: "ohmic", cutoff: "omega_c", cutoff_shape: "exponential" };
const THREE = {
  kind: "levels",
  energies: ["0", "w_1", "w_1 + w_2"],
  S: [
    ["0", "1", "0"],
    ["1", "0", "1"],
    ["0", "1", "0"],
  ],
};

const file = (
  left: object,
  right: object,
  subsystem: object = { kind: "TLS" },
  more: object = {},
): Promise<Junction> => parseJunctionFile(JSON.stringify({ left, right, subsystem, ...more }));

const accepted = (j: Junction): boolean => {
  const { certificate } = conditions(j);
  return checkProof(JSON.parse(JSON.stringify(certificate))).accepted;
};

describe("couplings by name", () => {
  it("an ohmic bath with an exponential cut-off is Gamma_L(omega), in formulas, verdict and definition", async () => {
    const j = await file(CUT, { ...CUT, cutoff: "omega_d" });
    const alpha = expansion(j).expression(2);
    expect(toText(alpha)).toBe(
      "-4*omega^3*Gamma_L(omega)*Gamma_R(omega)*(Gamma_L(omega) - Gamma_R(omega))/" +
        "(T_a^4*(Gamma_L(omega) + Gamma_R(omega))^2*sinh(2*omega/T_a)^2)",
    );
    expect(toLatex(alpha)).toContain(
      "\\Gamma_L(\\omega) \\Gamma_R(\\omega) [\\Gamma_L(\\omega) - \\Gamma_R(\\omega)]",
    );
    const c = conditions(j);
    expect(c.verdict.vanishesIff).toEqual([["Gamma_L(omega) = Gamma_R(omega)"]]);
    expect(spectrumLines(c.junction).join("\n")).toContain(
      "Gamma_L(omega) = Gamma_L*omega*exp(-omega/omega_c)",
    );
    expect(accepted(j)).toBe(true);
  });

  it("the value is put in at the end: the formula with the densities is what enclosures give", async () => {
    const j = await file(CUT, { ...CUT, cutoff: "omega_d" });
    const at = parseBindings("T_a=1.3,omega=1,Gamma_L=0.7,Gamma_R=0.2,omega_c=3,omega_d=5", j, {
      allowDelta: false,
    });
    const symbols = expansion(j);
    for (const k of [1, 2, 3]) {
      const lookup = (name: string): number => {
        const value = at.get(name);
        if (!value) throw new Error(`no ${name}`);
        return toDouble(value);
      };
      const formula = withDensities(symbols.expression(k), symbols.junction);
      const value = evaluateExpression(float64, formula, { lookup });
      expect(Math.abs(value / Number(expansion(j, "J", at).value(k, 17)) - 1)).toBeLessThan(1e-12);
    }
  });

  it("one density at both ends is one symbol, also where only the values agree", async () => {
    expect(
      conditions(await file({ ...CUT, coupling: "g" }, { ...CUT, coupling: "g" })).verdict.rectifies,
    ).toBe("never");
    const values = { parameters: { Gamma_L: "2", Gamma_R: "2" } };
    expect(conditions(await file(CUT, CUT, { kind: "TLS" }, values)).verdict.rectifies).toBe("never");
    const unlike = { parameters: { Gamma_L: "2", Gamma_R: "3" } };
    expect(conditions(await file(CUT, CUT, { kind: "TLS" }, unlike)).verdict.rectifies).toBe("conditionally");
  });

  it("G(omega) of three levels is one symbol a gap: a verdict for every spectral density, with a certificate", async () => {
    const j = await file(
      { bath: "solid", coupling: "G(omega)" },
      { bath: "solid", coupling: "F(omega)" },
      THREE,
    );
    const c = conditions(j);
    expect(c.verdict.vanishesIff).toEqual([["G(w_1) = F(w_1)", "G(w_2) = F(w_2)"]]);
    expect(c.type).toBe("B");
    expect(accepted(j)).toBe(true);
    const equal = await file(
      { bath: "solid", coupling: "G(omega)" },
      { bath: "solid", coupling: "G(omega)" },
      THREE,
    );
    expect(conditions(equal).verdict.rectifies).toBe("never");
    // Equal gaps have one value.
    const ladder = { ...THREE, energies: ["0", "w", "2*w"] };
    const one = withNamedSpectra(
      await file({ bath: "solid", coupling: "G(omega)" }, { bath: "solid" }, ladder),
    );
    expect(one.spectra?.flatMap((s) => s.values.map(({ name }) => name))).toEqual(["G(w)"]);
  });

  it("short products and couplings without the gap stay as they are", async () => {
    for (const coupling of ["Gamma_L*omega^3", "g*(1 + chi)", "g*omega*(1 - chi)", "g/omega"])
      expect(
        withNamedSpectra(await file({ bath: "solid", coupling }, { bath: "spin" })).spectra,
      ).toBeUndefined();
    for (const coupling of ["g*omega/(1 + omega/w_c)", "g*omega^(1/2)", "g*exp(-omega)", "g*G(omega)"])
      expect(
        withNamedSpectra(await file({ bath: "solid", coupling }, { bath: "spin" })).spectra,
      ).toHaveLength(1);
  });

  it("a density outside the field asks for the order of the levels, a rational one does not", async () => {
    const open = { ...THREE, energies: ["0", "w_1 - w_2", "w_1"] };
    const cut = await file(CUT, { bath: "spin" }, open);
    expect(() => withNamedSpectra(cut)).toThrow(
      /which of the levels 0 and 1 is higher depends on the parameters/,
    );
    const drude = await file({ ...CUT, cutoff_shape: "drude" }, { bath: "spin" }, open);
    expect(withNamedSpectra(drude).spectra).toBeUndefined();
  });

  it("claims are read with the names, in LaTeX too, or with the densities written out", async () => {
    const parse = await loadExpressionParser();
    const j = await file({ bath: "solid", density: "lorentzian" }, { bath: "solid" });
    const verdict = (text: string): string => {
      const { claim, junction } = claimAbout(text, j, parse);
      return decideClaim(junction, claim).verdict;
    };
    const tail = "*Gamma_R*omega^2/(T_a^2*sinh(2*omega/T_a))";
    expect(verdict(`alpha_1 = 2*Gamma_L(omega)${tail}/(Gamma_L(omega) + Gamma_R)`)).toBe("proved");
    expect(verdict(`alpha_1 = 3*Gamma_L(omega)${tail}/(Gamma_L(omega) + Gamma_R)`)).toBe("refuted");
    const density = "(Gamma_L*kappa_L^2/(kappa_L^2 + (omega - nu_L)^2))";
    expect(verdict(`alpha_1 = 2*${density}${tail}/(${density} + Gamma_R)`)).toBe("proved");
    expect(
      verdict(
        "\\alpha_1 = \\frac{2 \\omega^{2} \\Gamma_L(\\omega) \\Gamma_R}{T_a^{2} [\\Gamma_L(\\omega) + \\Gamma_R] \\sinh(2 \\omega/T_a)}",
      ),
    ).toBe("proved");
  });

  it("a certificate cannot pass a function with a meaning off as a parameter", async () => {
    const { certificate } = conditions(await file(CUT, { bath: "spin" }));
    const forged = JSON.parse(
      JSON.stringify(certificate).replaceAll("Gamma_L(omega)", "exp(-2*omega/T)"),
    ) as typeof certificate;
    expect(checkProof(forged)).toMatchObject({ accepted: false });
    const bound = { ...certificate, values: { "exp(-omega/T)": "1/2" } };
    expect(() => checkProof(bound)).toThrow(/not a certificate/);
  });
});
