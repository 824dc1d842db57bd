/** Putting an expression in the place of a symbol. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { withOperands } from "./tree.js";

/** The expression with every occurrence of a symbol replaced. */
export function replaceSymbol(e: Expression, name: string, value: Expression): Expression {
  if (e.type === "symbol") return e.name === name ? value : e;
  return withOperands(e, (x) => replaceSymbol(x, name, value));
}
