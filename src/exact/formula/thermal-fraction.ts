/** Rational functions of the thermal variables before the expansion, as printed fractions. */
import {
  callExpression,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { type Expression } from "../../../symbolic/expression/expression.js";
import { factor, type Factorisation } from "../../../symbolic/polynomial/factor.js";
import { exactQuotient, type FactoredFraction } from "../../../symbolic/fraction/factored-fraction.js";
import { asInteger } from "../../../symbolic/polynomial/polynomial.js";
import { variablesOf } from "../../../symbolic/polynomial/structure.js";
import { collected } from "../../../symbolic/present/collect.js";
import { present as presented, type PresentationRing } from "../../../symbolic/present/present.js";
import { type RationalFunction } from "../../../symbolic/fraction/rational-function.js";
import {
  boltzmannIndex,
  formalIndex,
  temperatureIndex,
  type ThermalVariables,
  variableCount,
} from "../../../symbolic/thermal/variables.js";

/** The printed form of a fraction, its sums collected. @param isFraction  symbols between 0 and 1 */
const present = (
  f: FactoredFraction,
  ring: PresentationRing,
  isFraction?: (e: Expression) => boolean,
): Expression => collected(presented(f, ring), isFraction);

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
  return present(factored(f), thermalRing(v, variableCount(v), energyFunction));
}

/**
 * A rational function of one temperature (the variables of the left end), with T for that temperature, factored, in
 * hyperbolic functions of half the energies over T where parities allow.
 */
export function presentAtOneTemperature(v: ThermalVariables, f: RationalFunction): Expression {
  if (f.numerator === 0n) return numberExpression(0n);
  const T = symbolExpression("T");
  const p = v.parameters.length;
  const names = new Map<number, (exponent: number) => Expression>([
    [temperatureIndex(v, "L"), (e) => powerExpression(T, exactQuotient(BigInt(e), BigInt(v.root)))],
    ...v.formalFunctions.map(
      (g, i) => [formalIndex(v, "L", i), (e: number) => powerExpression(callExpression(g, T), e)] as const,
    ),
  ]);
  const angle = (multiples: readonly number[]): Expression => {
    const terms = v.energies.map((energy, i) => ({ energy, multiple: multiples[i] ?? 0 }));
    const [only, ...others] = terms.filter((t) => t.multiple !== 0);
    if (only && others.length === 0)
      return productExpression([numberExpression(1n, 2n), exponentOf(v, only.energy, only.multiple, T)]);
    const sum = terms.map((t) => exponentOf(v, t.energy, t.multiple, numberExpression(1n)));
    return productExpression([numberExpression(1n, 2n), sumExpression(sum), powerExpression(T, -1)]);
  };
  const ring = thermalRing(v, variableCount(v), () => T);
  return present(factored(f), {
    ...ring,
    q: v.energies.map((_, i) => boltzmannIndex(v, "L", i)),
    symbol: (index, exponent) =>
      index < p
        ? ring.symbol(index, exponent)
        : (names.get(index) ?? ring.symbol.bind(ring, index))(exponent),
    call: (name, multiples, exponent) => powerExpression(callExpression(name, angle(multiples)), exponent),
  });
}

/**
 * above/below in the given names of the thermal variables; each sum starts with a positive term, as 1 − X does.
 */
export function presentNamed(
  v: ThermalVariables,
  above: Factorisation,
  below: Factorisation,
  names: readonly string[],
): Expression {
  const boltzmann = new Set(
    v.energies.flatMap((_, i) => (["L", "R"] as const).map((side) => names[boltzmannIndex(v, side, i)])),
  );
  const ring: PresentationRing = {
    ...thermalRing(v, variableCount(v), () => numberExpression(1n)),
    symbol: (index, exponent) => powerExpression(symbolExpression(names[index] as string), exponent),
  };
  return present(quotientOf(above, below), ring, (e) => e.type === "symbol" && boltzmann.has(e.name));
}

/** A fraction by its factors. */
function factored(f: RationalFunction): FactoredFraction {
  return quotientOf(factor(f.numerator), factor(f.denominator));
}

function quotientOf(above: Factorisation, below: Factorisation): FactoredFraction {
  return {
    constant: exactQuotient(above.unit, below.unit),
    monomial: [],
    numerator: 1n,
    denominator: [...above.factors.map((x) => ({ ...x, exponent: -x.exponent })), ...below.factors],
  };
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
