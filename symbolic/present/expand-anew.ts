/** Sums whose terms meet when they are expanded, factored anew. */
import {
  nodeCount,
  numberExpression,
  powerExpression,
  productExpression,
  sameExpression,
} from "../expression/build.js";
import { type Expression } from "../expression/expression.js";
import { integerLcm } from "../integer/integer.js";
import { factor } from "../polynomial/factor.js";
import {
  add,
  multiply,
  type Polynomial,
  power,
  singleVariable,
  variablePower,
} from "../polynomial/polynomial.js";
import { coefficientsInAll, termCount, termsOf, variablesOf } from "../polynomial/structure.js";
import { type Monomial, monomialOf } from "./monomial.js";
import { isBelowOne, leadingNumber, positiveFirst } from "./sum.js";

/** Sums with more terms after expansion stay as they are: a shorter form would be no easier to read. */
const MOST_TERMS = 24;

/** A shorter form of the sum from its expansion, undefined where there is none. */
export function expandedAnew(e: Expression): Expression | undefined {
  if (e.type !== "sum") return undefined;
  const terms = e.terms.map(monomialOf);
  const size = terms.reduce((n, m) => n + expandedSize(m), 0);
  if (size > MOST_TERMS) return undefined;
  const flat = size === terms.length;
  if (flat && !mayFactor(terms)) return undefined;
  const atoms: Expression[] = [];
  const scale = terms.reduce((l, m) => integerLcm(l, m.number.denominator), 1n);
  const polynomials: Polynomial[] = [];
  const lowest: number[] = [];
  for (const m of terms) register(m, atoms, lowest);
  for (const m of terms) {
    const p = expansionOf(m, scale, atoms, lowest);
    if (p === undefined) return undefined;
    polynomials.push(p);
  }
  const total = polynomials.reduce(add, 0n);
  const meets = termCount(total) < polynomials.reduce((n, p) => n + termCount(p), 0);
  if (!meets && !flat) return undefined;
  if (total === 0n) return numberExpression(0n);
  const tree = productExpression([
    { type: "number", numerator: 1n, denominator: scale },
    factoredForm(total, atoms, lowest),
  ]);
  return nodeCount(tree) < nodeCount(e) ? tree : undefined;
}

/** p·Π atoms^powers as a product of powers, each factor grouped. */
function factoredForm(
  p: Polynomial,
  atoms: readonly Expression[],
  powers: readonly number[] = [],
): Expression {
  const { unit, factors } = factor(p);
  const exponents = atoms.map((_, i) => powers[i] ?? 0);
  const sums: Expression[] = [];
  let number = unit;
  for (const { base, exponent } of factors) {
    const v = singleVariable(base);
    if (v !== undefined) {
      exponents[v]! += exponent;
      continue;
    }
    const { sum, sign } = grouped(base, atoms);
    if (exponent % 2 !== 0) number *= sign;
    sums.push(powerExpression(sum, exponent));
  }
  const isSymbol = (i: number): boolean => atoms[i]?.type === "symbol";
  const indices = atoms.map((_, i) => i);
  const order = [...indices.filter(isSymbol), ...indices.filter((i) => !isSymbol(i))];
  const own = order.map((i) => powerExpression(atoms[i] as Expression, exponents[i] as number));
  const at = order.findIndex((i) => !isSymbol(i));
  const symbols = at < 0 ? own : own.slice(0, at);
  return productExpression([numberExpression(number), ...symbols, ...sums, ...own.slice(symbols.length)]);
}

/** c·(a + b) as the terms ca and cb, everything else as one term. */
function termsOfProduct(e: Expression): readonly Expression[] {
  if (e.type === "sum") return e.terms;
  const [number, sum, ...others] = e.type === "product" ? e.factors : [];
  return number?.type === "number" && sum?.type === "sum" && others.length === 0
    ? sum.terms.map((t) => productExpression([number, t]))
    : [e];
}

/** ±p as a sum that starts with a positive term, over the powers of the factor whose grouping saves most. */
function grouped(
  p: Polynomial,
  atoms: readonly Expression[],
): { readonly sum: Expression; readonly sign: bigint } {
  let best: { readonly variable: number; readonly saved: number } | undefined;
  const terms = termsOf(p, atoms.length);
  for (const variable of variablesOf(p)) {
    const used = terms.map((t) => t.exponents[variable] as number).filter((e) => e > 0);
    const saved = used.length - new Set(used).size;
    if (saved > (best?.saved ?? 0)) best = { variable, saved };
  }
  const parts = best
    ? coefficientsInAll(p, [best.variable])
        .sort((a, b) => (b.exponents[0] as number) - (a.exponents[0] as number))
        .map(({ exponents, value }) => {
          const powers: number[] = [];
          powers[(best as { readonly variable: number }).variable] = exponents[0] as number;
          return factoredForm(value, atoms, powers);
        })
    : terms.map((t) => factoredForm(t.coefficient, atoms, t.exponents));
  const negative = parts.filter((t) => leadingNumber(t).numerator < 0n).length;
  // 1 − X rather than X − 1, and 1 + X
  const [one, other] = parts.length === 2 ? [...parts].reverse() : [];
  const unit = one?.type === "number" && isUnitUpToSign(other);
  const sign = (unit ? one.numerator < 0n : 2 * negative > parts.length) ? -1n : 1n;
  const ordered = unit ? [one, other as Expression] : parts;
  const signed = ordered.map((t) => productExpression([numberExpression(sign), t]));
  return { sum: positiveFirst(signed.flatMap(termsOfProduct)), sign };
}

/** ±x for a symbol x, or for a function between 0 and 1. */
function isUnitUpToSign(e: Expression | undefined): boolean {
  if (e?.type !== "product") return e !== undefined && (e.type === "symbol" || isBelowOne(e));
  const [number, x, ...others] = e.factors;
  return (
    number?.type === "number" &&
    number.numerator === -1n &&
    number.denominator === 1n &&
    others.length === 0 &&
    isUnitUpToSign(x)
  );
}

/** The number of terms of a product of sums, before they are collected. */
function expandedSize(m: Monomial): number {
  let size = 1;
  for (const { base, exponent } of m.factors) {
    if (base.type !== "sum" || exponent.denominator !== 1n || exponent.numerator < 0n) continue;
    const inner = base.terms.reduce((n, t) => n + expandedSize(monomialOf(t)), 0);
    size *= inner ** Number(exponent.numerator);
    if (size > MOST_TERMS) return size;
  }
  return size;
}

/** Powers of sums have more than two terms; whether some factor is in at least two of them. */
function mayFactor(terms: readonly Monomial[]): boolean {
  if (terms.length < 3) return false;
  const seen: Expression[] = [];
  for (const m of terms)
    for (const { base } of m.factors) {
      if (seen.some((s) => sameExpression(s, base))) return true;
      seen.push(base);
    }
  return false;
}

const isExpanded = ({ base, exponent }: Monomial["factors"][number]): boolean =>
  base.type === "sum" && exponent.denominator === 1n && exponent.numerator > 0n;

/** Finds the factors that are not expanded, with their lowest exponents where these are negative. */
function register(m: Monomial, atoms: Expression[], lowest: number[]): void {
  for (const f of m.factors) {
    if (isExpanded(f)) {
      if (f.base.type === "sum") for (const t of f.base.terms) register(monomialOf(t), atoms, lowest);
      continue;
    }
    const { base, exponent } = atomOf(f);
    let i = atoms.findIndex((a) => sameExpression(a, base));
    if (i < 0) {
      i = atoms.length;
      atoms.push(base);
      lowest.push(0);
    }
    lowest[i] = Math.min(lowest[i] as number, exponent);
  }
}

/** A power of a symbol or function; fractional powers are factors of their own. */
function atomOf({ base, exponent }: Monomial["factors"][number]): { base: Expression; exponent: number } {
  return exponent.denominator === 1n
    ? { base, exponent: Number(exponent.numerator) }
    : { base: powerExpression(base, exponent), exponent: 1 };
}

/** scale·m/Π atoms^lowest, undefined where a negative power stands inside an expanded sum. */
function expansionOf(
  m: Monomial,
  scale: bigint,
  atoms: readonly Expression[],
  lowest: readonly number[],
): Polynomial | undefined {
  const exponents = lowest.map((e) => -e);
  let result: Polynomial = (m.number.numerator * scale) / m.number.denominator;
  for (const f of m.factors) {
    if (isExpanded(f) && f.base.type === "sum") {
      let inner: Polynomial = 0n;
      for (const t of f.base.terms) {
        const own = monomialOf(t);
        if (own.number.denominator !== 1n) return undefined;
        const p = expansionOf(
          own,
          1n,
          atoms,
          lowest.map(() => 0),
        );
        if (p === undefined) return undefined;
        inner = add(inner, p);
      }
      result = multiply(result, power(inner, Number(f.exponent.numerator)));
      continue;
    }
    const { base, exponent } = atomOf(f);
    exponents[atoms.findIndex((a) => sameExpression(a, base))]! += exponent;
  }
  if (exponents.some((e) => e < 0)) return undefined;
  return exponents.reduce<Polynomial>((p, e, i) => (e === 0 ? p : multiply(p, variablePower(i, e))), result);
}
