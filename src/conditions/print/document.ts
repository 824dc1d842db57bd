/** The answers of `conditions` as a document: verdict, class, direction, and the proof with its formulas broken into lines. */
import { asciiLatex } from "../../print/ascii-latex.js";
import { type Conditions } from "../conditions.js";
import { conditionsProof, definitionEquation, evenPartEquation } from "./latex.js";
import { boundariesLeftOut, directionStatement, shownRegions } from "./direction.js";
import { type DocumentPart } from "../../print/document.js";
import { toLatex } from "../../print/latex.js";
import { latexWidth } from "../../print/latex-width.js";
import { printDocument } from "../../print/documents.js";
import { type DocumentFormat } from "../../print/format.js";
import { unitSystem } from "../../junction/units.js";
import { proseLatex } from "../../print/prose-math.js";
import { type ResistanceForm } from "../parity/resistance-form.js";
import { escapeTex } from "../../print/tex-document.js";

/** Even parts wider than this, in em, say nothing to a reader. */
const WIDEST = 700;
const CONVENTIONS = "$T_a = T_L + T_R$, $\\Delta = T_L - T_R$; $J > 0$ flows from left to right.";

/**
 * A complete document.
 * @param notes  paragraphs in front, as LaTeX text
 * @param all  whether long lists of regions hold the boundaries too
 */
export function conditionsDocument(
  format: DocumentFormat,
  list: readonly Conditions[],
  notes: readonly string[],
  all: boolean,
): string {
  return printDocument(format, escapeTex(titleOf(list)), partsOf(list, notes, all), takenBy(list));
}

function titleOf(list: readonly Conditions[]): string {
  const [only] = list;
  return `When heat is rectified: ${list.length === 1 && only ? only.junction.name : "every pair of baths"}`;
}

/** Names that parts of formulas must not get. */
function takenBy(list: readonly Conditions[]): ReadonlySet<string> {
  return new Set(
    list.flatMap(({ junction, where }) => [
      ...junction.parameters.map(({ name }) => name),
      ...where.map(({ name }) => name),
      ...["J", "T", "X", "h", "Delta", "T_a", "T_L", "T_R"],
    ]),
  );
}

function partsOf(list: readonly Conditions[], notes: readonly string[], all: boolean): DocumentPart[] {
  return [
    { kind: "paragraph", text: `${unitSystem(list[0]?.junction.units, "latex")}; ${CONVENTIONS}` },
    ...notes.map((text) => ({ kind: "paragraph", text }) as const),
    ...list.flatMap((c): DocumentPart[] => [
      ...(list.length > 1 ? [{ kind: "section", title: escapeTex(c.junction.name) } as const] : []),
      ...proofParts(c, all),
    ]),
  ];
}

/** The claim, what is known besides, then the proof. */
function proofParts(c: Conditions, all: boolean): DocumentPart[] {
  const { claim, premise, evenPart, conclusion } = conditionsProof(c);
  const say = (text: string): DocumentPart => ({ kind: "paragraph", text: plainEnergies(text) });
  const short = evenPart.every(
    (part) =>
      part.kind !== "equations" ||
      part.equations.every((e) => e.value === "0" || latexWidth(e.value) <= WIDEST),
  );
  const left = evenPartEquation("0").left;
  return [
    say(claim),
    ...details(c, all),
    say(premise),
    ...(short
      ? evenPart
      : [say(`the even part $${left}$ has ${c.verdict.coefficients.length} coefficients in its numerator.`)]),
    ...conclusion,
  ];
}

/** Class, lowest even term, criterion, direction, exceptional energies. */
function details(c: Conditions, all: boolean): DocumentPart[] {
  const parts: DocumentPart[] = [];
  const say = (...sentences: string[]): void =>
    void parts.push({ kind: "paragraph", text: sentences.join(" ") });
  if (!c.everywhere)
    say("The verdict is for energies in general position: no integer relation among the free ones.");
  for (const { where, rectifies, vanishesIff } of c.exceptions) {
    const systems = vanishesIff.map(equations).join(", or ");
    say(
      `But at $${asciiLatex(where)}$: ${rectifies}${rectifies === "conditionally" ? `, absent if and only if ${systems}` : ""}.`,
    );
  }
  if (c.type !== null)
    say(
      `Class ${c.type} of the paper.`,
      ...(c.lowestEvenOrder === null
        ? []
        : [`The lowest even term is $\\alpha_{${c.lowestEvenOrder}} \\Delta^{${c.lowestEvenOrder}}$.`]),
    );
  if (c.criterion && c.verdict.rectifies !== "never") parts.push(...criterionParts(c.criterion));
  const { shown: regions, boundaries } = shownRegions(c.direction?.regions ?? [], all);
  if (regions.length > 0 && c.verdict.rectifies !== "never") {
    const items = regions.map((r) => {
      const region = r.where.length === 0 ? "For all parameters" : `Where ${equations(r.where)}`;
      return `${region}: ${proseLatex(directionStatement(r, { examples: false }).text)}.`;
    });
    const more = boundariesLeftOut(boundaries).map((text) => `${text}.`);
    parts.push({ kind: "list", items: [...items, ...more] });
  }
  for (const { where, text, sharp } of c.direction?.bounds ?? []) {
    const region = where.length === 0 ? "The" : `Where ${equations(where)}, the`;
    const close = sharp ? ", and no smaller bound holds" : "";
    say(`${region} contrast obeys $|C| < ${asciiLatex(text)}$${close}.`);
  }
  return parts;
}

/** h and the even part in it, each name defined before it is used. */
function criterionParts({ statistics, occupation, ends, h, sums, evenPart }: ResistanceForm): DocumentPart[] {
  const [left, right] = ends.map((end) => toLatex(end.left));
  return [
    { kind: "paragraph", text: `With $F_\\nu(T) = 1/[(${toLatex(statistics)}) k^\\nu(T)] > 0$ of each end,` },
    { kind: "equations", equations: ends.map(definitionEquation) },
    {
      kind: "paragraph",
      text: `heat is not rectified if and only if the following, $${left} - ${right}$, does not depend on $T$:`,
    },
    { kind: "equations", equations: [definitionEquation(h)] },
    { kind: "paragraph", text: "since with" },
    { kind: "equations", equations: [occupation, ...sums].map(definitionEquation) },
    { kind: "paragraph", text: "the even part of the current is" },
    { kind: "equations", equations: [evenPartEquation(evenPart)] },
  ];
}

function equations(list: readonly string[]): string {
  return list.map((e) => `$${asciiLatex(e)}$`).join(" and ");
}

/** e^{−1/5/T} → e^{−1/(5T)}. */
function plainEnergies(latex: string): string {
  return latex.replace(/e\^\{-(\d+)\/(\d+)\/(T_[LR])\}/g, "e^{-$1/($2 $3)}");
}
