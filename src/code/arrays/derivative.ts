/**
 * Derivatives of programs, line by line: what a line computes without cancellation, its derivative does too, and no exponential
 * grows that did not grow before. `sign` and `abs` are those of the branch x ≥ 0 at x = 0, and `max(a, b)` is a where a = b:
 * each is one smooth branch there, so that derivatives at Δ = 0 are right to any order.
 */
import {
  callExpression,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { type Expression } from "../../../symbolic/expression/expression.js";
import { type Assignment, minus } from "../program.js";

const ZERO = numberExpression(0n);
const ONE = numberExpression(1n);

/** Lines to append to a program, and the derivative of its result. */
export interface DerivedProgram {
  readonly body: readonly Assignment[];
  readonly result: Expression;
}

/** a where left ≥ right, b elsewhere. */
export function select(left: Expression, right: Expression, a: Expression, b: Expression): Expression {
  return { type: "call", name: "select", arguments: [left, right, a, b] };
}

/** True for the number 0. */
export function isZeroNumber(e: Expression): boolean {
  return e.type === "number" && e.numerator === 0n;
}

/**
 * The derivative of a program's result by one of its parameters.
 * @param mark  makes the names of the new lines: `x_` has the derivative `x_<mark>`
 */
export function derivativeOf(
  body: readonly Assignment[],
  result: Expression,
  parameter: string,
  mark: string,
): DerivedProgram {
  const known = new Map<string, Expression>([[parameter, ONE]]);
  const lines: Assignment[] = [];
  for (const { name, value } of body) {
    const slope = slopeOf(value, known, name);
    // A name that is computed hides a parameter of the same name.
    if (isZeroNumber(slope)) known.delete(name);
    else if (slope.type === "number") known.set(name, slope);
    else {
      lines.push({ name: `${name}${mark}`, value: slope });
      known.set(name, symbolExpression(`${name}${mark}`));
    }
  }
  return { body: lines, result: slopeOf(result, known) };
}

type Slopes = ReadonlyMap<string, Expression>;

/** @param own  the name under which the value itself is known */
function slopeOf(e: Expression, known: Slopes, own?: string): Expression {
  switch (e.type) {
    case "number":
      return ZERO;
    case "symbol":
      return known.get(e.name) ?? ZERO;
    case "sum":
      return sumExpression(e.terms.map((t) => slopeOf(t, known)));
    case "product": {
      const terms = e.factors.map((f, i) => {
        const slope = slopeOf(f, known);
        if (isZeroNumber(slope)) return ZERO;
        return productExpression(e.factors.map((g, j) => (i === j ? slope : g)));
      });
      return sumExpression(terms);
    }
    case "power": {
      const slope = slopeOf(e.base, known);
      if (isZeroNumber(slope)) return ZERO;
      const { numerator, denominator } = e.exponent;
      return productExpression([
        numberExpression(numerator, denominator),
        powerExpression(e.base, { numerator: numerator - denominator, denominator }),
        slope,
      ]);
    }
    case "call":
      return slopeOfCall(e, known, own);
  }
}

function slopeOfCall(
  e: Extract<Expression, { type: "call" }>,
  known: Slopes,
  own: string | undefined,
): Expression {
  const slopes = e.arguments.map((a) => slopeOf(a, known));
  if (slopes.every(isZeroNumber)) return ZERO;
  const [u, v] = e.arguments as [Expression, Expression];
  const [du, dv] = slopes as [Expression, Expression];
  const chain = (outer: Expression): Expression => productExpression([outer, du]);
  switch (e.name) {
    case "exp":
      return chain(own === undefined ? e : symbolExpression(own));
    case "expm1":
      return chain(callExpression("exp", u));
    case "sinh":
      return chain(callExpression("cosh", u));
    case "cosh":
      return chain(callExpression("sinh", u));
    case "tanh":
      return chain(callExpression("sech2", u));
    case "sech2":
      return chain(productExpression([numberExpression(-2n), e, callExpression("tanh", u)]));
    case "coth":
      return chain(minus(powerExpression(callExpression("sinh", u), -2)));
    case "sin":
      return chain(callExpression("cos", u));
    case "cos":
      return chain(minus(callExpression("sin", u)));
    case "sqrt":
      return productExpression([numberExpression(1n, 2n), powerExpression(e, -1), du]);
    case "sign":
      return ZERO;
    case "abs":
      return chain({ ...e, name: "sign" });
    case "max":
      return select(u, v, du, dv);
    case "select": {
      const [left, right] = e.arguments as [Expression, Expression];
      const [, , a, b] = slopes as [Expression, Expression, Expression, Expression];
      return isZeroNumber(a) && isZeroNumber(b) ? ZERO : select(left, right, a, b);
    }
    case "drop_share":
      return chain(callExpression("drop_share_slope", u));
    default:
      throw new Error(`internal: no derivative of ${e.name}`);
  }
}
