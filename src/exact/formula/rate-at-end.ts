/** A rate at one end: its temperature and the gap put in, occupations named for that end. */
import {
  callExpression,
  childrenOf,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { type Expression } from "../../../symbolic/expression/expression.js";
import { type Side } from "../../../symbolic/thermal/variables.js";
import { type Bath, bathRecord, type CoupledBath, growthOf, type Writing } from "../../junction/bath.js";
import { type CurrentForm } from "./current-form.js";

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

/** The rate of a bath at a gap: (16)–(19) in X = e^{−ω/T}; other rates as the user wrote them. */
export function rateIn(bath: Bath, gap: Expression, X: Expression): Expression {
  const one = numberExpression(1n);
  const statistics = (sign: 1n | -1n): Expression =>
    powerExpression(sumExpression([one, productExpression([numberExpression(sign), X])]), -1);
  const at = (e: Expression): Expression => atTemperature(e, bath.side, gap);
  if (!("coupling" in bath)) return at(bath.rate);
  const growth = growthAtEnd(bath, at);
  const sign = bathRecord(bath.kind).statistics === 1 ? 1n : -1n;
  return productExpression([at(bath.coupling), ...growth, statistics(sign)]);
}

/** The factor 1 + δT/μ of a metal's rate at its end, simplified; nothing where a bath has none. */
export function growthAtEnd(bath: CoupledBath, put: (e: Expression) => Expression): readonly Expression[] {
  const write: Writing = {
    sum: (...terms) => sumExpression(terms),
    product: (...factors) => productExpression(factors),
    inverse: (e) => powerExpression(e, -1),
  };
  const growth = growthOf(bath, { T: symbolExpression(`T_${bath.side}`), put, write });
  return growth ? [growth] : [];
}

/** Definitions of the occupations n_B^ν, n_S^ν that the formulas use. */
export function occupationsIn(formulas: readonly Expression[]): CurrentForm["where"] {
  const used = new Set<string>();
  const visit = (e: Expression): void => {
    if (e.type === "call") used.add(e.name);
    childrenOf(e).forEach(visit);
  };
  formulas.forEach(visit);
  return (["n_S", "n_B"] as const).flatMap((kind) =>
    (["L", "R"] as const)
      .filter((side) => used.has(`${kind}_${side}`))
      .map((side) => ({
        name: `${kind}_${side}(x)`,
        latex: `${kind}^${side}(x)`,
        value: powerExpression(
          sumExpression([
            callExpression(
              "exp",
              productExpression([symbolExpression("x"), powerExpression(symbolExpression(`T_${side}`), -1)]),
            ),
            numberExpression(kind === "n_S" ? 1n : -1n),
          ]),
          -1,
        ),
      })),
  );
}
