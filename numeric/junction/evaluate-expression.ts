/** The value of a formula in any arithmetic. */
import {
  circularValue,
  cosh,
  piValue,
  powInteger,
  sinh,
  tanh,
  type Arithmetic,
} from "../arithmetic/arithmetic.js";
import { DomainError } from "../arithmetic/errors.js";
import type { ExactNumber, Expression } from "./expression.js";

/** What a formula may refer to: named values, and the temperature the occupations n_B(x), n_S(x) are taken at. */
export interface Scope<S> {
  /** @throws DomainError if the name has no value */
  readonly lookup: (name: string) => S;
  /** T, or undefined where occupations have no meaning (a gap, a coupling). */
  readonly temperature?: S;
}

/** 1/(e^{x/T} ∓ 1) in the form that cannot overflow: X/(1 − X) with 1 − X from expm1, or X/(1 + X). */
export function occupation<S>(arithmetic: Arithmetic<S>, kind: "n_B" | "n_S", energy: S, temperature: S): S {
  const exponent = arithmetic.neg(arithmetic.div(energy, temperature));
  const x = arithmetic.exp(exponent);
  const below =
    kind === "n_B" ? arithmetic.neg(arithmetic.expm1(exponent)) : arithmetic.add(arithmetic.one, x);
  return arithmetic.div(x, below);
}

function power<S>(arithmetic: Arithmetic<S>, base: S, exponent: ExactNumber): S {
  const p = Number(exponent.numerator);
  const q = Number(exponent.denominator);
  if (!Number.isSafeInteger(p) || !Number.isSafeInteger(q) || q > 1000) {
    throw new DomainError("exponent", `${p}/${q}`, "must be a fraction of small integers");
  }
  return powInteger(arithmetic, q === 1 ? base : arithmetic.root(base, q), p);
}

/**
 * The value of `expression` in `arithmetic`.
 * @throws DomainError for an unknown function, a missing value, or occupations outside a rate
 */
export function evaluateExpression<S>(arithmetic: Arithmetic<S>, expression: Expression, scope: Scope<S>): S {
  const A = arithmetic;
  const value = (e: Expression): S => evaluateExpression(A, e, scope);
  switch (expression.type) {
    case "number":
      return A.fromRational(expression.numerator, expression.denominator);
    case "symbol":
      // `pi` is no parameter: the name is reserved for the number.
      return expression.name === "pi" ? piValue(A) : scope.lookup(expression.name);
    case "sum": {
      let sum: S | undefined;
      for (const term of expression.terms) sum = sum === undefined ? value(term) : A.add(sum, value(term));
      // An arithmetic may have null among its values.
      return sum === undefined ? A.zero : sum;
    }
    case "product": {
      let product: S | undefined;
      for (const factor of expression.factors) {
        // Division by a power is one division, not a multiplication with an inverse.
        if (product !== undefined && factor.type === "power" && factor.exponent.numerator < 0n) {
          const { numerator, denominator } = factor.exponent;
          product = A.div(product, power(A, value(factor.base), { numerator: -numerator, denominator }));
        } else product = product === undefined ? value(factor) : A.mul(product, value(factor));
      }
      return product === undefined ? A.one : product;
    }
    case "power":
      return power(A, value(expression.base), expression.exponent);
    case "call":
      return call(A, expression.name, expression.arguments.map(value), scope);
  }
}

function call<S>(A: Arithmetic<S>, name: string, values: readonly S[], scope: Scope<S>): S {
  const x = values[0];
  if (x === undefined || values.length !== 1)
    throw new DomainError(name, `${values.length} arguments`, "takes one");
  switch (name) {
    case "exp":
      return A.exp(x);
    case "sqrt":
      return A.root(x, 2);
    case "cos":
    case "sin":
      return circularValue(A, name, x);
    case "sinh":
      return sinh(A, x);
    case "cosh":
      return cosh(A, x);
    case "tanh":
      return tanh(A, x);
    case "coth":
      return A.div(A.one, tanh(A, x));
    case "sech":
      return A.div(A.one, cosh(A, x));
    case "csch":
      return A.div(A.one, sinh(A, x));
    case "n_B":
    case "n_S":
      if (scope.temperature === undefined)
        throw new DomainError(name, "call", "has a meaning only in a rate");
      return occupation(A, name, x, scope.temperature);
    default:
      throw new DomainError(name, "call", "is not a function with a known value");
  }
}
