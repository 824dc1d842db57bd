/**
 * Polynomials as sums: the terms in printing order; a Σ of hyperbolic functions with polynomial coefficients; a Σ of
 * exponentials where parities do not allow that. Signs: the first printed term is positive where one is.
 */
import { numberExpression, productExpression, sumExpression } from "../expression/build.js";
import { type ExactNumber, type Expression } from "../expression/expression.js";
import { factor } from "../polynomial/factor.js";
import { exactQuotient } from "../fraction/factored-fraction.js";
import { hyperbolicForm, type HyperbolicFunction } from "./hyperbolic.js";
import { integerGcd, integerLcm } from "../integer/integer.js";
import { asInteger, type Polynomial } from "../polynomial/polynomial.js";
import { divideKnown } from "../polynomial/gcd.js";
import {
  coefficientsInAll,
  degreeIn,
  integerContent,
  shiftDown,
  type Term,
  termCount,
  termsOf,
  valuationIn,
  variablesOf,
} from "../polynomial/structure.js";
import {
  emptyProduct,
  multiplyFunction,
  multiplyProduct,
  multiplySum,
  multiplyVariable,
  type PresentationRing,
  type Product,
  productTree,
  scaleBy,
} from "./product.js";

/** Coefficients with more terms are not searched for factors. */
const FACTOR_LIMIT = 40;

/** True where a sum should not begin with this term. */
function isNegativeTerm(e: Expression): boolean {
  const number = e.type === "product" ? e.factors[0] : e;
  return number?.type === "number" && number.numerator < 0n;
}

/** The number in front of a term. */
export function leadingNumber(e: Expression): ExactNumber {
  const first = e.type === "product" ? (e.factors[0] as Expression) : e;
  return first.type === "number" ? first : { numerator: 1n, denominator: 1n };
}

/** Whether it is e^{−x} or tanh x for an x printed without a minus sign. */
export function isBelowOne(e: Expression): boolean {
  if (e.type === "power") return e.exponent.numerator > 0n && isBelowOne(e.base);
  if (e.type !== "call") return false;
  const sign = leadingNumber(e.arguments[0] as Expression).numerator < 0n ? -1 : 1;
  return (e.name === "exp" && sign < 0) || (e.name === "tanh" && sign > 0);
}

/** Multiplies by Σ trees, the number that all have in common taken in front; its sign leaves most terms positive. */
export function multiplySumOfTrees(product: Product, trees: readonly Expression[]): void {
  const numbers = trees.map(leadingNumber);
  const negative = numbers.filter((n) => n.numerator < 0n).length;
  const sign = 2 * negative > numbers.length ? -1n : 1n;
  const numerator = sign * numbers.reduce((g, n) => integerGcd(g, n.numerator), 0n);
  const denominator = numbers.reduce((l, n) => integerLcm(l, n.denominator), 1n);
  scaleBy(product, numerator, denominator);
  const inverse = { type: "number", ...exactQuotient(denominator, numerator) } as const;
  multiplySum(product, positiveFirst(trees.map((t) => productExpression([inverse, t]))), 1);
}

/** Σ terms, the first positive one in front. */
export function positiveFirst(terms: readonly Expression[]): Expression {
  const first = terms.findIndex((t) => !isNegativeTerm(t));
  if (first <= 0) return sumExpression(terms);
  const front = terms[first] as Expression;
  return sumExpression([front, ...terms.filter((_, i) => i !== first)]);
}

/** Takes integer content, sign and monomial out of p^exponent into the product and returns what is left. */
export function takeContent(
  product: Product,
  ring: PresentationRing,
  p: Polynomial,
  exponent = 1,
): Polynomial {
  let rest = p;
  for (const v of variablesOf(p)) {
    const e = valuationIn(rest, v);
    if (e === 0) continue;
    rest = shiftDown(rest, v, e);
    multiplyVariable(product, ring, v, e * exponent);
  }
  let unit = integerContent(rest);
  if (firstPrinted(rest, ring) < 0n) unit = -unit;
  scaleBy(product, unit, 1n, exponent);
  return unit === 1n ? rest : divideKnown(rest, unit);
}

/** The coefficient of the term that is printed first; sums start with a plus sign. */
function firstPrinted(p: Polynomial, ring: PresentationRing): bigint {
  if (typeof p === "bigint") return p;
  const [v, ...others] = variablesOf(p);
  // 1 − q rather than q − 1: sinh of a positive angle
  if (v !== undefined && others.length === 0 && ring.q.includes(v)) {
    return asInteger(coefficientsInAll(p, [v]).find((c) => c.exponents[0] === 0)?.value ?? 0n) ?? 0n;
  }
  const terms = termsOf(p, ring.count);
  const compare = printingOrder(ring);
  return terms.reduce((a, b) => (compare(b, a) < 0 ? b : a)).coefficient;
}

/** Low degree first, then by the order of the variables. */
function printingOrder(ring: PresentationRing): (a: Term, b: Term) => number {
  const degree = (t: Term): number => t.exponents.reduce((a, b) => a + b, 0);
  return (a, b) => {
    const d = degree(a) - degree(b);
    if (d !== 0) return d;
    for (const v of ring.order) {
      const e = (b.exponents[v] as number) - (a.exponents[v] as number);
      if (e !== 0) return e;
    }
    return 0;
  };
}

/** A polynomial free of q's, term by term. */
export function expandedSum(p: Polynomial, ring: PresentationRing): Expression {
  const terms = termsOf(p, ring.count).sort(printingOrder(ring));
  return sumExpression(
    terms.map((t) => {
      const factors = ring.order.flatMap((v) =>
        (t.exponents[v] as number) === 0 ? [] : [ring.symbol(v, t.exponents[v] as number)],
      );
      return productExpression([numberExpression(t.coefficient), ...factors]);
    }),
  );
}

/** Σ function·coefficient, or undefined where some coefficient has no definite parity in the q's. */
export function functionSum(
  p: Polynomial,
  ring: PresentationRing,
  coefficient: (p: Polynomial) => Product,
): Product | undefined {
  const form = hyperbolicForm(p, ring);
  if (!form) return undefined;
  const result = emptyProduct(ring);
  form.halfPowers.forEach((h, i) => (result.halfPowers[i]! += h));
  const [only, ...others] = form.terms;
  if (only && others.length === 0) {
    multiplyProduct(result, coefficient(only.coefficient));
    multiplyFunction(result, only.fn, 1);
    return result;
  }
  // A common integer factor of all coefficients goes in front.
  const common = form.terms.reduce<bigint>((g, t) => integerGcd(g, integerContent(t.coefficient)), 0n);
  scaleBy(result, common);
  const weight = (fn: HyperbolicFunction): number => fn.multiples.reduce((s, m) => s + Math.abs(m), 0);
  const sorted = [...form.terms].sort(
    (a, b) => weight(b.fn) - weight(a.fn) || (a.fn.kind < b.fn.kind ? -1 : 1),
  );
  const parts = sorted.map(({ fn, coefficient: c }) => {
    // the constant term needs no parentheses
    if (fn.kind === "one" && variablesOf(c).every((v) => ring.kinematic.has(v)))
      return expandedSum(divideKnown(c, common), ring);
    const part = coefficient(divideKnown(c, common));
    multiplyFunction(part, fn, 1);
    return productTree(part, ring);
  });
  multiplySum(result, positiveFirst(parts), 1);
  return result;
}

/**
 * A polynomial with q's of no definite parity: q^(h/2)·Σ coefficient·e^{(h−2j)y}, centred, so that it stands beside
 * hyperbolic functions without powers of q in between.
 */
export function exponentialSum(
  p: Polynomial,
  ring: PresentationRing,
  coefficient: (p: Polynomial) => Product,
): Product {
  const result = emptyProduct(ring);
  const total = (exponents: readonly number[]): number => exponents.reduce((x, y) => x + y, 0);
  const groups = coefficientsInAll(p, ring.q).sort((a, b) => total(a.exponents) - total(b.exponents));
  const center = centerOf(p, ring);
  const terms = groups.map(({ exponents, value }) => {
    const part = coefficient(value);
    exponents.forEach((e, i) => (part.halfPowers[i]! += 2 * e - (center[i] as number)));
    return productTree(part, ring);
  });
  center.forEach((h, i) => (result.halfPowers[i]! += h));
  multiplySum(result, positiveFirst(terms), 1);
  return result;
}

/** Lowest plus highest exponent of each q. */
export function centerOf(p: Polynomial, ring: PresentationRing): number[] {
  return ring.q.map((v) => valuationIn(p, v) + degreeIn(p, v));
}

/** A polynomial in energies and temperature as a factor: content out, the rest as it stands. */
export function plainCoefficient(p: Polynomial, ring: PresentationRing): Product {
  const product = emptyProduct(ring);
  const rest = takeContent(product, ring, p);
  if (asInteger(rest) === undefined) multiplySum(product, expandedSum(rest, ring), 1);
  return product;
}

/** Irreducible factors where the polynomial is short enough to search; otherwise itself. */
export function smallFactors(p: Polynomial): readonly { base: Polynomial; exponent: number }[] {
  if (termCount(p) > FACTOR_LIMIT) return [{ base: p, exponent: 1 }];
  const { unit, factors } = factor(p);
  return unit === 1n ? factors : [{ base: unit, exponent: 1 }, ...factors];
}
