/**
 * The expansion in Δ in the generators of `generators/generators.ts`, and the way back to the parameters.
 *
 * With N and D the series of `generators/series.ts`, α_k = prefactor·T_a^(−k)·[u^k] N/D. The coefficient in the
 * generators is canonical there, which decides whether it vanishes; its image in the parameters is canonical again up to
 * monomials, contents and a further splitting of factors: independent monomials generate a Laurent ring over
 * which the Laurent ring of the parameters is free, and what is coprime stays so under such an extension.
 */
import { canonicalQuotient, type PackedFraction } from "../packed/canonical-quotient.js";
import { type Factor, factor, type Factorisation } from "../polynomial/factor.js";
import { exactQuotient, type FactoredFraction, ZERO_FRACTION } from "../fraction/factored-fraction.js";
import { namedCoefficient, namedRing, sumsPutIn } from "./names.js";
import { boltzmannFactorIndex, type GeneratorRing, generatorVariableCount, groupSeries } from "./series.js";
import { factorial } from "../integer/integer.js";
import { packedTermCount } from "../packed/packed-polynomial.js";
import { equals, multiply, type Polynomial, power, singleVariable } from "../polynomial/polynomial.js";
import { divideKnown } from "../polynomial/gcd.js";
import {
  fromTerms,
  integerContent,
  leadingCoefficient,
  shiftDown,
  valuationIn,
  variablesOf,
} from "../polynomial/structure.js";
import { quotientSeries } from "../series/quotient-series.js";
import { type MonomialSeries } from "../series/monomial-series.js";

/** An expansion in generators. */
export interface GeneratorExpansion {
  readonly ring: GeneratorRing;
  isZero(k: number): boolean;
  /** [u^k] N/D in canonical form, in the variables of `generators/series.ts`. */
  reduced(k: number): PackedFraction;
  /** α_k in canonical form, in the variables after expansion. */
  coefficient(k: number): FactoredFraction;
  /** Number of terms of the reduced numerator before cancellation. */
  termCount(k: number): number;
}

/** Expands in generators; undefined if the denominator vanishes at Δ = 0. */
export function expandInGenerators(
  ring: GeneratorRing,
  series: MonomialSeries,
  order: number,
): GeneratorExpansion | undefined {
  const { source, generators } = ring;
  const numerator = groupSeries(ring, generators.numerator, series);
  const denominator = groupSeries(ring, generators.denominator, series);
  if (denominator(0).length === 0) return undefined;
  const quotient = quotientSeries(
    numerator,
    denominator,
    (k) => generatorVariableCount(ring, k),
    source.energies.map((_, i) => boltzmannFactorIndex(ring, i)),
    order,
  );
  let base: Factorisation | undefined;
  const d0 = (): Factorisation => (base ??= factor(fromTerms(denominator(0))));
  const reduced: PackedFraction[] = [];
  const restored: FactoredFraction[] = [];
  const make = (k: number): PackedFraction => {
    if (quotient.isZero(k)) return ZERO_FRACTION;
    const below = factorial(k) * BigInt(source.root) ** BigInt(k);
    return canonicalQuotient(quotient.numerator(k), [], below, d0(), k + 1 - quotient.shift);
  };
  const restore = restoration(ring);
  return {
    ring,
    isZero: (k) => quotient.isZero(k),
    reduced: (k) => (reduced[k] ??= make(k)),
    coefficient(k) {
      return (restored[k] ??= quotient.isZero(k)
        ? ZERO_FRACTION
        : lazily(() => restore((reduced[k] ??= make(k)), k)));
    },
    termCount: (k) => packedTermCount(quotient.numerator(k)),
  };
}

/** A fraction that is made when it is first looked at. */
function lazily(make: () => FactoredFraction): FactoredFraction {
  let made: FactoredFraction | undefined;
  const get = (): FactoredFraction => (made ??= make());
  return {
    get constant() {
      return get().constant;
    },
    get monomial() {
      return get().monomial;
    },
    get numerator() {
      return get().numerator;
    },
    get denominator() {
      return get().denominator;
    },
  };
}

/**
 * The map from coefficients in generators to those in the parameters: first to the ring in which they are printed, where
 * sums are variables, then the sums are put in.
 */
function restoration(ring: GeneratorRing): (f: FactoredFraction, k: number) => FactoredFraction {
  const factorisations = new Map<Polynomial, Factorisation>();
  const factored = (base: Polynomial): Factorisation => {
    let known = factorisations.get(base);
    if (!known) factorisations.set(base, (known = factor(base)));
    return known;
  };
  return (f, k) => {
    const { named, images } = namedRing(ring, k);
    const count = named.plain + named.sums.length;
    const short = namedCoefficient(ring, count, images, f, k);
    const withSums = sumsPutIn(named);
    let above = short.constant.numerator;
    let below = short.constant.denominator;
    const monomial = short.monomial.slice(0, named.plain);
    let numerator = withSums(short.numerator);
    const denominator: Factor[] = [];
    const multiplyBy = (base: Polynomial, exponent: number): void => {
      const { unit, factors } = factored(base);
      if (exponent > 0) above *= unit ** BigInt(exponent);
      else below *= unit ** BigInt(-exponent);
      for (const g of factors) {
        const v = singleVariable(g.base);
        const e = g.exponent * exponent;
        if (v !== undefined) monomial[v]! += e;
        else if (e > 0) numerator = multiply(numerator, power(g.base, e));
        else addFactor(denominator, { ...g, exponent: -e });
      }
    };
    named.sums.forEach((sum, i) => {
      const e = short.monomial[named.plain + i] as number;
      if (e !== 0) multiplyBy(sum, e);
    });
    for (const d of short.denominator) multiplyBy(withSums(d.base), -d.exponent);
    for (const v of variablesOf(numerator)) {
      const e = valuationIn(numerator, v);
      numerator = shiftDown(numerator, v, e);
      monomial[v]! += e;
    }
    const content = integerContent(numerator) * (leadingCoefficient(numerator) < 0n ? -1n : 1n);
    return {
      constant: exactQuotient(above * content, below),
      monomial,
      numerator: divideKnown(numerator, content),
      denominator,
    };
  };
}

function addFactor(list: Factor[], f: Factor): void {
  const i = list.findIndex((g) => equals(g.base, f.base));
  if (i < 0) list.push(f);
  else list[i] = { ...f, exponent: f.exponent + (list[i] as Factor).exponent };
}
