/**
 * Formulas that neither overflow nor lose digits in doubles: with y > 0, every sinh(ny) is e^{ny}·(1 − e^{−2ny})/2 and
 * every cosh(ny) is e^{ny}·(1 + e^{−2ny})/2; the growing factors e^{ny} are collected and cancel between numerator and
 * denominator, and 1 − e^{−2ny} is −expm1(−2ny).
 */
import {
  callExpression,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
} from "../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { structureKey } from "../print/common-parts.js";
import { minus } from "./program.js";

/** e = bounded·Π exp(multiple·angle). */
interface Scaled {
  readonly bounded: Expression;
  readonly growth: ReadonlyMap<string, { readonly angle: Expression; readonly multiple: number }>;
}

type Growth = Scaled["growth"];
const NONE: Growth = new Map();
const half = numberExpression(1n, 2n);

/** The same value, with exponentials of negative arguments only where the formula as a whole allows it. */
export function boundedForm(e: Expression): Expression {
  const { bounded, growth } = scaled(e);
  return productExpression([bounded, ...exponentials(growth)]);
}

function exponentials(growth: Growth): Expression[] {
  return [...growth.values()]
    .filter((g) => g.multiple !== 0)
    .map((g) => callExpression("exp", times(g.multiple, g.angle)));
}

function times(multiple: number, angle: Expression): Expression {
  return productExpression([numberExpression(BigInt(multiple)), angle]);
}

function scaled(e: Expression): Scaled {
  switch (e.type) {
    case "number":
    case "symbol":
      return { bounded: e, growth: NONE };
    case "call":
      return scaledCall(e);
    case "power": {
      if (e.exponent.denominator !== 1n) return { bounded: e, growth: NONE };
      const { bounded, growth } = scaled(e.base);
      return { bounded: powerExpression(bounded, e.exponent), growth: raised(growth, e.exponent) };
    }
    case "product": {
      const parts = e.factors.map(scaled);
      return {
        bounded: productExpression(parts.map((p) => p.bounded)),
        growth: parts.reduce((g, p) => added(g, p.growth, 1), NONE),
      };
    }
    case "sum": {
      const parts = e.terms.map(scaled);
      const most = parts.reduce((g, p) => largest(g, p.growth), parts[0]?.growth ?? NONE);
      const terms = parts.map((p) =>
        productExpression([p.bounded, ...exponentials(added(p.growth, most, -1))]),
      );
      return { bounded: sumExpression(terms), growth: most };
    }
  }
}

function scaledCall(e: Extract<Expression, { type: "call" }>): Scaled {
  const argument = e.arguments[0] as Expression;
  const { multiple, angle } = integerMultiple(argument);
  const decaying = times(-2 * multiple, angle);
  const growth = new Map([[structureKey(angle), { angle, multiple }]]);
  switch (e.name) {
    case "sinh":
      return { bounded: productExpression([half, minus(callExpression("expm1", decaying))]), growth };
    case "cosh":
      return {
        bounded: productExpression([
          half,
          sumExpression([numberExpression(1n), callExpression("exp", decaying)]),
        ]),
        growth,
      };
    case "coth":
      return { bounded: powerExpression(callExpression("tanh", argument), -1), growth: NONE };
    case "exp":
      return { bounded: numberExpression(1n), growth };
    default:
      return { bounded: e, growth: NONE };
  }
}

/** argument = multiple·angle with an integer multiple. */
function integerMultiple(argument: Expression): { multiple: number; angle: Expression } {
  if (argument.type !== "product") return { multiple: 1, angle: argument };
  const [first, ...rest] = argument.factors;
  if (first?.type !== "number") return { multiple: 1, angle: argument };
  const unit = numberExpression(1n, first.denominator);
  return { multiple: Number(first.numerator), angle: productExpression([unit, ...rest]) };
}

function added(a: Growth, b: Growth, sign: number): Growth {
  const sum = new Map(a);
  for (const [key, { angle, multiple }] of b) {
    sum.set(key, { angle, multiple: (a.get(key)?.multiple ?? 0) + sign * multiple });
  }
  return sum;
}

function largest(a: Growth, b: Growth): Growth {
  const result = new Map(a);
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const angle = (a.get(key) ?? b.get(key))?.angle as Expression;
    result.set(key, { angle, multiple: Math.max(a.get(key)?.multiple ?? 0, b.get(key)?.multiple ?? 0) });
  }
  return result;
}

function raised(growth: Growth, { numerator }: ExactNumber): Growth {
  return new Map([...growth].map(([k, g]) => [k, { ...g, multiple: g.multiple * Number(numerator) }]));
}
