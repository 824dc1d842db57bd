/** The answers of `conditions` in words, as JSON, and as a short proof in LaTeX. */
import { type Conditions } from "./conditions.js";
import { type CertificateNode } from "./certificate.js";
import { equationText } from "./certificate-text.js";
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
  lines.push("", `class           ${c.type === null ? "none" : c.type}`);
  if (c.lowestEvenOrder !== null) lines.push(`lowest even     alpha_${c.lowestEvenOrder}`);
  const even = toText(c.evenPart);
  if (c.h) {
    const gap = c.junction.subsystem.kind === "ladder" ? toText(c.junction.subsystem.gap) : "";
    lines.push(
      `even part       [J(Delta) + J(-Delta)]/2 = (${gap}/2)*(X_L - X_R)*[h(T_R) - h(T_L)]/(S(Delta)*S(-Delta)), S > 0`,
      `h(T)            ${toText(c.h)}, at T = T_L; heat is not rectified iff it is constant`,
    );
  }
  if (even.length > LONGEST_LINE) {
    if (!c.h) lines.push("even part       too long for a line: --format json has it");
  } else if (even !== "0") {
    lines.push(`${c.h ? "that is         " : "even part       "}[J(Delta) + J(-Delta)]/2 = ${even}`);
  }
  if (c.verdict.rectifies !== "never" || c.h) {
    lines.push(
      ...c.where.map(
        ({ name, meaning }, i) => `${i === 0 ? "where           " : "                "}${name} = ${meaning}`,
      ),
    );
  }
  if (c.direction) {
    for (const [i, r] of c.direction.regions.entries()) {
      const region = r.where.length === 0 ? "always" : r.where.join(", ");
      const what =
        r.betterWhenHot === undefined
          ? `h is ${r.h}${r.example === undefined ? "" : ` (${r.example})`}`
          : `h is ${r.h}: more heat flows when the ${r.betterWhenHot} end is hot`;
      lines.push(`${i === 0 ? "direction       " : "                "}${region}: ${what}`);
    }
    if (c.direction.bound)
      lines.push(`contrast        |C| < ${c.direction.bound.text}, since ${c.direction.bound.reason}`);
  }
  lines.push("", ...proofText(c));
  return lines.join("\n");
}

/** Longer formulas are left to the other formats. */
const LONGEST_LINE = 500;

const GENERAL_POSITION =
  "Several energies are free: the verdict holds for energies in general position (no integer relation among them).";

function proofText(c: Conditions): string[] {
  const { coefficients, even, solution } = c.verdict;
  const names = c.current.variables.parameters;
  if (even.value.numerator === 0n) {
    return [
      "proof           J(Delta) + J(-Delta) is zero as a rational function of the independent variables.",
    ];
  }
  const first = coefficients[0];
  const lines = [
    `proof           the numerator of J(Delta) + J(-Delta) has ${coefficients.length} coefficients in the independent variables;`,
  ];
  if (solution.leaves.length > 0)
    lines.push("                all vanish on each system, and where none holds one of them does not:");
  const steps = c.certificate ? treeLines(c.certificate.tree, c.certificate.coefficients, "  ") : [];
  if (first && steps.length === 0) lines.push(`                ${equationText(first.value, names)}`);
  return [...lines, ...steps.map((s) => `                ${s}`)];
}

/** The case distinction, indented. */
function treeLines(
  node: CertificateNode,
  coefficients: readonly { readonly monomial: string }[],
  indent: string,
): string[] {
  const deeper = (n: CertificateNode): string[] => treeLines(n, coefficients, `${indent}  `);
  switch (node.kind) {
    case "split": {
      const at = coefficients[node.hypothesis]?.monomial;
      const name = at === undefined ? "a derived equation" : `the coefficient of ${at}`;
      const short = (text: string): string =>
        text.length > 60 ? `(${text.split(/ [+-] /).length} terms)` : text;
      if (node.branches.length === 0)
        return [`${indent}${name} cannot vanish: all terms of ${short(node.definite)} have one sign`];
      const factors = node.branches.map((b) =>
        b.exponent === 1 ? `(${b.factor})` : `(${b.factor})^${b.exponent}`,
      );
      return [
        `${indent}${name} is ${short(node.definite)}${node.nonzero.length > 0 ? " times nonzero factors" : ""} times ${factors.join("*")}`,
        ...node.branches.flatMap((b) => [`${indent}if ${b.factor} = 0:`, ...deeper(b.then)]),
      ];
    }
    case "substitute":
      return treeLines(node.then, coefficients, indent);
    case "cases":
      return [...deeper(node.nonzero), ...deeper(node.zero)];
    case "terms":
      return [`${indent}its terms have one sign, so each vanishes`, ...deeper(node.then)];
    case "violation":
      return [`${indent}impossible: ${node.variable} would not be positive`];
    case "leaf":
      return [`${indent}all coefficients vanish: system ${node.leaf + 1}`];
    case "open":
      return [`${indent}not decided: ${node.reason}`];
  }
}

/** The JSON object of design §8, with more keys. */
export function conditionsJson(c: Conditions): Record<string, unknown> {
  return {
    junction: c.junction.name,
    rectifies: c.verdict.rectifies,
    vanishesIff: c.verdict.vanishesIff,
    type: c.type,
    lowestEvenOrder: c.lowestEvenOrder,
    evenPart: { expression: toText(c.evenPart), latex: toLatex(c.evenPart), where: c.where },
    ...(c.h ? { h: { expression: toText(c.h), latex: toLatex(c.h) } } : {}),
    ...(c.direction ? { direction: c.direction } : {}),
    exceptions: c.exceptions,
    validFor: c.everywhere ? "all energies" : "energies in general position",
    proof: c.certificate ?? null,
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
  const table = [["junction", "rectifies", "class", "lowest even", "rectification is absent iff"], ...rows];
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
  const { coefficients, solution, rectifies } = c.verdict;
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
  if (rectifies === "never") lines.push("It is identically zero. \\hfill$\\square$");
  else {
    if (solution.leaves.length > 0)
      lines.push(
        "Substituting either system makes every coefficient of the numerator vanish.".replace(
          "either",
          solution.leaves.length === 1 ? "the" : "any one",
        ),
      );
    if (c.certificate) {
      const steps = latexSteps(c.certificate.tree, c.certificate.coefficients, latexOf);
      lines.push("Conversely,", "\\begin{itemize}", ...steps.map((s) => `\\item ${s}`), "\\end{itemize}");
    } else lines.push(`The numerator has ${coefficients.length} coefficients.`);
    lines.push("\\hfill$\\square$");
  }
  return lines.join("\n");
}

function latexSteps(
  node: CertificateNode,
  coefficients: readonly { readonly monomial: string }[],
  latexOf: (text: string) => string,
): string[] {
  const next = (n: CertificateNode): string[] => latexSteps(n, coefficients, latexOf);
  switch (node.kind) {
    case "split": {
      const monomial = coefficients[node.hypothesis]?.monomial;
      const name =
        monomial === undefined ? "a derived equation" : `the coefficient of $${latexOf(monomial)}$`;
      const definite = `$${latexOf(node.definite)}$`;
      if (node.branches.length === 0)
        return [`${name} is ${definite}, whose terms have one sign: it does not vanish.`];
      const product = node.branches
        .map((b) => `(${latexOf(b.factor)})${b.exponent === 1 ? "" : `^{${b.exponent}}`}`)
        .join("");
      return [
        `${name} is $${latexOf(node.definite).includes(" + ") || latexOf(node.definite).includes(" - ") ? `(${latexOf(node.definite)})` : latexOf(node.definite)}\\,${product}$: one of the last factors vanishes.`,
        ...node.branches.flatMap((b) => {
          const rest = next(b.then);
          const [first, ...others] = rest;
          return [`If $${latexOf(b.factor)} = 0$: ${first ?? ""}`, ...others];
        }),
      ];
    }
    case "substitute":
    case "terms":
      return next(node.then);
    case "cases":
      return [...next(node.nonzero), ...next(node.zero)];
    case "violation":
      return [`impossible, since $${latexOf(node.variable)}$ would not be positive.`];
    case "leaf":
      return ["this is a system above."];
    case "open":
      return [`not decided: ${node.reason}.`];
  }
}
