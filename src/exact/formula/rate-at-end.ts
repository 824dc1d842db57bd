/** A rate at one end: its temperature and the gap put in, occupations named for that end. */
import { callExpression, symbolExpression } from "../../../symbolic/expression/build.js";
import { type Expression } from "../../../symbolic/expression/expression.js";
import { type Side } from "../../../symbolic/thermal/variables.js";

/** n_B or n_S of an end at an energy. */
export const occupation = (kind: "n_B" | "n_S", side: Side, argument: Expression): Expression =>
  callExpression(`${kind}_${side}`, argument);

/** The user's rate with T replaced by T_ν and the gap put in. */
export function atTemperature(e: Expression, side: Side, gap: Expression): Expression {
  const visit = (x: Expression): Expression => atTemperature(x, side, gap);
  switch (e.type) {
    case "number":
      return e;
    case "symbol":
      if (e.name === "T") return symbolExpression(`T_${side}`);
      if (e.name === "n_B" || e.name === "n_S") return occupation(e.name, side, gap);
      return e.name === "omega" ? gap : e;
    case "sum":
      return { ...e, terms: e.terms.map(visit) };
    case "product":
      return { ...e, factors: e.factors.map(visit) };
    case "power":
      return { ...e, base: visit(e.base) };
    case "call":
      return {
        ...e,
        name: e.name === "n_B" || e.name === "n_S" ? `${e.name}_${side}` : e.name,
        arguments: e.arguments.map(visit),
      };
  }
}
