/** Markdown with $…$ and $$…$$ formulas, for notebooks and issues. */
import { type Expression } from "../symbolic/expression.js";
import { toLatex } from "./latex.js";
import { latexWidth } from "./latex-width.js";
import { nameParts } from "./named-parts.js";
import { type Equation } from "./tex-document.js";

/** Width from which a formula gets named parts, in em. */
const WIDE = 60;

/** Equations as display formulas, long ones with their parts named below. */
export function markdownEquations(equations: readonly Equation[], taken: ReadonlySet<string>): string {
  const long = equations.filter((e) => e.value !== "0" && latexWidth(e.value) > WIDE);
  const { parts, values } = nameParts(
    long.map((e) => e.value as Expression),
    { taken, measure: latexWidth, limit: WIDE },
  );
  const shown = equations.map((e) => {
    const i = long.indexOf(e);
    const value = i >= 0 ? (values[i] as Expression) : e.value;
    return display(`${e.left} = ${value === "0" ? "0" : toLatex(value)}`);
  });
  if (parts.length === 0) return shown.join("\n\n");
  const named = parts.map((p) =>
    display(`${toLatex({ type: "symbol", name: p.name })} = ${toLatex(p.value)}`),
  );
  return [...shown, "with", ...named].join("\n\n");
}

function display(latex: string): string {
  return `$$\n${latex}\n$$`;
}
