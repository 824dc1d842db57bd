/** Documents in Typst: formulas token by token, text with its marks, and whole documents in which nothing of LaTeX is left. */
import { describe, expect, it } from "vitest";
import { typstMath, typstText } from "../../../src/print/typst.js";
import { heatdiode } from "../../heatdiode.js";

describe("formulas in Typst", () => {
  it.each([
    [
      "\\frac{2 \\omega^{2}}{T_a^{2} \\sinh(2 \\omega/T_a)}",
      "frac(2 omega^(2), T_(a)^(2) sinh ( 2 omega slash T_(a) ))",
    ],
    ["\\Gamma_{\\mathrm{cold},2} \\cdot (1 + X_L)", 'Gamma_(upright("cold") , 2) dot.op ( 1 + X_(L) )'],
    ["e^{-\\omega/T_L}", "e^(- omega slash T_(L))"],
    ["\\left(\\frac{a}{b}\\right)^{2}", "( frac(a, b) )^(2)"],
    ["a &= b \\\\\n&\\quad + c", "a & = b \\\n & quad + c"],
    ["g'(T_a)", "g' ( T_(a) )"],
    ["\\hbar = k_B", "ħ = k_(B)"],
    ["\\sqrt{2}", "sqrt(2)"],
  ])("%s", (latex, typst) => {
    expect(typstMath(latex)).toBe(typst);
  });

  it("refuse commands that they do not know", () => {
    expect(() => typstMath("\\unknowncommand{a}")).toThrow("no translation");
  });

  it("stand in text whose marks are escaped", () => {
    expect(typstText("\\emph{Proof.} 5\\% of $T_a$, a*b #1")).toBe("_Proof._ 5% of $T_(a)$, a\\*b \\#1");
  });
});

describe("documents in Typst", () => {
  it.each([
    [["expand", "spin-TLS-metal", "--order", "3"]],
    [["expand", "examples/qubit-resonators.json", "--order", "2"]],
    [["current", "examples/models/v-system.json"]],
    [["conditions", "solid-TLS-metal"]],
    [["conditions", "examples/qutrit-diode.json"]],
    [["traces", "--order", "2"]],
    [["statistics", "solid-TLS-solid"]],
  ])("%j: balanced, and without LaTeX", async (args) => {
    const { out, err } = await heatdiode(...args, "--format", "typst");
    expect(err).not.toContain("defect");
    expect(out).not.toMatch(/\\[A-Za-z]/);
    expect(out).not.toBe("");
    for (const formula of out.match(/\$[^$]*\$/g) ?? [])
      expect({ formula, open: count(formula, "("), close: count(formula, ")") }).toMatchObject({
        open: count(formula, ")"),
      });
  });
});

describe("the paper in Typst", () => {
  it("has its brackets of text escaped", async () => {
    const { out } = await heatdiode("paper", "--format", "typst");
    expect(out).not.toMatch(/\\[A-Za-z]/);
    const text = out.replace(/\$[^$]*\$/g, "").replace(/^#.*$/gm, "");
    expect(text).not.toMatch(/(?<!\\)[[\]]/);
  });
});

const count = (text: string, c: string): number => text.split(c).length - 1;
