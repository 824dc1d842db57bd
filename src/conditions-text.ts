/** The answers of `conditions` in words, as JSON, and as a short proof in LaTeX. */
import { type Conditions } from "./conditions.js";
import { type LadderForm } from "./conditions-even.js";
import { holdsForEveryLength, latexSteps, proofText } from "./conditions-proof.js";
import { type Expression } from "../symbolic/expression.js";
import { equationText } from "./certificate-text.js";
import { directionLines } from "./direction-text.js";
import { symbolLatex } from "./parameter.js";
import { toLatex } from "./latex.js";
import { toText } from "./text.js";

/** One line for the verdict, such as "iff Gamma_L = Gamma_R and delta_R = 0". */
function verdictText({ verdict }: Conditions): string {
  switch (verdict.rectifies) {
    case "never":
      return "never rectifies";
    case "always":
      return "always rectifies";
    case "conditionally":
      return `rectifies, except where ${verdict.vanishesIff.map((l) => l.join(" and ")).join(", or ")}`;
    case "undecided":
      return `undecided: absent iff all ${verdict.vanishesIff[0]?.length ?? 0} raw equations hold`;
  }
}

/** The report on one junction, for a terminal. */
export function conditionsText(c: Conditions): string {
  const lines = [`${c.junction.name}: ${verdictText(c)}.`];
  if (c.verdict.rectifies === "undecided")
    lines.push(...(c.verdict.vanishesIff[0] ?? []).map((e) => `  ${e}`));
  if (!c.everywhere) lines.push(GENERAL_POSITION);
  for (const { where, rectifies, vanishesIff } of c.exceptions) {
    const systems = vanishesIff.map((l) => l.join(" and ")).join(", or ");
    lines.push(
      `But at ${where}: ${rectifies}${rectifies === "conditionally" ? `, absent iff ${systems}` : ""}.`,
    );
  }
  lines.push("", `class           ${c.type ?? `none (${c.classReason ?? ""})`}`);
  if (c.lowestEvenOrder !== null) lines.push(`lowest even     alpha_${c.lowestEvenOrder}`);
  const even = toText(c.evenPart);
  if (c.h) {
    const gap = c.junction.subsystem.kind === "ladder" ? toText(c.junction.subsystem.gap) : "";
    lines.push(
      `even part       [J(Delta) + J(-Delta)]/2 = (${gap}/2)*(X_L - X_R)*[h(T_R) - h(T_L)]/(S(Delta)*S(-Delta)), S > 0`,
      `h(T)            ${toText(c.h)}, at T = T_L; heat is not rectified iff it is constant`,
    );
  }
  if (c.ladder) lines.push(...ladderLines(c.ladder));
  else if (even.length > LONGEST_LINE) {
    if (!c.h) lines.push("even part       too long for a line: --format json has it");
  } else if (even !== "0") {
    lines.push(`${c.h ? "that is         " : "even part       "}[J(Delta) + J(-Delta)]/2 = ${even}`);
  }
  if (c.verdict.rectifies !== "never" || c.h || c.ladder) {
    lines.push(
      ...c.where.map(
        ({ name, meaning }, i) => `${i === 0 ? "where           " : "                "}${name} = ${meaning}`,
      ),
    );
  }
  if (c.direction) lines.push(...directionLines(c.direction));
  lines.push("", ...proofText(c));
  return lines.join("\n");
}

/** The even part of a ladder by its parts, and what its names stand for. */
function ladderLines({ names, exchange, ratio, rates, sum, difference, levels }: LadderForm): string[] {
  const { E, E_rev, F, Q, r, r_rev } = names;
  const short = (e: Expression): string => {
    const text = toText(e);
    return text.length > LONGEST_LINE ? "(too long for a line)" : text;
  };
  return [
    `even part       [J(Delta) + J(-Delta)]/2 = (${E} + ${E_rev})/2*${F}(${r}) - ${E_rev}*(${r} - ${r_rev})/2*${Q}(${r}, ${r_rev}), where J = ${E}*${F}(${r}),`,
    `                ${E} = ${toText(exchange)}, ${r} = ${toText(ratio)},`,
    `                ${F}(${r}) = sum_n |S_n|^2 ${r}^(n-1) / sum_n ${r}^n over the ${levels} levels, ${Q} = [${F}(${r}) - ${F}(${r_rev})]/(${r} - ${r_rev}),`,
    "                and _rev exchanges T_L and T_R:",
    `                ${E} + ${E_rev} = ${short(sum)}`,
    `                ${r} - ${r_rev} = ${short(difference)}`,
    `                k_L = ${short(rates.L)}, k_R = ${short(rates.R)}`,
  ];
}

/** The same names for programs. */
function ladderNames(ladder: LadderForm | undefined): { name: string; meaning: string }[] {
  if (!ladder) return [];
  const { F, Q, r, r_rev } = ladder.names;
  const sums = `sum over n = 1 ... ${ladder.levels - 1} of |S_n|^2*${r}^(n-1), over sum over n = 0 ... ${ladder.levels - 1} of ${r}^n`;
  return [
    { name: r, meaning: toText(ladder.ratio) },
    { name: r_rev, meaning: `${r} with T_L and T_R exchanged` },
    { name: `${F}(${r})`, meaning: sums },
    { name: `${Q}(${r}, ${r_rev})`, meaning: `(${F}(${r}) - ${F}(${r_rev}))/(${r} - ${r_rev})` },
    { name: "k_L", meaning: toText(ladder.rates.L) },
    { name: "k_R", meaning: toText(ladder.rates.R) },
  ];
}

function ladderLatex({ exchange, ratio, rates, levels }: LadderForm): string {
  return (
    `Here $J = E F(r)$ with \\[ E = ${toLatex(exchange)}, \\qquad r = ${toLatex(ratio)}, \\] ` +
    `$k_L = ${toLatex(rates.L)}$, $k_R = ${toLatex(rates.R)}$, ` +
    `$F(r) = \\sum_{n=1}^{${levels - 1}} |S_n|^2 r^{n-1} / \\sum_{n=0}^{${levels - 1}} r^n$, $r_{\\mathrm{rev}} = r(-\\Delta)$ and ` +
    "$Q(r, r_{\\mathrm{rev}}) = [F(r) - F(r_{\\mathrm{rev}})]/(r - r_{\\mathrm{rev}})$."
  );
}

/** Longer formulas are left to the other formats. */
const LONGEST_LINE = 500;

const GENERAL_POSITION =
  "Several energies are free: the verdict holds for energies in general position (no integer relation among them).";

/** The JSON object of design §8, with more keys. */
export function conditionsJson(c: Conditions): Record<string, unknown> {
  return {
    junction: c.junction.name,
    rectifies: c.verdict.rectifies,
    vanishesIff: c.verdict.vanishesIff,
    type: c.type,
    ...(c.classReason === undefined ? {} : { typeReason: c.classReason }),
    lowestEvenOrder: c.lowestEvenOrder,
    evenPart: {
      expression: toText(c.evenPart),
      latex: toLatex(c.evenPart),
      where: [...c.where, ...ladderNames(c.ladder)],
    },
    ...(c.h ? { h: { expression: toText(c.h), latex: toLatex(c.h) } } : {}),
    ...(c.direction ? { direction: c.direction } : {}),
    exceptions: c.exceptions,
    validFor: c.everywhere ? "all energies" : "energies in general position",
    proof: c.certificate,
  };
}

/** The table of several junctions. */
export function conditionsTable(list: readonly Conditions[]): string {
  const rows = list.map((c) => [
    c.junction.name,
    c.verdict.rectifies,
    c.type ?? "-",
    c.lowestEvenOrder === null ? "-" : `alpha_${c.lowestEvenOrder}`,
    c.verdict.rectifies === "conditionally"
      ? c.verdict.vanishesIff.map((l) => l.join(" and ")).join(", or ")
      : c.verdict.rectifies === "never"
        ? "for all parameters"
        : "for no parameters",
  ]);
  const table = [["junction", "rectifies", "class", "lowest even", "absent iff"], ...rows];
  const widths = (table[0] as string[]).map((_, i) => Math.max(...table.map((r) => (r[i] as string).length)));
  return table
    .map((r) =>
      r
        .map((cell, i) => cell.padEnd(widths[i] as number))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A short proof that a referee can follow. */
export function conditionsLatex(c: Conditions): string {
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
  const systems = solution.leaves.map((l) =>
    l.equations.map((e) => `$${latexOf(equationText(e, v.parameters))}$`).join(" and "),
  );
  const claim = {
    never: "Heat is never rectified.",
    always: "Heat is rectified for all positive parameters.",
    conditionally: `Heat is not rectified if and only if ${systems.join(", or ")}.`,
    undecided: "Whether heat is rectified is not decided; the coefficients below are the exact conditions.",
  }[rectifies];
  const lines = [
    `\\textbf{${c.junction.name}.} ${claim}`,
    "",
    `\\emph{Proof.} For fixed parameters ${where.join(", ")} and the temperatures are algebraically independent, and ` +
      "$\\Delta \\to -\\Delta$ exchanges $T_L$ and $T_R$. As a rational function of them",
    `\\[ \\frac{J(\\Delta) + J(-\\Delta)}{2} = ${toLatex(c.evenPart)}. \\]`,
  ];
  if (c.ladder) lines.push(ladderLatex(c.ladder));
  if (rectifies === "never") lines.push("It is identically zero. \\hfill$\\square$");
  else {
    if (solution.leaves.length > 0)
      lines.push(
        `Substituting ${solution.leaves.length === 1 ? "the" : "any one"} system ` +
          (c.ladder
            ? "gives $E(-\\Delta) = -E(\\Delta)$ and $r(-\\Delta) = r(\\Delta)$, so that $J$ is odd whatever $F$ is."
            : "makes every coefficient of the numerator vanish."),
      );
    const steps = latexSteps(c.certificate.tree, c.certificate.coefficients, latexOf);
    lines.push(
      c.ladder
        ? "Conversely, let $J$ be odd. Near $X = 0$, where $r = 0$, and near $X = 1$, where $r = 1$, only the first Taylor " +
            "coefficients of $F$ enter, and the leading parts of $J(\\Delta) + J(-\\Delta)$, cleared of denominators, have " +
            "coefficients that must vanish" +
            (holdsForEveryLength(c.certificate)
              ? " (only $F(0) > 0$ or $F(1) > 0$ enters, so the same holds for every finite ladder, whatever its $|S_n|^2$):"
              : ":")
        : "Conversely,",
      "\\begin{itemize}",
      ...steps.map((s) => `\\item ${s}`),
      "\\end{itemize}",
    );
    lines.push("\\hfill$\\square$");
  }
  return lines.join("\n");
}
