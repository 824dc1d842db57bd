/**
 * The expansion in Δ of a rational function of the thermal variables: canonical coefficients, made on demand.
 *
 * The coefficient of Δ^k is P_k/(k!·σ^k·T_a^k·D_0^(k+1−s)) (see `quotient-series.ts`). D_0 is factored once; P_k is
 * nearly always coprime to every factor already, which a modular image proves at little cost; where the image cannot,
 * factors are divided out exactly until the division fails.
 */
import { type Factor, factor, type Factorisation } from "./factor.js";
import { exactQuotient, type FactoredFraction, ZERO_FRACTION } from "./factored-fraction.js";
import { factorial } from "./integer.js";
import { imageGcdDegree, univariateImage } from "./modular-image.js";
import { asInteger, divideExactly, equals, type Polynomial } from "./polynomial.js";
import { divideKnown, gcd } from "./polynomial-gcd.js";
import {
  coefficientsIn,
  degreeIn,
  fromTerms,
  integerContent,
  leadingCoefficient,
  type Term,
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
  const series = quotientSeries(
    numerator,
    denominator,
    (order) => expandedVariableCount(variables, order),
    variables.energies.map((_, i) => meanBoltzmannIndex(variables, i)),
  );
  let base: Factorisation | undefined;
  const denominatorFactors = (): Factorisation => (base ??= factor(fromTerms(denominator(0))));
  const known: FactoredFraction[] = [];
  return {
    variables,
    isZero: (k) => series.isZero(k),
    coefficient: (k) => (known[k] ??= canonicalCoefficient(variables, series, denominatorFactors(), k)),
    termCount: (k) => series.termCount(k),
  };
}

function canonicalCoefficient(
  v: ThermalVariables,
  series: QuotientSeries,
  d0: Factorisation,
  k: number,
): FactoredFraction {
  if (series.isZero(k)) return ZERO_FRACTION;
  const power = k + 1 - series.shift;
  const terms = series.numeratorTerms(k);
  const monomial = lowestExponents(terms);
  const shifted = terms.map((t) => ({
    coefficient: t.coefficient,
    exponents: t.exponents.map((e, i) => e - (monomial[i] as number)),
  }));
  let numerator = fromTerms(shifted);
  // Δ^k = u^k T_a^k, and T_a = 2 s^n for a root variable s
  monomial[meanTemperatureIndex(v)]! -= k * v.root;
  const below =
    factorial(k) *
    scaleBase(v) ** BigInt(k) *
    (v.root === 1 ? 1n : 2n ** BigInt(k)) *
    d0.unit ** BigInt(power);
  const denominator: Factor[] = [];
  for (const f of d0.factors) {
    const single = singleVariable(f.base);
    if (single !== undefined) {
      monomial[single]! -= f.exponent * power;
      continue;
    }
    const inner = univariateCoefficients(f.base);
    if (inner && f.irreducible && series.surelyIndivisible(k, inner.coefficients, inner.variable)) {
      denominator.push({ ...f, exponent: f.exponent * power });
      continue;
    }
    const reduced = cancel(numerator, f, f.exponent * power);
    numerator = reduced.numerator;
    denominator.push(...reduced.factors);
  }
  let content = integerContent(numerator);
  if (leadingCoefficient(numerator) < 0n) content = -content;
  numerator = divideKnown(numerator, content);
  return { constant: exactQuotient(content, below), monomial, numerator, denominator };
}

function lowestExponents(terms: readonly Term[]): number[] {
  const low = [...(terms[0] as Term).exponents];
  for (const { exponents } of terms) {
    for (let i = 0; i < low.length; i++) low[i] = Math.min(low[i] as number, exponents[i] as number);
  }
  return low;
}

/** The index of the variable if the polynomial is just a variable. */
function singleVariable(p: Polynomial): number | undefined {
  return typeof p !== "bigint" && p.exponents.length === 1 && p.coefficients[0] === 1n
    ? p.variable
    : undefined;
}

function univariateCoefficients(p: Polynomial): { variable: number; coefficients: bigint[] } | undefined {
  const [variable, ...others] = variablesOf(p);
  if (variable === undefined || others.length > 0) return undefined;
  const coefficients = new Array<bigint>(degreeIn(p, variable) + 1).fill(0n);
  for (const [e, c] of coefficientsIn(p, variable)) coefficients[e] = asInteger(c) as bigint;
  return { variable, coefficients };
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
