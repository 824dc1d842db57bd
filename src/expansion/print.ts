/** An expansion as text, LaTeX lines, a LaTeX document, Markdown or JSON. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { quantityRecord } from "../junction/quantity.js";
import { type JunctionExpansion } from "./expansion.js";
import { toLatex } from "../print/latex.js";
import { latexWidth } from "../print/latex-width.js";
import { markdownEquations } from "../print/markdown.js";
import { nameParts } from "../print/common-parts.js";
import { type DocumentPart, type Equation } from "../print/document.js";
import { escapeTex, texDocument } from "../print/tex-document.js";
import { toText } from "../expression/ascii.js";
import { unitSystem } from "../junction/units.js";
import { spectrumLatex, spectrumLines, spectrumSentence } from "../junction/spectra.js";
import { wrap } from "../input/fold-lines.js";

/** Characters from which a coefficient is printed with named parts. */
const LONG_TEXT = 400;
/** The longest term of a formula with named parts. */
const LONG_TERM = 320;
/** Width in em from which LaTeX gets named parts. */
const LONG_LATEX = 60;
const COLUMNS = 80;

/** Which quantity of which junction. */
type Expanded = Pick<JunctionExpansion, "junction" | "quantity">;

/** What the quantity is and what its coefficients are called, within 80 columns. */
export function heading(result: Expanded): string {
  const { name, units } = result.junction;
  const measured = units === undefined ? "" : `; ${unitSystem(units)}`;
  const whole = `${name}: ${quantityRecord(result.quantity).definition.text}, T_a = T_L + T_R, Delta = T_L - T_R${measured}`;
  return wrap(whole, COLUMNS, "", "  ").join("\n");
}

/** Names that named parts must leave alone. */
export function takenNames(result: JunctionExpansion): ReadonlySet<string> {
  const own = ["T_a", "T_L", "T_R", "Delta", "J", "R", "T", "x", "e", "k_L", "k_R", "X_L", "X_R", "r"];
  return new Set([...own, ...result.junction.parameters.map((p) => p.name)]);
}

/** Coefficients as text, folded at 80 columns; long ones with their common parts named below. */
export function expansionText(result: JunctionExpansion, orders: readonly number[]): string {
  const { text } = quantityRecord(result.quantity).coefficient;
  const formulas = orders.map((k) => (result.isZero(k) ? undefined : result.expression(k)));
  const long = formulas.map((e) => e !== undefined && toText(e).length > LONG_TEXT);
  const { parts, values } = nameParts(
    formulas.filter((_, i): _ is Expression => long[i] === true),
    { taken: takenNames(result), measure: (e) => toText(e).length, limit: LONG_TERM },
  );
  let next = 0;
  const lines = orders.flatMap((k, i) => {
    const e = long[i] === true ? values[next++] : formulas[i];
    const value = e === undefined ? "0  (identically)" : toText(e);
    return wrap(`${text}_${k} = ${value}`, COLUMNS, "", "    ");
  });
  const named = parts.flatMap((p) => wrap(`${p.name} = ${toText(p.value)}`, COLUMNS, "  ", "      "));
  const beneath = named.length > 0 ? ["", "with", ...named] : [];
  return [heading(result), "", ...lines, ...beneath, ...spectrumLines(result.junction)].join("\n");
}

/** One line of LaTeX for each coefficient and each part that had to be named. */
export function expansionLatex(result: JunctionExpansion, orders: readonly number[]): string {
  const equations = equationsOf(result, orders);
  const isLong = (e: Equation): boolean => e.value !== "0" && latexWidth(e.value) > LONG_LATEX;
  const { parts, values } = nameParts(
    equations.filter(isLong).map((e) => e.value as Expression),
    { taken: takenNames(result), measure: latexWidth, limit: LONG_LATEX },
  );
  let next = 0;
  return [
    ...equations.map((e) => {
      const value = isLong(e) ? (values[next++] as Expression) : e.value;
      return `${e.left} = ${value === "0" ? "0" : toLatex(value)}`;
    }),
    ...parts.map((p) => `${toLatex({ type: "symbol", name: p.name })} = ${toLatex(p.value)}`),
    ...spectrumLatex(result.junction),
  ].join("\n");
}

/** A complete document. */
export function expansionTex(result: JunctionExpansion, orders: readonly number[]): string {
  const equations = { kind: "equations", equations: equationsOf(result, orders) } as const;
  const spectra = spectrumSentence(result.junction).map((text) => ({ kind: "paragraph", text }) as const);
  return texDocument(titleOf(result), [conventionsOf(result), equations, ...spectra], takenNames(result));
}

/** Title of a document on an expansion. */
export function titleOf({ junction, quantity }: Expanded): string {
  return `Expansion of ${quantityRecord(quantity).title}: ${escapeTex(junction.name)}`;
}

/** What is expanded in what, as its first paragraph. */
export function conventionsOf({ junction, quantity }: Expanded): DocumentPart {
  return {
    kind: "paragraph",
    text: `Junction ${escapeTex(junction.name)}; ${unitSystem(junction.units, "latex")}, $T_a = T_L + T_R$, $\\Delta = T_L - T_R$, $J > 0$ from left to right,\n\\[ ${quantityRecord(quantity).definition.latex}. \\]`,
  };
}

/** Markdown with display formulas. */
export function expansionMarkdown(result: JunctionExpansion, orders: readonly number[]): string {
  return [
    ...markdownHead(result),
    markdownEquations(equationsOf(result, orders), takenNames(result)),
    ...spectrumSentence(result.junction),
  ].join("\n\n");
}

/** The same at the head of Markdown. */
export function markdownHead({ junction, quantity }: Expanded): string[] {
  return [
    `### ${junction.name}`,
    `$${quantityRecord(quantity).definition.latex}$, $T_a = T_L + T_R$, $\\Delta = T_L - T_R$${
      junction.units === undefined ? "" : `; ${unitSystem(junction.units)}`
    }`,
  ];
}

function equationsOf(result: JunctionExpansion, orders: readonly number[]): readonly Equation[] {
  const { latex } = quantityRecord(result.quantity).coefficient;
  return orders.map((k) => ({
    left: `${latex}_{${k}}`,
    value: result.isZero(k) ? "0" : result.expression(k),
  }));
}
