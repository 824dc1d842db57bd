/**
 * A complete LaTeX document (article, amsmath) of equations and paragraphs. Formulas wider than the page get their
 * parts named (`print/common-parts.ts`) and their sums broken between terms.
 */
import { type Expression } from "../../symbolic/expression/expression.js";
import { type DocumentPart, type Equation } from "./document.js";
import { toLatex } from "./latex.js";
import { latexWidth } from "./latex-width.js";
import { nameParts } from "./common-parts.js";

/** Text width of the article class with margins of 25 mm on A4, 10 pt, less the left-hand sides. */
const LINE = 38;

/** The document's source. @param taken names that parts must not get */
export function texDocument(
  title: string,
  parts: readonly DocumentPart[],
  taken: ReadonlySet<string>,
): string {
  const body = parts.map((part) => partSource(part, taken));
  return [
    "\\documentclass[10pt,a4paper]{article}",
    "\\usepackage[margin=25mm]{geometry}",
    "\\usepackage{amsmath}",
    ...(body.some((source) => source.includes("\\square")) ? ["\\usepackage{amssymb}"] : []),
    "\\allowdisplaybreaks",
    "\\setlength{\\jot}{6pt}",
    "\\sloppy",
    "\\setlength{\\parindent}{0pt}",
    "\\setlength{\\parskip}{\\medskipamount}",
    `\\title{${title}}`,
    "\\date{}",
    "\\begin{document}",
    "\\maketitle",
    ...body,
    "\\end{document}",
    "",
  ].join("\n");
}

/** Characters of ordinary text that LaTeX reads as commands. */
export function escapeTex(text: string): string {
  return text.replace(/[\\{}$&#^_%~]/g, (c) =>
    c === "\\" ? "\\textbackslash{}" : c === "^" ? "\\^{}" : c === "~" ? "\\~{}" : `\\${c}`,
  );
}

function partSource(part: DocumentPart, taken: ReadonlySet<string>): string {
  switch (part.kind) {
    case "section":
      return `\\section*{${part.title}}`;
    case "paragraph":
      return `${part.text}\n`;
    case "list":
      return ["\\begin{itemize}", ...part.items.map((item) => `\\item ${item}`), "\\end{itemize}"].join("\n");
    case "equations":
      return equationsSource(part.equations, taken);
    case "table":
      return tableSource(part.head, part.rows);
  }
}

function tableSource(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `${cells.join(" & ")} \\\\`;
  return [
    `\\begin{tabular}{@{}${head.map((_, i) => (i === 0 ? "l" : "r")).join("")}@{}}`,
    line(head),
    "\\hline",
    ...rows.map(line),
    "\\end{tabular}\n",
  ].join("\n");
}

/** Equations as aligned displays, long ones with their parts named below. */
export function equationsSource(equations: readonly Equation[], taken: ReadonlySet<string>): string {
  const isLong = (e: Equation): boolean => e.value !== "0" && latexWidth(e.value) > LINE;
  const long = equations.filter(isLong);
  const { parts, values } = nameParts(
    long.map((e) => e.value as Expression),
    { taken, measure: latexWidth, limit: LINE },
  );
  const lines = equations.map((e) => {
    const i = long.indexOf(e);
    return broken(e.left, i >= 0 ? (values[i] as Expression) : e.value);
  });
  const shown = aligned(lines);
  if (parts.length === 0) return shown;
  return `${shown}\nwith\n${aligned(parts.map((p) => broken(toLatex({ type: "symbol", name: p.name }), p.value)))}`;
}

function aligned(lines: readonly string[]): string {
  return `\\begin{align*}\n${lines.join(" \\\\\n")}\n\\end{align*}`;
}

/** One equation, a sum broken between terms where a line is full. */
function broken(left: string, value: Expression | "0"): string {
  if (value === "0") return `${left} &= 0`;
  if (value.type !== "sum" || latexWidth(value) <= LINE) return `${left} &= ${toLatex(value)}`;
  const lines: string[] = [];
  let line = "";
  let width = 0;
  for (const [i, t] of value.terms.entries()) {
    const term = t.type === "sum" ? `\\left(${toLatex(t)}\\right)` : toLatex(t);
    const signed = i === 0 ? term : term.startsWith("-") ? `- ${term.slice(1).trimStart()}` : `+ ${term}`;
    const w = latexWidth(t) + 1.3;
    if (line !== "" && width + w > LINE) {
      lines.push(line);
      line = "";
      width = 0;
    }
    line += line === "" ? signed : ` ${signed}`;
    width += w;
  }
  lines.push(line);
  return lines.map((l, i) => (i === 0 ? `${left} &= ${l}` : `&\\quad ${l}`)).join(" \\\\\n");
}
