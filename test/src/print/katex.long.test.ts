/** Every LaTeX string that a command emits is accepted by KaTeX in its strictest setting. */
import katex from "katex";
import { describe, expect, it } from "vitest";
import { currentForm } from "../../../src/exact/formula/current.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { toLatex } from "../../../src/print/latex.js";
import { BUILT_IN, LADDERS } from "./junctions.js";
import { heatdiode } from "../../heatdiode.js";

async function printed(...words: string[]): Promise<string> {
  const { status, out, err } = await heatdiode(...words);
  expect({ words, status, err }).toEqual({ words, status: 0, err: "" });
  return out;
}

function accepted(latex: string): void {
  katex.renderToString(latex, { strict: "error", trust: false, throwOnError: true, displayMode: true });
}

const LONG = ["metal-TLS-metal", "metal-HO-metal"];

describe("LaTeX that KaTeX accepts", () => {
  it.each([...BUILT_IN, ...LADDERS])("%s", async (name) => {
    const lines = [
      await printed("expand", name, "--order", LADDERS.includes(name) ? "3" : "4", "--format", "latex"),
      await printed("current", name, "--format", "latex"),
      await printed("current", name, "--form", "boltzmann", "--format", "latex"),
    ];
    if (!LONG.includes(name) && !LADDERS.includes(name)) {
      lines.push(
        await printed("expand", name, "--order", "3", "--quantity", "R", "--format", "latex"),
        await printed("expand", name, "--order", "3", "--quantity", "contrast", "--format", "latex"),
      );
    }
    const formulas = lines.flatMap((text) => text.trimEnd().split("\n"));
    expect(formulas.length).toBeGreaterThanOrEqual(8);
    for (const formula of formulas) accepted(formula);
  });

  it("order 6 of spin-TLS-metal", async () => {
    for (const formula of (await printed("expand", "spin-TLS-metal", "--order", "6", "--format", "latex"))
      .trimEnd()
      .split("\n"))
      accepted(formula);
  });

  it("the paper's coefficients", async () => {
    const { coefficients } = JSON.parse(await printed("paper", "--json")) as {
      coefficients: { latex: string }[];
    };
    expect(coefficients.length).toBeGreaterThan(10);
    for (const { latex } of coefficients) accepted(latex);
  });

  it("powers of occupations in a rate of the user's", async () => {
    const junction = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "custom", rate: "a*n_B^2*exp(omega/T)" },
        right: { bath: "custom", rate: "b*n_S^3" },
        subsystem: { kind: "TLS", gap: "omega" },
      }),
    );
    const { current, where } = currentForm(junction, "paper", new Map());
    for (const value of [current, ...where.map((w) => w.value)]) accepted(toLatex(value));
    expect(where.map((w) => toLatex(w.value))).toContain("b n_S^R(\\omega)^{3}");
  });
});
