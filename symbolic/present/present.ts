/**
 * From a canonical coefficient to the formula a physicist would print.
 *
 * Every step is an identity on the exact value, chosen by length, never by recognising a junction:
 *  1. contents: factors in the couplings alone, in energies and Boltzmann factors alone, stand in front; what is a
 *     square is written as one;
 *  2. a core that is homogeneous in two couplings is a sum over their powers, each coefficient presented by itself;
 *  3. sums and linear forms that denominators show (`present/rewriting.ts`) replace variables where that is shorter;
 *  4. Boltzmann factors become hyperbolic functions wherever parities allow (`present/hyperbolic.ts`).
 * Of several ways to write a core the shortest is taken.
 */
import { bilinearForms } from "./bilinear-form.js";
import { couplingForm } from "./coupling-form.js";
import { numberExpression } from "../expression/build.js";
import { type Expression } from "../expression/expression.js";
import { squareRoot } from "../polynomial/factor.js";
import { type FactoredFraction, isZeroFraction } from "../fraction/factored-fraction.js";
import {
  add,
  asInteger,
  divideExactly,
  negate,
  type Polynomial,
  variablePower,
} from "../polynomial/polynomial.js";
import { divideKnown, gcdOfAll } from "../polynomial/gcd.js";
import {
  coefficientsInAll,
  forEachTerm,
  termCount,
  valuationIn,
  variablesOf,
} from "../polynomial/structure.js";
import {
  centerOf,
  expandedSum,
  exponentialSum,
  functionSum,
  multiplySumOfTrees,
  plainCoefficient,
  smallFactors,
  takeContent,
} from "./sum.js";
import {
  emptyProduct,
  lengthOf,
  multiplyProduct,
  multiplySum,
  multiplyVariable,
  type PresentationRing,
  type Product,
  productTree,
  takeCommonSymbols,
  scaleBy,
} from "./product.js";
import { rewrite, type Rewriting, rewritingsFrom } from "./rewriting.js";

export { type PresentationRing } from "./product.js";

/** Cores with more terms are not tried as a sum over functions where another way exists. */
const FUNCTION_LIMIT = 16;
/** Sums with more terms are not searched for a shorter grouping by one variable. */
const GROUPING_LIMIT = 30;
/** Nodes by which a form may be longer that shows couplings, or sums of the denominator, a reader looks for. */
const FAMILIAR = 2;
/** Longer cores that are homogeneous in two couplings are rewritten coefficient by coefficient only. */
const WHOLE_LIMIT = 60;
/** A rewritten core with more groups is no shorter for a reader. */
const MOST_GROUPS = 40;

/** The printable form of a canonical coefficient. */
export function present(f: FactoredFraction, ring: PresentationRing): Expression {
  if (isZeroFraction(f)) return numberExpression(0n);
  const product = emptyProduct(ring);
  scaleBy(product, f.constant.numerator, f.constant.denominator);
  f.monomial.forEach((e, i) => multiplyVariable(product, ring, i, e));
  const below = f.denominator.filter((d) => d.exponent > 0).map((d) => d.base);
  const rewritings = rewritingsFrom(below, ring);
  for (const d of f.denominator) multiplyProduct(product, coreForm(d.base, ring, []), -d.exponent);
  multiplyProduct(product, polynomialForm(f.numerator, ring, rewritings));
  return productTree(product, ring);
}

/** The same, and forms with the numerator as a sum of functions times polynomials in the couplings. */
export function presentations(f: FactoredFraction, ring: PresentationRing): readonly Expression[] {
  const first = present(f, ring);
  if (ring.q.length === 0 || termCount(f.numerator) < 3) return [first];
  const front = emptyProduct(ring);
  scaleBy(front, f.constant.numerator, f.constant.denominator);
  f.monomial.forEach((e, i) => multiplyVariable(front, ring, i, e));
  for (const d of f.denominator) multiplyProduct(front, coreForm(d.base, ring, []), -d.exponent);
  const numerators = bilinearForms((visit) => forEachTerm(f.numerator, ring.count, visit), {
    ring,
    q: ring.q,
    kinematic: (v) => ring.kinematic.has(v),
    functionForm: (p) => polynomialForm(p, ring, []),
    couplingForm: (p) => couplingForm(p, ring),
  });
  const others = numerators.map((numerator) => {
    const product = emptyProduct(ring);
    multiplyProduct(product, front);
    multiplyProduct(product, numerator);
    return productTree(product, ring);
  });
  return [first, ...others];
}

/** Step 1 of the file's head, then the core. */
function polynomialForm(p: Polynomial, ring: PresentationRing, rewritings: readonly Rewriting[]): Product {
  const product = emptyProduct(ring);
  let core = takeContent(product, ring, p);
  if (asInteger(core) !== undefined) return product;
  const takeFactor = (base: Polynomial, exponent: number): void =>
    multiplyProduct(product, coreForm(base, ring, []), exponent);
  const takeFactors = (content: Polynomial): void => {
    if (asInteger(content) !== undefined) return;
    core = divideKnown(core, content);
    for (const f of smallFactors(content)) takeFactor(f.base, f.exponent);
  };
  const variables = variablesOf(core);
  const isKinematic = (v: number): boolean => ring.kinematic.has(v) || ring.q.includes(v);
  const kinematic = variables.filter(isKinematic);
  const couplings = variables.filter((v) => !isKinematic(v));
  // sinh and cosh are the factors that occur; trial division finds them without a gcd
  for (const v of ring.q.filter((q) => variables.includes(q))) {
    for (const base of [add(1n, negate(variablePower(v))), add(1n, variablePower(v))]) {
      let exponent = 0;
      for (let rest = divideExactly(core, base); rest !== undefined; rest = divideExactly(core, base)) {
        core = rest;
        exponent++;
      }
      if (exponent > 0) takeFactor(base, exponent);
    }
  }
  if (couplings.length === 0 || kinematic.length === 0) {
    if (ring.q.length === 0 || kinematic.length === 0) takeFactors(core);
  } else {
    takeFactors(contentInAll(core, kinematic));
    takeFactors(contentInAll(core, couplings));
  }
  const usedQ = ring.q.filter((v) => variables.includes(v));
  if (usedQ.length > 0 && asInteger(core) === undefined) {
    takeFactors(contentInAll(core, usedQ));
    takeFactors(
      contentInAll(
        core,
        variablesOf(core).filter((v) => !ring.q.includes(v)),
      ),
    );
  }
  const root = squareRoot(core);
  if (root !== undefined && asInteger(root) === undefined)
    multiplyProduct(product, polynomialForm(root, ring, rewritings), 2);
  else multiplyProduct(product, coreForm(core, ring, rewritings));
  return product;
}

/** The factor of p in the variables other than `outer`. */
function contentInAll(p: Polynomial, outer: readonly number[]): Polynomial {
  if (outer.length === 0 || asInteger(p) !== undefined) return 1n;
  const parts = coefficientsInAll(p, outer).map(({ value }) => ({ value, size: termCount(value) }));
  parts.sort((a, b) => a.size - b.size);
  return gcdOfAll(parts.map((part) => part.value));
}

/** Steps 2 to 4 of the file's head: the shortest way to write a polynomial as one factor. */
function coreForm(p: Polynomial, ring: PresentationRing, rewritings: readonly Rewriting[]): Product {
  const content = emptyProduct(ring);
  const core = takeContent(content, ring, p);
  if (asInteger(core) !== undefined) return content;
  const finish = (form: Product): Product => {
    multiplyProduct(content, form);
    return content;
  };
  const variables = variablesOf(core);
  const usesQ = variables.some((v) => ring.q.includes(v));
  const couplings = ring.order.filter((v) => variables.includes(v) && !ring.kinematic.has(v));
  const size = termCount(core);
  const candidates: (readonly [number, Product])[] = [];
  const offer = (bonus: number, ...forms: readonly Product[]): void => {
    for (const form of forms) candidates.push([lengthOf(form, ring) - bonus, form]);
  };
  if (size <= 2 || couplings.length === 0) return finish(sumForm(core, ring, usesQ, couplings.length > 0));
  const pair = homogeneousPair(core, couplings, ring);
  if (pair) {
    offer(FAMILIAR, byVariable(core, ring, pair[0], rewritings));
    const own = rewritings.filter((r) => r.kind === "sum and difference" && r.pair.includes(pair[0]));
    if (own.length > 0) offer(FAMILIAR, ...rewritten(core, ring, own));
  }
  // A long core is rewritten once, in its coefficients or as a whole: where the forms are made of the pair itself.
  const inPair = rewritings.some(
    (r) => r.kind === "linear form" && pair?.some((v) => variablesOf(r.form).includes(v)),
  );
  if (!pair || (couplings.length <= 4 && (size <= WHOLE_LIMIT || inPair)))
    offer(2 * FAMILIAR, ...rewritten(core, ring, rewritings));
  if (!usesQ && size <= GROUPING_LIMIT) {
    const others = size >= 3 ? grouping(core, couplings).filter((v) => v !== pair?.[0]) : [];
    offer(0, ...others.map((v) => byVariable(core, ring, v, rewritings)));
  }
  if (size <= (usesQ ? FUNCTION_LIMIT : GROUPING_LIMIT) || candidates.length === 0)
    offer(0, sumForm(core, ring, usesQ, true));
  return finish(candidates.reduce((a, b) => (b[0] < a[0] ? b : a))[1]);
}

/** With so many variables every order of collecting is tried: n! of them. Of more, only those in most terms are collected over. */
const ALL_ORDERS = 6;
const SOME = 2;

/** The variables over which a core may be collected first. */
function grouping(core: Polynomial, couplings: readonly number[]): readonly number[] {
  if (couplings.length <= ALL_ORDERS) return couplings;
  const terms = new Map(
    couplings.map((v) => {
      const groups = coefficientsInAll(core, [v]).filter(({ exponents }) => exponents[0] !== 0);
      return [v, groups.reduce((sum, { value }) => sum + termCount(value), 0)] as const;
    }),
  );
  return [...couplings].sort((a, b) => (terms.get(b) ?? 0) - (terms.get(a) ?? 0)).slice(0, SOME);
}

/** A sum over functions (or exponentials) with polynomial coefficients; without q's the expanded sum. */
function sumForm(core: Polynomial, ring: PresentationRing, usesQ: boolean, mixed: boolean): Product {
  if (!usesQ) {
    const product = emptyProduct(ring);
    multiplySum(product, expandedSum(core, ring), 1);
    return product;
  }
  const coefficient = (c: Polynomial): Product =>
    mixed ? polynomialForm(c, ring, []) : plainCoefficient(c, ring);
  return functionSum(core, ring, coefficient) ?? exponentialSum(core, ring, coefficient);
}

/** The first two couplings, in printing order, whose degrees add up to the same number in every term. */
function homogeneousPair(
  p: Polynomial,
  couplings: readonly number[],
  ring: PresentationRing,
): readonly [number, number] | undefined {
  const open = couplings.flatMap((a, i) =>
    couplings.slice(i + 1).map((b) => ({ a, b, degree: -1, ok: true })),
  );
  forEachTerm(p, ring.count, (_, exponents) => {
    for (const entry of open) {
      const degree = (exponents[entry.a] as number) + (exponents[entry.b] as number);
      if (entry.degree < 0) entry.degree = degree;
      else if (entry.degree !== degree) entry.ok = false;
    }
  });
  const found = open.find((entry) => entry.ok);
  return found && [found.a, found.b];
}

/** Σ v^e·coefficient, the highest power first, each coefficient presented by itself. */
function byVariable(
  core: Polynomial,
  ring: PresentationRing,
  v: number,
  rewritings: readonly Rewriting[],
): Product {
  const groups = coefficientsInAll(core, [v]).sort(
    (a, b) => (b.exponents[0] as number) - (a.exponents[0] as number),
  );
  const parts = groups.map(({ exponents, value }) => {
    const part = polynomialForm(value, ring, rewritings);
    multiplyVariable(part, ring, v, exponents[0] as number);
    return part;
  });
  return centredSum(core, ring, parts);
}

/** Step 3: the core in new variables, as a sum over coupling monomials. */
function rewritten(core: Polynomial, ring: PresentationRing, rewritings: readonly Rewriting[]): Product[] {
  const change = rewrite(core, rewritings, ring);
  if (!change) return [];
  const { polynomial, divisors, named } = change;
  const variables = variablesOf(polynomial);
  const couplings = ring.order.filter((v) => variables.includes(v) && !ring.kinematic.has(v));
  const groups = coefficientsInAll(polynomial, couplings);
  if (groups.length > MOST_GROUPS) return [];
  const least = couplings.map((v) => valuationIn(polynomial, v));
  const multiplyNamed = (product: Product, v: number, exponent: number): void => {
    const expression = named.get(v);
    if (exponent === 0) return;
    if (expression) multiplySum(product, expression, exponent);
    else multiplyVariable(product, ring, v, exponent);
  };
  const parts = groups.map(({ exponents, value }) => {
    const part = polynomialForm(value, ring, []);
    couplings.forEach((v, i) => multiplyNamed(part, v, (exponents[i] as number) - (least[i] as number)));
    return part;
  });
  const result = centredSum(polynomial, ring, parts);
  couplings.forEach((v, i) => multiplyNamed(result, v, least[i] as number));
  for (const d of divisors) multiplyProduct(result, polynomialForm(d.base, ring, []), -d.exponent);
  return [result];
}

/** Σ parts, with the common number, powers of variables and the central power of q in front. */
function centredSum(whole: Polynomial, ring: PresentationRing, parts: readonly Product[]): Product {
  const result = emptyProduct(ring);
  takeCommonSymbols(parts, result);
  const [only] = parts;
  if (only && parts.length === 1) {
    multiplyProduct(result, only);
    return result;
  }
  const center = centerOf(whole, ring);
  const trees = parts.map((part) => {
    center.forEach((h, i) => (part.halfPowers[i]! -= h));
    return productTree(part, ring);
  });
  center.forEach((h, i) => (result.halfPowers[i]! += h));
  multiplySumOfTrees(result, trees);
  return result;
}
