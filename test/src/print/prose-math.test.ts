/** ASCII formulas in prose as LaTeX: every sentence of the paper's results is accepted by KaTeX. */
import katex from "katex";
import { describe, expect, it } from "vitest";
import { plainText } from "../../../src/print/markdown.js";
import { paperResults } from "../../../src/paper/results.js";
import { proseLatex } from "../../../src/print/prose-math.js";

describe("prose with formulas", () => {
  it.each([
    ["alpha_2 = 0 at T_a", "$\\alpha_2$ = 0 at $T_a$"],
    ["J(Delta) + J(-Delta) = 0", "$J (\\Delta ) + J (-\\Delta$) = 0"],
    ["a solid-HO-solid junction, 100 % of it", "a solid-HO-solid junction, 100 \\% of it"],
    ["kappa_20 != T_a*kappa_01", "$\\kappa_{20} \\ne T_a \\,\\kappa_{01}$"],
    ["<H> = T^2", "$\\langle H \\rangle = T^{2}$"],
    ["Jhat rho_T", "$\\hat{J} \\rho_T$"],
    ["k_(n-1 -> n)", "$k_{n-1 \\to n}$"],
    ["-int_0^t dtau", "$-\\int_{0}^{t} d\\tau$"],
    ["That is a word", "That is a word"],
  ])("%s", (text, latex) => {
    expect(proseLatex(text)).toBe(latex);
  });

  it("of the paper's results parse, and no dollar touches a space (Markdown)", () => {
    const sentences = paperResults({ thorough: false }).flatMap((r) => [r.title, r.says, r.derived]);
    expect(sentences.length).toBeGreaterThan(60);
    for (const sentence of sentences) {
      const latex = proseLatex(sentence);
      const formulas = latex.split("$").filter((_, i) => i % 2 === 1);
      expect(latex.split("$").length % 2).toBe(1);
      for (const formula of formulas) {
        expect(formula).toBe(formula.trim());
        expect(() => katex.renderToString(formula, { throwOnError: true, strict: "error" })).not.toThrow();
      }
      // Nothing of ASCII notation is left in the text.
      const text = latex
        .split("$")
        .filter((_, i) => i % 2 === 0)
        .join("");
      expect(text).not.toMatch(/\b(?:alpha|kappa|omega|Delta|rho)\b|[A-Za-z]\\_[A-Za-z\d]|!=/);
    }
  });

  it("lose their escapes in Markdown", () => {
    expect(plainText(proseLatex("100 % of J_L & more"))).toBe("100 % of $J_L$ & more");
  });
});
