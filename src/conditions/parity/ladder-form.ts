/**
 * The even part of the current of a ladder in print, by its parts (docs/proofs.md): with J = E·F(r) and _rev for
 * T_L ↔ T_R, [J(Δ) + J(−Δ)]/2 = ½(E + E_rev)·F(r) − ½E_rev·(r − r_rev)·Q(r, r_rev), Q(x, y) = [F(x) − F(y)]/(x − y):
 * where E + E_rev and r − r_rev vanish, J is odd whatever F is.
 */
import {
  callExpression,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { collected } from "../../../symbolic/present/collect.js";
import { type LadderCurrent } from "../../../symbolic/expansion/corner.js";
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { reversed } from "../../../symbolic/thermal/parity.js";
import { add, type RationalFunction, subtract } from "../../../symbolic/fraction/rational-function.js";
import { type ThermalVariables } from "../../../symbolic/thermal/variables.js";
import { certificateNames, freeName } from "../../certificate/names.js";
import { collectedProduct } from "../../expression/collected-product.js";
import { fractionExpression } from "../../exact/formula/fraction.js";
import { differences, type ParityVerdict } from "./parity.js";
import { type Definition } from "../../print/definition.js";
import { type ExactCurrent, thermalField } from "../../exact/ladder-current.js";

/** The parts of J = E·F(r), each defined before it is used. */
export interface LadderForm {
  /** k_L, k_R, E, r, F(x) and Q(x, y). */
  readonly definitions: readonly Definition[];
  /** J = E·F(r). */
  readonly current: Definition;
  /** F(x) in words, where the ladder is too long for a formula; a definition of it is then missing. */
  readonly sums?: { readonly F: Expression; readonly levels: number };
  /** [J(Δ) + J(−Δ)]/2 in these names. */
  readonly evenPart: Expression;
  /** E + E_rev and r − r_rev, factored. */
  readonly differences: readonly [Definition, Definition];
}

/** F(x) of longer ladders is described, not written out. */
const LONGEST_SUM = 8;

interface LadderNames {
  readonly E: Expression;
  readonly E_rev: Expression;
  readonly F: string;
  readonly Q: string;
  readonly r: Expression;
  readonly r_rev: Expression;
}

/** E, F, r, … where no parameter has that name. */
function ladderNames(v: ThermalVariables): LadderNames {
  const free = (name: string): string => (v.formalFunctions.includes(name) ? `${name}_` : freeName(v, name));
  const symbol = (name: string): Expression => symbolExpression(free(name));
  return {
    E: symbol("E"),
    E_rev: symbol("E_rev"),
    F: free("F"),
    Q: free("Q"),
    r: symbol("r"),
    r_rev: symbol("r_rev"),
  };
}

const negative = (e: Expression): Expression => productExpression([numberExpression(-1n), e]);
const call = (name: string, ...args: readonly Expression[]): Expression => ({
  type: "call",
  name,
  arguments: args,
});

/** The even part with E + E_rev, E_rev and r − r_rev written out. */
export function ladderEvenPart(current: ExactCurrent, { exchange, ratio }: LadderCurrent): Expression {
  const v = current.variables;
  const names = certificateNames(v).all;
  const show = (f: RationalFunction): Expression => fractionExpression(v, f, names, differences(current));
  const back = reversed(v, exchange);
  const difference = subtract(ratio, reversed(v, ratio));
  const { F, r, r_rev, Q } = ladderNames(v);
  // Factored one by one: their product would have to be factored anew.
  const term = (sign: bigint, list: readonly RationalFunction[], of: Expression): Expression =>
    list.some((f) => f.numerator === 0n)
      ? numberExpression(0n)
      : collectedProduct([{ type: "number", numerator: sign, denominator: 2n }, ...list.map(show), of]);
  return collected(
    sumExpression([
      term(1n, [add(exchange, back)], call(F, r)),
      term(-1n, [back, difference], call(Q, r, r_rev)),
    ]),
  );
}

/** The parts of a verdict that goes by those of a ladder. */
export function ladderForm(
  current: ExactCurrent,
  { identity }: ParityVerdict,
  values: ReadonlyMap<string, ExactNumber>,
): LadderForm | undefined {
  const { junction, rates, variables: v } = current;
  const { subsystem } = junction;
  if (identity.kind !== "ladder" || subsystem.kind !== "ladder" || !rates) return undefined;
  const all = certificateNames(v).all;
  const show = (f: RationalFunction): Expression => fractionExpression(v, f, all, differences(current));
  const field = thermalField(junction, [subsystem.gap], values);
  const X = (side: "L" | "R"): Expression => show(field.boltzmann(side, subsystem.gap));
  const [kL, kR] = [symbolExpression("k_L"), symbolExpression("k_R")];
  const over = powerExpression(sumExpression([kL, kR]), -1);
  const up = [productExpression([kL, X("L")]), productExpression([kR, X("R")])];
  const { exchange, ratio, weights } = identity.ladder;
  const { E, E_rev, F, Q, r, r_rev } = ladderNames(v);
  const [x, y] = [symbolExpression("x"), symbolExpression("y")];
  const half = numberExpression(1n, 2n);
  const [sum, step] = [sumExpression([E, E_rev]), sumExpression([r, negative(r_rev)])];
  const written = weights.length < LONGEST_SUM;
  return {
    definitions: [
      { left: kL, value: show(rates.L) },
      { left: kR, value: show(rates.R) },
      {
        left: E,
        value: productExpression([subsystem.gap, kL, kR, sumExpression([X("L"), negative(X("R"))]), over]),
      },
      { left: r, value: productExpression([sumExpression(up), over]) },
      ...(written ? [{ left: call(F, x), value: ladderQuotient(weights, x) }] : []),
      {
        left: call(Q, x, y),
        value: productExpression([
          sumExpression([call(F, x), negative(call(F, y))]),
          powerExpression(sumExpression([x, negative(y)]), -1),
        ]),
      },
    ],
    current: { left: symbolExpression("J"), value: productExpression([E, call(F, r)]) },
    ...(written ? {} : { sums: { F: call(F, x), levels: weights.length + 1 } }),
    evenPart: collected(
      sumExpression([
        productExpression([half, sum, callExpression(F, r)]),
        productExpression([negative(half), E_rev, step, call(Q, r, r_rev)]),
      ]),
    ),
    differences: [
      { left: sum, value: show(add(exchange, reversed(v, exchange))) },
      { left: step, value: show(subtract(ratio, reversed(v, ratio))) },
    ],
  };
}

/** Σ_{n≥1} |S_n|² x^{n−1} / Σ_{n≥0} x^n. */
function ladderQuotient(weights: readonly bigint[], x: Expression): Expression {
  const above = weights.map((w, n) => productExpression([numberExpression(w), powerExpression(x, n)]));
  const below = [numberExpression(1n), ...weights.map((_, n) => powerExpression(x, n + 1))];
  return collected(productExpression([sumExpression(above), powerExpression(sumExpression(below), -1)]));
}
