/** Writing the case distinction of a certificate. */
import { divideExactly, type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { type Leaf, type SolveNode } from "../../../symbolic/solve/cases.js";
import {
  type Substitution,
  substituteAll,
  substituteFraction,
} from "../../../symbolic/polynomial/substitution.js";
import {
  type CertificateLeaf,
  type CertificateNode,
  type CertificateSubstitution,
} from "../../certificate/format.js";

/** What is known on the way to a node: the substitutions, and the denominators assumed nonzero. */
interface Path {
  readonly substitutions: readonly Substitution[];
  readonly nonzero: readonly Polynomial[];
}

function after(path: Path, s: Substitution): Path {
  return {
    substitutions: [...path.substitutions, s],
    nonzero: path.nonzero.map((p) => substituteFraction(p, s)),
  };
}

/** What the writer of a case distinction refers to. */
export interface TreeContext {
  readonly poly: (p: Polynomial) => string;
  readonly parameters: readonly string[];
  readonly leaves: readonly Leaf[];
  /** What must vanish on every leaf. */
  readonly values: readonly Polynomial[];
  /** The number that a hypothesis has in the certificate. */
  readonly hypothesis: (index: number) => number;
}

/** Writes the case distinction and its leaves. */
export function treeWriter({ poly, parameters, leaves, values, hypothesis }: TreeContext): {
  leaf(l: Leaf): CertificateLeaf;
  node(n: SolveNode): CertificateNode;
} {
  const substitution = (s: Substitution): CertificateSubstitution => ({
    variable: parameters[s.variable] as string,
    numerator: poly(s.numerator),
    denominator: poly(s.denominator),
  });
  const quotients = (
    list: readonly Polynomial[],
    path: readonly Substitution[],
    last: Polynomial,
  ): string[] =>
    list.map((p) => {
      const quotient = divideExactly(substituteAll(p, path), last);
      if (quotient === undefined) throw new Error("internal: the last equation does not divide");
      return poly(quotient);
    });
  const node = (n: SolveNode, path: Path): CertificateNode => {
    switch (n.kind) {
      case "split":
        return {
          kind: "split",
          hypothesis: hypothesis(n.hypothesis),
          definite: poly(n.definite),
          nonzero: n.nonzero.map(({ base, exponent }) => {
            const of = path.nonzero.findIndex((whole) => divideExactly(whole, base) !== undefined);
            const cofactor = poly(divideExactly(path.nonzero[of] as Polynomial, base) as Polynomial);
            return { base: poly(base), exponent, of, cofactor };
          }),
          ...(n.transcendental.length === 0
            ? {}
            : { ofPi: n.transcendental.map(({ base, exponent }) => ({ base: poly(base), exponent })) }),
          branches: n.branches.map((b) => ({
            factor: poly(b.factor),
            exponent: b.exponent,
            then: node(b.then, path),
          })),
        };
      case "substitute":
        return {
          kind: "substitute",
          substitution: substitution(n.substitution),
          then: node(n.then, after(path, n.substitution)),
        };
      case "cases":
        return {
          kind: "cases",
          substitution: substitution(n.substitution),
          nonzero: node(
            n.nonzero,
            after({ ...path, nonzero: [...path.nonzero, n.substitution.denominator] }, n.substitution),
          ),
          zero: node(n.zero, path),
        };
      case "terms":
        return { kind: "terms", terms: n.terms.map(poly), then: node(n.then, path) };
      case "violation":
        return { kind: "violation", variable: parameters[n.variable] as string };
      case "absent":
        return { kind: "no rate", side: n.polynomial === 0 ? "L" : "R" };
      case "leaf": {
        if (n.last === undefined) return { kind: "leaf", leaf: n.leaf };
        const equations = (leaves[n.leaf] as Leaf).equations;
        return {
          kind: "leaf",
          leaf: n.leaf,
          last: poly(n.last),
          cofactors: quotients(equations, path.substitutions, n.last),
        };
      }
      case "open":
        return n;
    }
  };
  return {
    node: (n) => node(n, { substitutions: [], nonzero: [] }),
    leaf: (l) => ({
      equations: l.equations.map(poly),
      substitutions: l.substitutions.map(substitution),
      ...(l.last === undefined
        ? {}
        : { last: poly(l.last), cofactors: quotients(values, l.substitutions, l.last) }),
    }),
  };
}

/** The numbers of the hypotheses among the first `count` that the case distinction uses. */
export function usedHypotheses(tree: SolveNode, count: number): Set<number> {
  const used = new Set<number>();
  const visit = (n: SolveNode): void => {
    switch (n.kind) {
      case "split":
        if (n.hypothesis < count) used.add(n.hypothesis);
        n.branches.forEach((b) => visit(b.then));
        break;
      case "substitute":
      case "terms":
        visit(n.then);
        break;
      case "cases":
        visit(n.nonzero);
        visit(n.zero);
        break;
      case "violation":
      case "absent":
      case "leaf":
      case "open":
    }
  };
  visit(tree);
  return used;
}
