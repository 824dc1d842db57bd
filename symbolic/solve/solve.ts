/**
 * Solving polynomial equations for positive (some: real) unknowns, with the reasoning kept.
 *
 * The equations that occur here are simple: products of factors of one sign, which cannot vanish, and of factors that
 * are linear in some unknown. So: drop the factors of one sign, branch on the others, solve a linear factor for an
 * unknown, substitute, and repeat until all equations hold (a leaf: one system of the answer) or one of them cannot
 * hold. The tree of these steps is the proof that the leaves are all; what cannot be carried through is left `open`.
 */
import { type Factor, factor } from "../polynomial/factor.js";
import { equals, divideExactly, multiply, negate, type Polynomial, power } from "../polynomial/polynomial.js";
import {
  coefficientsIn,
  degreeIn,
  fromTerms,
  termCount,
  termsOf,
  variablesOf,
} from "../polynomial/structure.js";
import { type Assumption, definiteSign } from "../polynomial/sign.js";
import { reducedLeaf, solvedFor, withoutImplied } from "./leaves.js";
import { hasOpen, type Leaf, type Solution, type SolveNode } from "./cases.js";
import { type Substitution, substituteAll, substituteFraction } from "../polynomial/substitution.js";

interface State {
  readonly hypotheses: readonly Polynomial[];
  readonly equations: readonly Polynomial[];
  readonly substitutions: readonly Substitution[];
  readonly nonzero: readonly Polynomial[];
  readonly depth: number;
}

/** Deeper case distinctions than this are not for reading. */
const DEEPEST = 12;
/** How many of the shortest equations are factored in the search for the simplest next step. */
const CANDIDATES = 12;
/** Longer factors of products are not searched. */
const LONGEST = 4000;

/** What is known of the unknowns. */
export interface SolveOptions {
  /** One for each variable. */
  readonly assumptions: readonly Assumption[];
  /** Factors one expects to see. */
  readonly hints?: readonly Polynomial[];
  /** The variable that stands for a transcendental number: no equation in it alone holds. */
  readonly transcendental?: number;
  /** Polynomials, perhaps in further variables, that must not vanish identically: solutions where one does are dropped. */
  readonly present?: readonly Polynomial[];
}

/** Solves hypotheses = 0. */
export function solvePositive(hypotheses: readonly Polynomial[], options: SolveOptions): Solution {
  const leaves: Leaf[] = [];
  const context = {
    hints: [],
    present: [],
    transcendental: undefined,
    ...options,
    given: hypotheses,
    leaves,
  };
  const tree = solve(context, { hypotheses, equations: [], substitutions: [], nonzero: [], depth: 0 });
  return withoutImplied({ leaves, tree, complete: !hasOpen(tree) });
}

interface Context {
  readonly assumptions: readonly Assumption[];
  readonly hints: readonly Polynomial[];
  readonly transcendental: number | undefined;
  readonly present: readonly Polynomial[];
  /** The equations to be solved. */
  readonly given: readonly Polynomial[];
  readonly leaves: Leaf[];
}

function solve(context: Context, state: State): SolveNode {
  const violated = violation(context, state.substitutions);
  if (violated !== undefined) return { kind: "violation", variable: violated };
  const absent = context.present.findIndex((p) => substituteAll(p, state.substitutions) === 0n);
  if (absent >= 0) return { kind: "absent", polynomial: absent };
  const open = state.hypotheses.map((p, i) => ({ p, i })).filter(({ p }) => p !== 0n);
  if (open.length === 0) return addLeaf(context, state, undefined);
  if (state.depth > DEEPEST) return { kind: "open", reason: "too many cases" };
  const contradiction = open.find(({ p }) => definiteSign(p, context.assumptions) !== undefined);
  if (contradiction) {
    return {
      kind: "split",
      hypothesis: contradiction.i,
      definite: contradiction.p,
      nonzero: [],
      transcendental: [],
      branches: [],
    };
  }
  const candidates = distinct(open)
    .map((x) => ({ ...x, size: termCount(x.p) }))
    .sort((a, b) => a.size - b.size)
    .slice(0, CANDIDATES)
    .filter(({ size }, i) => i === 0 || size < LONGEST)
    .map(({ p, i }) => ({ i, ...analyse(context, state, p) }))
    .map((x) => ({ ...x, hard: x.factors.filter((f) => !isEasy(context, f.base)).length }))
    .sort(
      (a, b) => a.hard - b.hard || a.factors.length - b.factors.length || cost(a.factors) - cost(b.factors),
    );
  const chosen = candidates[0];
  if (!chosen) return { kind: "open", reason: "no equation to begin with" };
  return {
    kind: "split",
    hypothesis: chosen.i,
    definite: chosen.definite,
    nonzero: chosen.nonzero,
    transcendental: chosen.transcendental,
    branches: chosen.factors.map((f) => ({
      factor: f.base,
      exponent: f.exponent,
      then: assumeZero(context, { ...state, depth: state.depth + 1 }, f),
    })),
  };
}

/** Each equation once, whatever its sign. */
function distinct<T extends { readonly p: Polynomial }>(list: readonly T[]): T[] {
  const kept: T[] = [];
  for (const x of list) {
    if (!kept.some(({ p }) => equals(p, x.p) || equals(p, negate(x.p)))) kept.push(x);
  }
  return kept;
}

/** A factor whose vanishing can be used at once: solved for an unknown, or split into its terms. */
function isEasy(context: Context, f: Polynomial): boolean {
  return isUniform(f, context.assumptions) || linearVariables(context, f).some((x) => x.definite);
}

const cost = (factors: readonly Factor[]): number => factors.reduce((n, f) => n + termCount(f.base), 0);

/** Sorts the factors of a hypothesis into those of one sign, those known to be nonzero for other reasons, and the rest. */
function analyse(
  context: Context,
  state: State,
  p: Polynomial,
): { definite: Polynomial; nonzero: Factor[]; transcendental: Factor[]; factors: Factor[] } {
  const { unit, factors } = factor(p, [...state.nonzero, ...context.hints]);
  let definite: Polynomial = unit;
  const nonzero: Factor[] = [];
  const transcendental: Factor[] = [];
  const rest: Factor[] = [];
  for (const f of factors) {
    if (definiteSign(f.base, context.assumptions) !== undefined)
      definite = multiply(definite, power(f.base, f.exponent));
    else if (variablesOf(f.base).every((v) => v === context.transcendental)) transcendental.push(f);
    else if (state.nonzero.some((n) => equals(n, f.base))) nonzero.push(f);
    else rest.push(f);
  }
  return { definite, nonzero, transcendental, factors: rest };
}

/** Goes on where the factor vanishes. */
function assumeZero(context: Context, state: State, f: Factor): SolveNode {
  const after = { ...state, equations: [...state.equations, f.base] };
  if (isUniform(f.base, context.assumptions)) {
    const terms = termsOf(f.base, context.assumptions.length).map((t) => fromTerms([t]));
    if (terms.length > 1) {
      const hypotheses = [...state.hypotheses, ...terms];
      return { kind: "terms", terms, then: solve(context, { ...state, hypotheses }) };
    }
  }
  const linear = linearVariables(context, f.base);
  const best = linear.find((x) => x.definite);
  if (best) {
    const { substitution } = best;
    return { kind: "substitute", substitution, then: solve(context, substituted(after, substitution)) };
  }
  if (state.hypotheses.every((p) => divideExactly(p, f.base) !== undefined))
    return addLeaf(context, state, f.base);
  const [other] = linear;
  if (other === undefined) {
    return { kind: "open", reason: "an equation that is not linear in any unknown" };
  }
  const { substitution } = other;
  const hypotheses = [...state.hypotheses, substitution.denominator, substitution.numerator];
  const divided = { ...after, nonzero: [...state.nonzero, substitution.denominator] };
  return {
    kind: "cases",
    substitution,
    zero: solve(context, { ...state, hypotheses }),
    nonzero: solve(context, substituted(divided, substitution)),
  };
}

function substituted(state: State, s: Substitution): State {
  return {
    ...state,
    hypotheses: state.hypotheses.map((p) => substituteFraction(p, s)),
    substitutions: [...state.substitutions, s],
    nonzero: state.nonzero.map((p) => substituteFraction(p, s)).flatMap(basesOf),
  };
}

const basesOf = (p: Polynomial): Polynomial[] => (p === 0n ? [] : factor(p).factors.map((f) => f.base));

/** Ways to solve f = 0 for a variable, the safest and simplest first. */
function linearVariables(
  context: Context,
  f: Polynomial,
): { substitution: Substitution; definite: boolean }[] {
  return variablesOf(f)
    .filter((v) => v !== context.transcendental && degreeIn(f, v) === 1)
    .map((variable) => {
      const solved = solvedFor(f, variable, context.assumptions);
      const parts = coefficientsIn(f, variable);
      const open = {
        variable,
        numerator: negate(parts.get(0) ?? 0n),
        denominator: parts.get(1) as Polynomial,
      };
      return { substitution: solved ?? open, definite: solved !== undefined };
    })
    .sort(
      (a, b) => Number(b.definite) - Number(a.definite) || weight(a.substitution) - weight(b.substitution),
    );
}

/** Prefers v = w, then v = product, then quotients. */
function weight(s: Substitution): number {
  const shape = (p: Polynomial): number =>
    typeof p === "bigint" ? 0 : termCount(p) + variablesOf(p).reduce((n, v) => n + degreeIn(p, v), 0);
  return shape(s.numerator) + 2 * shape(s.denominator);
}

/** All terms of one sign, real variables with even exponents. */
function isUniform(p: Polynomial, assumptions: readonly Assumption[]): boolean {
  const terms = termsOf(p, assumptions.length);
  const even = terms.every((t) => t.exponents.every((e, i) => assumptions[i] === "positive" || e % 2 === 0));
  return (
    even && terms.every((t) => t.coefficient > 0n === (terms[0] as { coefficient: bigint }).coefficient > 0n)
  );
}

/** A positive variable whose value under the substitutions has no positive term. */
function violation(context: Context, list: readonly Substitution[]): number | undefined {
  const safe = list.every((s) => definiteSign(s.denominator, context.assumptions) === 1);
  if (!safe) return undefined;
  for (const [i, s] of list.entries()) {
    if (context.assumptions[s.variable] !== "positive") continue;
    // The denominators are positive: the sign of the value is that of the numerator.
    const numerator = substituteAll(s.numerator, list.slice(i + 1));
    if (numerator === 0n || definiteSign(numerator, context.assumptions) === -1) return s.variable;
  }
  return undefined;
}

function addLeaf(context: Context, state: State, last: Polynomial | undefined): SolveNode {
  const found: Leaf = {
    equations: last === undefined ? state.equations : [...state.equations, last],
    substitutions: state.substitutions,
    ...(last === undefined ? {} : { last }),
  };
  const leaf = reducedLeaf(found, context.assumptions, state.nonzero);
  // Where an equation was solved under the assumption that something does not vanish, the system has to hold without it.
  const definite = leaf.substitutions.every((s) => definiteSign(s.denominator, context.assumptions) === 1);
  const solves = context.given.every((p) => {
    const there = definite ? substituteAll(p, leaf.substitutions) : p;
    return there === 0n || (last !== undefined && divideExactly(there, last) !== undefined);
  });
  if (!definite || (state.nonzero.length > 0 && !solves))
    return { kind: "open", reason: "a system that holds only where something else does not vanish" };
  context.leaves.push(leaf);
  return { kind: "leaf", leaf: context.leaves.length - 1, ...(last === undefined ? {} : { last }) };
}
