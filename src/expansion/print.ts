/** An expansion as text, LaTeX lines, a LaTeX document, Markdown or JSON. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { quantityRecord } from "../junction/quantity.js";
import { type JunctionExpansion } from "./expansion.js";
import { definitionsLength, type NaturalVariable, type Variables } from "./natural-variables.js";
import { nodeCount } from "../../symbolic/expression/build.js";
import { symbolsOf } from "../expression/tree.js";
import { toLatex } from "../print/latex.js";
import { latexWidth } from "../print/latex-width.js";
import { markdownEquations } from "../print/markdown.js";
import { nameParts } from "../print/common-parts.js";
import { type DocumentPart, type Equation } from "../print/document.js";
import { printDocument } from "../print/documents.js";
import { type DocumentFormat } from "../print/format.js";
import { escapeTex } from "../print/tex-document.js";
import { toText } from "../expression/ascii.js";
import { type Junction } from "../junction/junction.js";
import { exchangesOf } from "../junction/replaced-parameters.js";
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
export function takenNames(
  result: JunctionExpansion,
  definitions: readonly NaturalVariable[] = [],
): ReadonlySet<string> {
  const own = ["T_a", "T_L", "T_R", "Delta", "J", "R", "T", "x", "e", "k_L", "k_R", "X_L", "X_R", "r"];
  return new Set([...own, ...[...result.junction.parameters, ...definitions].map((p) => p.name)]);
}

/** Coefficients as they are printed. */
interface Printed {
  /** The coefficient of Δ^k, undefined where it vanishes identically. */
  readonly formulas: ReadonlyMap<number, Expression | undefined>;
  /** The variables in them that are no parameters. */
  readonly definitions: readonly NaturalVariable[];
  /** What stands above the definitions. */
  readonly words?: string;
}

/** The formulas of some orders in the variables asked for. */
export function printedCoefficients(
  result: JunctionExpansion,
  orders: readonly number[],
  variables: Variables,
): Printed {
  const nonzero = orders.filter((k) => !result.isZero(k));
  const natural = variables === "given" ? undefined : result.natural();
  const inForm = (form: (k: number) => Expression): Printed["formulas"] =>
    new Map(orders.map((k) => [k, nonzero.includes(k) ? form(k) : undefined]));
  const given = (): Printed => ({ formulas: inForm((k) => result.expression(k)), definitions: [] });
  if (!natural) return given();
  const formulas = inForm((k) => natural.expression(k));
  const used = new Set([...formulas.values()].flatMap((e) => (e === undefined ? [] : symbolsOf(e))));
  const definitions = natural.definitions.filter(({ name }) => used.has(name));
  if (variables === "natural" || natural.kind === "levels")
    return { formulas, definitions, words: WORDS[natural.kind] };
  let left = definitionsLength(definitions);
  for (const e of formulas.values()) left += e === undefined ? 0 : nodeCount(e);
  // Long formulas in the parameters are not even made where the short ones have won already.
  for (const k of nonzero)
    if ((left -= nodeCount(result.expression(k))) < 0)
      return { formulas, definitions, words: WORDS[natural.kind] };
  return given();
}

/** Coefficients as text, folded at 80 columns; long ones with their common parts named below. */
export function expansionText(
  result: JunctionExpansion,
  orders: readonly number[],
  variables: Variables = "short",
): string {
  const { text } = quantityRecord(result.quantity).coefficient;
  const { formulas: byOrder, definitions } = printedCoefficients(result, orders, variables);
  const formulas = orders.map((k) => byOrder.get(k));
  const long = formulas.map((e) => e !== undefined && toText(e).length > LONG_TEXT);
  const { parts, values } = nameParts(
    formulas.filter((_, i): _ is Expression => long[i] === true),
    { taken: takenNames(result, definitions), measure: (e) => toText(e).length, limit: LONG_TERM },
  );
  let next = 0;
  const lines = orders.flatMap((k, i) => {
    const e = long[i] === true ? values[next++] : formulas[i];
    const value = e === undefined ? "0  (identically)" : toText(e);
    return wrap(`${text}_${k} = ${value}`, COLUMNS, "", "    ");
  });
  const named = [...definitions, ...parts].flatMap((p) =>
    wrap(`${p.name} = ${toText(p.value)}`, COLUMNS, "  ", "      "),
  );
  const beneath = named.length > 0 ? ["", "with", ...named] : [];
  return [heading(result), "", ...lines, ...beneath, ...spectrumLines(result.junction)].join("\n");
}

/** One line of LaTeX for each coefficient and each part that had to be named. */
export function expansionLatex(
  result: JunctionExpansion,
  orders: readonly number[],
  variables: Variables = "short",
): string {
  const { equations, definitions } = equationsOf(result, orders, variables);
  const isLong = (e: Equation): boolean => e.value !== "0" && latexWidth(e.value) > LONG_LATEX;
  const { parts, values } = nameParts(
    equations.filter(isLong).map((e) => e.value as Expression),
    { taken: takenNames(result, definitions), measure: latexWidth, limit: LONG_LATEX },
  );
  let next = 0;
  return [
    ...equations.map((e) => {
      const value = isLong(e) ? (values[next++] as Expression) : e.value;
      return `${e.left} = ${value === "0" ? "0" : toLatex(value)}`;
    }),
    ...[...definitions, ...parts].map(
      (p) => `${toLatex({ type: "symbol", name: p.name })} = ${toLatex(p.value)}`,
    ),
    ...spectrumLatex(result.junction),
  ].join("\n");
}

/** A complete document. */
export function expansionDocument(
  format: DocumentFormat,
  result: JunctionExpansion,
  orders: readonly number[],
  variables: Variables = "short",
): string {
  if (format === "markdown") return expansionMarkdown(result, orders, variables);
  const { equations, definitions, words } = equationsOf(result, orders, variables);
  const parts: DocumentPart[] = [conventionsOf(result), { kind: "equations", equations }];
  if (definitions.length > 0) parts.push(...definitionParts(definitions, words));
  const exchanged = exchangeEquations(result.junction);
  if (exchanged.length > 0) parts.push(...definitionParts(exchanged, EXCHANGED));
  parts.push(...spectrumSentence(result.junction).map((text) => ({ kind: "paragraph", text }) as const));
  return printDocument(format, titleOf(result), parts, takenNames(result, definitions));
}

function definitionParts(definitions: readonly NaturalVariable[], words: string): DocumentPart[] {
  return [
    { kind: "paragraph", text: words },
    { kind: "equations", equations: definitionEquations(definitions) },
  ];
}

/** What stands above the definitions of natural variables. */
const WORDS = {
  contacts: "with the strengths of the contacts at $T_a/2$ and the parts of them that grow with temperature",
  levels: "with the gaps and the strengths $|S|^2\\Gamma(\\omega)$ of the transitions",
} as const;

/** What stands above the roots that took the place of parameters. */
const EXCHANGED = "in terms of the Hamiltonian's parameters";

const exchangeEquations = (junction: Junction): readonly NaturalVariable[] =>
  exchangesOf(junction).map(({ name, value }) => ({ name, value }));

const definitionEquations = (definitions: readonly NaturalVariable[]): Equation[] =>
  definitions.map(({ name, value }) => ({ left: toLatex({ type: "symbol", name }), value }));

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
function expansionMarkdown(
  result: JunctionExpansion,
  orders: readonly number[],
  variables: Variables,
): string {
  const { equations, definitions, words } = equationsOf(result, orders, variables);
  const taken = takenNames(result, definitions);
  const exchanged = exchangeEquations(result.junction);
  return [
    ...markdownHead(result),
    markdownEquations(equations, taken),
    ...(definitions.length > 0 ? [words, markdownEquations(definitionEquations(definitions), taken)] : []),
    ...(exchanged.length > 0 ? [EXCHANGED, markdownEquations(definitionEquations(exchanged), taken)] : []),
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

function equationsOf(
  result: JunctionExpansion,
  orders: readonly number[],
  variables: Variables,
): {
  readonly equations: Equation[];
  readonly definitions: readonly NaturalVariable[];
  readonly words: string;
} {
  const { latex } = quantityRecord(result.quantity).coefficient;
  const { formulas, definitions, words = "" } = printedCoefficients(result, orders, variables);
  const equations = orders.map((k) => ({
    left: `${latex}_{${k}}`,
    value: formulas.get(k) ?? ("0" as const),
  }));
  return { equations, definitions, words };
}
