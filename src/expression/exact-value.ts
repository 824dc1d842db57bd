/** Exact values of expressions: exponents, plainly zero denominators, bound couplings. */
import {
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
} from "../../symbolic/expression/build.js";
import type { ExactNumber, Expression } from "../../symbolic/expression/expression.js";
import { addExact, exactNumber, multiplyExact } from "../input/exact-number.js";

/** The value of a part that arithmetic cannot reduce (a symbol, a call, a root), or undefined if it has none. */
export type Assignment = (part: Expression) => ExactNumber | undefined;

/** Larger values are no exponents, and adding thousands of them would take long. */
const LARGEST = 1n << 8000n;

/**
 * The value of an expression of numbers, + − * / and integer powers; undefined where it meets a part without a value,
 * a division by zero, or a huge number.
 */
export function foldConstant(e: Expression, assign: Assignment = () => undefined): ExactNumber | undefined {
  switch (e.type) {
    case "number":
      return { numerator: e.numerator, denominator: e.denominator };
    case "symbol":
    case "call":
      return assign(e);
    case "sum":
      return foldAll(e.terms, assign, exactNumber(0), addExact);
    case "product":
      return foldAll(e.factors, assign, exactNumber(1), multiplyExact);
    case "power":
      return e.exponent.denominator === 1n ? foldPower(e.base, assign, e.exponent.numerator) : assign(e);
  }
}

/** The assignment that gives symbols their bound values and leaves calls and roots without one. */
export function boundValues(values: ReadonlyMap<string, ExactNumber>): Assignment {
  return (part) => (part.type === "symbol" ? values.get(part.name) : undefined);
}

function foldAll(
  parts: readonly Expression[],
  assign: Assignment,
  start: ExactNumber,
  combine: (a: ExactNumber, b: ExactNumber) => ExactNumber,
): ExactNumber | undefined {
  let result: ExactNumber | undefined = start;
  for (const part of parts) {
    const value: ExactNumber | undefined = foldConstant(part, assign);
    if (value === undefined) return undefined;
    result = combine(result, value);
    if (isHuge(result)) return undefined;
  }
  return result;
}

function foldPower(base: Expression, assign: Assignment, n: bigint): ExactNumber | undefined {
  const value = foldConstant(base, assign);
  if (value === undefined || isHuge(value) || isHugePower(value, n)) return undefined;
  if (n >= 0n) return exactNumber(value.numerator ** n, value.denominator ** n);
  return value.numerator === 0n ? undefined : exactNumber(value.denominator ** -n, value.numerator ** -n);
}

/** Whether the power is beyond {@link LARGEST}, told from the lengths alone. */
function isHugePower({ numerator, denominator }: ExactNumber, n: bigint): boolean {
  const size = numerator < 0n ? -numerator : numerator;
  const larger = size > denominator ? size : denominator;
  const times = n < 0n ? -n : n;
  return larger > 1n && BigInt(larger.toString(2).length - 1) * times > 8000n;
}

function isHuge({ numerator, denominator }: ExactNumber): boolean {
  return denominator > LARGEST || numerator > LARGEST || numerator < -LARGEST;
}

/** The expression with its numbers worked out wherever numbers meet: 2·3 is 6, (1/2)² is 1/4. Nothing else is changed. */
export function withNumbersFolded(e: Expression): Expression {
  switch (e.type) {
    case "number":
    case "symbol":
      return e;
    case "sum": {
      const terms = e.terms.map(withNumbersFolded);
      const numbers = terms.filter((t) => t.type === "number");
      if (numbers.length < 2) return sumExpression(terms);
      const { numerator, denominator } = numbers.reduce(addExact, exactNumber(0));
      return sumExpression([
        numberExpression(numerator, denominator),
        ...terms.filter((t) => t.type !== "number"),
      ]);
    }
    case "product":
      return productExpression(e.factors.map(withNumbersFolded));
    case "power": {
      const base = withNumbersFolded(e.base);
      const value = base.type === "number" ? foldConstant({ ...e, base }) : undefined;
      return value ? numberExpression(value.numerator, value.denominator) : powerExpression(base, e.exponent);
    }
    case "call":
      return { ...e, arguments: e.arguments.map(withNumbersFolded) };
  }
}
