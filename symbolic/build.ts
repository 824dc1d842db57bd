/** Constructors of expression trees that drop what says nothing: factors 1, terms 0, nested sums and products. */
import { type ExactNumber, type Expression } from "./expression.js";
import { integerGcd } from "./integer.js";

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
  const flat = terms.flatMap((t) => (t.type === "sum" ? t.terms : [t])).filter((t) => !isZeroExpression(t));
  if (flat.length === 0) return numberNode(0n);
  return flat.length === 1 ? (flat[0] as Expression) : { type: "sum", terms: flat };
}

/** Π factors; numbers among them are multiplied and come first. */
export function productExpression(factors: readonly Expression[]): Expression {
  let numerator = 1n;
  let denominator = 1n;
  const rest: Expression[] = [];
  const take = (f: Expression): void => {
    if (f.type === "product") f.factors.forEach(take);
    else if (f.type === "number") {
      if (f.numerator !== 1n) numerator *= f.numerator;
      if (f.denominator !== 1n) denominator *= f.denominator;
    } else rest.push(f);
  };
  factors.forEach(take);
  if (numerator === 0n) return numberNode(0n);
  const g = denominator === 1n ? 1n : integerGcd(numerator, denominator);
  const number = g === 1n ? numberNode(numerator, denominator) : numberNode(numerator / g, denominator / g);
  const list = isOne(number) ? rest : [number, ...rest];
  if (list.length === 0) return number;
  return list.length === 1 ? (list[0] as Expression) : { type: "product", factors: list };
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
  switch (e.type) {
    case "number":
    case "symbol":
      return 1;
    case "sum":
      return e.terms.reduce((n, t) => n + 1 + nodeCount(t), 0);
    case "product":
      return e.factors.reduce((n, f) => n + nodeCount(f), 0);
    case "power":
      return 1 + nodeCount(e.base);
    case "call":
      return 1 + e.arguments.reduce((n, a) => n + nodeCount(a), 0);
  }
}
