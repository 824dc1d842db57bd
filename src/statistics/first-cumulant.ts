/**
 * The first cumulant that has not the parity of its order under Δ → −Δ. The thermal variables are algebraically independent, so that
 * one exact point, with rational numbers for all of them, proves that a rational function does not vanish.
 */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { RATIONAL_FUNCTIONS } from "../../symbolic/fraction/field.js";
import {
  constant,
  divide,
  equals,
  isZero,
  multiply,
  negate,
  power,
  type RationalFunction,
} from "../../symbolic/fraction/rational-function.js";
import { factorial } from "../../symbolic/integer/integer.js";
import { countedDeterminant, countedNumerators } from "../../symbolic/network/counting.js";
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { forEachTerm } from "../../symbolic/polynomial/structure.js";
import { type Leaf } from "../../symbolic/solve/cases.js";
import { witness } from "../../symbolic/solve/witness.js";
import { reversal, type ThermalVariables, variableCount } from "../../symbolic/thermal/variables.js";
import { assumptionsOf } from "../conditions/parity/parity.js";
import { asLevels, modeCounting, modeCumulants, type ModeCounting } from "../exact/counting.js";
import { levelsModel, type LevelsModel } from "../exact/levels-rates.js";
import { type ExactCurrent } from "../exact/ladder-current.js";
import { InputError } from "../input/errors.js";

/** Cumulants beyond this are not looked at: of N levels, those beyond the (2N − 1)-th follow from the ones before. */
const HIGHEST = 9;
/** The determinants of more levels are not formed. */
const MOST_LEVELS = 10;

/**
 * The order of the first cumulant whose parity fails where a system holds; undefined if none does up to the highest looked at, or no
 * rational point of the system was found.
 * @param values those `current` was made with
 * @param least cumulants below this order are not looked at
 */
export function firstChangedCumulant(
  current: ExactCurrent,
  leaf: Leaf,
  values: ReadonlyMap<string, ExactNumber>,
  least = 1,
): number | undefined {
  const parameters = witness(leaf, assumptionsOf(current), []);
  if (!parameters) return undefined;
  try {
    const mode = modeCounting(current.junction, values);
    if (mode) return ofMode(mode, parameters, least);
    const levels = asLevels(current.junction);
    if (levels.subsystem.kind !== "levels" || levels.subsystem.energies.length > MOST_LEVELS)
      return undefined;
    return ofLevels(levelsModel(levels, values), parameters, least);
  } catch (error) {
    if (error instanceof InputError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Values for the thermal variables: Boltzmann factors below 1, and the same at the other end after the exchange. */
function pointOf(
  v: ThermalVariables,
  parameters: readonly ExactNumber[],
): { readonly here: readonly ExactNumber[]; readonly there: readonly ExactNumber[] } {
  const p = v.parameters.length;
  const here = [
    ...parameters,
    ...Array.from({ length: variableCount(v) - p }, (_, i): ExactNumber => {
      const boltzmann = i >= 2 + 2 * v.formalFunctions.length;
      return { numerator: BigInt(2 * i + 3), denominator: boltzmann ? BigInt(5 * i + 7 + (i % 2)) : 4n };
    }),
  ];
  const map = reversal(v);
  return { here, there: here.map((_, i) => here[map[i] as number] as ExactNumber) };
}

function firstOf(
  here: readonly RationalFunction[],
  there: readonly RationalFunction[],
  least: number,
): number | undefined {
  const k = here.findIndex(
    (x, i) => i + 1 >= least && !equals(i % 2 === 0 ? negate(x) : x, there[i] as RationalFunction),
  );
  return k < 0 ? undefined : k + 1;
}

function ofMode(mode: ModeCounting, parameters: readonly ExactNumber[], least: number): number | undefined {
  const { here, there } = pointOf(mode.field.variables, parameters);
  const at = (point: readonly ExactNumber[]): readonly RationalFunction[] => {
    const value = valueAt(point);
    return modeCumulants(
      {
        ...mode,
        gap: value(mode.gap),
        forth: value(mode.forth),
        back: value(mode.back),
        relaxation: value(mode.relaxation),
      },
      HIGHEST,
    );
  };
  return firstOf(at(here), at(there), least);
}

function ofLevels(model: LevelsModel, parameters: readonly ExactNumber[], least: number): number | undefined {
  const { here, there } = pointOf(model.field.variables, parameters);
  for (let top = least; top <= HIGHEST; top += 2) {
    const found = firstOf(cumulants(model, here, top), cumulants(model, there, top), least);
    if (found !== undefined) return found;
  }
  return undefined;
}

function cumulants(
  model: LevelsModel,
  point: readonly ExactNumber[],
  order: number,
): readonly RationalFunction[] {
  const value = valueAt(point);
  const n = model.levels.energies.length;
  const total = Array.from({ length: n }, () => new Array<RationalFunction>(n).fill(RATIONAL_FUNCTIONS.zero));
  const counted = Array.from({ length: n }, () => new Array<readonly RationalFunction[]>(n).fill([]));
  for (const { upper, lower, gap, left, right } of model.transitions) {
    const put = (
      to: number,
      from: number,
      l: RationalFunction,
      r: RationalFunction,
      heat: RationalFunction,
    ): void => {
      const own = value(l);
      (total[to] as RationalFunction[])[from] = RATIONAL_FUNCTIONS.add(own, value(r));
      (counted[to] as (readonly RationalFunction[])[])[from] = Array.from({ length: order }, (_, i) =>
        divide(multiply(own, power(heat, i + 1)), constant(factorial(i + 1))),
      );
    };
    const heat = value(gap);
    put(upper, lower, left.up, right.up, heat);
    put(lower, upper, left.down, right.down, negate(heat));
  }
  const scale = Array.from({ length: n }, () => RATIONAL_FUNCTIONS.one);
  const c = countedDeterminant({ ...RATIONAL_FUNCTIONS }, { total, counted, scale }, order);
  const { numerators, denominator } = countedNumerators({ ...RATIONAL_FUNCTIONS }, c, order);
  return numerators.map((h, i) =>
    multiply(constant(factorial(i + 1)), divide(h, power(denominator, 2 * i + 1))),
  );
}

/** A rational function at exact numbers. @throws RangeError where its denominator vanishes */
function valueAt(point: readonly ExactNumber[]): (f: RationalFunction) => RationalFunction {
  const numbers = point.map((x) => constant(x));
  const of = (p: Polynomial): RationalFunction => {
    let sum = RATIONAL_FUNCTIONS.zero;
    forEachTerm(p, numbers.length, (coefficient, exponents) => {
      let term = constant(coefficient);
      exponents.forEach((e, i) => {
        if (e > 0) term = multiply(term, power(numbers[i] as RationalFunction, e));
      });
      sum = RATIONAL_FUNCTIONS.add(sum, term);
    });
    return sum;
  };
  return (f) => {
    const below = of(f.denominator);
    if (isZero(below)) throw new RangeError("a denominator vanishes at the point");
    return divide(of(f.numerator), below);
  };
}
