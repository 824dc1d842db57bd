/** What an export prints: functions as lists of assignments, independent of the language. */
import { childrenOf, productExpression, symbolExpression } from "../../symbolic/expression/build.js";
import { type Expression } from "../../symbolic/expression/expression.js";
import { structureKey, withChildren } from "../print/common-parts.js";

/** name = value. */
export interface Assignment {
  readonly name: string;
  readonly value: Expression;
}

/** A function of real parameters. */
export interface CodeFunction {
  readonly name: string;
  readonly comment: string;
  readonly parameters: readonly string[];
  /** Where one of these is not positive the function has no value: NaN, or what the language has for it. */
  readonly positive: readonly Expression[];
  readonly body: readonly Assignment[];
  readonly result: Expression;
}

/** A whole export. */
export interface Program {
  /** Lines of the comment at the top. */
  readonly header: readonly string[];
  readonly functions: readonly CodeFunction[];
}

/** Nodes cheaper than this are written out each time. */
const COST: Readonly<Record<Expression["type"], number>> = {
  number: 0,
  symbol: 0,
  sum: 1,
  product: 1,
  power: 1,
  call: 4,
};

/** Formulas with every repeated subexpression computed once, under the names t1_, t2_, … */
export function withCommonSubexpressions(formula: Expression): { body: Assignment[]; result: Expression } {
  const counts = new Map<string, number>();
  const count = (e: Expression): void => {
    if (e.type === "number" || e.type === "symbol") return;
    const key = structureKey(e);
    const known = counts.get(key) ?? 0;
    counts.set(key, known + 1);
    if (known === 0) childrenOf(e).forEach(count);
  };
  count(formula);
  const names = new Map<string, string>();
  const body: Assignment[] = [];
  let next = 1;
  const replace = (e: Expression): Expression => {
    if (COST[e.type] === 0) return e;
    const key = structureKey(e);
    const known = names.get(key);
    if (known !== undefined) return symbolExpression(known);
    const value = withChildren(e, replace);
    const repeated = (counts.get(key) ?? 0) > 1 && !isCheap(e);
    if (!repeated) return value;
    const name = `t${next++}_`;
    names.set(key, name);
    body.push({ name, value });
    return symbolExpression(name);
  };
  const result = replace(formula);
  return { body, result };
}

/** A number times a symbol, 1/T: not worth a name. */
function isCheap(e: Expression): boolean {
  if (e.type === "power") return e.base.type === "symbol" && e.exponent.numerator === -e.exponent.denominator;
  if (e.type !== "product") return false;
  return e.factors.length <= 2 && e.factors.every((f) => f.type === "number" || f.type === "symbol");
}

/** −e. */
export function minus(e: Expression): Expression {
  return productExpression([{ type: "number", numerator: -1n, denominator: 1n }, e]);
}

/** The assignments that the result needs, in their order. */
export function neededFor(body: readonly Assignment[], result: Expression): Assignment[] {
  const needed = new Set<string>();
  const visit = (e: Expression): void => {
    if (e.type === "symbol") needed.add(e.name);
    childrenOf(e).forEach(visit);
  };
  visit(result);
  const kept: Assignment[] = [];
  for (const assignment of [...body].reverse()) {
    if (!needed.has(assignment.name)) continue;
    visit(assignment.value);
    kept.unshift(assignment);
  }
  return kept;
}
