/** Expression trees written by hand, as the built-in rates are. Nothing here simplifies. */
import { childrenOf as operands } from "../../symbolic/expression/build.js";
import type { Expression, ExactNumber } from "../../symbolic/expression/expression.js";
import { exactNumber } from "../input/exact-number.js";

/** The parts an expression is made of, one level down. */
export { operands };

/** The number n/d. */
export function number(numerator: bigint | number, denominator: bigint | number = 1n): Expression {
  return { type: "number", ...exactNumber(numerator, denominator) };
}

/** A symbol by its ASCII name. */
export function symbol(name: string): Expression {
  return { type: "symbol", name };
}

/** The sum of the terms. */
export function sum(...terms: readonly Expression[]): Expression {
  return { type: "sum", terms };
}

/** The product of the factors. */
export function product(...factors: readonly Expression[]): Expression {
  return { type: "product", factors };
}

/** base^exponent with a rational exponent, an integer by default. */
export function power(base: Expression, exponent: ExactNumber | number): Expression {
  return { type: "power", base, exponent: typeof exponent === "number" ? exactNumber(exponent) : exponent };
}

/** A function of its arguments. */
export function call(name: string, ...parameters: readonly Expression[]): Expression {
  return { type: "call", name, arguments: parameters };
}

/** −e. */
export function negative(e: Expression): Expression {
  return product(number(-1), e);
}

/** a/b. */
export function quotient(a: Expression, b: Expression): Expression {
  return product(a, power(b, -1));
}

/** The same node over changed operands; nothing is simplified. */
export function withOperands(e: Expression, change: (operand: Expression) => Expression): Expression {
  switch (e.type) {
    case "number":
    case "symbol":
      return e;
    case "sum":
      return { ...e, terms: e.terms.map(change) };
    case "product":
      return { ...e, factors: e.factors.map(change) };
    case "power":
      return { ...e, base: change(e.base) };
    case "call":
      return { ...e, arguments: e.arguments.map(change) };
  }
}

/** Names of the symbols in an expression, in the order of their first appearance. */
export function symbolsOf(e: Expression): readonly string[] {
  const names = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.type === "symbol") names.add(part.name);
    operands(part).forEach(visit);
  };
  visit(e);
  return [...names];
}

/** Names of the functions called in an expression, in the order of their first appearance. */
export function functionsOf(e: Expression): readonly string[] {
  const names = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.type === "call") names.add(part.name);
    operands(part).forEach(visit);
  };
  visit(e);
  return [...names];
}
