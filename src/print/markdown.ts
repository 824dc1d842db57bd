/** Markdown with $…$ and $$…$$ formulas, for notebooks and issues. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { type DocumentPart, type Equation } from "./document.js";
import { toLatex } from "./latex.js";
import { latexWidth } from "./latex-width.js";
import { nameParts } from "./common-parts.js";

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

/** A document of parts. @param taken names that parts of formulas must not get */
export function markdownDocument(
  title: string,
  parts: readonly DocumentPart[],
  taken: ReadonlySet<string>,
): string {
  return [`# ${plainText(title)}`, ...parts.map((part) => partText(part, taken))].join("\n\n");
}

function partText(part: DocumentPart, taken: ReadonlySet<string>): string {
  switch (part.kind) {
    case "section":
      return `## ${plainText(part.title)}`;
    case "paragraph":
      return plainText(part.text);
    case "list":
      return part.items.map((item) => `- ${plainText(item)}`).join("\n");
    case "equations":
      return markdownEquations(part.equations, taken);
    case "table": {
      const line = (cells: readonly string[]): string => `| ${cells.map(plainText).join(" | ")} |`;
      const rule = part.head.map((_, i) => (i === 0 ? "---" : "---:"));
      return [line(part.head), line(rule), ...part.rows.map(line)].join("\n");
    }
  }
}

/** LaTeX text as Markdown: formulas stay, emphasis and escapes change. */
export function plainText(text: string): string {
  return text
    .split(/(\$[^$]*\$|\\\[[^]*?\\\])/)
    .map((piece) => {
      if (piece.startsWith("\\[")) return `\n\n${display(piece.slice(2, -2).trim())}\n\n`;
      if (/^\$[^$]*\$$/.test(piece)) return piece;
      return piece
        .replace(/\\textbf\{([^{}]*)\}/g, "**$1**")
        .replace(/\\emph\{([^{}]*)\}/g, "*$1*")
        .replace(/\\hfill ?|\\allowbreak\{\}/g, "")
        .replace(/\\([{}$&#_%])/g, "$1");
    })
    .join("")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** A formula on a line of its own. */
export function display(latex: string): string {
  return `$$\n${latex}\n$$`;
}
