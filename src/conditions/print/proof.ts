/** The proof of a verdict, step by step: in words for a terminal, and in LaTeX. */
import {
  type Certificate,
  type CertificateCoefficient,
  type CertificateNode,
} from "../../certificate/format.js";
import { type Conditions } from "../conditions.js";

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
    const every = holdsForEveryLength(certificate)
      ? [
          `${indent}Of F only its positive values at r = 0 and r = 1 enter: the same holds for every finite ladder,`,
          `${indent}whatever its |S_n|^2 (not for the full oscillator, where F(1) is infinite).`,
        ]
      : [];
    return [...lines, ...steps, ...every];
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

/** Whether the coefficients of a proof by parts hold nothing of F but its values at r = 0 and r = 1. */
export function holdsForEveryLength({ coefficients }: Pick<Certificate, "coefficients">): boolean {
  return coefficients.every((c) => "order" in c && c.order === 0);
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
        text.length > 60 ? `a polynomial of ${text.split(/ [+-] /).length} terms of one sign` : text;
      const powers = (list: readonly { base: string; exponent: number }[]): string[] =>
        list.map(({ base, exponent }) => `(${base})${exponent === 1 ? "" : `^${exponent}`}`);
      const pi = powers(node.ofPi ?? []);
      if (node.branches.length === 0) {
        const sum = / [+-] /.test(node.definite);
        if (pi.length > 0)
          return [
            `${indent}${name} is ${[short(node.definite), ...pi].join("*")}, not 0 since pi is transcendental`,
          ];
        return [
          `${indent}${name} cannot vanish: ${sum && node.definite.length <= 60 ? `the terms of ${node.definite} have one sign` : `it is ${short(node.definite)}`}`,
        ];
      }
      const factors = powers(node.branches.map((x) => ({ base: x.factor, exponent: x.exponent })));
      const definite = short(node.definite);
      const known = [
        ...(definite === "1" || definite === "-1" ? [] : [definite]),
        ...pi,
        ...(node.nonzero.length > 0 ? ["nonzero factors"] : []),
      ].join(" times ");
      return [
        `${indent}${name} is ${known === "" ? "" : `${known} times `}${factors.join("*")}`,
        ...node.branches.flatMap((x) => [`${indent}if ${x.factor} = 0:`, ...deeper(x.then)]),
      ];
    }
    case "substitute":
      return treeLines(node.then, coefficients, indent);
    case "cases": {
      const { variable, numerator, denominator } = node.substitution;
      return [
        `${indent}where ${denominator} is not 0 it gives ${variable}:`,
        ...deeper(node.nonzero),
        `${indent}where ${denominator} = 0, also ${numerator} = 0:`,
        ...deeper(node.zero),
      ];
    }
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

/**
 * The case distinction as items of a list.
 * @param label  the number of the case, empty at the root
 */
export function latexSteps(
  node: CertificateNode,
  coefficients: Certificate["coefficients"],
  latexOf: (text: string) => string,
  label = "",
): string[] {
  const next = (n: CertificateNode, l = label): string[] => latexSteps(n, coefficients, latexOf, l);
  const labelled = (k: number): string => (label === "" ? `${k + 1}` : `${label}.${k + 1}`);
  const inCase = (k: number, condition: string, then: CertificateNode): string[] => {
    const [first, ...others] = next(then, labelled(k));
    return [`Case ${labelled(k)}, $${condition}$: ${first ?? ""}`, ...others];
  };
  const power = (base: string, exponent: number): string =>
    `(${latexOf(base)})${exponent === 1 ? "" : `^{${exponent}}`}`;
  switch (node.kind) {
    case "split": {
      const name = coefficientName(coefficients[node.hypothesis]).replace(
        /coefficient of (\S+)/,
        (_, monomial: string) => `coefficient of $${latexOf(monomial)}$`,
      );
      const sum = / [+-] /.test(node.definite);
      const pi = (node.ofPi ?? []).map((x) => power(x.base, x.exponent)).join("");
      if (node.branches.length === 0) {
        const reason =
          pi === "" ? (sum ? ", whose terms have one sign" : "") : ", where $\\pi$ is transcendental";
        return [
          `${name} is $${sum && pi !== "" ? power(node.definite, 1) : latexOf(node.definite)}${pi}$${reason}: it does not vanish.`,
        ];
      }
      const known = node.nonzero.map((x) => power(x.base, x.exponent)).join("");
      const product = node.branches.map((x) => power(x.factor, x.exponent)).join("");
      const definite = /^-?1$/.test(node.definite)
        ? node.definite.replace("1", "")
        : `${sum ? power(node.definite, 1) : latexOf(node.definite)}\\,`;
      return [
        `${name} is $${definite}${pi}${known}${product}$: one of the last factors vanishes.`.replace(
          "one of the last factors",
          node.branches.length === 1 ? "the last factor" : "one of the last factors",
        ),
        ...node.branches.flatMap((x, k) => inCase(k, `${latexOf(x.factor)} = 0`, x.then)),
      ];
    }
    case "substitute":
      return next(node.then);
    case "terms": {
      const [first, ...others] = next(node.then);
      return [`its terms have one sign, so each vanishes: ${first ?? ""}`, ...others];
    }
    case "cases": {
      const { numerator, denominator } = node.substitution;
      return [
        `it is linear in $${latexOf(node.substitution.variable)}$ with the coefficient $${latexOf(denominator)}$, which may vanish.`,
        ...inCase(0, `${latexOf(denominator)} \\ne 0`, node.nonzero),
        ...inCase(1, `${latexOf(denominator)} = ${latexOf(numerator)} = 0`, node.zero),
      ];
    }
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
