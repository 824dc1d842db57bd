/** Equations on a page: long ones with their parts named and their sums broken between terms, none wider than a page. */
import { type Expression } from "../../symbolic/expression.js";
import { toLatex } from "../latex.js";
import { latexWidth } from "../latex-width.js";
import { nameParts } from "../named-parts.js";
import { type Html, html } from "./html.js";
import { displayMath } from "./math.js";

/** left = value; `left` is LaTeX. */
export interface ReportEquation {
  readonly left: string;
  readonly value: Expression;
}

/** Width of a line in em of the formula font: what an A4 page holds beside the left-hand side. */
const LINE = 33;

/**
 * The equations as display formulas, then the parts that had to be named.
 * @param taken names that no part may get
 */
export function equationsHtml(equations: readonly ReportEquation[], taken: ReadonlySet<string>): Html {
  const isLong = ({ value }: ReportEquation): boolean => latexWidth(value) > LINE;
  const { parts, values } = nameParts(
    equations.filter(isLong).map((e) => e.value),
    { taken, measure: latexWidth, limit: LINE },
  );
  let next = 0;
  const shown = equations.map((e) => equation(e.left, isLong(e) ? (values[next++] as Expression) : e.value));
  if (parts.length === 0) return html`${shown}`;
  const named = parts.map(({ name, value }) => equation(toLatex({ type: "symbol", name }), value));
  return html`${shown}
    <p class="with">with</p>
    ${named}`;
}

/** One equation, a sum broken between terms where a line is full. */
function equation(left: string, value: Expression): Html {
  if (value.type !== "sum" || latexWidth(value) <= LINE) return displayMath(`${left} = ${toLatex(value)}`);
  const lines: string[] = [];
  let line = "";
  let width = 0;
  for (const [i, term] of value.terms.entries()) {
    const latex = term.type === "sum" ? `\\left(${toLatex(term)}\\right)` : toLatex(term);
    const sign = latex.startsWith("-") ? "-" : "+";
    const signed = i === 0 ? latex : `{} ${sign} ${latex.replace(/^-\s*/, "")}`;
    const own = latexWidth(term);
    if (line !== "" && width + own > LINE) {
      lines.push(line);
      [line, width] = ["", 0];
    }
    line += signed;
    width += own;
  }
  const [first, ...rest] = [...lines, line];
  const broken = [`${left} &= ${first}`, ...rest.map((l) => `&\\quad ${l}`)].join(" \\\\ ");
  return displayMath(`\\begin{aligned} ${broken} \\end{aligned}`);
}
