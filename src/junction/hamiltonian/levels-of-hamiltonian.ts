/**
 * Subsystems given by a Hamiltonian on a product of spins, truncated oscillators and levels, turned into the levels of the
 * global (eigenbasis) master equation (11)–(12).
 *
 * Exact where the eigenbasis is (`junction/hamiltonian/eigenbasis.ts`). Where the root R of a block is not rational in the parameters,
 *  1. R becomes a parameter, and one that enters d² + c² by its square makes way for it (`expression/root-elimination.ts`), as long
 *     as energies and |S|² hold that one by its square too;
 *  2. else d = m(1 − t²), c = 2mt with R = m(1 + t²), t = tan(θ/2): m and t take the places of a parameter that is linear in
 *     d and of one that is linear in c. Everything stays rational, and energies polynomials.
 */
import { powerExpression, sumExpression, symbolExpression } from "../../../symbolic/expression/build.js";
import { type Expression } from "../../../symbolic/expression/expression.js";
import { asInteger } from "../../../symbolic/polynomial/polynomial.js";
import { coefficientsIn } from "../../../symbolic/polynomial/structure.js";
import {
  equals,
  isZero,
  multiply,
  ONE,
  type RationalFunction,
} from "../../../symbolic/fraction/rational-function.js";
import {
  call,
  negative,
  number,
  power,
  product,
  quotient,
  sum,
  symbol,
  symbolsOf,
} from "../../expression/tree.js";
import { InputError } from "../../input/errors.js";
import {
  eigenbasis,
  type Eigenstate,
  IrrationalRootError,
  NoExactEigenbasisError,
  rational,
} from "./eigenbasis.js";
import { generalLevels } from "../levels.js";
import { replaceSymbol } from "../../expression/substitute.js";
import { operatorAlgebra } from "./operator-algebra.js";
import {
  addElements,
  type Element,
  multiplyElements,
  type Operator,
  requireSymmetric,
} from "./operator-matrix.js";
import { type Site } from "./product-space.js";
import { rationalExpression } from "../../expression/rational-expression.js";
import { separated } from "../../exact/separate-levels.js";
import { type Assumption, definiteSign } from "../../../symbolic/polynomial/sign.js";
import { eliminate, type Elimination, eliminationFor } from "../../expression/root-elimination.js";
import { type Exchange, type Levels } from "../ladder.js";

/** Larger product spaces are beyond the exact layer and beyond writing out. */
const MOST_STATES = 64;

/** A Hamiltonian and what the baths couple to, such as sx(1). */
export interface HamiltonianOperators {
  readonly H: Expression;
  readonly S_L: Expression;
  readonly S_R: Expression;
}

/** What is being solved: the operators, the names of the variables, and what was exchanged on the way. */
interface Problem extends HamiltonianOperators {
  readonly sites: readonly Site[];
  /** Variables of the field: parameters, then roots. */
  readonly names: readonly string[];
  /** Parameters that must not make way: they have values. */
  readonly kept: ReadonlySet<string>;
  readonly eliminations: readonly Elimination[];
  readonly exchanges: readonly Exchange[];
}

/**
 * The levels of a Hamiltonian in its eigenbasis.
 * @param kept  parameters that have values and must not make way for a root
 * @throws InputError for operators that are not real symmetric; NoExactEigenbasisError where none is found
 */
export function hamiltonianLevels(
  sites: readonly Site[],
  operators: HamiltonianOperators,
  kept: ReadonlySet<string> = new Set(),
): Levels {
  const states = sites.reduce((n, s) => n * s.size, 1);
  if (sites.length === 0) throw new InputError("a product of no parts", { where: "parts" });
  if (states > MOST_STATES) {
    throw new InputError(`the product has ${states} states`, {
      where: "parts",
      hint: `at most ${MOST_STATES} are taken`,
    });
  }
  const { H, S_L, S_R } = operators;
  const names = [...new Set([H, S_L, S_R].flatMap(symbolsOf))];
  const problem = { sites, H, S_L, S_R, names, kept, eliminations: [], exchanges: [] };
  return byRoots(problem) ?? byHalfAngle(problem) ?? levelsOf(problem);
}

/** Way 1, for one root after another; undefined where it does not lead through. */
function byRoots(problem: Problem): Levels | undefined {
  try {
    return levelsOf(problem);
  } catch (error) {
    if (error instanceof IrrationalRootError) {
      for (const next of eliminationsOf(problem, error)) {
        const levels = byRoots(next);
        if (levels) return levels;
      }
      return undefined;
    }
    if (error instanceof NoExactEigenbasisError && problem.eliminations.length > 0) return undefined;
    throw error;
  }
}

function eliminationsOf(problem: Problem, error: IrrationalRootError): Problem[] {
  const { names, kept, eliminations, exchanges } = problem;
  const value = rootExpression(error, names);
  const root = names.length;
  const name = freshName("r", names);
  const gone = new Set(eliminations.map((e) => e.eliminated));
  // Roots stay: they come after the parameters, and only those make way.
  const parameters = names.slice(0, names.length - eliminations.length);
  return parameters.flatMap((g, index) => {
    if (kept.has(g) || gone.has(index)) return [];
    const found = eliminationFor(error.square, index, root);
    if (!found) return [];
    return [
      {
        ...problem,
        names: [...names, name],
        eliminations: [...eliminations, found],
        exchanges: [...exchanges, { name, value, replaces: g }],
      },
    ];
  });
}

/** √(d² + c²). */
function rootExpression({ d, c }: IrrationalRootError, names: readonly string[]): Expression {
  return call(
    "sqrt",
    sumExpression([powerExpression(asExpression(d, names), 2), powerExpression(asExpression(c, names), 2)]),
  );
}

/** Way 2; undefined where no pair of parameters is linear in d and in c. */
function byHalfAngle(problem: Problem): Levels | undefined {
  try {
    return levelsOf(problem);
  } catch (error) {
    if (!(error instanceof IrrationalRootError)) throw error;
    const { names, kept } = problem;
    const { d, c } = error;
    const [m, t] = [freshName("m", names), freshName("t", names)];
    const [ms, ts] = [symbol(m), symbol(t)];
    const squared = power(ts, 2);
    const newD = product(ms, sum(number(1), negative(squared)));
    const newC = product(number(2), ms, ts);
    const root = rootExpression(error, names);
    const dText = asExpression(d, names);
    const exchangesFor = (p: string, q: string): Exchange[] => [
      { name: m, value: product(number(1, 2), sum(root, dText)), replaces: p },
      { name: t, value: quotient(asExpression(c, names), sum(root, dText)), replaces: q },
    ];
    for (const p of names) {
      const forD = kept.has(p) ? undefined : solveLinear(d, names, p, newD);
      if (!forD) continue;
      for (const q of names) {
        const forC = kept.has(q) || q === p ? undefined : solveLinear(c, names, q, newC);
        if (!forC || symbolsOf(forD).includes(q) || symbolsOf(forC).includes(p)) continue;
        const put = (e: Expression): Expression => replaceSymbol(replaceSymbol(e, p, forD), q, forC);
        const next = {
          ...problem,
          H: put(problem.H),
          S_L: put(problem.S_L),
          S_R: put(problem.S_R),
          names: [...names.filter((n) => n !== p && n !== q), m, t],
          exchanges: exchangesFor(p, q),
        };
        try {
          return levelsOf(next);
        } catch (failure) {
          if (!(failure instanceof NoExactEigenbasisError)) throw failure;
        }
      }
    }
    return undefined;
  }
}

/** p from f = α p + β = value, α a number; undefined where f is not of that form. */
function solveLinear(
  f: RationalFunction,
  names: readonly string[],
  p: string,
  value: Expression,
): Expression | undefined {
  const parts = coefficientsIn(f.numerator, names.indexOf(p));
  const below = asInteger(f.denominator);
  const slope = asInteger(parts.get(1) ?? 0n);
  if (below === undefined || slope === undefined || slope === 0n) return undefined;
  if ([...parts.keys()].some((e) => e > 1)) return undefined;
  const rest = asExpression({ numerator: parts.get(0) ?? 0n, denominator: below }, names);
  return product(number(below, slope), sum(value, negative(rest)));
}

function freshName(stem: string, taken: readonly string[]): string {
  if (!taken.includes(stem)) return stem;
  for (let i = 1; ; i++) if (!taken.includes(`${stem}_${i}`)) return `${stem}_${i}`;
}

/** The levels as they are, with the eliminations made. @throws NoExactEigenbasisError */
function levelsOf({ sites, H, S_L, S_R, names, eliminations, exchanges }: Problem): Levels {
  const states = sites.reduce((n, s) => n * s.size, 1);
  const algebra = operatorAlgebra(sites, states, names);
  const read = (e: Expression, where: string): Operator => {
    try {
      const operator = algebra(e);
      requireSymmetric(operator);
      return operator;
    } catch (error) {
      throw error instanceof InputError ? error.within(where) : error;
    }
  };
  const left = read(S_L, "S_L");
  const right = read(S_R, "S_R");
  const basis = eigenbasis(read(H, "H"), eliminations);
  const value = (f: RationalFunction): RationalFunction => {
    const result = eliminate(f, eliminations);
    if (result) return result;
    throw new NoExactEigenbasisError("a parameter that made way for a root stays by an odd power", {
      where: "H",
    });
  };
  const energies = basis.map(({ energy }) => asExpression(value(energy), names));
  const positive = new Set(energies.flatMap(symbolsOf));
  const assumptions = names.map((name) => (positive.has(name) ? "positive" : "real"));
  // Only where levels of one energy are turned into a basis of their own do the signs of S matter.
  const unknown = new Set<Operator>();
  const elements = (operator: Operator): Expression[][] =>
    basis.map((u, i) =>
      basis.map((v, j) => {
        if (i === j) return number(0);
        const root = rootOf(value(squaredElement(operator, u, v)), names);
        const sign = isPlainZero(root) ? 1 : signOfElement(operator, u, v, assumptions);
        if (sign === undefined) unknown.add(operator);
        return sign === -1 ? negative(root) : root;
      }),
    );
  const couplings = { S: undefined, S_L: elements(left), S_R: elements(right) };
  const plain = generalLevels(energies, couplings);
  const levels: Levels = unknown.size === 0 ? separated(plain) : { ...plain, unsigned: true };
  return exchanges.length === 0 ? levels : { ...levels, exchanges };
}

/** √x as an expression; plain numbers where x is 0 or 1. */
function rootOf(x: RationalFunction, names: readonly string[]): Expression {
  if (isZero(x)) return number(0);
  return equals(x, ONE) ? number(1) : power(asExpression(x, names), { numerator: 1n, denominator: 2n });
}

const asExpression = (f: RationalFunction, names: readonly string[]): Expression =>
  rationalExpression(f, names.map(symbolExpression));

const isPlainZero = (e: Expression): boolean => e.type === "number" && e.numerator === 0n;

/** The sign of ⟨u|S|v⟩, first amplitudes of eigenstates positive; undefined where it depends on the parameters. */
function signOfElement(
  S: Operator,
  u: Eigenstate,
  v: Eigenstate,
  assumptions: readonly Assumption[],
): 1 | -1 | undefined {
  let total: Element = new Map();
  u.states.forEach((i, p) =>
    v.states.forEach((j, q) => {
      // A row of the density is the state times its first amplitude.
      const weight = multiply(u.density[0]?.[p] as RationalFunction, v.density[0]?.[q] as RationalFunction);
      const scaled = [...(S[i]?.get(j) ?? new Map<bigint, RationalFunction>())].map(
        ([r, c]) => [r, multiply(c, weight)] as const,
      );
      total = addElements(total, new Map(scaled.filter(([, c]) => !isZero(c))));
    }),
  );
  const signs = [...total.values()].map(({ numerator, denominator }) => {
    const [n, d] = [definiteSign(numerator, assumptions), definiteSign(denominator, assumptions)];
    return n === undefined || d === undefined ? undefined : n === d ? 1 : -1;
  });
  return signs.every((s) => s === signs[0]) ? signs[0] : undefined;
}

/** |⟨u|S|v⟩|². */
function squaredElement(S: Operator, u: Eigenstate, v: Eigenstate): RationalFunction {
  let total: Element = new Map();
  u.states.forEach((i, p) =>
    v.states.forEach((j, q) => {
      const first = S[i]?.get(j);
      if (!first) return;
      u.states.forEach((k, r) =>
        v.states.forEach((l, s) => {
          const second = S[k]?.get(l);
          if (!second) return;
          const weight = multiply(
            u.density[p]?.[r] as RationalFunction,
            v.density[q]?.[s] as RationalFunction,
          );
          if (isZero(weight)) return;
          const scaled = new Map(
            [...multiplyElements(first, second)].map(([x, c]) => [x, multiply(c, weight)]),
          );
          total = addElements(total, scaled);
        }),
      );
    }),
  );
  return rational(total, "|S|^2");
}
