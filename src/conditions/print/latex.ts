/** The verdict of `conditions` with a short proof that a referee can follow, as pieces of a document and in LaTeX. */
import { equationText } from "../../certificate/text.js";
import { type Conditions } from "../conditions.js";
import { connectionText, onlyIf, orderText } from "./text.js";
import { holdsForEveryLength, latexSteps } from "./proof.js";
import { type Definition } from "../../print/definition.js";
import { type DocumentPart, type Equation } from "../../print/document.js";
import { type LadderForm } from "../parity/ladder-form.js";
import { toLatex } from "../../print/latex.js";
import { spectrumSentence } from "../../junction/spectra.js";
import { symbolLatex } from "../../input/names.js";

const EVEN_PART = "\\frac{J(\\Delta) + J(-\\Delta)}{2}";

/** [J(Δ) + J(−Δ)]/2 on the left of a displayed equation. */
export const evenPartEquation = (value: Equation["value"]): Equation => ({ left: EVEN_PART, value });

/** A definition as an equation of a document. */
export function definitionEquation({ left, value }: Definition): Equation {
  return { left: toLatex(left), value };
}

/** The claim, then the proof. */
export interface ConditionsProof {
  readonly claim: string;
  readonly premise: string;
  /** The even part, what it is written in defined before it. */
  readonly evenPart: readonly DocumentPart[];
  readonly conclusion: readonly DocumentPart[];
}

/** The proof in LaTeX text with display formulas. */
export function conditionsLatex(c: Conditions): string {
  const { claim, premise, evenPart, conclusion } = conditionsProof(c);
  return [claim, "", premise, ...evenPart.map(partLatex), ...conclusion.map(partLatex)].join("\n");
}

function partLatex(part: DocumentPart): string {
  switch (part.kind) {
    case "paragraph":
      return part.text;
    case "list":
      return ["\\begin{itemize}", ...part.items.map((item) => `\\item ${item}`), "\\end{itemize}"].join("\n");
    case "equations":
      return part.equations
        .map((e) => `\\[ ${e.left} = ${e.value === "0" ? "0" : toLatex(e.value)}. \\]`)
        .join("\n");
    case "section":
    case "table":
      throw new Error("internal: a proof has no sections or tables");
  }
}

/** The claim and the proof, in pieces. */
export function conditionsProof(c: Conditions): ConditionsProof {
  const v = c.current.variables;
  const { solution, rectifies } = c.verdict;
  const latexOf = (text: string): string =>
    text
      .replace(/[A-Za-z][A-Za-z0-9_]*/g, (name) => symbolLatex(name))
      .replace(/\^(\d+)/g, "^{$1}")
      .replaceAll("*", " ");
  const where = c.where.map(({ name, meaning }) => {
    const exponential = /^exp\(-(.*)\/(T_[LR])\)$/.exec(meaning);
    const value = exponential
      ? `e^{-${latexOf((exponential[1] as string).replace(/^\((.*)\)$/, "$1"))}/${latexOf(exponential[2] as string)}}`
      : latexOf(meaning);
    return `$${symbolLatex(name)} = ${value}$`;
  });
  const systems = solution.leaves.map((l, i) => {
    const remark = rectifies === "conditionally" ? c.solutions[i]?.remark : undefined;
    const equations = l.equations.map((e) => `$${latexOf(equationText(e, v.parameters))}$`);
    return `${equations.join(" and ")}${remark === undefined ? "" : ` (${remark})`}`;
  });
  const connection = connectionText(c, (e) => `$${latexOf(e)}$`);
  const claim = {
    never: `${c.noHeat === undefined ? "" : `${c.noHeat}. `}Heat is never rectified.`,
    always: "Heat is rectified for all positive parameters.",
    conditionally: `Heat is not rectified if and only if ${systems.join(", or ")}.`,
    undecided: `Whether heat is rectified is not decided; that the coefficients below vanish is ${onlyIf(c.verdict) === "iff" ? "the exact condition" : "necessary for its absence"}.`,
  }[rectifies];
  return {
    claim: [
      `\\textbf{${c.junction.name}.} ${claim}`,
      ...[orderText(c, (e) => `$${latexOf(e)}$`), connection].filter((text) => text !== undefined),
      ...spectrumSentence(c.junction),
    ].join(" "),
    premise:
      `\\emph{Proof.} For fixed parameters ${where.join(", ")} and the temperatures are algebraically independent, and ` +
      "$\\Delta \\to -\\Delta$ exchanges $T_L$ and $T_R$. As a rational function of them",
    evenPart: c.ladder
      ? ladderParts(c.ladder)
      : [{ kind: "equations", equations: [evenPartEquation(c.evenPart)] }],
    conclusion: conclusion(c, latexOf),
  };
}

/** The even part of a ladder by its parts. */
function ladderParts({ definitions, current, sums, evenPart, differences }: LadderForm): DocumentPart[] {
  const words = sums
    ? ` $F(x) = \\sum_{n=1}^{${sums.levels - 1}} |S_n|^2 x^{n-1} / \\sum_{n=0}^{${sums.levels - 1}} x^n$,`
    : "";
  return [
    { kind: "paragraph", text: `with${words}` },
    { kind: "equations", equations: [...definitions, current].map(definitionEquation) },
    { kind: "paragraph", text: "and, with the index rev where $T_L$ and $T_R$ are exchanged," },
    {
      kind: "equations",
      equations: [evenPartEquation(evenPart), ...differences.map(definitionEquation)],
    },
  ];
}

/** What makes the even part vanish, and that nothing else does. */
function conclusion(c: Conditions, latexOf: (text: string) => string): DocumentPart[] {
  const { solution, rectifies } = c.verdict;
  const say = (text: string): DocumentPart => ({ kind: "paragraph", text });
  if (rectifies === "never") return [say("It is identically zero. \\hfill$\\square$")];
  const substitution =
    `Substituting ${solution.leaves.length === 1 ? "the" : "any one"} system ` +
    (c.ladder
      ? "gives $E(-\\Delta) = -E(\\Delta)$ and $r(-\\Delta) = r(\\Delta)$, so that $J$ is odd whatever $F$ is."
      : "makes every coefficient of the numerator vanish.");
  const converse = c.ladder
    ? "Conversely, let $J$ be odd. Near $X = 0$, where $r = 0$, and near $X = 1$, where $r = 1$, only the first Taylor " +
      "coefficients of $F$ enter, and the leading parts of $J(\\Delta) + J(-\\Delta)$, cleared of denominators, have " +
      "coefficients that must vanish" +
      (holdsForEveryLength(c.certificate)
        ? " (only $F(0) > 0$ or $F(1) > 0$ enters, so the same holds for every finite ladder, whatever its $|S_n|^2$):"
        : ":")
    : "Conversely,";
  return [
    ...(solution.leaves.length > 0 ? [say(substitution)] : []),
    say(converse),
    { kind: "list", items: latexSteps(c.certificate.tree, c.certificate.coefficients, latexOf) },
    say("\\hfill$\\square$"),
  ];
}
