/**
 * The expansion in Δ in the generators of `generators.ts`, and the way back to the parameters.
 *
 * With N and D the series of `generator-series.ts`, α_k = prefactor·T_a^(−k)·[u^k] N/D. The coefficient in the
 * generators is canonical there, which decides whether it vanishes; its image in the parameters is canonical again up to
 * monomials, contents and a further splitting of factors: independent monomials generate a Laurent ring over
 * which the Laurent ring of the parameters is free, and what is coprime stays so under such an extension.
 */
import { canonicalQuotient } from "./canonical-quotient.js";
import { type Factor, factor, type Factorisation } from "./factor.js";
import { exactQuotient, type FactoredFraction, ZERO_FRACTION } from "./factored-fraction.js";
import { type Generators } from "./generators.js";
import {
  boltzmannFactorIndex,
  energyIndex,
  type GeneratorRing,
  generatorVariableCount,
  groupSeries,
  scaledJetIndex,
} from "./generator-series.js";
import { factorial } from "./integer.js";
import { packedTermCount } from "./packed-polynomial.js";
import { add, asInteger, equals, multiply, type Polynomial, power, variablePower } from "./polynomial.js";
import { divideKnown } from "./polynomial-gcd.js";
import {
  coefficientsInAll,
  degreeIn,
  forEachTerm,
  fromTerms,
  integerContent,
  leadingCoefficient,
  shiftDown,
  type Term,
  termsOf,
  valuationIn,
  variablesOf,
} from "./polynomial-structure.js";
import { quotientSeries } from "./quotient-series.js";
import {
  expandedVariableCount,
  jetIndex,
  meanBoltzmannIndex,
  meanTemperatureIndex,
  type MonomialSeries,
} from "./thermal.js";

/** An expansion in generators. */
export interface GeneratorExpansion {
  readonly ring: GeneratorRing;
  isZero(k: number): boolean;
  /** [u^k] N/D in canonical form, in the variables of `generator-series.ts`. */
  reduced(k: number): FactoredFraction;
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
  const reduced: FactoredFraction[] = [];
  const restored: FactoredFraction[] = [];
  const make = (k: number): FactoredFraction => {
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

/** constant·Π x^monomial·polynomial, in the variables after expansion; exponents may be negative. */
interface Image {
  constant: bigint;
  below: bigint;
  readonly monomial: number[];
  polynomial: Polynomial;
}

/** The map from coefficients in generators to those in the parameters. */
function restoration(ring: GeneratorRing): (f: FactoredFraction, k: number) => FactoredFraction {
  const { generators, source } = ring;
  const factors = new Map<Polynomial, { image: Image; factors: readonly Factor[] }>();
  const factored = (base: Polynomial): { image: Image; factors: readonly Factor[] } => {
    let known = factors.get(base);
    if (!known) {
      const image = imageOf(ring, base);
      const { unit, factors: list } = factor(image.polynomial);
      image.constant *= unit;
      factors.set(base, (known = { image, factors: list }));
    }
    return known;
  };
  const variables = new Map<number, Polynomial>();
  const variable = (i: number): Polynomial => {
    let x = variables.get(i);
    if (x === undefined) variables.set(i, (x = variablePower(i)));
    return x;
  };
  return (f, k) => {
    const mean = meanTemperatureIndex(source);
    const length = expandedVariableCount(source, k);
    const own = imageOf(ring, f.numerator);
    let above = own.constant * f.constant.numerator * generators.prefactor.constant.numerator;
    let below = own.below * f.constant.denominator * generators.prefactor.constant.denominator;
    const monomial = Array.from(
      { length },
      (_, i) => (own.monomial[i] ?? 0) + (generators.prefactor.monomial[i] ?? 0),
    );
    // Δ^k = u^k T_a^k, and T_a = 2 s^n for a root variable s
    monomial[mean]! -= k * source.root;
    if (source.root !== 1) below *= 2n ** BigInt(k);
    let numerator = own.polynomial;
    const denominator: Factor[] = [];
    const multiplyBy = (base: Polynomial, exponent: number): void => {
      const { image, factors: list } = factored(base);
      const e = BigInt(Math.abs(exponent));
      const [up, down] = exponent > 0 ? [image.constant, image.below] : [image.below, image.constant];
      above *= up ** e;
      below *= down ** e;
      image.monomial.forEach((x, i) => (monomial[i]! += exponent * x));
      for (const g of list) {
        if (exponent > 0) numerator = multiply(numerator, power(g.base, g.exponent * exponent));
        else addFactor(denominator, { ...g, exponent: -g.exponent * exponent });
      }
    };
    f.monomial.forEach((e, i) => {
      if (e !== 0) multiplyBy(variable(i), e);
    });
    for (const d of f.denominator) multiplyBy(d.base, -d.exponent);
    // Sums of a generator may share monomials and contents with the numerator only.
    for (const v of variablesOf(numerator)) {
      const e = valuationIn(numerator, v);
      numerator = shiftDown(numerator, v, e);
      monomial[v]! += e;
    }
    const content = integerContent(numerator) * (leadingCoefficient(numerator) < 0n ? -1n : 1n);
    const single: Factor[] = [];
    for (const d of denominator) {
      const v = singleVariable(d.base);
      if (v === undefined) single.push(d);
      else monomial[v]! -= d.exponent;
    }
    return {
      constant: exactQuotient(above * content, below),
      monomial,
      numerator: divideKnown(numerator, content),
      denominator: single,
    };
  };
}

function singleVariable(p: Polynomial): number | undefined {
  return typeof p !== "bigint" && p.exponents.length === 1 && p.coefficients[0] === 1n
    ? p.variable
    : undefined;
}

function addFactor(list: Factor[], f: Factor): void {
  const i = list.findIndex((g) => equals(g.base, f.base));
  if (i < 0) list.push(f);
  else list[i] = { ...f, exponent: f.exponent + (list[i] as Factor).exponent };
}

/** The image of a polynomial in the generators. Each z_i^e is brought over the highest power of T_a and of b_i's denominator. */
function imageOf(ring: GeneratorRing, p: Polynomial): Image {
  const { source, generators } = ring;
  const { root } = source;
  const mean = meanTemperatureIndex(source);
  const m = source.energies.length;
  const sums = generators.forms.flatMap((form, i) => (isMonomial(form) ? [] : [i]));
  const energySums = source.energies.flatMap((e, i) => (isMonomial(e.numerator) ? [] : [i]));
  const open = [...sums, ...energySums.map((i) => energyIndex(ring, i))];
  const zTop = source.energies.map((_, i) => degreeIn(p, energyIndex(ring, i)));
  const count = generatorVariableCount(ring, highestJet(ring, p));
  const jetTop = root === 1 ? jetDegree(ring, p, count) : 0;
  const below = source.energies.reduce(
    (d, e, i) => d * e.denominator ** BigInt(zTop[i] as number),
    2n ** BigInt(jetTop),
  );
  const length = expandedVariableCount(source, highestJet(ring, p));
  /** A term free of sums, and of z's whose energies are sums but for their powers of T_a. */
  const termImage = ({ coefficient, exponents }: Term, zPowers: readonly number[]): Term => {
    let c = coefficient;
    const e = new Array<number>(length).fill(0);
    generators.forms.forEach((form, i) => {
      const x = exponents[i] as number;
      if (x === 0) return;
      const [t] = termsOf(form, mean + 1) as [Term];
      c *= t.coefficient ** BigInt(x);
      t.exponents.forEach((y, v) => (e[v]! += x * y));
    });
    source.energies.forEach(({ numerator, denominator }, i) => {
      const x = zPowers[i] as number;
      if (root === 1) c *= 2n ** BigInt(x);
      c *= denominator ** BigInt((zTop[i] as number) - x);
      e[mean]! += root * ((zTop[i] as number) - x);
      if (x !== 0 && !energySums.includes(i)) {
        const [t] = termsOf(numerator, mean) as [Term];
        c *= t.coefficient ** BigInt(x);
        t.exponents.forEach((y, v) => (e[v]! += x * y));
      }
      e[meanBoltzmannIndex(source, i)]! += exponents[boltzmannFactorIndex(ring, i)] as number;
    });
    let twos = 0;
    for (let index = scaledJetIndex(ring, 0, 0); index < exponents.length; index++) {
      const x = exponents[index] as number;
      if (x === 0) continue;
      const offset = index - scaledJetIndex(ring, 0, 0);
      const derivative = Math.floor(offset / source.formalFunctions.length);
      twos += derivative * x;
      e[mean]! += root * derivative * x;
      e[jetIndex(source, 0, 0) + offset]! += x;
    }
    if (root === 1) c *= 2n ** BigInt(jetTop - twos);
    return { coefficient: c, exponents: e };
  };
  let polynomial: Polynomial = 0n;
  const powers = new Map<string, Polynomial>();
  const sumPower = (i: number, e: number): Polynomial => {
    const key = `${i},${e}`;
    let known = powers.get(key);
    if (known === undefined) {
      const base =
        i < generators.forms.length
          ? (generators.forms[i] as Polynomial)
          : (source.energies[i - energyIndex(ring, 0)] as { numerator: Polynomial }).numerator;
      powers.set(key, (known = e === 0 ? 1n : multiply(base, sumPower(i, e - 1))));
    }
    return known;
  };
  for (const { exponents: outer, value } of coefficientsInAll(p, open)) {
    const zOf = (t: Term): number[] =>
      source.energies.map((_, i) => {
        const place = open.indexOf(energyIndex(ring, i));
        return place >= 0 ? (outer[place] as number) : (t.exponents[energyIndex(ring, i)] as number);
      });
    const inner = fromTerms(termsOf(value, count).map((t) => termImage(t, zOf(t))));
    const factor = outer.reduce<Polynomial>(
      (product, e, i) => multiply(product, sumPower(open[i] as number, e)),
      1n,
    );
    polynomial = add(polynomial, multiply(inner, factor));
  }
  const monomial = new Array<number>(length).fill(0);
  for (let i = 0; i < m; i++) monomial[mean]! -= root * (zTop[i] as number);
  return { constant: 1n, below, monomial, polynomial };
}

const isMonomial = (p: Polynomial): boolean =>
  asInteger(p) !== undefined ||
  (typeof p !== "bigint" && p.exponents.length === 1 && isMonomial(p.coefficients[0] as Polynomial));

/** The highest derivative among the jets that occur. */
function highestJet(ring: GeneratorRing, p: Polynomial): number {
  const first = scaledJetIndex(ring, 0, 0);
  const last = Math.max(first, ...variablesOf(p));
  const functions = ring.source.formalFunctions.length;
  return functions === 0 ? 0 : Math.floor((last - first) / functions);
}

/** The largest Σ j·e_j over all terms. */
function jetDegree(ring: GeneratorRing, p: Polynomial, count: number): number {
  const functions = ring.source.formalFunctions.length;
  if (functions === 0) return 0;
  const first = scaledJetIndex(ring, 0, 0);
  let top = 0;
  forEachTerm(p, count, (_, exponents) => {
    let sum = 0;
    for (let i = first; i < exponents.length; i++)
      sum += Math.floor((i - first) / functions) * (exponents[i] as number);
    top = Math.max(top, sum);
  });
  return top;
}
