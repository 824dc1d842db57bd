/** The verdict on a junction in sentences, and its proof. */
import { symbolExpression } from "../../symbolic/build.js";
import { asciiLatex } from "../ascii-latex.js";
import { type Conditions } from "../conditions.js";
import { replaceSymbol } from "../replace-symbol.js";
import { conditionsLatex } from "../conditions-text.js";
import { directionStatement, shownRegions } from "../direction-text.js";
import { toLatex } from "../latex.js";
import { latexWidth } from "../latex-width.js";
import { equationsHtml } from "./equations.js";
import { type Html, html } from "./html.js";
import { latexProse } from "./latex-prose.js";
import { asciiMath, displayMath, inlineMath } from "./math.js";
import { plainMath } from "./plain-math.js";

/** One sentence: whether heat is rectified, and when not. */
export function verdictSentence({ current, verdict, everywhere }: Conditions): Html {
  const bound = current.variables.parameters.length === 0;
  const systems = verdict.vanishesIff.map((list) => joined(list.map(asciiMath), " and "));
  const position = everywhere
    ? ""
    : " This holds for energies in general position: no integer relation among the free ones.";
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
      return html`<strong>Undecided</strong>: heat is not rectified iff all
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
  ${shownRegions(c.direction?.regions ?? []).shown.map(
    (r) =>
      html`<p>
        ${r.where.length === 0 ? "For all parameters" : html`Where ${joined(r.where.map(asciiMath), ", ")}`},
        ${plainMath(directionStatement(r).text)}.
      </p>`,
  )}
  ${c.direction?.bounds.map(
    ({ where, text, reason, sharp }) =>
      html`<p>
        ${where.length === 0 ? "The" : html`Where ${joined(where.map(asciiMath), ", ")}, the`} contrast obeys
        ${inlineMath(`|C| < ${asciiLatex(text)}`)}${sharp && ", and no smaller bound holds"}
        (${plainMath(reason)}).
      </p>`,
  )}`;
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
  const [, ...after] = conditionsLatex(c).split("\\]");
  const names = c.where.map(({ name, meaning }) =>
    inlineMath(`${asciiLatex(name)} = ${meaningLatex(meaning)}`),
  );
  const left = "\\tfrac{1}{2} [J(\\Delta) + J(-\\Delta)]";
  const wide = latexWidth(c.evenPart) > WIDEST;
  return html`${criterion(c)}
    <p>
      For fixed parameters, the temperatures and ${joined(names, ", ")} are algebraically independent, and
      ${inlineMath("\\Delta \\to -\\Delta")} exchanges ${inlineMath("T_L")} and ${inlineMath("T_R")}. As a
      rational function of them${wide ? "" : ","}
      ${wide && html`the even part of J has ${c.verdict.coefficients.length} coefficients in its numerator.`}
    </p>
    ${!wide && equationsHtml([{ left, value: c.evenPart }], taken)} ${latexProse(after.join("\\]"))}`;
}

/** (ω/2)(X_L − X_R)[h(T_R) − h(T_L)]/(S(Δ)S(−Δ)) of design §3. */
function criterion(c: Conditions): Html | undefined {
  const { subsystem } = c.junction;
  if (!c.h || subsystem.kind !== "ladder") return undefined;
  const gap = toLatex(subsystem.gap);
  const sign = subsystem.levels === 2 ? "+" : "-";
  const h = replaceSymbol(replaceSymbol(c.h, "X_L", symbolExpression("X")), "T_L", symbolExpression("T"));
  return html`<p>
      With ${inlineMath(`X_\\nu = e^{-${gap}/T_\\nu}`)} and
      ${inlineMath(`S(\\Delta) = (1 ${sign} X_R)/k^L + (1 ${sign} X_L)/k^R > 0`)},
    </p>
    ${displayMath(
      `\\tfrac{1}{2} [J(\\Delta) + J(-\\Delta)] =\\nobreak \\frac{${gap}}{2} \\, \\frac{(X_L - X_R) [h(T_R) - h(T_L)]}{S(\\Delta) \\, S(-\\Delta)}`,
    )}
    <p>with</p>
    ${displayMath(`h(T) =\\nobreak \\frac{1/k^L(T) - 1/k^R(T)}{1 ${sign} e^{-${gap}/T}},`)}
    <p>so heat is not rectified if and only if ${inlineMath("h(T)")} is constant. Here</p>
    ${equationsHtml([{ left: "h(T)", value: h }], new Set(["X", "T"]))}`;
}

/** `exp(-omega/T_L)` → e^{−ω/T_L}. */
function meaningLatex(meaning: string): string {
  const exponential = /^exp\(-(.*)\/(T_[LR])\)$/.exec(meaning);
  if (!exponential) return asciiLatex(meaning);
  const [, energy = "", temperature = ""] = exponential;
  return `e^{-${asciiLatex(energy)}/${asciiLatex(temperature)}}`;
}
