/**
 * What data can determine at all: the current is a rational function of the thermal variables, which are independent, so it is
 * known exactly where the ratios of its coefficients are. As many parameters are determined as the Jacobian of those ratios
 * has rank, which elimination in the field of rational functions gives exactly, for general values of the parameters.
 */
import {
  divide,
  fraction,
  isZero,
  multiply,
  type RationalFunction,
  subtract,
  variable,
} from "../../symbolic/fraction/rational-function.js";
import {
  multiply as times,
  type Polynomial,
  subtract as minus,
} from "../../symbolic/polynomial/polynomial.js";
import { coefficientsInAll, derivative, variablesOf } from "../../symbolic/polynomial/structure.js";
import { variableCount } from "../../symbolic/thermal/variables.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { presentThermal } from "../exact/formula/thermal-fraction.js";
import { exactCurrent } from "../exact/ladder-current.js";
import { reversedCurrent } from "../expansion/series.js";
import { toText } from "../expression/ascii.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";

/** What a set of measured quantities determines. */
export interface Determined {
  /** How many independent numbers. */
  readonly rank: number;
  /** Independent combinations that are determined, as formulas; as many as the rank. */
  readonly combinations: readonly string[];
}

/**
 * What measurements of J or R at all temperatures determine of the free parameters.
 * @param free  names of the parameters, all others have values
 * @returns undefined where the current is too long to be written out
 */
export function determinedBy(
  junction: Junction,
  free: readonly string[],
  values: ReadonlyMap<string, ExactNumber>,
  quantities: readonly ("J" | "R" | "contrast")[],
): Determined | undefined {
  try {
    return determined(junction, free, values, quantities);
  } catch (error) {
    if (error instanceof InputError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function determined(
  junction: Junction,
  free: readonly string[],
  values: ReadonlyMap<string, ExactNumber>,
  quantities: readonly ("J" | "R" | "contrast")[],
): Determined {
  const exact = exactCurrent(junction, values);
  const v = exact.variables;
  const thermal = Array.from(
    { length: variableCount(v) - v.parameters.length },
    (_, i) => v.parameters.length + i,
  );
  const indices = free.map((name) => v.parameters.indexOf(name));
  // Exponentials of an energy tell it, whatever stands in front of them.
  const energies = v.energies.flatMap(({ numerator }) =>
    variablesOf(numerator).filter((index) => free.includes(v.parameters[index] ?? "")),
  );
  // The contrast and R determine each other.
  const f = quantities.includes("J") ? exact.current : divide(exact.current, reversedCurrent(exact));
  const coefficients = coefficientsOf(f, thermal);
  // Ratios to any of the coefficients tell the same: those that are written shortest are shown.
  const ways = coefficients.slice(0, MOST_UNITS).map((unit) => {
    const known = [...energies.map(variable), ...coefficients.map((c) => fraction(c, unit))];
    return independent(known, indices, (g) => toText(presentThermal(v, g)));
  });
  const length = ({ combinations }: Determined): number => combinations.join("").length;
  return ways.reduce((best, way) => (length(way) < length(best) ? way : best));
}

/** Ratios to so many coefficients are tried. */
const MOST_UNITS = 8;

/** A largest independent set of functions of the free parameters, shorter ones first. */
function independent(
  known: readonly RationalFunction[],
  indices: readonly number[],
  text: (f: RationalFunction) => string,
): Determined {
  const candidates = known.map((f) => ({ f, text: text(f) })).sort((a, b) => a.text.length - b.text.length);
  const rows: RationalFunction[][] = [];
  const combinations: string[] = [];
  for (const candidate of candidates) {
    const slopes = indices.map((index) => (index < 0 ? zero : slope(candidate.f, index)));
    const row = reduced(slopes, rows);
    if (row === undefined) continue;
    rows.push(row);
    combinations.push(candidate.text);
    if (rows.length === indices.length) break;
  }
  return { rank: rows.length, combinations };
}

const zero: RationalFunction = { numerator: 0n, denominator: 1n };

/** The coefficients of a function of the thermal variables, above and below. */
function coefficientsOf(
  { numerator, denominator }: RationalFunction,
  thermal: readonly number[],
): readonly Polynomial[] {
  return [denominator, numerator].flatMap((p) => coefficientsInAll(p, thermal).map(({ value }) => value));
}

/** df/dx. */
function slope({ numerator: n, denominator: d }: RationalFunction, index: number): RationalFunction {
  const above = minus(times(derivative(n, index), d), times(n, derivative(d, index)));
  return fraction(above, times(d, d));
}

/** The row less what the rows before it, each with its pivot, account for; undefined if nothing is left. */
function reduced(
  row: readonly RationalFunction[],
  rows: readonly (readonly RationalFunction[])[],
): RationalFunction[] | undefined {
  let left = [...row];
  for (const known of rows) {
    const pivot = known.findIndex((x) => !isZero(x));
    const factor = divide(left[pivot] as RationalFunction, known[pivot] as RationalFunction);
    if (isZero(factor)) continue;
    left = left.map((x, i) => subtract(x, multiply(factor, known[i] as RationalFunction)));
  }
  return left.every(isZero) ? undefined : left;
}
