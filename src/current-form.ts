/**
 * The current of a ladder as a formula, in three notations.
 *
 * paper:      (14) and (15) in n_B or n_S and the rates k^ν, and the rates (16), (17), (19) in the same occupations;
 *             other ladders by the ladder formula with r and F(r).
 * boltzmann:  one fraction in e^{−ω/T_ν}, brought to lowest terms by the exact field.
 * tanh:       the same in t_ν = tanh(ω/2T_ν), through e^{−ω/T} = (1 − t)/(1 + t). Rates of spins, solids and metals are
 *             Υ(1 + t)/2 and Γ(1 + t)/2t there, which makes this the shortest form of a two-level junction.
 */
import {
  callExpression,
  childrenOf,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../symbolic/build.js";
import { type ExactNumber, type Expression } from "../symbolic/expression.js";
import { factor } from "../symbolic/factor.js";
import { exactQuotient, type FactoredFraction } from "../symbolic/factored-fraction.js";
import {
  add,
  asInteger,
  multiply,
  type Polynomial,
  power,
  subtract,
  variablePower,
} from "../symbolic/polynomial.js";
import { coefficientsIn, degreeIn, variablesOf } from "../symbolic/polynomial-structure.js";
import { present, type PresentationRing } from "../symbolic/present.js";
import { leadingNumber } from "../symbolic/present-sum.js";
import { fraction, type RationalFunction } from "../symbolic/rational-function.js";
import {
  boltzmannIndex,
  formalIndex,
  type Side,
  temperatureIndex,
  type ThermalVariables,
  variableCount,
} from "../symbolic/thermal.js";
import { type Bath } from "./bath.js";
import { type Form } from "./command.js";
import { exactCurrent } from "./exact-current.js";
import { type Junction } from "./junction.js";
import { type Ladder } from "./subsystem.js";

/** J and the definitions it uses. */
export interface CurrentForm {
  readonly current: Expression;
  readonly where: readonly { readonly name: string; readonly latex: string; readonly value: Expression }[];
}

/** The current in the notation asked for; values bind parameters exactly. */
export function currentForm(
  junction: Junction,
  form: Form,
  values: ReadonlyMap<string, ExactNumber>,
): CurrentForm {
  if (form === "paper" && junction.subsystem.kind === "ladder" && values.size === 0) {
    return paperForm(junction, junction.subsystem);
  }
  const { variables, current } = exactCurrent(junction, values);
  return {
    current: form === "tanh" ? presentInTanh(variables, current) : presentThermal(variables, current),
    where: [],
  };
}

/** A rational function of the thermal variables, in hyperbolic tangents of half the energies over T_ν. */
function presentInTanh(v: ThermalVariables, f: RationalFunction): Expression {
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

const minus = (e: Expression): Expression => productExpression([numberExpression(-1n), e]);
const over = (a: Expression, b: Expression): Expression => productExpression([a, powerExpression(b, -1)]);
const occupation = (kind: "n_B" | "n_S", side: Side, argument: Expression): Expression =>
  callExpression(`${kind}_${side}`, argument);

/** (14), (15) and the ladder formula. */
function paperForm(junction: Junction, ladder: Ladder): CurrentForm {
  const gap = ladder.gap;
  const rates = (["L", "R"] as const).map((side) => ({
    side,
    bath: side === "L" ? junction.left : junction.right,
  }));
  const where = [
    ...rates.map(({ side, bath }) => ({
      name: `k_${side}`,
      latex: `k^${side}`,
      value: paperRate(bath, gap),
    })),
  ];
  const k = (side: Side): Expression => symbolExpression(`k_${side}`);
  if (ladder.weights !== "oscillator" && ladder.levels !== 2) return ladderForm(ladder, gap, k, where);
  const kind = ladder.levels === 2 ? "n_S" : "n_B";
  // n_B(−ω) = −(1 + n_B(ω)) in the paper's notation: hence the minus sign of (14)
  const top = productExpression([
    numberExpression(kind === "n_S" ? 1n : -1n),
    gap,
    sumExpression([occupation(kind, "L", gap), minus(occupation(kind, "R", gap))]),
  ]);
  const bottom = sumExpression(
    (["L", "R"] as const).map((side) => over(occupation(kind, side, minus(gap)), k(side))),
  );
  const current = over(top, bottom);
  return { current, where: [...where, ...occupationsIn([current, ...where.map((w) => w.value)])] };
}

/** Definitions of the occupations n_B^ν, n_S^ν that the formulas use. */
function occupationsIn(formulas: readonly Expression[]): CurrentForm["where"] {
  const used = new Set<string>();
  const visit = (e: Expression): void => {
    if (e.type === "call") used.add(e.name);
    childrenOf(e).forEach(visit);
  };
  formulas.forEach(visit);
  return (["n_S", "n_B"] as const).flatMap((kind) =>
    (["L", "R"] as const)
      .filter((side) => used.has(`${kind}_${side}`))
      .map((side) => ({
        name: `${kind}_${side}(x)`,
        latex: `${kind}^${side}(x)`,
        value: powerExpression(
          sumExpression([
            callExpression("exp", over(symbolExpression("x"), symbolExpression(`T_${side}`))),
            numberExpression(kind === "n_S" ? 1n : -1n),
          ]),
          -1,
        ),
      })),
  );
}

function ladderForm(
  ladder: Ladder,
  gap: Expression,
  k: (side: Side) => Expression,
  rates: CurrentForm["where"],
): CurrentForm {
  const X = (side: Side): Expression => symbolExpression(`X_${side}`);
  const r = symbolExpression("r");
  const weights = ladder.weights === "oscillator" ? [] : ladder.weights;
  const series = sumExpression(
    weights.map((w, i) => productExpression([numberExpression(w), powerExpression(r, i)])),
  );
  const partition = sumExpression(
    Array.from({ length: weights.length + 1 }, (_, n) => powerExpression(r, n)),
  );
  const total = sumExpression([k("L"), k("R")]);
  return {
    current: productExpression([
      gap,
      k("L"),
      k("R"),
      sumExpression([X("L"), minus(X("R"))]),
      series,
      powerExpression(total, -1),
      powerExpression(partition, -1),
    ]),
    where: [
      {
        name: "r",
        latex: "r",
        value: over(
          sumExpression([productExpression([k("L"), X("L")]), productExpression([k("R"), X("R")])]),
          total,
        ),
      },
      ...(["L", "R"] as const).map((side) => ({
        name: `X_${side}`,
        latex: `X_${side}`,
        value: callExpression("exp", minus(over(gap, symbolExpression(`T_${side}`)))),
      })),
      ...rates,
      ...occupationsIn(rates.map((rate) => rate.value)),
    ],
  };
}

/** (16), (17), (19): the rate in the occupation of its bath; other rates as the user wrote them, at T_ν. */
function paperRate(bath: Bath, gap: Expression): Expression {
  switch (bath.kind) {
    case "spin":
      return productExpression([bath.coupling, occupation("n_S", bath.side, minus(gap))]);
    case "solid":
      return minus(productExpression([bath.coupling, occupation("n_B", bath.side, minus(gap))]));
    case "metal": {
      const slope = over(productExpression([bath.delta, symbolExpression(`T_${bath.side}`)]), bath.mu);
      return minus(
        productExpression([
          bath.coupling,
          sumExpression([numberExpression(1n), slope]),
          occupation("n_B", bath.side, minus(gap)),
        ]),
      );
    }
    case "custom":
    case "law":
      return atTemperature(bath.rate, bath.side, gap);
  }
}

/** The user's rate with T replaced by T_ν and the gap put in. */
function atTemperature(e: Expression, side: Side, gap: Expression): Expression {
  const visit = (x: Expression): Expression => atTemperature(x, side, gap);
  switch (e.type) {
    case "number":
      return e;
    case "symbol":
      if (e.name === "T") return symbolExpression(`T_${side}`);
      if (e.name === "n_B" || e.name === "n_S") return occupation(e.name, side, gap);
      return e.name === "omega" ? gap : e;
    case "sum":
      return { ...e, terms: e.terms.map(visit) };
    case "product":
      return { ...e, factors: e.factors.map(visit) };
    case "power":
      return { ...e, base: visit(e.base) };
    case "call":
      return {
        ...e,
        name: e.name === "n_B" || e.name === "n_S" ? `${e.name}_${side}` : e.name,
        arguments: e.arguments.map(visit),
      };
  }
}

/** The power of a printed function of an energy b and the temperature of its end. */
type EnergyFunction = (
  energy: ThermalVariables["energies"][number],
  exponent: number,
  T: Expression,
) => Expression;

/**
 * A rational function of the thermal variables as one printed fraction, factored.
 * @param energyFunction  how the variables of the energies are printed; by default as Boltzmann factors
 */
export function presentThermal(
  v: ThermalVariables,
  f: RationalFunction,
  energyFunction: EnergyFunction = (energy, exponent, T) =>
    callExpression("exp", exponentOf(v, energy, -exponent, T)),
): Expression {
  if (f.numerator === 0n) return numberExpression(0n);
  const numerator = factor(f.numerator);
  const denominator = factor(f.denominator);
  const count = variableCount(v);
  const whole: FactoredFraction = {
    constant: { numerator: numerator.unit, denominator: denominator.unit },
    monomial: [],
    numerator: 1n,
    denominator: [...numerator.factors.map((x) => ({ ...x, exponent: -x.exponent })), ...denominator.factors],
  };
  return present(whole, thermalRing(v, count, energyFunction));
}

function thermalRing(v: ThermalVariables, count: number, energyFunction: EnergyFunction): PresentationRing {
  const p = v.parameters.length;
  const energetic = new Set(v.energies.flatMap((e) => variablesOf(e.numerator)));
  const parameters = v.parameters.map((_, i) => i);
  const named = new Map<number, (exponent: number) => Expression>();
  for (const side of ["L", "R"] as const) {
    const T = symbolExpression(`T_${side}`);
    named.set(temperatureIndex(v, side), (e) => powerExpression(T, exactQuotient(BigInt(e), BigInt(v.root))));
    v.formalFunctions.forEach((g, f) =>
      named.set(formalIndex(v, side, f), (e) => powerExpression(callExpression(g, T), e)),
    );
    v.energies.forEach((energy, i) => {
      named.set(boltzmannIndex(v, side, i), (e) => energyFunction(energy, e, T));
    });
  }
  return {
    count,
    q: [],
    kinematic: new Set(Array.from({ length: count - p }, (_, i) => p + i)),
    order: [
      ...parameters.filter((i) => energetic.has(i)),
      ...parameters.filter((i) => !energetic.has(i)),
      ...Array.from({ length: count - p }, (_, i) => p + i),
    ],
    symbol: (index, exponent) =>
      index < p
        ? powerExpression(symbolExpression(v.parameters[index] as string), exponent)
        : (named.get(index) as (e: number) => Expression)(exponent),
    angle: () => {
      throw new Error("internal: no angles before expansion");
    },
  };
}

/** times·b/T. */
function exponentOf(
  v: ThermalVariables,
  energy: ThermalVariables["energies"][number],
  times: number,
  T: Expression,
): Expression {
  const constant = asInteger(energy.numerator);
  const numerator =
    constant === undefined
      ? present(
          {
            constant: { numerator: 1n, denominator: 1n },
            monomial: [],
            numerator: energy.numerator,
            denominator: [],
          },
          thermalRing({ ...v, energies: [] }, variableCount(v), () => T),
        )
      : numberExpression(constant);
  return productExpression([
    numberExpression(BigInt(times)),
    numerator,
    numberExpression(1n, energy.denominator),
    powerExpression(T, -1),
  ]);
}
