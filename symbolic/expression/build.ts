/** Constructors of expression trees that drop what says nothing: factors 1, terms 0, nested sums and products. */
import { type ExactNumber, type Expression } from "./expression.js";
import { integerGcd } from "../integer/integer.js";

const numberNode = (numerator: bigint, denominator = 1n): Expression => ({
  type: "number",
  numerator,
  denominator,
});

/** The number n/d as a tree; n/d must be in lowest terms. */
export { numberNode as numberExpression };

/** A symbol as a tree. */
export function symbolExpression(name: string): Expression {
  return { type: "symbol", name };
}

/** True for the number 1. */
function isOne(e: Expression): boolean {
  return e.type === "number" && e.numerator === 1n && e.denominator === 1n;
}

/** True for the number 0. */
function isZeroExpression(e: Expression): boolean {
  return e.type === "number" && e.numerator === 0n;
}

/** Σ terms. */
export function sumExpression(terms: readonly Expression[]): Expression {
  const flat: Expression[] = [];
  for (const t of terms) {
    if (t.type !== "sum") {
      if (!isZeroExpression(t)) flat.push(t);
    } else for (const own of t.terms) if (!isZeroExpression(own)) flat.push(own);
  }
  if (flat.length === 0) return numberNode(0n);
  return flat.length === 1 ? (flat[0] as Expression) : { type: "sum", terms: flat };
}

/** Π factors; numbers among them are multiplied and come first. */
export function productExpression(factors: readonly Expression[]): Expression {
  const list: Expression[] = [ONE];
  const { numerator, denominator } = collectFactors(factors, ONE, list);
  if (numerator === 0n) return numberNode(0n);
  const g = denominator === 1n ? 1n : integerGcd(numerator, denominator);
  const number = g === 1n ? numberNode(numerator, denominator) : numberNode(numerator / g, denominator / g);
  if (list.length === 1) return number;
  if (isOne(number)) list.shift();
  else list[0] = number;
  return list.length === 1 ? (list[0] as Expression) : { type: "product", factors: list };
}

const ONE = { type: "number", numerator: 1n, denominator: 1n } as const;

/** Appends all factors that are not numbers and returns the product of the numbers, not reduced. */
function collectFactors(
  factors: readonly Expression[],
  number: ExactNumber,
  into: Expression[],
): ExactNumber {
  let { numerator, denominator } = number;
  for (const f of factors) {
    if (f.type === "product")
      ({ numerator, denominator } = collectFactors(f.factors, { numerator, denominator }, into));
    else if (f.type === "number") {
      if (f.numerator !== 1n) numerator *= f.numerator;
      if (f.denominator !== 1n) denominator *= f.denominator;
    } else into.push(f);
  }
  return { numerator, denominator };
}

/** base^exponent. */
export function powerExpression(base: Expression, exponent: ExactNumber | number): Expression {
  const e = typeof exponent === "number" ? { numerator: BigInt(exponent), denominator: 1n } : exponent;
  if (e.numerator === 0n) return numberNode(1n);
  if (e.numerator === 1n && e.denominator === 1n) return base;
  return { type: "power", base, exponent: e };
}

/** name(argument). */
export function callExpression(name: string, argument: Expression): Expression {
  return { type: "call", name, arguments: [argument] };
}

/** The direct subexpressions of a tree. */
export function childrenOf(e: Expression): readonly Expression[] {
  switch (e.type) {
    case "number":
    case "symbol":
      return [];
    case "sum":
      return e.terms;
    case "product":
      return e.factors;
    case "power":
      return [e.base];
    case "call":
      return e.arguments;
  }
}

/** Structural equality: the same formula, written the same way. */
export function sameExpression(a: Expression, b: Expression): boolean {
  if (a === b) return true;
  if (a.type === "number")
    return b.type === "number" && a.numerator === b.numerator && a.denominator === b.denominator;
  if (a.type === "symbol") return b.type === "symbol" && a.name === b.name;
  if (a.type === "call" && !(b.type === "call" && a.name === b.name)) return false;
  if (a.type === "power") {
    if (b.type !== "power") return false;
    const { numerator, denominator } = a.exponent;
    if (numerator !== b.exponent.numerator || denominator !== b.exponent.denominator) return false;
  }
  if (a.type !== b.type) return false;
  const [x, y] = [childrenOf(a), childrenOf(b)];
  return x.length === y.length && x.every((e, i) => sameExpression(e, y[i] as Expression));
}

/** Number of nodes, the measure of length by which presentations compete. */
export function nodeCount(e: Expression): number {
  return countUpTo(e, Infinity);
}

/** Negative if a has fewer nodes than b; the longer one is not counted to its end. */
export function compareLength(a: Expression, b: Expression): number {
  for (let limit = 16; ; limit *= 4) {
    const first = Math.min(countUpTo(a, limit), limit);
    const second = Math.min(countUpTo(b, limit), limit);
    if (first !== second || first < limit) return first - second;
  }
}

/** The number of nodes, or any number from `limit` on if there are at least so many. */
function countUpTo(e: Expression, limit: number): number {
  let count = e.type === "sum" ? e.terms.length : e.type === "product" ? 0 : 1;
  const children = childrenOf(e);
  for (let i = 0; i < children.length && count < limit; i++)
    count += countUpTo(children[i] as Expression, limit - count);
  return count;
}
