/**
 * What the reversal of the bias changes in a program, without subtracting nearby numbers: for f(Δ) the lines of f(−Δ), and
 * those of δf = f(−Δ) − f(Δ) by δ(ab) = δa·b + a'·δb, δ(1/a) = −δa/(a a'), δe^u = e^u (e^{δu} − 1), starting from δΔ = −2Δ.
 * The contrast is small with Δ, and keeps its digits so.
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
import { withOperands } from "../../expression/tree.js";
import { type Assignment, minus } from "../program.js";
import { type Computation } from "../stable-current.js";
import { isZeroNumber, select } from "./derivative.js";

const ZERO = numberExpression(0n);
const DELTA = symbolExpression("Delta");

/** A program at Δ, at −Δ, and the difference of the two. */
export interface Reversal {
  /** The lines of all three. */
  readonly body: readonly Assignment[];
  readonly forward: Expression;
  readonly reversed: Expression;
  /** reversed − forward. */
  readonly change: Expression;
}

/** The program at both biases, with what changes. Local names end in an underscore, as those of `stable-current.ts` do. */
export function reversalOf({ body, result }: Computation): Reversal {
  const dependent = new Set(["Delta"]);
  const lines: Assignment[] = [...body];
  const changes = new Map<string, Expression>([["Delta", productExpression([numberExpression(-2n), DELTA])]]);
  const there = (e: Expression): Expression => atReversedBias(e, dependent);
  for (const { name, value } of body) {
    const change = changeOf(value, changes, there);
    if (isZeroNumber(change)) continue;
    lines.push({ name: `${name}r_`, value: there(value) });
    lines.push({ name: `${name}c_`, value: change });
    dependent.add(name);
    changes.set(name, symbolExpression(`${name}c_`));
  }
  return { body: lines, forward: result, reversed: there(result), change: changeOf(result, changes, there) };
}

/** The expression at −Δ, where the names in the list have lines of their own. */
function atReversedBias(e: Expression, dependent: ReadonlySet<string>): Expression {
  if (e.type !== "symbol") return withOperands(e, (x) => atReversedBias(x, dependent));
  if (e.name === "Delta") return minus(DELTA);
  return dependent.has(e.name) ? symbolExpression(`${e.name}r_`) : e;
}

type Changes = ReadonlyMap<string, Expression>;
type There = (e: Expression) => Expression;

function changeOf(e: Expression, changes: Changes, there: There): Expression {
  const change = (child: Expression): Expression => changeOf(child, changes, there);
  switch (e.type) {
    case "number":
      return ZERO;
    case "symbol":
      return changes.get(e.name) ?? ZERO;
    case "sum":
      return sumExpression(e.terms.map(change));
    case "product": {
      const terms = e.factors.map((f, i) => {
        const own = change(f);
        if (isZeroNumber(own)) return ZERO;
        return productExpression(e.factors.map((g, j) => (j < i ? there(g) : i === j ? own : g)));
      });
      return sumExpression(terms);
    }
    case "power":
      return changeOfPower(e, change(e.base), there);
    case "call": {
      if (e.arguments.every((a) => isZeroNumber(change(a)))) return ZERO;
      const u = e.arguments[0] as Expression;
      if (e.name === "exp" || e.name === "expm1") return changeOfExponential(u, change(u), there);
      if (e.name === "sqrt")
        return productExpression([change(u), powerExpression(sumExpression([e, there(e)]), -1)]);
      // of others the plain difference
      return sumExpression([there(e), minus(e)]);
    }
  }
}

/** a'^n − a^n = δa·Σ a'^k a^{n−1−k}, and for negative n the same of the inverses. */
function changeOfPower(
  { base, exponent, type }: Extract<Expression, { type: "power" }>,
  change: Expression,
  there: There,
): Expression {
  if (isZeroNumber(change)) return ZERO;
  const e: Expression = { type, base, exponent };
  const n = exponent.numerator < 0n ? -exponent.numerator : exponent.numerator;
  if (exponent.denominator !== 1n || n > 12n) return sumExpression([there(e), minus(e)]);
  const terms = Array.from({ length: Number(n) }, (_, k) =>
    productExpression([powerExpression(there(base), k), powerExpression(base, Number(n) - 1 - k)]),
  );
  const difference = productExpression([change, sumExpression(terms)]);
  if (exponent.numerator > 0n) return difference;
  return minus(
    productExpression([
      difference,
      powerExpression(base, -Number(n)),
      powerExpression(there(base), -Number(n)),
    ]),
  );
}

/** e^{u'} − e^u from the larger of the two. */
function changeOfExponential(u: Expression, change: Expression, there: There): Expression {
  const down = select(change, ZERO, minus(change), change);
  const above = productExpression([minus(callExpression("exp", there(u))), callExpression("expm1", down)]);
  const below = productExpression([callExpression("exp", u), callExpression("expm1", down)]);
  return select(change, ZERO, above, below);
}
