/**
 * The criterion of design §3 in print: F_ν = 1/[(1 + σX)k_ν] of each end, h = F_L − F_R as a sum of one term an end,
 * and the even part of the current in them (docs/proofs.md §4):
 *     [J(Δ) + J(−Δ)]/2 = (ω/2)·[n(T_L) − n(T_R)]·[h(T_R) − h(T_L)]/(S·S_rev),   n = X/(1 + σX) = n_S or n_B,
 *     S = F_L(T_L) + F_R(T_R),   S_rev = F_L(T_R) + F_R(T_L).
 */
import {
  callExpression,
  compareLength,
  numberExpression,
  powerExpression,
  productExpression,
  sameExpression,
  sumExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { type Expression } from "../../../symbolic/expression/expression.js";
import { exactQuotient } from "../../../symbolic/fraction/factored-fraction.js";
import {
  add,
  constant,
  multiply,
  type RationalFunction,
  subtract,
} from "../../../symbolic/fraction/rational-function.js";
import { freeName } from "../../certificate/names.js";
import { type Resistances } from "./even-part.js";
import { type ExactCurrent } from "../../exact/ladder-current.js";
import { fromPowers, numberOf, powersOf } from "../../expression/collected-product.js";
import { type Definition } from "../../print/definition.js";
import { presentAtOneTemperature } from "../../exact/formula/thermal-fraction.js";
import { type Ladder } from "../../junction/ladder.js";

/** The criterion with everything it uses, each name defined before it is used. */
export interface ResistanceForm {
  /** Bose or Fermi occupation of the gap, F_L(T), F_R(T), h(T), S, S_rev; F_ν in the inverse of a rate, S > 0. */
  readonly occupation: Definition;
  readonly ends: readonly [Definition, Definition];
  readonly h: Definition;
  readonly sums: readonly [Definition, Definition];
  /** [J(Δ) + J(−Δ)]/2 in these names. */
  readonly evenPart: Expression;
  /** 1 + X or 1 − X, with X = e^{−ω/T}: what k_ν is multiplied by in 1/F_ν. */
  readonly statistics: Expression;
}

/** The printed criterion of a two-level system or an oscillator. */
export function resistanceForm(
  { variables: v }: ExactCurrent,
  { h, p }: Resistances,
  ladder: Ladder,
): ResistanceForm {
  const fermi = ladder.weights !== "oscillator";
  const free = (name: string): string => (v.formalFunctions.includes(name) ? `${name}_` : freeName(v, name));
  const names = {
    n: free(fermi ? "n_S" : "n_B"),
    F_L: free("F_L"),
    F_R: free("F_R"),
    h: free("h"),
    S: free("S"),
    S_rev: free("S_rev"),
  };
  const [T, TL, TR] = ["T", "T_L", "T_R"].map(symbolExpression) as [Expression, Expression, Expression];
  const overT = productExpression([ladder.gap, powerExpression(T, -1)]);
  const half = constant({ numerator: 1n, denominator: 2n });
  const [left, right] = [add(p, h), subtract(p, h)].map((f) =>
    withUnit(presentAtOneTemperature(v, multiply(half, f))),
  ) as [Expression, Expression];
  const defined = (name: string, value: Expression): Definition => ({
    left: callExpression(name, T),
    value,
  });
  const sum = (name: string, ofL: Expression, ofR: Expression): Definition => ({
    left: symbolExpression(name),
    value: sumExpression([callExpression(names.F_L, ofL), callExpression(names.F_R, ofR)]),
  });
  const difference = (f: string, a: Expression, b: Expression): Expression =>
    sumExpression([callExpression(f, a), negative(callExpression(f, b))]);
  return {
    occupation: defined(
      names.n,
      powerExpression(sumExpression([callExpression("exp", overT), numberExpression(fermi ? 1n : -1n)]), -1),
    ),
    ends: [defined(names.F_L, left), defined(names.F_R, right)],
    h: defined(names.h, differenceOf(left, right, withUnit(presentAtOneTemperature(v, h)), h)),
    sums: [sum(names.S, TL, TR), sum(names.S_rev, TR, TL)],
    evenPart: productExpression([
      numberExpression(1n, 2n),
      ladder.gap,
      difference(names.n, TL, TR),
      difference(names.h, TR, TL),
      powerExpression(symbolExpression(names.S), -1),
      powerExpression(symbolExpression(names.S_rev), -1),
    ]),
    statistics: sumExpression([
      numberExpression(1n),
      productExpression([numberExpression(fermi ? 1n : -1n), callExpression("exp", negative(overT))]),
    ]),
  };
}

const negative = (e: Expression): Expression => productExpression([numberExpression(-1n), e]);

/** left − right with what both have in common in front, or the single fraction where that is shorter. */
function differenceOf(
  left: Expression,
  right: Expression,
  single: Expression,
  value: RationalFunction,
): Expression {
  if (value.numerator === 0n) return numberExpression(0n);
  const [a, b] = [powersOf(left), powersOf(right)];
  const common = a.flatMap((x) => {
    const y = b.find((other) => sameExpression(x.base, other.base));
    if (!y || y.exponent < 0n !== x.exponent < 0n) return [];
    const least = x.exponent < 0n === x.exponent < y.exponent ? y.exponent : x.exponent;
    return [{ base: x.base, exponent: least }];
  });
  const rest = (of: Expression): Expression =>
    fromPowers(numberOf(of), [
      ...powersOf(of),
      ...common.map((c) => ({ base: c.base, exponent: -c.exponent })),
    ]);
  const [x, y] = [rest(left), rest(right)];
  const inner =
    x.type === "number" && y.type === "number"
      ? ({
          type: "number",
          ...exactQuotient(
            x.numerator * y.denominator - y.numerator * x.denominator,
            x.denominator * y.denominator,
          ),
        } as const)
      : sumExpression([x, negative(y)]);
  const apart = productExpression([inner, fromPowers({ numerator: 1n, denominator: 1n }, common)]);
  return compareLength(single, apart) < 0 ? single : apart;
}

/** mu/(mu + delta*T) as 1/(1 + delta*T/mu): a sum of two terms below one of them that stands above as well. */
function withUnit(e: Expression): Expression {
  let powers = powersOf(e);
  for (const { base, exponent } of powers) {
    if (base.type !== "sum" || base.terms.length !== 2) continue;
    const unit = base.terms.find(
      (t) => t.type === "symbol" && powers.some((x) => sameExpression(x.base, t) && x.exponent === -exponent),
    );
    if (!unit) continue;
    const other = base.terms.find((t) => t !== unit) as Expression;
    const scaled = sumExpression([
      numberExpression(1n),
      productExpression([other, powerExpression(unit, -1)]),
    ]);
    powers = powers
      .filter((x) => !sameExpression(x.base, unit))
      .map((x) => (x.base === base ? { base: scaled, exponent } : x));
  }
  return fromPowers(numberOf(e), powers);
}
