/** The proof of a verdict, step by step: in words for a terminal, and in LaTeX. */
import { type Certificate, type CertificateCoefficient, type CertificateNode } from "./certificate.js";
import { type Conditions } from "./conditions.js";

const END = { L: "left", R: "right" } as const;

/** The proof as lines of text. */
export function proofText({ verdict, certificate }: Conditions): string[] {
  const { coefficients, identity, solution, rectifies } = verdict;
  const [indent, first] = [" ".repeat(16), "proof           "];
  const steps = treeLines(certificate.tree, certificate.coefficients, "  ").map((s) => `${indent}${s}`);
  if (identity.kind === "ladder") {
    if (rectifies === "never")
      return [`${first}E(-Delta) = -E(Delta) and r(-Delta) = r(Delta), so J is odd whatever F is.`];
    const lines = [
      `${first}J = E*F(r) is odd if E(-Delta) = -E(Delta) and r(-Delta) = r(Delta), whatever F is;`,
      `${indent}near X = 0 (cold, r = 0) and X = 1 (hot, r = 1) few Taylor coefficients of F enter,`,
      `${indent}and J(Delta) + J(-Delta) has coefficients there that vanish only so:`,
    ];
    if (solution.leaves.length === 0)
      lines[2] = `${indent}and J(Delta) + J(-Delta) has a coefficient there that never vanishes:`;
    return [...lines, ...steps];
  }
  if (coefficients.length === 0)
    return [`${first}J(Delta) + J(-Delta) is zero as a rational function of the independent variables.`];
  const lines = [
    `${first}the numerator of J(Delta) + J(-Delta) has ${coefficients.length} coefficients in the independent variables;`,
  ];
  if (solution.leaves.length > 0)
    lines.push(`${indent}all vanish on each system, and where none holds one of them does not:`);
  return [...lines, ...steps];
}

/** A coefficient in words. */
function coefficientName(
  c: (CertificateCoefficient & { readonly corner?: "cold" | "hot" }) | undefined,
): string {
  if (c === undefined) return "a derived equation";
  if (c.corner === undefined) return `the coefficient of ${c.monomial}`;
  return `the coefficient of ${c.corner === "hot" ? c.monomial.replace(/X[0-9]*_[LR]_?/g, "(1-$&)") : c.monomial} (${c.corner})`;
}

/** The case distinction, indented. */
function treeLines(
  node: CertificateNode,
  coefficients: Certificate["coefficients"],
  indent: string,
): string[] {
  const deeper = (n: CertificateNode): string[] => treeLines(n, coefficients, `${indent}  `);
  switch (node.kind) {
    case "split": {
      const name = coefficientName(coefficients[node.hypothesis]);
      const short = (text: string): string =>
        text.length > 60 ? `(${text.split(/ [+-] /).length} terms)` : text;
      const numbers = (node.ofPi ?? []).length > 0 ? " times polynomials in pi" : "";
      if (node.branches.length === 0)
        return [
          `${indent}${name} cannot vanish: ${
            /^-?[0-9]+$/.test(node.definite)
              ? `it is ${node.definite}`
              : `all terms of ${short(node.definite)} have one sign`
          }${numbers === "" ? "" : `${numbers}, which is transcendental`}`,
        ];
      const factors = node.branches.map((b) =>
        b.exponent === 1 ? `(${b.factor})` : `(${b.factor})^${b.exponent}`,
      );
      return [
        `${indent}${name} is ${short(node.definite)}${numbers}${node.nonzero.length > 0 ? " times nonzero factors" : ""} times ${factors.join("*")}`,
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
    case "no rate":
      return [`${indent}dropped: the rate of the ${END[node.side]} bath would be zero, which is no bath`];
    case "leaf":
      return [`${indent}all coefficients vanish: system ${node.leaf + 1}`];
    case "open":
      return [`${indent}not decided: ${node.reason}`];
  }
}

/** The case distinction as items of a list. */
export function latexSteps(
  node: CertificateNode,
  coefficients: Certificate["coefficients"],
  latexOf: (text: string) => string,
): string[] {
  const next = (n: CertificateNode): string[] => latexSteps(n, coefficients, latexOf);
  switch (node.kind) {
    case "split": {
      const name = coefficientName(coefficients[node.hypothesis]).replace(
        /coefficient of (\S+)/,
        (_, monomial: string) => `coefficient of $${latexOf(monomial)}$`,
      );
      const numbers = (node.ofPi ?? []).map(
        ({ base, exponent }) => `(${latexOf(base)})${exponent === 1 ? "" : `^{${exponent}}`}`,
      );
      const definite = `$${latexOf(node.definite)}$`;
      if (node.branches.length === 0)
        return [
          numbers.length > 0
            ? `${name} is ${definite} times $${numbers.join("")}$: it does not vanish, since $\\pi$ is transcendental.`
            : /^-?[0-9]+$/.test(node.definite)
              ? `${name} is ${definite}: it does not vanish.`
              : `${name} is ${definite}, whose terms have one sign: it does not vanish.`,
        ];
      const product = node.branches
        .map((b) => `(${latexOf(b.factor)})${b.exponent === 1 ? "" : `^{${b.exponent}}`}`)
        .join("");
      return [
        `${name} is $${latexOf(node.definite).includes(" + ") || latexOf(node.definite).includes(" - ") ? `(${latexOf(node.definite)})` : latexOf(node.definite)}\\,${numbers.join("")}${product}$: one of the last factors vanishes.`,
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
    case "no rate":
      return [`dropped, since the rate of the ${END[node.side]} bath would be zero.`];
    case "leaf":
      return ["this is a system above."];
    case "open":
      return [`not decided: ${node.reason}.`];
  }
}
