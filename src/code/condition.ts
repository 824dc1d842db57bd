/**
 * Condition number of evaluating a formula in floating point: how much the rounding of its terms is magnified.
 *     κ(sum) = Σ |t_i| κ(t_i) / |Σ t_i|,   κ(product) = 1 + Σ |exponent|·(κ − 1),   κ(f(x)) = max(1, |x f′/f| κ(x))
 */
import { type Expression } from "../../symbolic/expression/expression.js";
import { PI } from "../input/names.js";

/** Value and condition number. */
export interface Conditioned {
  readonly value: number;
  readonly condition: number;
}

/** Values by name; what was computed before comes with its condition number. */
export type ConditionedValues = ReadonlyMap<string, number | Conditioned>;

/** Evaluates assignments one after another, then the result. @throws RangeError for an unknown name */
export function conditionOfProgram(
  body: readonly { readonly name: string; readonly value: Expression }[],
  result: Expression,
  at: ConditionedValues,
): Conditioned {
  const values = new Map(at);
  for (const { name, value } of body) values.set(name, conditionOf(value, values));
  return conditionOf(result, values);
}

/** Evaluates a formula of the export at doubles, with its condition number. @throws RangeError for an unknown name */
export function conditionOf(e: Expression, at: ConditionedValues): Conditioned {
  switch (e.type) {
    case "number":
      return { value: Number(e.numerator) / Number(e.denominator), condition: 1 };
    case "symbol": {
      const value = e.name === PI ? Math.PI : at.get(e.name);
      if (value === undefined) throw new RangeError(`no value for ${e.name}`);
      return typeof value === "number" ? { value, condition: 1 } : value;
    }
    case "sum": {
      const terms = e.terms.map((t) => conditionOf(t, at));
      const value = terms.reduce((v, t) => v + t.value, 0);
      const total = terms.reduce((v, t) => v + Math.abs(t.value) * t.condition, 0);
      // Small integers add up without rounding, to zero too.
      const exact = terms.every((t) => Number.isInteger(t.value) && t.condition === 1);
      if (value === 0) return { value, condition: exact ? 1 : Infinity };
      return { value, condition: Math.max(1, total / Math.abs(value)) };
    }
    case "product": {
      const factors = e.factors.map((f) => conditionOf(f, at));
      return {
        value: factors.reduce((v, f) => v * f.value, 1),
        condition: factors.reduce((c, f) => c + f.condition - 1, 1),
      };
    }
    case "power": {
      const base = conditionOf(e.base, at);
      const exponent = Number(e.exponent.numerator) / Number(e.exponent.denominator);
      return {
        value: base.value ** exponent,
        condition: 1 + Math.abs(exponent) * (base.condition - 1),
      };
    }
    case "call": {
      const inputs = e.arguments.map((a) => conditionOf(a, at));
      // What it corrects is below one rounding of the exponent, which counts already.
      if (e.name === "exponent_error") return { value: 0, condition: 1 };
      if (e.name === "select") {
        const [left, right, a, b] = inputs as [Conditioned, Conditioned, Conditioned, Conditioned];
        return left.value >= right.value ? a : b;
      }
      if (e.name === "max") return inputs.reduce((a, b) => (b.value > a.value ? b : a));
      return conditionOfCall(e.name, inputs[0] as Conditioned);
    }
  }
}

function conditionOfCall(name: string, x: Conditioned): Conditioned {
  const a = x.value;
  if (name === "abs") return { value: Math.abs(a), condition: x.condition };
  if (name === "sign") return { value: Math.sign(a), condition: 1 };
  const known: Readonly<Record<string, readonly [number, number]>> = {
    exp: [Math.exp(a), Math.abs(a)],
    expm1: [Math.expm1(a), a === 0 ? 1 : Math.abs((a * Math.exp(a)) / Math.expm1(a))],
    sinh: [Math.sinh(a), a === 0 ? 1 : Math.abs(a / Math.tanh(a))],
    cosh: [Math.cosh(a), Math.abs(a * Math.tanh(a))],
    tanh: [Math.tanh(a), a === 0 ? 1 : Math.abs((2 * a) / Math.sinh(2 * a))],
    coth: [1 / Math.tanh(a), a === 0 ? 1 : Math.abs((2 * a) / Math.sinh(2 * a))],
    sqrt: [Math.sqrt(a), 0.5],
    sech2: [Math.cosh(a) ** -2, Math.abs(2 * a * Math.tanh(a))],
    drop_share: [a === 0 ? 1 : -Math.expm1(-a) / a, 1],
    drop_share_slope: [dropShareSlope(a), 1],
  };
  const entry = known[name];
  if (!entry) throw new RangeError(`no value for ${name}`);
  return { value: entry[0], condition: Math.max(1, entry[1] * x.condition) };
}

/** d/da (1 − e^{−a})/a. */
function dropShareSlope(a: number): number {
  return Math.abs(a) < 1e-3 ? -1 / 2 + a / 3 : (Math.exp(-a) * (1 + a) - 1) / (a * a);
}
