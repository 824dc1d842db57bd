/** Equations on a page: long ones with their parts named and their sums broken between terms, none wider than a page. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { toLatex } from "../print/latex.js";
import { latexWidth } from "../print/latex-width.js";
import { nameParts } from "../print/common-parts.js";
import { type Html, html } from "./page/html.js";
import { displayMath } from "./page/math.js";

/** left = value; `left` is LaTeX. */
export interface ReportEquation {
  readonly left: string;
  readonly value: Expression;
}

/** Width of a line in em of the formula font: what an A4 page holds beside the left-hand side. */
const LINE = 33;

/**
 * The equations as display formulas, then the parts that had to be named.
 * @param taken names that no part may get; those of the parts are added, so that each is used once on a page
 */
export function equationsHtml(equations: readonly ReportEquation[], taken: Set<string>): Html {
  const isLong = ({ value }: ReportEquation): boolean => latexWidth(value) > LINE;
  const { parts, values } = nameParts(
    equations.filter(isLong).map((e) => e.value),
    { taken, measure: latexWidth, limit: LINE },
  );
  for (const { name } of parts) taken.add(name);
  let next = 0;
  const shown = equations.map((e) => equation(e.left, isLong(e) ? (values[next++] as Expression) : e.value));
  if (parts.length === 0) return html`${shown}`;
  const named = parts.map(({ name, value }) => equation(toLatex({ type: "symbol", name }), value));
  return html`${shown}
    <p class="with">with</p>
    ${named}`;
}

/** One equation; a sum may break before its operators. */
function equation(left: string, value: Expression): Html {
  if (value.type !== "sum") return displayMath(`${left} =\\nobreak ${toLatex(value)}`);
  const terms = value.terms.map((term, i) => {
    const latex = term.type === "sum" ? `\\left(${toLatex(term)}\\right)` : toLatex(term);
    if (i === 0) return `{${latex}}`;
    const negative = latex.startsWith("-");
    // Braces keep a term on one line.
    return `\\allowbreak ${negative ? "-" : "+"}\\nobreak {${negative ? latex.slice(1).trimStart() : latex}}`;
  });
  return displayMath(`${left} =\\nobreak ${terms.join(" ")}`);
}
