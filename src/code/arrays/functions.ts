/** What the export for arrays computes: J, R, the contrast, S and the coefficients, each with its derivatives by the parameters. */
import {
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { isOneMode } from "../../exact/counting.js";
import { withDensities } from "../../exact/named/named-spectra.js";
import { type JunctionExpansion } from "../../expansion/expansion.js";
import { isOddCurrent } from "../../expansion/odd-current.js";
import { replaceSymbol } from "../../expression/substitute.js";
import { withOperands } from "../../expression/tree.js";
import { type Junction } from "../../junction/junction.js";
import { boundedForm } from "../bounded.js";
import { positiveInDomain } from "../domain.js";
import { coefficientFormula } from "../export.js";
import { levelsCurrentPerBias } from "../levels-current.js";
import { type Assignment, minus, withCommonSubexpressions } from "../program.js";
import { type Computation, stableCurrent, stableResistance } from "../stable-current.js";
import { derivativeOf } from "./derivative.js";
import { reversalOf } from "./reversal.js";
import { flat } from "./flat-program.js";

/** One result, or one by each parameter. */
export interface ArrayFunction {
  readonly name: string;
  /** The quantity itself: J, R, contrast, S or `alpha_2`. */
  readonly quantity: string;
  readonly isDerivative: boolean;
  readonly parameters: readonly string[];
  /** Where one of these is not positive the result is NaN. */
  readonly positive: readonly Expression[];
  readonly body: readonly Assignment[];
  /** By parameter for a derivative; one entry named "" for the quantity itself. */
  readonly results: readonly { readonly by: string; readonly value: Expression }[];
}

/** A quantity as a program: the formula itself, and what is differentiated where that is another one. */
interface Quantity {
  readonly name: string;
  readonly body: readonly Assignment[];
  readonly value: Expression;
  /** A form that keeps the digits of the derivative: the value up to a constant. */
  readonly slopes?: Expression;
  readonly biased: boolean;
}

const s = symbolExpression;
const product = (...factors: Expression[]): Expression => productExpression(factors);
const over = (a: Expression, b: Expression): Expression => product(a, powerExpression(b, -1));

/**
 * The functions of a junction.
 * @param free  parameters that stay arguments, in their order
 * @param values  numbers put in
 * @param coefficients  letter and orders of the coefficients; undefined for none
 */
export function arrayFunctions(
  junction: Junction,
  free: readonly string[],
  values: ReadonlyMap<string, ExactNumber>,
  coefficients:
    | { readonly expansion: JunctionExpansion; readonly letter: string; readonly orders: readonly number[] }
    | undefined,
): readonly ArrayFunction[] {
  const given = [...values].map(([name, x]) => ({
    name,
    value: numberExpression(x.numerator, x.denominator),
  }));
  const list = [
    ...withOddCurrent(
      junction.subsystem.kind === "levels" ? levelsQuantities(junction, values) : ladderQuantities(junction),
      isOddCurrent(junction, values),
    ),
    ...(coefficients?.orders ?? []).map((k) =>
      coefficient(coefficients?.expansion, coefficients?.letter, k, values),
    ),
  ];
  return list.flatMap((quantity) => {
    const parameters = [
      ...free,
      ...(values.has("T_a") ? [] : ["T_a"]),
      ...(quantity.biased && !values.has("Delta") ? ["Delta"] : []),
    ];
    const positive = positiveInDomain(junction, values, quantity.biased);
    const common = { quantity: quantity.name, parameters, positive };
    const formula = quantity.slopes ?? quantity.value;
    const {
      body,
      results: [whole, varying],
    } = flat([...given, ...quantity.body], [quantity.value, formula], "v");
    if (whole === undefined || varying === undefined) throw new Error("internal: a program lost its results");
    const value = flat(body, [whole], "u");
    const slopes = parameters.map((by, i) => {
      return { by, ...derivativeOf(body, varying, by, `d${i}_`) };
    });
    const derived = flat(
      [...body, ...slopes.flatMap((slope) => slope.body)],
      slopes.map(({ result }) => result),
      "u",
    );
    return [
      {
        ...common,
        name: quantity.name,
        isDerivative: false,
        body: value.body,
        results: value.results.map((v) => ({ by: "", value: v })),
      },
      {
        ...common,
        name: `d${quantity.name}`,
        isDerivative: true,
        body: derived.body,
        results: derived.results.map((v, i) => ({ by: parameters[i] as string, value: v })),
      },
    ];
  });
}

/**
 * J, R, the contrast and S of ladders, S for two levels and the oscillator:
 *     R = S(−Δ)/S(Δ),  C = [S(−Δ) − S(Δ)]/[S(−Δ) + S(Δ)]  with the resistance S of `stable-current.ts`,
 *     noise = ω²(X_L + X_R)/S − 2σJ²/(k_L k_R S).
 */
function ladderQuantities(junction: Junction): Quantity[] {
  const J = withoutCorrections(stableCurrent(junction, true));
  const resistance = stableResistance(junction);
  const lines = flat(resistance.body, [resistance.result], "r");
  const both = reversalOf({ body: lines.body, result: lines.results[0] ?? resistance.result });
  const biased = true;
  const quantities: Quantity[] = [
    { name: "J", body: J.body, value: J.result, biased },
    {
      name: "R",
      body: both.body,
      value: over(both.reversed, both.forward),
      slopes: over(both.change, both.forward),
      biased,
    },
    {
      name: "contrast",
      body: both.body,
      value: over(both.change, sumExpression([both.forward, both.reversed])),
      biased,
    },
  ];
  const { subsystem } = junction;
  if (subsystem.kind !== "ladder" || !isOneMode(junction)) return quantities;
  const sigma = subsystem.weights === "oscillator" ? -1n : 1n;
  const body = [...J.body, { name: "J_", value: J.result }, { name: "S_", value: resistance.result }];
  const thermal = product(powerExpression(s("w_"), 2), sumExpression([s("X_L_"), s("X_R_")]));
  const square = product(numberExpression(-2n * sigma), powerExpression(s("J_"), 2), s("i_L_"), s("i_R_"));
  const noise = over(sumExpression([thermal, square]), s("S_"));
  return [...quantities, { name: "S", body, value: noise, biased }];
}

/** J, R and the contrast of levels, from J(Δ)/Δ and J(−Δ)/(−Δ), which stay finite at Δ = 0. */
function levelsQuantities(junction: Junction, values: ReadonlyMap<string, ExactNumber>): Quantity[] {
  const { body, forward, reversed } = levelsCurrentPerBias(junction, values);
  const lines = [...body, { name: "F_", value: forward }, { name: "B_", value: reversed }];
  const difference = sumExpression([s("F_"), minus(s("B_"))]);
  const biased = true;
  return [
    { name: "J", body: lines, value: product(s("Delta"), s("F_")), biased },
    { name: "R", body: lines, value: over(s("F_"), s("B_")), biased },
    {
      name: "contrast",
      body: lines,
      value: over(difference, sumExpression([s("F_"), s("B_")])),
      biased,
    },
  ];
}

/** R = 1 and the contrast 0 where that is proved: rounding would make them nearly so. */
function withOddCurrent(quantities: readonly Quantity[], odd: boolean): readonly Quantity[] {
  if (!odd) return quantities;
  const known = new Map([
    ["R", numberExpression(1n)],
    ["contrast", numberExpression(0n)],
  ]);
  return quantities.map((quantity) => {
    const value = known.get(quantity.name);
    return value === undefined ? quantity : { name: quantity.name, biased: quantity.biased, body: [], value };
  });
}

/** The coefficient of Delta^k, bounded deep in the quantum limit. */
function coefficient(
  expansion: JunctionExpansion | undefined,
  letter: string | undefined,
  k: number,
  values: ReadonlyMap<string, ExactNumber>,
): Quantity {
  if (expansion === undefined) throw new Error("internal: coefficients of no expansion");
  const formula = [...values].reduce(
    (e, [name, value]) => replaceSymbol(e, name, { type: "number", ...value }),
    withDensities(coefficientFormula(expansion, k), expansion.junction),
  );
  const { body, result } = withCommonSubexpressions(boundedForm(formula));
  return { name: `${letter ?? "alpha"}_${k}`, body, value: result, biased: false };
}

/** A program whose exponents are not corrected for rounding: differentiating the correction would make noise. */
function withoutCorrections({ body, result }: Computation): Computation {
  const plain = (e: Expression): Expression => {
    if (e.type === "call" && e.name === "exponent_error") return numberExpression(0n);
    if (e.type === "sum") return sumExpression(e.terms.map(plain));
    if (e.type === "product") return productExpression(e.factors.map(plain));
    return withOperands(e, plain);
  };
  return { body: body.map(({ name, value }) => ({ name, value: plain(value) })), result: plain(result) };
}
