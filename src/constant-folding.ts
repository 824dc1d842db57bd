/** Constant expressions as exact numbers: exponents, and denominators that are plainly zero. */
import type { ExactNumber, Expression } from "../symbolic/expression.js";
import { addExact, exactNumber, multiplyExact } from "./exact-number.js";

/** Larger values are no exponents, and adding thousands of them would take long. */
const LARGEST = 1n << 8000n;

/** The value of an expression of numbers, + − * / and integer powers; undefined if it has symbols or calls, or is huge. */
export function foldConstant(e: Expression): ExactNumber | undefined {
  switch (e.type) {
    case "number":
      return { numerator: e.numerator, denominator: e.denominator };
    case "symbol":
    case "call":
      return undefined;
    case "sum":
      return foldAll(e.terms, exactNumber(0), addExact);
    case "product":
      return foldAll(e.factors, exactNumber(1), multiplyExact);
    case "power":
      return foldPower(e.base, e.exponent);
  }
}

function foldAll(
  parts: readonly Expression[],
  start: ExactNumber,
  combine: (a: ExactNumber, b: ExactNumber) => ExactNumber,
): ExactNumber | undefined {
  let result: ExactNumber | undefined = start;
  for (const part of parts) {
    const value: ExactNumber | undefined = foldConstant(part);
    if (value === undefined) return undefined;
    result = combine(result, value);
    if (isHuge(result)) return undefined;
  }
  return result;
}

function foldPower(base: Expression, { numerator: n, denominator }: ExactNumber): ExactNumber | undefined {
  const value = foldConstant(base);
  if (value === undefined || denominator !== 1n || isHuge(value)) return undefined;
  if (n >= 0n) return exactNumber(value.numerator ** n, value.denominator ** n);
  return value.numerator === 0n ? undefined : exactNumber(value.denominator ** -n, value.numerator ** -n);
}

function isHuge({ numerator, denominator }: ExactNumber): boolean {
  return denominator > LARGEST || numerator > LARGEST || numerator < -LARGEST;
}
