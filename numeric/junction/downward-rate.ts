/** The rates of the baths (13), (16)–(19), in any arithmetic. */
import type { Arithmetic } from "../arithmetic/arithmetic.js";
import { DomainError } from "../arithmetic/errors.js";
import { evaluateExpression, occupation } from "./evaluate-expression.js";
import { type BathModel, unhandledBath } from "./model.js";

/** The downward rate k(ω, T) of a bath: spin (16), solid (17), metal (18)–(19) in its linear model, or an expression. */
export function downwardRate<S>(
  A: Arithmetic<S>,
  bath: BathModel,
  gap: S,
  temperature: S,
  parameter: (name: string) => S,
): S {
  const lookup = (name: string): S => {
    if (name === "omega") return gap;
    if (bath.kind === "rate" && name === "T") return temperature;
    if (bath.kind === "rate" && (name === "n_B" || name === "n_S"))
      return occupation(A, name, gap, temperature);
    return parameter(name);
  };
  if (bath.kind === "rate")
    return requireSign(A, evaluateExpression(A, bath.rate, { lookup, temperature }), "rate");
  const coupling = requireSign(A, evaluateExpression(A, bath.coupling, { lookup }), "coupling");
  const exponent = A.neg(A.div(gap, temperature));
  switch (bath.kind) {
    case "spin":
      return A.div(coupling, A.add(A.one, A.exp(exponent)));
    case "solid":
      return A.div(coupling, A.neg(A.expm1(exponent)));
    case "metal": {
      const slope = A.div(
        evaluateExpression(A, bath.delta, { lookup }),
        evaluateExpression(A, bath.mu, { lookup }),
      );
      const factor = requireSign(A, A.add(A.one, A.mul(slope, temperature)), "1 + delta*T/mu");
      return A.mul(A.div(coupling, A.neg(A.expm1(exponent))), factor);
    }
    default:
      return unhandledBath(bath);
  }
}

function requireSign<S>(A: Arithmetic<S>, value: S, what: string): S {
  if (A.isNegative(value)) throw new DomainError(what, "negative", "must be positive");
  return value;
}
