/** Making systems of equations presentable: each in reduced form, none implied by another. */
import { type Factor, factor } from "../polynomial/factor.js";
import { divideExactly, equals, negate, type Polynomial } from "../polynomial/polynomial.js";
import { coefficientsIn, degreeIn, variablesOf } from "../polynomial/structure.js";
import { type Assumption, definiteSign } from "../polynomial/sign.js";
import { type Leaf, mapLeaves, type Solution } from "./cases.js";
import { type Substitution, substituteAll } from "../polynomial/substitution.js";

/**
 * The same system with every solved unknown in its own equation only, in the order of the unknowns. Where a reduced
 * equation is not one irreducible polynomial, solvable as before, the system stays as it was found.
 * @param nonzero  polynomials known not to vanish where the system was found
 */
export function reducedLeaf(
  leaf: Leaf,
  assumptions: readonly Assumption[],
  nonzero: readonly Polynomial[] = [],
): Leaf {
  if (leaf.last !== undefined || leaf.equations.length < 2) return leaf;
  const pairs: { equation: Polynomial; substitution: Substitution }[] = [];
  for (const [i, s] of leaf.substitutions.entries()) {
    const value = substituteAll(leaf.equations[i] as Polynomial, leaf.substitutions.slice(i + 1));
    const essential = essentialFactors(value, assumptions, nonzero);
    const [only] = essential;
    if (essential.length !== 1 || only?.exponent !== 1) return leaf;
    const substitution = solvedFor(only.base, s.variable, assumptions);
    if (!substitution) return leaf;
    pairs.push({ equation: only.base, substitution });
  }
  pairs.sort((a, b) => firstVariable(a.equation) - firstVariable(b.equation));
  return { equations: pairs.map((p) => p.equation), substitutions: pairs.map((p) => p.substitution) };
}

function essentialFactors(
  p: Polynomial,
  assumptions: readonly Assumption[],
  nonzero: readonly Polynomial[],
): Factor[] {
  if (p === 0n) return [];
  const known = (f: Polynomial): boolean => nonzero.some((n) => equals(n, f));
  return factor(p, nonzero).factors.filter(
    (f) => definiteSign(f.base, assumptions) === undefined && !known(f.base),
  );
}

const firstVariable = (p: Polynomial): number => variablesOf(p)[0] ?? 0;

/** p = 0 solved for the variable if it is linear there with a coefficient of one sign; the denominator is positive. */
export function solvedFor(
  p: Polynomial,
  variable: number,
  assumptions: readonly Assumption[],
): Substitution | undefined {
  if (degreeIn(p, variable) !== 1) return undefined;
  const parts = coefficientsIn(p, variable);
  const leading = parts.get(1) as Polynomial;
  const rest = parts.get(0) ?? 0n;
  const sign = definiteSign(leading, assumptions);
  if (sign === undefined) return undefined;
  return sign === 1
    ? { variable, numerator: negate(rest), denominator: leading }
    : { variable, numerator: rest, denominator: negate(leading) };
}

/** True if every solution of the equations of `inner` satisfies those of `outer`. */
function implies(inner: Leaf, outer: Leaf): boolean {
  return outer.equations.every((e) => {
    const value = substituteAll(e, inner.substitutions);
    return value === 0n || (inner.last !== undefined && divideExactly(value, inner.last) !== undefined);
  });
}

/** Drops leaves that another leaf contains, and lets the tree point to that one. */
export function withoutImplied(solution: Solution): Solution {
  const { leaves } = solution;
  const target = leaves.map((_, i) => i);
  leaves.forEach((inner, i) => {
    const outer = leaves.findIndex(
      (candidate, j) =>
        j !== i && target[j] === j && implies(inner, candidate) && (j < i || !implies(candidate, inner)),
    );
    if (outer >= 0) target[i] = outer;
  });
  const root = (i: number): number => (target[i] === i ? i : root(target[i] as number));
  const kept = leaves.map((_, i) => i).filter((i) => target[i] === i);
  return {
    ...solution,
    leaves: kept.map((i) => leaves[i] as Leaf),
    tree: mapLeaves(solution.tree, (i) => kept.indexOf(root(i))),
  };
}
