/**
 * J and R of a ladder as they should be computed: with X = e^{−ω/T}, i = 1/k and
 *     J = ω (X_L − X_R)/S,   S = (i_L + i_R)·Σ r^n / Σ |S_n|² r^{n−1},   r = (i_R X_L + i_L X_R)/(i_L + i_R)
 * (for the oscillator S = i_R (1 − X_L) + i_L (1 − X_R)) nothing is subtracted but 1 − X = −expm1(−ω/T), and
 * X_L − X_R comes from the difference of the exponents. Names of local variables end in an underscore, which no
 * parameter does. Reversal keeps |X_L − X_R|, so R = S(−Δ)/S(Δ).
 */
import {
  callExpression,
  numberExpression,
  powerExpression,
  productExpression,
  sameExpression,
  sumExpression,
  symbolExpression,
} from "../../symbolic/expression/build.js";
import { type Expression } from "../../symbolic/expression/expression.js";
import { type Bath, bathRecord, growthOf } from "../junction/bath.js";
import { replaceSymbol } from "../expression/substitute.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { type Ladder } from "../junction/ladder.js";
import { type Assignment, minus } from "./program.js";
import { rateForm } from "./rate-form.js";

const s = symbolExpression;
const n = (value: number): Expression => numberExpression(BigInt(value));
const sum = (...terms: readonly Expression[]): Expression => sumExpression(terms);
const product = (...factors: readonly Expression[]): Expression => productExpression(factors);
const isOne = (e: Expression): boolean => e.type === "number" && e.numerator === e.denominator;
const over = (a: Expression, b: Expression): Expression =>
  isOne(b) ? a : product(a, powerExpression(b, -1));
const call = (name: string, ...args: Expression[]): Expression => ({ type: "call", name, arguments: args });

/** Assignments that compute a quantity, and the quantity. */
export interface Computation {
  readonly body: readonly Assignment[];
  readonly result: Expression;
}

/** J(parameters, T_a, Delta). @param compensated correct exponents for rounding (doubles) */
export function stableCurrent(junction: Junction, compensated: boolean): Computation {
  const ladder = ladderOf(junction);
  const { body, resistance } = resistanceOf(junction, ladder, s("Delta"), "", compensated);
  const dx = product(
    n(4),
    s("w_"),
    s("Delta"),
    powerExpression(sum(s("T_a"), s("Delta")), -1),
    powerExpression(sum(s("T_a"), minus(s("Delta"))), -1),
  );
  // the larger Boltzmann factor in front, so that nothing overflows in doubles
  const drop = compensated
    ? product(
        call("sign", s("Delta")),
        call("max", s("X_L_"), s("X_R_")),
        minus(callExpression("expm1", minus(call("abs", s("dx_"))))),
      )
    : product(s("X_L_"), minus(callExpression("expm1", minus(s("dx_")))));
  return {
    body: [...body, { name: "dx_", value: dx }],
    result: over(product(s("w_"), drop), resistance),
  };
}

/** R(parameters, T_a, Delta). */
export function stableRatio(junction: Junction, compensated: boolean): Computation {
  const ladder = ladderOf(junction);
  const forward = resistanceOf(junction, ladder, s("Delta"), "", compensated);
  const reverse = resistanceOf(junction, ladder, minus(s("Delta")), "r", compensated);
  return {
    body: [...forward.body, ...reverse.body.filter((a) => a.name !== "w_")],
    result: over(reverse.resistance, forward.resistance),
  };
}

/** S(parameters, T_a, Delta) of the head of this file, with exponents as they are rounded: J = ω (X_L − X_R)/S. */
export function stableResistance(junction: Junction): Computation {
  const { body, resistance } = resistanceOf(junction, ladderOf(junction), s("Delta"), "", false);
  return { body, result: resistance };
}

function ladderOf(junction: Junction): Ladder {
  if (junction.subsystem.kind === "ladder") return junction.subsystem;
  throw new InputError("code is written for currents of populations, and this junction keeps coherences", {
    hint: "scan writes its numbers as CSV; current --format json has the formula",
  });
}

/** S of the file's head; `mark` keeps the names of the reversed junction apart. */
function resistanceOf(
  junction: Junction,
  ladder: Ladder,
  delta: Expression,
  mark: string,
  compensated: boolean,
): { body: Assignment[]; resistance: Expression } {
  const body: Assignment[] = [{ name: "w_", value: ladder.gap }];
  const name = (stem: string, side: string): string => `${stem}${mark}_${side}_`;
  for (const side of ["L", "R"] as const) {
    const bath = side === "L" ? junction.left : junction.right;
    const signed = side === "L" ? delta : minus(delta);
    const twice = sum(s("T_a"), signed);
    body.push({ name: name("x", side), value: over(product(n(2), s("w_")), twice) });
    const x = s(name("x", side));
    const plain = callExpression("exp", minus(x));
    const error = call("exponent_error", s("w_"), s("T_a"), signed, x);
    body.push({
      name: name("X", side),
      value: compensated ? product(plain, sum(n(1), error)) : plain,
    });
    body.push({ name: name("E", side), value: minus(callExpression("expm1", minus(x))) });
    const T = product(numberExpression(1n, 2n), twice);
    body.push({
      name: name("i", side),
      value: inverseRate(bath, {
        w: s("w_"),
        x,
        X: s(name("X", side)),
        E: s(name("E", side)),
        T,
      }),
    });
  }
  const at = (stem: string, side: "L" | "R"): Expression => s(name(stem, side));
  const cross = (a: string): Expression =>
    sum(product(at("i", "R"), at(a, "L")), product(at("i", "L"), at(a, "R")));
  if (ladder.weights === "oscillator") return { body, resistance: cross("E") };
  const both = sum(at("i", "L"), at("i", "R"));
  // two levels: (i_L + i_R)(1 + r), without the quotient r
  if (ladder.weights.length === 1) {
    return { body, resistance: over(sum(both, cross("X")), numberExpression(ladder.weights[0] as bigint)) };
  }
  body.push(
    { name: `b${mark}_`, value: both },
    { name: `r${mark}_`, value: over(cross("X"), s(`b${mark}_`)) },
  );
  const r = s(`r${mark}_`);
  const weighted = horner(
    ladder.weights.map((w) => numberExpression(w)),
    r,
  );
  const states = horner([n(1), ...ladder.weights.map(() => n(1))], r);
  return { body, resistance: over(product(s(`b${mark}_`), states), weighted) };
}

function horner(coefficients: readonly Expression[], r: Expression): Expression {
  return coefficients.reduceRight((acc, c) => sum(c, product(r, acc)));
}

/** What a rate is taken at: the gap, ω/T, and names or formulas of e^{−ω/T}, 1 − e^{−ω/T} and T. */
export interface RatePoint {
  readonly w: Expression;
  readonly x: Expression;
  readonly X: Expression;
  readonly E: Expression;
  readonly T: Expression;
}

/** 1/k_ν, (16), (17), (19), or of the user's rate. */
export function inverseRate(bath: Bath, { w, x, X, E, T }: RatePoint): Expression {
  // Couplings may depend on the gap, which they call omega.
  const put = (e: Expression): Expression => replaceSymbol(e, "omega", w);
  if (bath.kind === "law")
    throw new InputError(`${bath.formalFunctions.join(", ")} is known only by name: no code can be written`);
  if (!("coupling" in bath))
    return atTemperature(rateForm(powerExpression(bath.rate, -1), isPositiveIn(bath)), { w, x, T });
  const inverse = (e: Expression): Expression => (isOne(e) ? n(1) : powerExpression(e, -1));
  const growth = growthOf(bath, { T, put, write: { sum, product, inverse } });
  const strength = growth ? product(put(bath.coupling), growth) : put(bath.coupling);
  return over(bathRecord(bath.kind).statistics === 1 ? sum(n(1), X) : E, strength);
}

/** What is assumed of the parameters of a bath. */
function isPositiveIn({ parameters }: Bath): (name: string) => boolean {
  const positive = new Set(parameters.filter((p) => p.assumption === "positive").map((p) => p.name));
  return (name) => positive.has(name);
}

/** A rate in T and omega at the temperature T and the gap w; ω/T is x. */
function atTemperature(e: Expression, at: Pick<RatePoint, "w" | "x" | "T">): Expression {
  const { w, x, T } = at;
  const visit = (child: Expression): Expression => atTemperature(child, at);
  switch (e.type) {
    case "number":
      return e;
    case "symbol":
      return e.name === "T" ? T : e.name === "omega" ? w : e;
    case "sum":
      return sumExpression(e.terms.map(visit));
    case "product": {
      const isGap = (f: Expression): boolean => f.type === "symbol" && f.name === "omega";
      const isOverT = (f: Expression): boolean => sameExpression(f, powerExpression(s("T"), -1));
      if (!e.factors.some(isGap) || !e.factors.some(isOverT)) return productExpression(e.factors.map(visit));
      const others = e.factors.filter((f) => !isGap(f) && !isOverT(f));
      return productExpression([...others.map(visit), x]);
    }
    case "power":
      return powerExpression(visit(e.base), e.exponent);
    case "call":
      return { ...e, arguments: e.arguments.map(visit) };
  }
}
