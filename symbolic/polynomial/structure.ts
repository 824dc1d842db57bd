/**
 * Looking into polynomials: terms, degrees, coefficients, contents, derivatives and substitutions.
 */
import { absolute, integerGcd } from "../integer/integer.js";
import {
  add,
  fromExponentMap,
  multiply,
  nested,
  type Polynomial,
  power,
  variablePower,
} from "./polynomial.js";

/** Calls `visit` for each term with its coefficient and exponents (a buffer reused between calls), highest first. */
export function forEachTerm(
  a: Polynomial,
  variableCount: number,
  visit: (coefficient: bigint, exponents: Int32Array) => void,
): void {
  const exponents = new Int32Array(variableCount);
  const walk = (p: Polynomial): void => {
    if (typeof p === "bigint") {
      if (p !== 0n) visit(p, exponents);
      return;
    }
    for (let i = 0; i < p.exponents.length; i++) {
      exponents[p.variable] = p.exponents[i] as number;
      walk(p.coefficients[i] as Polynomial);
    }
    exponents[p.variable] = 0;
  };
  walk(a);
}

/** One term: an integer times a product of powers. */
export interface Term {
  readonly coefficient: bigint;
  readonly exponents: readonly number[];
}

/** All terms of `a`, highest first. */
export function termsOf(a: Polynomial, variableCount: number): Term[] {
  const terms: Term[] = [];
  forEachTerm(a, variableCount, (coefficient, e) => terms.push({ coefficient, exponents: Array.from(e) }));
  return terms;
}

/** The sum of the terms; equal exponent vectors may repeat. */
export function fromTerms(terms: readonly Term[]): Polynomial {
  const build = (list: readonly Term[], variable: number): Polynomial => {
    const count = list[0]?.exponents.length ?? 0;
    if (variable >= count) return list.reduce((sum, t) => sum + t.coefficient, 0n);
    const groups = new Map<number, Term[]>();
    for (const t of list) {
      const e = t.exponents[variable] as number;
      const group = groups.get(e);
      if (group) group.push(t);
      else groups.set(e, [t]);
    }
    const sums = new Map<number, Polynomial>();
    for (const [e, group] of groups) sums.set(e, build(group, variable + 1));
    return fromExponentMap(variable, sums);
  };
  return terms.length === 0 ? 0n : build(terms, 0);
}

/** Number of terms. */
export function termCount(a: Polynomial): number {
  if (typeof a === "bigint") return a === 0n ? 0 : 1;
  return a.coefficients.reduce<number>((n, c) => n + termCount(c), 0);
}

/** Degree in the variable of the given index; 0 for polynomials free of it (and for zero). */
export function degreeIn(a: Polynomial, variable: number): number {
  if (typeof a === "bigint" || a.variable > variable) return 0;
  if (a.variable === variable) return a.exponents[0] as number;
  return a.coefficients.reduce<number>((d, c) => Math.max(d, degreeIn(c, variable)), 0);
}

/** The lowest exponent with which the variable occurs in any term; 0 for zero. */
export function valuationIn(a: Polynomial, variable: number): number {
  if (typeof a === "bigint" || a.variable > variable) return 0;
  if (a.variable === variable) return a.exponents[a.exponents.length - 1] as number;
  return Math.min(...a.coefficients.map((c) => valuationIn(c, variable)));
}

/** The indices of the variables that occur, ascending. */
export function variablesOf(a: Polynomial): number[] {
  const found = new Set<number>();
  const walk = (p: Polynomial): void => {
    if (typeof p === "bigint") return;
    found.add(p.variable);
    p.coefficients.forEach(walk);
  };
  walk(a);
  return [...found].sort((x, y) => x - y);
}

/** Coefficients with respect to one variable, by exponent. */
export function coefficientsIn(a: Polynomial, variable: number): Map<number, Polynomial> {
  const result = new Map<number, Polynomial>();
  if (a === 0n) return result;
  if (typeof a === "bigint" || a.variable > variable) return result.set(0, a);
  if (a.variable === variable) {
    a.exponents.forEach((e, i) => result.set(e, a.coefficients[i] as Polynomial));
    return result;
  }
  // Outer exponents come in decreasing order, so each part grows in normal form.
  const parts = new Map<number, { exponents: number[]; coefficients: Polynomial[] }>();
  for (let i = 0; i < a.exponents.length; i++) {
    for (const [e, c] of coefficientsIn(a.coefficients[i] as Polynomial, variable)) {
      let part = parts.get(e);
      if (!part) parts.set(e, (part = { exponents: [], coefficients: [] }));
      part.exponents.push(a.exponents[i] as number);
      part.coefficients.push(c);
    }
  }
  for (const [e, part] of parts) result.set(e, nested(a.variable, part.exponents, part.coefficients));
  return result;
}

/** The coefficients of `a` regarded as a polynomial in the variables `outer` only, with their exponent vectors. */
export function coefficientsInAll(
  a: Polynomial,
  outer: readonly number[],
): { exponents: number[]; value: Polynomial }[] {
  let parts: { exponents: number[]; value: Polynomial }[] = [{ exponents: [], value: a }];
  for (const v of outer) {
    parts = parts.flatMap(({ exponents, value }) =>
      [...coefficientsIn(value, v)].map(([e, c]) => ({ exponents: [...exponents, e], value: c })),
    );
  }
  return parts;
}

/** The leading integer coefficient in the recursive order. */
export function leadingCoefficient(a: Polynomial): bigint {
  let p = a;
  while (typeof p !== "bigint") p = p.coefficients[0] as Polynomial;
  return p;
}

/** The positive gcd of all integer coefficients; 0 for zero. */
export function integerContent(a: Polynomial): bigint {
  if (typeof a === "bigint") return absolute(a);
  let g = 0n;
  for (const c of a.coefficients) {
    g = integerGcd(g, integerContent(c));
    if (g === 1n) break;
  }
  return g;
}

/** The largest absolute value among the integer coefficients. */
export function maxNorm(a: Polynomial): bigint {
  if (typeof a === "bigint") return absolute(a);
  return a.coefficients.reduce<bigint>((m, c) => {
    const n = maxNorm(c);
    return n > m ? n : m;
  }, 0n);
}

/** a with every occurrence of the variable replaced by the polynomial `value`. */
export function substitute(a: Polynomial, variable: number, value: Polynomial): Polynomial {
  if (typeof a === "bigint" || a.variable > variable) return a;
  if (a.variable === variable) {
    // Horner over the gaps between exponents
    let result: Polynomial = 0n;
    let previous = a.exponents[0] as number;
    for (let i = 0; i < a.exponents.length; i++) {
      const e = a.exponents[i] as number;
      result = add(multiply(result, power(value, previous - e)), a.coefficients[i] as Polynomial);
      previous = e;
    }
    return multiply(result, power(value, previous));
  }
  const coefficients = a.coefficients.map((c) => substitute(c, variable, value));
  if (typeof value === "bigint" || value.variable > a.variable) {
    // Nothing moves past the main variable: the order of the terms stays.
    const kept = a.exponents.flatMap((e, i) =>
      coefficients[i] === 0n ? [] : [[e, coefficients[i]] as const],
    );
    return nested(
      a.variable,
      kept.map(([e]) => e),
      kept.map(([, c]) => c as Polynomial),
    );
  }
  return a.exponents.reduce<Polynomial>(
    (sum, e, i) => add(sum, multiply(coefficients[i] as Polynomial, variablePower(a.variable, e))),
    0n,
  );
}

/** a with variable i renamed to map[i]; the map may merge or permute variables. */
export function renameVariables(a: Polynomial, map: readonly number[]): Polynomial {
  if (typeof a === "bigint") return a;
  let result: Polynomial = 0n;
  const target = map[a.variable] ?? a.variable;
  a.exponents.forEach((e, i) => {
    const c = renameVariables(a.coefficients[i] as Polynomial, map);
    result = add(result, multiply(c, variablePower(target, e)));
  });
  return result;
}

/** ∂a/∂x_variable. */
export function derivative(a: Polynomial, variable: number): Polynomial {
  if (typeof a === "bigint" || a.variable > variable) return 0n;
  const sums = new Map<number, Polynomial>();
  a.exponents.forEach((e, i) => {
    const c = a.coefficients[i] as Polynomial;
    if (a.variable === variable) {
      if (e > 0) sums.set(e - 1, multiply(BigInt(e), c));
    } else sums.set(e, derivative(c, variable));
  });
  return fromExponentMap(a.variable, sums);
}

/** Checks the invariants of the normal form (for tests): decreasing exponents, nonzero coefficients, ordered variables. */
export function isCanonical(a: Polynomial, above = -1): boolean {
  if (typeof a === "bigint") return true;
  if (a.variable <= above || a.exponents.length !== a.coefficients.length || (a.exponents[0] ?? 0) <= 0)
    return false;
  return a.exponents.every(
    (e, i) =>
      Number.isInteger(e) &&
      e >= 0 &&
      (i === 0 || e < (a.exponents[i - 1] as number)) &&
      a.coefficients[i] !== 0n &&
      isCanonical(a.coefficients[i] as Polynomial, a.variable),
  );
}

/** Divides by x_variable^e, which must divide every term. */
export function shiftDown(a: Polynomial, variable: number, e: number): Polynomial {
  if (e === 0 || a === 0n) return a;
  if (typeof a === "bigint") throw new RangeError("the monomial does not divide the polynomial");
  if (a.variable === variable) {
    return nested(
      a.variable,
      a.exponents.map((x) => x - e),
      [...a.coefficients],
    );
  }
  return { ...a, coefficients: a.coefficients.map((c) => shiftDown(c, variable, e)) };
}

/** The terms with equal exponents added up and zeros left out. */
export function collectTerms(terms: readonly Term[]): Term[] {
  const sums = new Map<string, Term>();
  for (const term of terms) {
    const key = term.exponents.join();
    const old = sums.get(key);
    sums.set(key, old ? { ...term, coefficient: old.coefficient + term.coefficient } : term);
  }
  return [...sums.values()].filter((t) => t.coefficient !== 0n);
}
