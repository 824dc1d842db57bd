/**
 * Polynomials for the proof checker: expansion and nothing else (no gcd, no factorisation), written independently of
 * the kernel that makes the proofs. A polynomial is a map from monomials to nonzero integers; a monomial is a string
 * with one character for each variable, whose code is the exponent.
 */
import { InputError } from "../../input/errors.js";
import { demandWork, workOfPower, workOfProduct } from "./work.js";

/** Coefficients by monomial. */
export interface Expanded extends ReadonlyMap<string, bigint> {
  /** Terms × digits that a product with this polynomial may take, where that is not the usual limit: what is made of it has it too. */
  readonly limit?: number;
}

/** The coefficients with the larger of the limits of what they were made of. */
export function limitedAs(made: ReadonlyMap<string, bigint>, a: Expanded, b: Expanded = a): Expanded {
  return withLimit(made, limitOf(a, b));
}

function withLimit(made: ReadonlyMap<string, bigint>, limit: number | undefined): Expanded {
  return limit === undefined ? made : Object.assign(made, { limit });
}

function limitOf(a: Expanded, b: Expanded): number | undefined {
  if (a.limit === undefined || b.limit === undefined) return a.limit ?? b.limit;
  return Math.max(a.limit, b.limit);
}

/** The certificate says something that is false, or that does not follow. */
export class ProofError extends Error {
  override readonly name = "ProofError";
}

/** @throws ProofError unless the condition holds */
export function demand(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new ProofError(otherwise);
}

export const NOTHING: Expanded = new Map();
const LARGEST_EXPONENT = 0x7fff;

/** The constant n in a ring of `count` variables. */
export function constantOf(n: bigint, count: number, limit?: number): Expanded {
  return n === 0n ? NOTHING : withLimit(new Map([["\0".repeat(count), n]]), limit);
}

/** The variable of the given index. @param limit  of products with it, where that is not the usual one */
export function variableOf(index: number, count: number, limit?: number): Expanded {
  const monomial = "\0".repeat(index) + "\u0001" + "\0".repeat(count - index - 1);
  return withLimit(new Map([[monomial, 1n]]), limit);
}

/** a + k·b. */
export function plus(a: Expanded, b: Expanded, k = 1n): Expanded {
  const sum = new Map(a);
  for (const [m, c] of b) {
    const next = (sum.get(m) ?? 0n) + k * c;
    if (next === 0n) sum.delete(m);
    else sum.set(m, next);
  }
  return limitedAs(sum, a, b);
}

/** Of the longest coefficient, in machine words. */
function wordsOf(a: Expanded): number {
  let largest = 0n;
  for (const c of a.values()) {
    const size = c < 0n ? -c : c;
    if (size > largest) largest = size;
  }
  return Math.ceil(largest.toString(16).length / 16);
}

/** The work of a·b, by terms and digits. */
export function workOf(a: Expanded, b: Expanded): number {
  return workOfProduct(a.size, wordsOf(a), b.size, wordsOf(b));
}

/** a·b. @throws InputError for a product that is too large */
export function times(a: Expanded, b: Expanded): Expanded {
  demandWork(workOf(a, b), limitOf(a, b));
  const sums = new Map<string, bigint>();
  for (const [m, c] of a) {
    for (const [n, d] of b) {
      const key = monomialProduct(m, n);
      sums.set(key, (sums.get(key) ?? 0n) + c * d);
    }
  }
  for (const [m, c] of sums) if (c === 0n) sums.delete(m);
  return limitedAs(sums, a, b);
}

/** The product of two monomials. */
export function monomialProduct(m: string, n: string): string {
  let key = "";
  for (let i = 0; i < m.length; i++) {
    const e = m.charCodeAt(i) + n.charCodeAt(i);
    if (e > LARGEST_EXPONENT)
      throw new InputError(`an exponent of ${e}`, { hint: `the checker takes at most ${LARGEST_EXPONENT}` });
    key += String.fromCharCode(e);
  }
  return key;
}

/** The work of aⁿ, one factor at a time. */
export function workOfThe(a: Expanded, n: number, count: number): number {
  const degrees = Array.from({ length: count }, (_, v) => degreeIn(a, v));
  return workOfPower(a.size, wordsOf(a), degrees, n);
}

/** aⁿ, n ≥ 0, in a ring of `count` variables. @throws InputError for a power that is too large */
export function toThe(a: Expanded, n: number, count: number): Expanded {
  if (n > 1) demandWork(workOfThe(a, n, count), a.limit);
  let result = constantOf(1n, count);
  for (let i = 0; i < n; i++) result = times(result, a);
  return result;
}

/** Equality of expanded polynomials. */
export function same(a: Expanded, b: Expanded): boolean {
  return a.size === b.size && [...a].every(([m, c]) => b.get(m) === c);
}

/** a = b or a = −b. */
export function sameUpToSign(a: Expanded, b: Expanded): boolean {
  return same(a, b) || plus(a, b).size === 0;
}

/** The exponent of a variable in a monomial. */
export function exponentOf(monomial: string, variable: number): number {
  return monomial.charCodeAt(variable);
}

/** The degree in a variable; 0 for the zero polynomial. */
export function degreeIn(a: Expanded, variable: number): number {
  let degree = 0;
  for (const m of a.keys()) degree = Math.max(degree, exponentOf(m, variable));
  return degree;
}

/** The monomial with the given variables left out. */
export function withoutVariables(monomial: string, variables: readonly number[]): string {
  let key = "";
  for (let i = 0; i < monomial.length; i++) key += variables.includes(i) ? "\0" : monomial.charAt(i);
  return key;
}

/** Whether any of the variables occurs. */
export function involves(a: Expanded, variables: readonly number[]): boolean {
  return [...a.keys()].some((m) => variables.some((v) => exponentOf(m, v) > 0));
}

/** a with its variables renamed: variable i becomes variable map[i]. */
export function renamed(a: Expanded, map: readonly number[]): Expanded {
  const result = new Map<string, bigint>();
  for (const [m, c] of a) {
    const exponents = new Array<number>(map.length).fill(0);
    map.forEach((target, i) => (exponents[target] = (exponents[target] ?? 0) + exponentOf(m, i)));
    const key = String.fromCharCode(...exponents);
    result.set(key, (result.get(key) ?? 0n) + c);
  }
  return limitedAs(result, a);
}

/** denominator^d·a(variable := numerator/denominator), d the degree of `a` in the variable. */
export function replaced(
  a: Expanded,
  variable: number,
  numerator: Expanded,
  denominator: Expanded,
): Expanded {
  const byPower = new Map<number, Map<string, bigint>>();
  let degree = 0;
  for (const [m, c] of a) {
    const e = exponentOf(m, variable);
    degree = Math.max(degree, e);
    const rest = m.slice(0, variable) + "\0" + m.slice(variable + 1);
    const part = byPower.get(e) ?? new Map<string, bigint>();
    byPower.set(e, part.set(rest, c));
  }
  if (degree === 0) return a;
  const count = [...a.keys()][0]?.length ?? 0;
  let sum: Expanded = NOTHING;
  for (const [e, part] of byPower) {
    const factor = times(toThe(numerator, e, count), toThe(denominator, degree - e, count));
    sum = plus(sum, times(limitedAs(part, a), factor));
  }
  return sum;
}

/**
 * 1 or −1 if all coefficients have that sign, variables that are merely real occur with even exponents only, and some
 * term is free of them; so the polynomial keeps that sign. Else 0.
 */
export function signOf(a: Expanded, real: readonly number[]): 1 | -1 | 0 {
  const terms = [...a];
  if (!hasUniformTerms(a, real)) return 0;
  if (!terms.some(([m]) => real.every((v) => exponentOf(m, v) === 0))) return 0;
  return (terms[0] as [string, bigint])[1] > 0n ? 1 : -1;
}

/** All coefficients have one sign, and real variables occur with even exponents only. False for zero. */
export function hasUniformTerms(a: Expanded, real: readonly number[]): boolean {
  const terms = [...a];
  const [first] = terms;
  return (
    first !== undefined &&
    terms.every(([m, c]) => c > 0n === first[1] > 0n && real.every((v) => exponentOf(m, v) % 2 === 0))
  );
}

/** The partial derivative. */
export function derivative(a: Expanded, variable: number): Expanded {
  const result = new Map<string, bigint>();
  for (const [m, c] of a) {
    const e = exponentOf(m, variable);
    if (e === 0) continue;
    result.set(m.slice(0, variable) + String.fromCharCode(e - 1) + m.slice(variable + 1), c * BigInt(e));
  }
  return limitedAs(result, a);
}

/** The greatest common divisor of two integers, not negative. */
export function greatestDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
