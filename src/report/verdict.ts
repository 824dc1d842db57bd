/** The verdict on a junction in sentences, and its proof. */
import { asciiLatex } from "../print/ascii-latex.js";
import { type Conditions } from "../conditions/conditions.js";
import { numberExpression } from "../../symbolic/expression/build.js";
import { conditionsProof, evenPartEquation } from "../conditions/print/latex.js";
import { type DirectionRegion } from "../conditions/direction/answer.js";
import { onlyIf } from "../conditions/print/text.js";
import { boundariesLeftOut, directionStatement, shownRegions } from "../conditions/print/direction.js";
import { toLatex } from "../print/latex.js";
import { latexWidth } from "../print/latex-width.js";
import { type Definition } from "../print/definition.js";
import { type DocumentPart } from "../print/document.js";
import { equationsHtml } from "./equations.js";
import { type Html, html } from "./page/html.js";
import { latexProse } from "./page/latex-prose.js";
import { asciiMath, inlineMath } from "./page/math.js";
import { plainMath } from "./page/plain-math.js";

/** One sentence: whether heat is rectified, and when not. */
export function verdictSentence(c: Conditions): Html {
  const { current, verdict, everywhere, solutions } = c;
  const bound = current.variables.parameters.length === 0;
  const systems = solutions.map(
    ({ equations, remark }) =>
      html`${joined(equations.map(asciiMath), " and ")}${remark !== undefined && ` (${remark})`}`,
  );
  const connected = c.connectedUnless.map((list) => joined(list.map(asciiMath), " and "));
  const position = html`${
    !everywhere && " This holds for energies in general position: no integer relation among the free ones."
  }${
    connected.length > 0 &&
    html` The levels are assumed to be connected, which they are not where
    ${joined(connected, ", or where ")}.`
  }`;
  switch (verdict.rectifies) {
    case "never":
      return html`Heat is <strong>never rectified</strong>: J(−Δ) = −J(Δ)
        identically${bound ? " at the values given" : ", for all parameters"}.${position}`;
    case "always":
      return bound
        ? html`Heat is <strong>rectified</strong>: at the values given, ${inlineMath("J")} is not odd in
            ${inlineMath("\\Delta")}.`
        : html`Heat is <strong>always rectified</strong>: no admissible parameters make ${inlineMath("J")} odd
            in ${inlineMath("\\Delta")}.${position}`;
    case "conditionally":
      return html`Heat is <strong>rectified unless</strong> ${joined(systems, ", or ")}.${position}`;
    case "undecided":
      return html`<strong>Undecided</strong>: heat is not rectified ${onlyIf(verdict)} all
        ${verdict.vanishesIff[0]?.length ?? 0} equations of the proof hold.${position}`;
  }
}

/** Pieces with a separator between them. */
function joined(pieces: readonly Html[], separator: string): Html {
  return html`${pieces.map((piece, i) => html`${i > 0 && separator}${piece}`)}`;
}

/** Class, lowest even order and direction, as sentences. */
export function verdictDetails(c: Conditions): Html {
  return html`${
    c.type !== null &&
    html`<p>
      Class ${c.type} of the paper: rectification ${CLASS[c.type]}.
      ${
        c.lowestEvenOrder !== null &&
        html`The lowest even term is
        ${inlineMath(`\\alpha_{${c.lowestEvenOrder}} \\Delta^{${c.lowestEvenOrder}}`)}.`
      }
    </p>`
  }
  ${directionHtml(c.direction?.regions ?? [])}
  ${c.direction?.bounds.map(
    ({ where, text, reason, sharp }) =>
      html`<p>
        ${where.length === 0 ? "The" : html`Where ${joined(where.map(asciiMath), ", ")}, the`} contrast obeys
        ${inlineMath(`|C| < ${asciiLatex(text)}`)}${sharp && ", and no smaller bound holds"}
        (${plainMath(reason)}).
      </p>`,
  )}`;
}

/** Which end conducts better, region by region, and how many regions are not shown. */
function directionHtml(all: readonly DirectionRegion[]): Html {
  const { shown, boundaries } = shownRegions(all);
  return html`${shown.map(
    (r) =>
      html`<p>
        ${r.where.length === 0 ? "For all parameters" : html`Where ${joined(r.where.map(asciiMath), ", ")}`},
        ${plainMath(directionStatement(r).text)}.
      </p>`,
  )}
  ${boundariesLeftOut(boundaries).map((text) => html`<p>(${text}.)</p>`)}`;
}

const CLASS: Readonly<Record<NonNullable<Conditions["type"]>, string>> = {
  A: "comes with rates whose ratio depends on temperature",
  B: "occurs at a constant ratio of the rates",
  "A and B": "occurs at a constant ratio of the rates as well as at one that depends on temperature",
};

/** Even parts wider than this say nothing to a reader. */
const WIDEST = 700;

/** The proof: the criterion for two levels and the oscillator, the even part, the case distinction. */
export function proofHtml(c: Conditions, taken: Set<string>): Html {
  const { evenPart, conclusion } = conditionsProof(c);
  const names = c.where.map(({ name, meaning }) =>
    inlineMath(`${asciiLatex(name)} = ${meaningLatex(meaning)}`),
  );
  const wide = latexWidth(c.evenPart) > WIDEST;
  return html`${criterion(c, taken)}
    <p>
      For fixed parameters, the temperatures and ${joined(names, ", ")} are algebraically independent, and
      ${inlineMath("\\Delta \\to -\\Delta")} exchanges ${inlineMath("T_L")} and ${inlineMath("T_R")}. As a
      rational function of them${wide ? "" : ","}
      ${wide && html`the even part of J has ${c.verdict.coefficients.length} coefficients in its numerator.`}
    </p>
    ${!wide && evenPart.map((part) => partHtml(part, taken))}
    ${conclusion.map((part) => partHtml(part, taken))}`;
}

/** A piece of the proof. */
function partHtml(part: DocumentPart, taken: Set<string>): Html {
  switch (part.kind) {
    case "paragraph":
      return latexProse(part.text);
    case "list":
      return latexProse(
        `\\begin{itemize}${part.items.map((item) => `\\item ${item}`).join("\n")}\\end{itemize}`,
      );
    case "equations":
      return equationsHtml(
        part.equations.map(({ left, value }) => ({
          left,
          value: value === "0" ? numberExpression(0n) : value,
        })),
        taken,
      );
    case "section":
    case "table":
      throw new Error("internal: a proof has no sections or tables");
  }
}

/** h and the even part in it (docs/proofs.md §4), each name defined before it is used. */
function criterion({ criterion: form }: Conditions, taken: Set<string>): Html | undefined {
  if (!form) return undefined;
  const { statistics, occupation, ends, h, sums, evenPart } = form;
  const shown = (list: readonly Definition[]): Html =>
    equationsHtml(
      list.map(({ left, value }) => ({ left: toLatex(left), value })),
      taken,
    );
  const [left, right] = ends.map((end) => toLatex(end.left));
  return html`<p>With ${inlineMath(`F_\\nu(T) = 1/[(${toLatex(statistics)}) k^\\nu(T)] > 0`)} of each end,</p>
    ${shown(ends)}
    <p>
      heat is not rectified if and only if the following, ${inlineMath(`${left} - ${right}`)}, is constant:
    </p>
    ${shown([h])}
    <p>since with</p>
    ${shown([occupation, ...sums])}
    <p>the even part of the current is</p>
    ${equationsHtml([{ ...evenPartEquation(evenPart), value: evenPart }], taken)}`;
}

/** `exp(-omega/T_L)` → e^{−ω/T_L}. */
function meaningLatex(meaning: string): string {
  const exponential = /^exp\(-(.*)\/(T_[LR])\)$/.exec(meaning);
  if (!exponential) return asciiLatex(meaning);
  const [, energy = "", temperature = ""] = exponential;
  return `e^{-${asciiLatex(energy)}/${asciiLatex(temperature)}}`;
}
