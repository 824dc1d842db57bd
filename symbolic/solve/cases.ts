/**
 * The answer to "when do these polynomials vanish for positive unknowns": systems of equations (leaves), and the tree of
 * cases that proves them to be all.
 */
import { type Polynomial } from "../polynomial/polynomial.js";
import { type Substitution } from "../polynomial/substitution.js";

/** One step of the case distinction. Hypotheses are numbered: the given equations first, then those added on the way. */
export type SolveNode =
  /** hypothesis (after the substitutions so far) = definite · Π nonzero^e · Π transcendental^e · Π factor^e; so one factor vanishes. */
  | {
      readonly kind: "split";
      readonly hypothesis: number;
      readonly definite: Polynomial;
      readonly nonzero: readonly { readonly base: Polynomial; readonly exponent: number }[];
      /** Polynomials in a transcendental number. */
      readonly transcendental: readonly { readonly base: Polynomial; readonly exponent: number }[];
      readonly branches: readonly {
        readonly factor: Polynomial;
        readonly exponent: number;
        readonly then: SolveNode;
      }[];
    }
  /** The factor just assumed zero is denominator·variable − numerator with a denominator of one sign. */
  | { readonly kind: "substitute"; readonly substitution: Substitution; readonly then: SolveNode }
  /** The same where the denominator may vanish: then the numerator does too, and both become hypotheses. */
  | {
      readonly kind: "cases";
      readonly substitution: Substitution;
      readonly nonzero: SolveNode;
      readonly zero: SolveNode;
    }
  /** The factor just assumed zero has terms of one sign only, so each vanishes: they become hypotheses. */
  | { readonly kind: "terms"; readonly terms: readonly Polynomial[]; readonly then: SolveNode }
  /** The variable, positive by assumption, takes a value of which no term is positive. */
  | { readonly kind: "violation"; readonly variable: number }
  /** The polynomial of this number, which must not vanish identically, does: a bath without a rate. */
  | { readonly kind: "absent"; readonly polynomial: number }
  /** The equations of the leaf of this number hold here, modulo `last` if the path ends with an unsolved equation. */
  | { readonly kind: "leaf"; readonly leaf: number; readonly last?: Polynomial }
  | { readonly kind: "open"; readonly reason: string };

/** One system of the answer: the hypotheses hold wherever its equations do. */
export interface Leaf {
  /** Irreducible polynomials, to be zero; each may use those before it. */
  readonly equations: readonly Polynomial[];
  /** Solves the equations one by one; one fewer than the equations where the last one is not solved. */
  readonly substitutions: readonly Substitution[];
  /** The last equation where it is not solved; it divides every hypothesis after the substitutions. */
  readonly last?: Polynomial;
}

/** The answer. Complete if the tree has no open node. */
export interface Solution {
  readonly leaves: readonly Leaf[];
  readonly tree: SolveNode;
  readonly complete: boolean;
}

/** The tree with its leaves renumbered. */
export function mapLeaves(node: SolveNode, map: (leaf: number) => number): SolveNode {
  switch (node.kind) {
    case "split":
      return { ...node, branches: node.branches.map((b) => ({ ...b, then: mapLeaves(b.then, map) })) };
    case "substitute":
    case "terms":
      return { ...node, then: mapLeaves(node.then, map) };
    case "cases":
      return { ...node, nonzero: mapLeaves(node.nonzero, map), zero: mapLeaves(node.zero, map) };
    case "leaf":
      return { ...node, leaf: map(node.leaf) };
    case "violation":
    case "absent":
    case "open":
      return node;
  }
}

/** True if some case was left undecided. */
export function hasOpen(node: SolveNode): boolean {
  switch (node.kind) {
    case "split":
      return node.branches.some((b) => hasOpen(b.then));
    case "substitute":
    case "terms":
      return hasOpen(node.then);
    case "cases":
      return hasOpen(node.nonzero) || hasOpen(node.zero);
    case "open":
      return true;
    case "leaf":
    case "violation":
    case "absent":
      return false;
  }
}
