/** Putting an expression in the place of a symbol. */
import { type Expression } from "../symbolic/expression.js";

/** The expression with every occurrence of a symbol replaced. */
export function replaceSymbol(e: Expression, name: string, value: Expression): Expression {
  const visit = (x: Expression): Expression => replaceSymbol(x, name, value);
  switch (e.type) {
    case "number":
      return e;
    case "symbol":
      return e.name === name ? value : e;
    case "sum":
      return { ...e, terms: e.terms.map(visit) };
    case "product":
      return { ...e, factors: e.factors.map(visit) };
    case "power":
      return { ...e, base: visit(e.base) };
    case "call":
      return { ...e, arguments: e.arguments.map(visit) };
  }
}
