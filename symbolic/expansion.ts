/**
 * The expansion in Δ of a rational function of the thermal variables: canonical coefficients, made on demand.
 *
 * The coefficient of Δ^k is P_k/(k!·σ^k·T_a^k·D_0^(k+1−s)) (see `quotient-series.ts`). D_0 is factored once; P_k is
 * nearly always coprime to every factor already, which a modular image proves at little cost; where the image cannot,
 * factors are divided out exactly until the division fails.
 */
import { coprimeFactors, type Factor, factor, type Factorisation } from "./factor.js";
import { exactQuotient, type FactoredFraction, ZERO_FRACTION } from "./factored-fraction.js";
import { PoleError } from "./errors.js";
import { factorial, integerLcm } from "./integer.js";
import { imageGcdDegree, univariateImage } from "./modular-image.js";
import {
  dividePacked,
  leadingSign,
  lowestExponents,
  packedContent,
  type PackedPolynomial,
  packedTermCount,
  shiftPacked,
  surelyIndivisible,
  unpackPolynomial,
} from "./packed-polynomial.js";
import { asInteger, divideExactly, equals, type Polynomial } from "./polynomial.js";
import { divideKnown, gcd } from "./polynomial-gcd.js";
import {
  collectTerms,
  degreeIn,
  fromTerms,
  integerContent,
  leadingCoefficient,
  variablesOf,
} from "./polynomial-structure.js";
import { quotientSeries, type QuotientSeries } from "./quotient-series.js";
import { type RationalFunction } from "./rational-function.js";
import {
  expandedVariableCount,
  expandFraction,
  meanBoltzmannIndex,
  meanTemperatureIndex,
  scaleBase,
  type ScaledSeries,
  type ThermalVariables,
} from "./thermal.js";

/** The Taylor coefficients in Δ of one quantity. */
export interface Expansion {
  readonly variables: ThermalVariables;
  /** True iff the coefficient of Δ^k vanishes identically: a proof, by normal form. */
  isZero(k: number): boolean;
  /** The coefficient of Δ^k in canonical form, in the variables after expansion. */
  coefficient(k: number): FactoredFraction;
  /** Number of terms of the coefficient's numerator before cancellation, without unpacking it into a polynomial. */
  termCount(k: number): number;
}

/** Expands `f`, given in the variables before expansion. @throws PoleError if f has a pole at Δ = 0 */
export function expandInDelta(variables: ThermalVariables, f: RationalFunction): Expansion {
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

/** The canonical form is decided on the packed numerator, which is unpacked only where a factor may cancel. */
function canonicalCoefficient(
  v: ThermalVariables,
  series: QuotientSeries,
  d0: Factorisation,
  k: number,
): FactoredFraction {
  if (series.isZero(k)) return ZERO_FRACTION;
  const power = k + 1 - series.shift;
  const raw = series.numerator(k);
  const monomial = lowestExponents(raw);
  const shifted = shiftPacked(raw, monomial);
  // Δ^k = u^k T_a^k, and T_a = 2 s^n for a root variable s
  monomial[meanTemperatureIndex(v)]! -= k * v.root;
  const below = factorial(k) * scaleBase(v) ** BigInt(k) * (v.root === 1 ? 1n : 2n ** BigInt(k));
  const indivisible = d0.factors.map(
    (f) => isVariable(f.base) || (f.irreducible && surelyIndivisible(shifted, f.base)),
  );
  if (indivisible.every(Boolean)) return overCoprimeFactors(shifted, monomial, below, d0, power);
  return overFactors(
    unpackPolynomial(shifted),
    monomial,
    below,
    [{ factors: d0, power }],
    (f) => indivisible[d0.factors.findIndex((g) => equals(g.base, f.base))] === true,
  );
}

/** The coefficient with a numerator coprime to all factors, unpacked when it is first asked for. */
function overCoprimeFactors(
  shifted: PackedPolynomial,
  monomial: readonly number[],
  below: bigint,
  d0: Factorisation,
  power: number,
): FactoredFraction {
  const content = packedContent(shifted) * BigInt(leadingSign(shifted));
  const primitive = dividePacked(shifted, content);
  const exponents = [...monomial];
  const denominator: Factor[] = [];
  for (const f of d0.factors) {
    const single = singleVariable(f.base);
    if (single === undefined) denominator.push({ ...f, exponent: f.exponent * power });
    else exponents[single]! -= f.exponent * power;
  }
  let unpacked: Polynomial | undefined;
  return {
    constant: exactQuotient(content, below * d0.unit ** BigInt(power)),
    monomial: exponents,
    get numerator() {
      return (unpacked ??= unpackPolynomial(primitive));
    },
    denominator,
  };
}

const isVariable = (p: Polynomial): boolean => singleVariable(p) !== undefined;

/**
 * numerator·Π x^monomial/(below·Π factors^power) in canonical form.
 * @param indivisible  a cheap proof that an irreducible factor does not divide the numerator, where there is one
 */
export function overFactors(
  numerator: Polynomial,
  monomial: readonly number[],
  below: bigint,
  denominators: readonly { readonly factors: Factorisation; readonly power: number }[],
  indivisible: (f: Factor) => boolean = () => false,
): FactoredFraction {
  let rest = numerator;
  let integer = below;
  const exponents = [...monomial];
  const denominator: Factor[] = [];
  const all = denominators.flatMap(({ factors, power }) => {
    integer *= factors.unit ** BigInt(power);
    return factors.factors.map((f) => ({ ...f, exponent: f.exponent * power }));
  });
  for (const f of coprimeFactors(all)) {
    const single = singleVariable(f.base);
    if (single !== undefined) {
      exponents[single] = (exponents[single] ?? 0) - f.exponent;
      continue;
    }
    if (f.irreducible && indivisible(f)) {
      denominator.push(f);
      continue;
    }
    const reduced = cancel(rest, f, f.exponent);
    rest = reduced.numerator;
    denominator.push(...reduced.factors);
  }
  let content = integerContent(rest);
  if (leadingCoefficient(rest) < 0n) content = -content;
  return {
    constant: exactQuotient(content, integer),
    monomial: exponents,
    numerator: divideKnown(rest, content),
    denominator,
  };
}

/** The index of the variable if the polynomial is just a variable. */
function singleVariable(p: Polynomial): number | undefined {
  return typeof p !== "bigint" && p.exponents.length === 1 && p.coefficients[0] === 1n
    ? p.variable
    : undefined;
}

/** Removes from base^exponent what divides the numerator; a reducible base is split where only a part divides. */
function cancel(
  numerator: Polynomial,
  f: Factor,
  exponent: number,
): { numerator: Polynomial; factors: Factor[] } {
  let rest = numerator;
  let e = exponent;
  while (e > 0 && !surelyCoprime(rest, f.base)) {
    const quotient = divideExactly(rest, f.base);
    if (quotient === undefined) {
      const part = f.irreducible ? 1n : gcd(rest, f.base);
      if (part === 1n) break;
      const pieces = [part, divideKnown(f.base, part)].filter((p) => asInteger(p) === undefined);
      let factors: Factor[] = [];
      for (const piece of pieces.flatMap((p) => factor(p).factors)) {
        const reduced = cancel(rest, piece, e * piece.exponent);
        rest = reduced.numerator;
        factors = [
          ...factors,
          ...reduced.factors.filter((x) => !factors.some((y) => equals(x.base, y.base))),
        ];
      }
      return { numerator: rest, factors };
    }
    rest = quotient;
    e--;
  }
  return { numerator: rest, factors: e > 0 ? [{ ...f, exponent: e }] : [] };
}

/** A proof that no factor of the primitive `base` divides `a`; false means only that it was not found. */
function surelyCoprime(a: Polynomial, base: Polynomial): boolean {
  const variables = variablesOf(base);
  return variables.every((v) => {
    const imageBase = univariateImage(base, v, 0);
    if (imageBase.length - 1 !== degreeIn(base, v)) return false;
    return imageGcdDegree(univariateImage(a, v, 0), imageBase) === 0;
  });
}
