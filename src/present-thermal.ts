/** Rational functions of the thermal variables before the expansion, as printed fractions. */
import {
  callExpression,
  numberExpression,
  powerExpression,
  productExpression,
  symbolExpression,
} from "../symbolic/build.js";
import { type Expression } from "../symbolic/expression.js";
import { factor } from "../symbolic/factor.js";
import { exactQuotient, type FactoredFraction } from "../symbolic/factored-fraction.js";
import { asInteger } from "../symbolic/polynomial.js";
import { variablesOf } from "../symbolic/polynomial-structure.js";
import { present, type PresentationRing } from "../symbolic/present.js";
import { type RationalFunction } from "../symbolic/rational-function.js";
import {
  boltzmannIndex,
  formalIndex,
  temperatureIndex,
  type ThermalVariables,
  variableCount,
} from "../symbolic/thermal.js";

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
    call: () => {
      throw new Error("internal: no functions of angles before expansion");
    },
  };
}

/** times·b/T as a formula. */
export function exponentOf(
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
