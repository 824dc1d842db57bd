/**
 * Subsystems given by a Hamiltonian on a product of spins, truncated oscillators and levels, turned into the levels of the
 * global (eigenbasis) master equation (11)–(12).
 *
 * Operators are matrices over ℚ(parameters) with roots of integers (√n of an oscillator) kept apart. Exact where the
 * Hamiltonian is diagonal in the product basis, or falls into blocks of two states [[a, c], [c, b]] with a rational
 * root R = √(((a − b)/2)² + c²): then E = (a + b)/2 ± R, and with cos²θ = (R + d)/2R, sin θ cos θ = c/2R, d = (a − b)/2,
 * every |S|² between eigenstates is rational. R is rational at resonance (a = b), or where the file takes R itself as a
 * parameter and eliminates another: w_1 − w_2 = 2*R*(1 − t^2)/(1 + t^2), g = 2*R*t/(1 + t^2).
 */
import { type Expression } from "../symbolic/expression.js";
import { squareRoot } from "../symbolic/factor.js";
import { isZero as isZeroPolynomial, type Polynomial } from "../symbolic/polynomial.js";
import { termsOf } from "../symbolic/polynomial-structure.js";
import {
  add,
  constant,
  divide,
  equals,
  fraction,
  isZero,
  multiply,
  negate,
  ONE,
  type RationalFunction,
  subtract,
  variable,
  ZERO,
} from "../symbolic/rational-function.js";
import { number, power, product, quotient, sum, symbol, symbolsOf } from "./build-expression.js";
import { InputError, excerpt } from "./errors.js";
import { rationalValue } from "./exact-rate.js";
import { generalLevels } from "./levels.js";
import { type Levels } from "./subsystem.js";

/** Functions of a site number that a Hamiltonian may call. */
export const OPERATORS: readonly string[] = ["sx", "sz", "sp", "sm", "a", "ad", "n", "x"];

/** One factor of the product space. */
export interface Site {
  readonly kind: "spin" | "oscillator" | "levels";
  readonly size: number;
}

/** H has no eigenbasis that this file finds exactly; the numeric one may serve. */
export class NoExactEigenbasisError extends InputError {}

/** Larger product spaces are beyond the exact layer and beyond writing out. */
const MOST_STATES = 64;

/** Reads `spin`, `oscillator:4`, `levels:3`. @throws InputError */
export function parseSite(text: string): Site {
  const [kind, size, ...rest] = text.trim().toLowerCase().split(":");
  const count = size !== undefined && /^\d{1,4}$/.test(size) ? Number(size) : undefined;
  if (kind === "spin" && size === undefined && rest.length === 0) return { kind, size: 2 };
  if (
    (kind === "oscillator" || kind === "levels") &&
    count !== undefined &&
    count >= 2 &&
    rest.length === 0
  ) {
    return { kind, size: count };
  }
  throw new InputError(`${excerpt(text)} is no part of a product`, {
    hint: "parts are spin, oscillator:M or levels:M with M >= 2",
  });
}

/** Σ_r element_r·√r, r square-free. */
type Element = ReadonlyMap<bigint, RationalFunction>;
/** Nonzero elements by row, then column. */
type Operator = readonly ReadonlyMap<number, Element>[];

/**
 * The levels of a Hamiltonian in its eigenbasis.
 * @param S_L,S_R  what the baths couple to, such as sx(1)
 * @throws InputError for operators that are not real symmetric, and where no exact eigenbasis is found
 */
export function hamiltonianLevels(
  sites: readonly Site[],
  H: Expression,
  S_L: Expression,
  S_R: Expression,
): Levels {
  const states = sites.reduce((n, s) => n * s.size, 1);
  if (sites.length === 0) throw new InputError("a product of no parts", { where: "parts" });
  if (states > MOST_STATES) {
    throw new InputError(`the product has ${states} states`, {
      where: "parts",
      hint: `at most ${MOST_STATES} are taken`,
    });
  }
  const names = [...new Set([H, S_L, S_R].flatMap(symbolsOf))];
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
  const basis = eigenbasis(read(H, "H"), names);
  const squared = (operator: Operator): Expression[][] =>
    basis.map((u, i) =>
      basis.map((v, j) => (i === j ? number(0) : rootOf(squaredElement(operator, u, v), names))),
    );
  const couplings = { S: undefined, S_L: squared(read(S_L, "S_L")), S_R: squared(read(S_R, "S_R")) };
  return generalLevels(
    basis.map(({ energy }) => asExpression(energy, names)),
    couplings,
  );
}

/** An operator without parameters as a matrix of doubles. @throws InputError unless it is real symmetric */
export function operatorMatrix(sites: readonly Site[], e: Expression, where: string): number[][] {
  const states = sites.reduce((n, s) => n * s.size, 1);
  try {
    const operator = operatorAlgebra(sites, states, [])(e);
    requireSymmetric(operator);
    const value = (x: Element): number =>
      [...x].reduce(
        (s, [r, c]) => s + (Number(c.numerator) / Number(c.denominator)) * Math.sqrt(Number(r)),
        0,
      );
    return operator.map((row) => Array.from({ length: states }, (_, j) => value(row.get(j) ?? new Map())));
  } catch (error) {
    throw error instanceof InputError ? error.within(where) : error;
  }
}

/** √x as an expression; plain numbers where x is 0 or 1. */
function rootOf(x: RationalFunction, names: readonly string[]): Expression {
  if (isZero(x)) return number(0);
  return equals(x, ONE) ? number(1) : power(asExpression(x, names), { numerator: 1n, denominator: 2n });
}

function asExpression(f: RationalFunction, names: readonly string[]): Expression {
  const polynomial = (p: Polynomial): Expression => {
    const terms = termsOf(p, names.length).map(({ coefficient, exponents }) =>
      product(
        number(coefficient),
        ...exponents.flatMap((e, i) => (e === 0 ? [] : [power(symbol(names[i] as string), e)])),
      ),
    );
    return terms.length === 0 ? number(0) : sum(...terms);
  };
  return f.denominator === 1n
    ? polynomial(f.numerator)
    : quotient(polynomial(f.numerator), polynomial(f.denominator));
}

function operatorAlgebra(
  sites: readonly Site[],
  states: number,
  names: readonly string[],
): (e: Expression) => Operator {
  const scalarMeaning = {
    symbol: (name: string) => variable(names.indexOf(name)),
    temperature: () => refuse("T"),
    exponential: () => refuse("an exponential"),
    formal: (name: string) => refuse(name),
  };
  const strides = sites.map((_, i) => sites.slice(i + 1).reduce((n, s) => n * s.size, 1));
  const scalar = (c: RationalFunction): Operator =>
    Array.from({ length: states }, (_, i) => (isZero(c) ? new Map() : new Map([[i, new Map([[1n, c]])]])));
  const visit = (e: Expression): Operator => {
    switch (e.type) {
      case "sum":
        return e.terms.map(visit).reduce(plus);
      case "product":
        return e.factors.map(visit).reduce(times);
      case "power": {
        if (!mentionsOperator(e.base)) return scalar(rationalValue(e, scalarMeaning));
        if (e.exponent.denominator !== 1n || e.exponent.numerator < 0n || e.exponent.numerator > 12n)
          throw new InputError("a power of an operator must be an integer from 0 to 12");
        return Array.from({ length: Number(e.exponent.numerator) }, () => visit(e.base)).reduce(
          times,
          scalar(ONE),
        );
      }
      case "call": {
        if (!OPERATORS.includes(e.name)) return scalar(rationalValue(e, scalarMeaning));
        const [index] = e.arguments;
        const k = index?.type === "number" && index.denominator === 1n ? Number(index.numerator) : 0;
        const site = sites[k - 1];
        if (!site || e.arguments.length !== 1)
          throw new InputError(`${e.name}(…) needs the number of a part, 1 to ${sites.length}`);
        return siteOperator(e.name, site, strides[k - 1] as number, states);
      }
      default:
        return scalar(rationalValue(e, scalarMeaning));
    }
  };
  return visit;
}

function refuse(what: string): never {
  throw new InputError(`${what} has no place in an operator`);
}

function mentionsOperator(e: Expression): boolean {
  switch (e.type) {
    case "sum":
      return e.terms.some(mentionsOperator);
    case "product":
      return e.factors.some(mentionsOperator);
    case "power":
      return mentionsOperator(e.base);
    case "call":
      return OPERATORS.includes(e.name);
    default:
      return false;
  }
}

/** ⟨m|O|k⟩ of one part: rational coefficient and radicand. Spins: state 0 is up, sz = +1. */
function siteElement(
  name: string,
  { kind, size }: Site,
  m: number,
  k: number,
): { c: bigint; r: bigint } | undefined {
  const one = { c: 1n, r: 1n };
  const spin = kind === "spin";
  const step = BigInt(kind === "oscillator" ? Math.max(m, k) : 1);
  switch (name) {
    case "sz":
      return spin && m === k ? { c: m === 0 ? 1n : -1n, r: 1n } : undefined;
    case "sx":
      return spin && m !== k ? one : undefined;
    case "sp":
      return spin && m === 0 && k === 1 ? one : undefined;
    case "sm":
      return spin && m === 1 && k === 0 ? one : undefined;
    case "n":
      return m === k ? { c: BigInt(spin ? 1 - m : m), r: 1n } : undefined;
    case "x":
      return Math.abs(m - k) === 1 && m < size && k < size ? { c: 1n, r: step } : undefined;
    case "a":
      return !spin && k === m + 1 ? { c: 1n, r: step } : undefined;
    default:
      return !spin && m === k + 1 ? { c: 1n, r: step } : undefined;
  }
}

function siteOperator(name: string, site: Site, stride: number, states: number): Operator {
  const spinOnly = name === "sx" || name === "sz" || name === "sp" || name === "sm";
  const notSpin = name === "a" || name === "ad";
  if ((spinOnly && site.kind !== "spin") || (notSpin && site.kind === "spin"))
    throw new InputError(`${name} does not act on ${site.kind === "spin" ? "a spin" : `an ${site.kind}`}`);
  return Array.from({ length: states }, (_, row) => {
    const m = Math.floor(row / stride) % site.size;
    const entries = new Map<number, Element>();
    for (let k = 0; k < site.size; k++) {
      const found = siteElement(name, site, m, k);
      if (!found || found.c === 0n) continue;
      entries.set(row + (k - m) * stride, normalRoot(found.r, constant(found.c)));
    }
    return entries;
  });
}

/** c·√r with squares taken out of r. */
function normalRoot(r: bigint, c: RationalFunction): Element {
  let [inside, outside] = [r, 1n];
  for (let p = 2n; p * p <= inside; p++) {
    while (inside % (p * p) === 0n) {
      inside /= p * p;
      outside *= p;
    }
  }
  return new Map([[inside, multiply(c, constant(outside))]]);
}

function addElements(a: Element, b: Element): Element {
  const result = new Map(a);
  for (const [r, c] of b) {
    const total = add(result.get(r) ?? ZERO, c);
    if (isZero(total)) result.delete(r);
    else result.set(r, total);
  }
  return result;
}

function multiplyElements(a: Element, b: Element): Element {
  let result: Element = new Map();
  for (const [r, c] of a)
    for (const [s, d] of b) result = addElements(result, normalRoot(r * s, multiply(c, d)));
  return result;
}

function plus(a: Operator, b: Operator): Operator {
  return a.map((row, i) => {
    const result = new Map(row);
    for (const [j, e] of b[i] ?? []) {
      const total = addElements(result.get(j) ?? new Map(), e);
      if (total.size === 0) result.delete(j);
      else result.set(j, total);
    }
    return result;
  });
}

function times(a: Operator, b: Operator): Operator {
  return a.map((row) => {
    const result = new Map<number, Element>();
    for (const [k, x] of row) {
      for (const [j, y] of b[k] ?? []) {
        const total = addElements(result.get(j) ?? new Map(), multiplyElements(x, y));
        if (total.size === 0) result.delete(j);
        else result.set(j, total);
      }
    }
    return result;
  });
}

function requireSymmetric(a: Operator): void {
  a.forEach((row, i) => {
    for (const [j, e] of row) {
      const other = a[j]?.get(i) ?? new Map<bigint, RationalFunction>();
      if (addElements(e, new Map([...other].map(([r, c]) => [r, negate(c)]))).size !== 0)
        throw new InputError("not a real symmetric operator", { hint: "pair sp with sm and a with ad" });
    }
  });
}

/** An eigenstate on one or two basis states, by the products of its amplitudes. */
interface Eigenstate {
  readonly energy: RationalFunction;
  readonly states: readonly number[];
  /** u_i u_j. */
  readonly density: readonly (readonly RationalFunction[])[];
}

function eigenbasis(H: Operator, names: readonly string[]): Eigenstate[] {
  const done = new Set<number>();
  const result: Eigenstate[] = [];
  H.forEach((_, i) => {
    if (done.has(i)) return;
    const block = [i];
    for (const k of block) for (const j of H[k]?.keys() ?? []) if (!block.includes(j)) block.push(j);
    block.forEach((k) => done.add(k));
    const entry = (k: number, j: number): RationalFunction => rational(H[k]?.get(j), "H");
    if (block.length === 1) {
      result.push({ energy: entry(i, i), states: [i], density: [[ONE]] });
      return;
    }
    if (block.length > 2) {
      throw new NoExactEigenbasisError(
        `H couples ${block.length} product states with each other: no exact eigenbasis`,
        {
          where: "H",
          hint: "bind every parameter of H under parameters, and it is diagonalised numerically",
        },
      );
    }
    result.push(...pair(block as [number, number], entry, names));
  });
  return result;
}

function pair(
  [i, j]: readonly [number, number],
  entry: (k: number, j: number) => RationalFunction,
  names: readonly string[],
): Eigenstate[] {
  const half = constant({ numerator: 1n, denominator: 2n });
  const [a, b, c] = [entry(i, i), entry(j, j), entry(i, j)];
  const [mean, d] = [multiply(half, add(a, b)), multiply(half, subtract(a, b))];
  const R = rationalRoot(add(multiply(d, d), multiply(c, c)));
  if (!R) {
    throw new NoExactEigenbasisError(
      `the states ${i} and ${j} mix, and the root in their energies is not rational`,
      {
        where: "H",
        hint: `take the root R as a parameter: half the detuning R*(1 - t^2)/(1 + t^2), coupling 2*R*t/(1 + t^2); now in terms of ${names.join(", ")}`,
      },
    );
  }
  const cos2 = divide(add(R, d), add(R, R));
  const sin2 = subtract(ONE, cos2);
  const mixed = divide(c, add(R, R));
  return [
    {
      energy: add(mean, R),
      states: [i, j],
      density: [
        [cos2, mixed],
        [mixed, sin2],
      ],
    },
    {
      energy: subtract(mean, R),
      states: [i, j],
      density: [
        [sin2, negate(mixed)],
        [negate(mixed), cos2],
      ],
    },
  ];
}

function rationalRoot(x: RationalFunction): RationalFunction | undefined {
  const [n, d] = [x.numerator, x.denominator].map((p) => (isZeroPolynomial(p) ? 0n : squareRoot(p)));
  return n === undefined || d === undefined ? undefined : fraction(n, d);
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

function rational(e: Element | undefined, what: string): RationalFunction {
  if (!e || e.size === 0) return ZERO;
  const value = e.get(1n);
  if (value && e.size === 1) return value;
  throw new InputError(`an element of ${what} is irrational`, {
    hint: "only |S|^2 may hold roots of integers",
  });
}
