/** The current in hyperbolic tangents: the shortest closed form of two-level junctions. */
import {
  callExpression,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
} from "../../../symbolic/expression/build.js";
import { type Expression } from "../../../symbolic/expression/expression.js";
import {
  add,
  multiply,
  type Polynomial,
  power,
  subtract,
  variablePower,
} from "../../../symbolic/polynomial/polynomial.js";
import { coefficientsIn, degreeIn } from "../../../symbolic/polynomial/structure.js";
import { leadingNumber } from "../../../symbolic/present/sum.js";
import { fraction, type RationalFunction } from "../../../symbolic/fraction/rational-function.js";
import { boltzmannIndex, type ThermalVariables } from "../../../symbolic/thermal/variables.js";
import { presentThermal, exponentOf } from "./thermal-fraction.js";

/** A rational function of the thermal variables, in hyperbolic tangents of half the energies over T_ν. */
export function presentInTanh(v: ThermalVariables, f: RationalFunction): Expression {
  let { numerator, denominator } = f;
  const sides = ["L", "R"] as const;
  const indices = v.energies.flatMap((_, i) => sides.map((side) => boltzmannIndex(v, side, i)));
  for (const index of indices) {
    const degree = Math.max(degreeIn(numerator, index), degreeIn(denominator, index));
    [numerator, denominator] = [numerator, denominator].map((p) => inTanh(p, index, degree)) as [
      Polynomial,
      Polynomial,
    ];
  }
  const printed = presentThermal(v, fraction(numerator, denominator), (energy, exponent, T) =>
    powerExpression(
      callExpression("tanh", productExpression([numberExpression(1n, 2n), exponentOf(v, energy, 1, T)])),
      exponent,
    ),
  );
  return signInDifference(printed);
}

/** Terms × digits of a function brought to tanh: (1 − t)^m (1 + t)^(d − m) is dense, whatever energies have no short unit. */
export function tanhSize(v: ThermalVariables, { numerator, denominator }: RationalFunction): number {
  const degrees = v.energies.flatMap((_, i) =>
    (["L", "R"] as const).map((side) => {
      const index = boltzmannIndex(v, side, i);
      return Math.max(degreeIn(numerator, index), degreeIn(denominator, index));
    }),
  );
  const digits = 1 + degrees.reduce((sum, d) => sum + d * Math.log10(2), 0);
  return degrees.reduce((terms, d) => terms * (d + 1), 1) * digits;
}

/** −(a − b)·… as (b − a)·…: t falls with T, so the current holds t_R − t_L. */
function signInDifference(e: Expression): Expression {
  if (e.type !== "product" || e.factors[0]?.type !== "number" || e.factors[0].numerator >= 0n) return e;
  const at = e.factors.findIndex(
    (f) =>
      f.type === "sum" &&
      f.terms.length === 2 &&
      leadingNumber(f.terms[0] as Expression).numerator > 0n &&
      leadingNumber(f.terms[1] as Expression).numerator < 0n,
  );
  const difference = e.factors[at];
  if (difference?.type !== "sum") return e;
  const [a, b] = difference.terms as [Expression, Expression];
  const minus = (x: Expression): Expression => productExpression([numberExpression(-1n), x]);
  const flipped = sumExpression([minus(b), minus(a)]);
  return productExpression([
    minus(numberExpression(1n)),
    ...e.factors.map((f, i) => (i === at ? flipped : f)),
  ]);
}

/** (1 + t)^degree·p at X = (1 − t)/(1 + t), where t takes the place of X. */
function inTanh(p: Polynomial, index: number, degree: number): Polynomial {
  const t = variablePower(index);
  const [minusT, plusT] = [subtract(1n, t), add(1n, t)];
  let result: Polynomial = 0n;
  for (const [e, c] of coefficientsIn(p, index)) {
    result = add(result, multiply(c, multiply(power(minusT, e), power(plusT, degree - e))));
  }
  return result;
}
