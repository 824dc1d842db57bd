/**
 * Programs in short lines: every function value, and every sum that stands in a product, a power or a function, has a line of its
 * own, once. So a line and its derivative stay short, and nothing is computed twice.
 */
import { numberExpression, symbolExpression } from "../../../symbolic/expression/build.js";
import { type Expression } from "../../../symbolic/expression/expression.js";
import { structureKey, withChildren } from "../../print/common-parts.js";
import { type Assignment, neededFor } from "../program.js";

/** Lines, and the formulas that use them. */
export interface FlatProgram {
  readonly body: readonly Assignment[];
  readonly results: readonly Expression[];
}

/**
 * The lines that the results need, flat. Names are assigned once.
 * @param mark  begins the names of new lines: `v1_`, `v2_`, …
 */
export function flat(body: readonly Assignment[], results: readonly Expression[], mark: string): FlatProgram {
  const named = new Map<string, Expression>();
  const lines: Assignment[] = [];
  let next = 1;
  const asLine = (e: Expression): Expression => {
    const inner = withChildren(e, (child) => part(child, e));
    const known = named.get(structureKey(inner));
    if (known !== undefined) return known;
    const name = `${mark}${next++}_`;
    lines.push({ name, value: inner });
    named.set(structureKey(inner), symbolExpression(name));
    return symbolExpression(name);
  };
  const part = (e: Expression, parent: Expression): Expression => {
    const isOwn = e.type === "call" || (e.type === "sum" && parent.type !== "sum");
    return isOwn || (e.type === "product" && parent.type === "power")
      ? asLine(e)
      : withChildren(e, (child) => part(child, e));
  };
  const opened = (e: Expression): Expression => withChildren(e, (child) => part(child, e));
  for (const { name, value } of neededFor(body, together(results))) {
    const own = opened(value);
    const known = named.get(structureKey(own));
    lines.push({ name, value: known ?? own });
    if (known === undefined && own.type !== "number" && own.type !== "symbol") {
      named.set(structureKey(own), symbolExpression(name));
    }
  }
  return { body: lines, results: results.map((e) => named.get(structureKey(opened(e))) ?? opened(e)) };
}

/** A tree with all of them in it, whatever it is worth. */
function together(terms: readonly Expression[]): Expression {
  return { type: "sum", terms: [numberExpression(0n), ...terms] };
}
