/** `--format tex` and `--format markdown` of conditions and traces: complete, formulas that parse, lines that fit. */
import katex from "katex";
import { describe, expect, it } from "vitest";
import { heatdiode } from "../../heatdiode.js";

async function answer(...words: string[]): Promise<string> {
  const { status, out, err } = await heatdiode(...words);
  expect([status, err]).toEqual([0, ""]);
  return out;
}

const CASES = [
  ["conditions", "solid-TLS-metal"],
  ["conditions", "metal-HO-metal", "--assume", "Gamma_L = Gamma_R"],
  ["conditions", "--all"],
  [
    "conditions",
    "solid-TLS-metal",
    "--roots",
    "omega=0.1:10",
    "--at",
    "Gamma_L=1,Gamma_R=1.5,delta_R=0.2,mu_R=1,T_a=1",
  ],
  ["traces", "--order", "5"],
  ["traces", "--order", "3", "--stationary"],
];

describe("LaTeX documents", () => {
  it.each(CASES)("%s %s %s", async (...words) => {
    const source = await answer(...words, "--format", "tex");
    expect(source).toMatch(/^\\documentclass.*\n/);
    expect(source.trimEnd()).toMatch(/\\end\{document\}$/);
    for (const name of ["itemize", "align\\*", "tabular", "document"]) {
      const count = (what: string): number =>
        source.match(new RegExp(`\\\\${what}\\{${name}\\}`, "g"))?.length ?? 0;
      expect(count("begin")).toBe(count("end"));
    }
    // Nothing in ASCII notation is left in the text between formulas.
    const text = source
      .replace(/\\begin\{align\*\}[^]*?\\end\{align\*\}|\\\[[^]*?\\\]|\$[^$]*\$/g, "")
      .replace(/special points.*/g, "");
    expect(text).not.toMatch(/[A-Za-z]_[A-Za-z\d]|undefined|NaN/);
    if (source.includes("\\square")) expect(source).toContain("{amssymb}");
  });
});

describe("Markdown", () => {
  it.each(CASES)("%s %s %s", async (...words) => {
    const text = await answer(...words, "--format", "markdown");
    expect(text).toMatch(/^# /);
    const displayed = [...text.matchAll(/\$\$\n([^]*?)\n\$\$/g)].map(([, formula = ""]) => formula);
    const rest = text.replace(/\$\$\n[^]*?\n\$\$/g, "");
    const inline = [...rest.matchAll(/\$([^$]*)\$/g)].map(([, formula = ""]) => formula);
    expect(displayed.length).toBeGreaterThan(0);
    for (const formula of [...displayed, ...inline]) {
      expect(() => katex.renderToString(formula, { throwOnError: true, strict: "error" })).not.toThrow();
    }
    for (const formula of inline) expect(formula).toBe(formula.trim());
    expect(rest.replace(/\$[^$]*\$/g, "")).not.toMatch(/\\[a-z]+|undefined|NaN/);
  });
});
