/**
 * The expansion in Δ of a rational function of the thermal variables: canonical coefficients, made on demand.
 *
 * The coefficient of Δ^k is P_k/(k!·σ^k·T_a^k·D_0^(k+1−s)) (see `series/quotient-series.ts`). D_0 is factored once; P_k is
 * nearly always coprime to every factor already, which a modular image proves at little cost; where the image cannot,
 * factors are divided out exactly until the division fails.
 */
import { canonicalQuotient } from "../packed/canonical-quotient.js";
import { factor, type Factorisation } from "../polynomial/factor.js";
import { type FactoredFraction, ZERO_FRACTION } from "../fraction/factored-fraction.js";
import { PoleError } from "../integer/errors.js";
import { type GeneratorExpansion, expandInGenerators } from "../generators/expansion.js";
import { generatorsOf } from "../generators/generators.js";
import { factorial, integerLcm } from "../integer/integer.js";
import { packedTermCount } from "../packed/packed-polynomial.js";
import { collectTerms, fromTerms } from "../polynomial/structure.js";
import { quotientSeries, type QuotientSeries } from "../series/quotient-series.js";
import { type RationalFunction } from "../fraction/rational-function.js";
import { monomialSeries } from "../series/monomial-series.js";
import { expandFraction, scaleBase, type ScaledSeries } from "../series/thermal-series.js";
import {
  expandedVariableCount,
  meanBoltzmannIndex,
  meanTemperatureIndex,
  type ThermalVariables,
} from "../thermal/variables.js";

/** The Taylor coefficients in Δ of one quantity. */
export interface Expansion {
  readonly variables: ThermalVariables;
  /** True iff the coefficient of Δ^k vanishes identically: a proof, by normal form. */
  isZero(k: number): boolean;
  /** The coefficient of Δ^k in canonical form, in the variables after expansion. */
  coefficient(k: number): FactoredFraction;
  /** Number of terms of the coefficient's numerator before cancellation, without unpacking it into a polynomial. */
  termCount(k: number): number;
  /** The same in the generators of `generators/generators.ts`, where there are any: the shorter form, fit to be printed. */
  readonly inGenerators?: GeneratorExpansion;
}

/**
 * Expands `f`, given in the variables before expansion: in generators where there are any, else in the parameters.
 * @param order  the highest order that will probably be asked for; others can be asked for too
 * @throws PoleError if f has a pole at Δ = 0
 */
export function expandInDelta(variables: ThermalVariables, f: RationalFunction, order = 6): Expansion {
  const series = monomialSeries(variables);
  const generators = generatorsOf(variables, f.numerator, f.denominator, series);
  const inGenerators = generators && expandInGenerators({ source: variables, generators }, series, order);
  if (inGenerators) return { variables, ...inGenerators, inGenerators };
  const [numerator, denominator] = expandFraction(variables, f.numerator, f.denominator);
  return expandSeries(variables, numerator, denominator);
}

/**
 * Expands a quotient of two scaled series of one scale. Where both vanish at Δ = 0, as in J(Δ)/J(−Δ) with several gaps,
 * the common power of u is taken out first.
 * @throws PoleError if the quotient has a pole at Δ = 0
 */
export function expandSeries(
  variables: ThermalVariables,
  numerator: ScaledSeries,
  denominator: ScaledSeries,
): Expansion {
  const valuation = lowestOrder(denominator);
  for (let k = 0; k < valuation; k++) {
    if (collectTerms(numerator(k)).length > 0) throw new PoleError("the denominator vanishes at Δ = 0");
  }
  const prepare = (reach: number): Prepared => {
    const [n, d] = [numerator, denominator].map((s) => shiftedSeries(variables, s, valuation, reach)) as [
      ScaledSeries,
      ScaledSeries,
    ];
    const series = quotientSeries(
      n,
      d,
      (order) => expandedVariableCount(variables, order + valuation),
      variables.energies.map((_, i) => meanBoltzmannIndex(variables, i)),
    );
    let base: Factorisation | undefined;
    return { reach, series, denominatorFactors: () => (base ??= factor(fromTerms(d(0)))) };
  };
  let state = prepare(valuation === 0 ? Infinity : FIRST_REACH);
  const upTo = (k: number): Prepared => (k <= state.reach ? state : (state = prepare(2 * k)));
  const known: FactoredFraction[] = [];
  return {
    variables,
    isZero: (k) => upTo(k).series.isZero(k),
    coefficient(k) {
      const { series, denominatorFactors } = upTo(k);
      return (known[k] ??= canonicalCoefficient(variables, series, denominatorFactors(), k));
    },
    termCount: (k) => packedTermCount(upTo(k).series.numerator(k)),
  };
}

/** A quotient of series that can be read up to the order `reach`. */
interface Prepared {
  readonly reach: number;
  readonly series: QuotientSeries;
  readonly denominatorFactors: () => Factorisation;
}

/** Orders prepared at first where a power of u was taken out; `quotientSeries` looks at most 4 orders ahead. */
const FIRST_REACH = 12;
const LOOK_AHEAD = 8;

/** A nonzero function of the thermal variables vanishes at u = 0 to a finite order. */
const HIGHEST_VALUATION = 64;

function lowestOrder(series: ScaledSeries): number {
  for (let k = 0; k < HIGHEST_VALUATION; k++) if (collectTerms(series(k)).length > 0) return k;
  throw new PoleError("the denominator vanishes identically");
}

/**
 * The series over u^v, as a scaled series again: n_{k+v} k!σ^k = N_{k+v}/((k+1)…(k+v) σ^v), times a constant that
 * makes all of these integral for the orders within reach, and times T_a^v, which makes the lowest a polynomial (z^v is
 * in it). Both drop out of a quotient.
 */
function shiftedSeries(
  variables: ThermalVariables,
  series: ScaledSeries,
  v: number,
  reach: number,
): ScaledSeries {
  // Terms that cancel at Δ = 0 must not hide that an entry vanishes.
  if (v === 0) return (k) => (k === 0 ? collectTerms(series(0)) : series(k));
  const last = reach + LOOK_AHEAD;
  let common = 1n;
  for (let k = 0; k <= last; k++) common = integerLcm(common, factorial(k + v) / factorial(k));
  const mean = meanTemperatureIndex(variables);
  return (k) => {
    if (k > last) return [];
    const factor = (common * factorial(k)) / factorial(k + v);
    return collectTerms(series(k + v)).map(({ coefficient, exponents }) => ({
      coefficient: coefficient * factor,
      exponents: exponents.map((e, i) => (i === mean ? e + v * variables.root : e)),
    }));
  };
}

/** The coefficient of Δ^k from P_k. */
function canonicalCoefficient(
  v: ThermalVariables,
  series: QuotientSeries,
  d0: Factorisation,
  k: number,
): FactoredFraction {
  if (series.isZero(k)) return ZERO_FRACTION;
  // Δ^k = u^k T_a^k, and T_a = 2 s^n for a root variable s
  const monomial: number[] = [];
  monomial[meanTemperatureIndex(v)] = -k * v.root;
  const below = factorial(k) * scaleBase(v) ** BigInt(k) * (v.root === 1 ? 1n : 2n ** BigInt(k));
  return canonicalQuotient(series.numerator(k), monomial, below, d0, k + 1 - series.shift);
}
