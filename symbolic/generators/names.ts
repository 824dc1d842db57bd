/**
 * A coefficient in generators as one in the variables it is printed in: parameters, T_a, Boltzmann factors, jets, and one
 * further variable for each sum among the generators (Γ_L + Γ_R, 2μ + δT_a) and among the energies. Every generator is
 * a monomial in these, so the coefficient keeps its number of terms.
 */
import { type Factor } from "../polynomial/factor.js";
import { exactQuotient, type FactoredFraction } from "../fraction/factored-fraction.js";
import { boltzmannFactorIndex, energyIndex, type GeneratorRing, scaledJetIndex } from "./series.js";
import { add, multiply, type Polynomial } from "../polynomial/polynomial.js";
import { divideKnown } from "../polynomial/gcd.js";
import {
  coefficientsInAll,
  forEachTerm,
  fromTerms,
  integerContent,
  shiftDown,
  termCount,
  termsOf,
  valuationIn,
  variablesOf,
} from "../polynomial/structure.js";
import {
  expandedVariableCount,
  jetIndex,
  meanBoltzmannIndex,
  meanTemperatureIndex,
} from "../thermal/variables.js";

/** The ring in which a coefficient is printed. */
export interface NamedRing {
  /** Number of variables after expansion; the named ones follow. */
  readonly plain: number;
  /** The sums that the further variables stand for, in the variables after expansion. */
  readonly sums: readonly Polynomial[];
}

/** x = c·monomial, in the variables it is printed in; the mean temperature may have a negative exponent. */
export interface MonomialImage {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly exponents: readonly (readonly [number, number])[];
}

/** The ring in which the coefficients up to order k are printed, and the generators' variables in it. */
export function namedRing(
  ring: GeneratorRing,
  k: number,
): { readonly named: NamedRing; readonly images: readonly MonomialImage[] } {
  const named = { plain: expandedVariableCount(ring.source, k), sums: [] };
  return { images: variableImages(ring, named, k), named };
}

/** α_k from its form in generators, in a ring of `count` variables. */
export function namedCoefficient(
  ring: GeneratorRing,
  count: number,
  images: readonly MonomialImage[],
  f: FactoredFraction,
  k: number,
): FactoredFraction {
  const { source, generators } = ring;
  const mean = meanTemperatureIndex(source);
  let above = generators.prefactor.constant.numerator * f.constant.numerator;
  let below = generators.prefactor.constant.denominator * f.constant.denominator;
  const monomial = new Array<number>(count).fill(0);
  generators.prefactor.monomial.forEach((e, i) => (monomial[i]! += e));
  monomial[mean]! -= k * source.root;
  if (source.root !== 1) below *= 2n ** BigInt(k);
  const put = (image: MonomialImage, exponent: number): void => {
    const e = BigInt(Math.abs(exponent));
    above *= (exponent > 0 ? image.numerator : image.denominator) ** e;
    below *= (exponent > 0 ? image.denominator : image.numerator) ** e;
    for (const [v, x] of image.exponents) monomial[v]! += x * exponent;
  };
  f.monomial.forEach((e, i) => {
    if (e !== 0) put(images[i] as MonomialImage, e);
  });
  const own = renamed(f.numerator, images, monomial.length, mean);
  put(own.factor, 1);
  const denominator: Factor[] = f.denominator.map((d) => {
    const base = renamed(d.base, images, monomial.length, mean);
    put(base.factor, -d.exponent);
    return { ...d, base: base.polynomial };
  });
  return { constant: exactQuotient(above, below), monomial, numerator: own.polynomial, denominator };
}

function variableImages(
  ring: GeneratorRing,
  named: NamedRing & { sums: Polynomial[] },
  order: number,
): MonomialImage[] {
  const { source, generators } = ring;
  const mean = meanTemperatureIndex(source);
  const images: MonomialImage[] = generators.forms.map((form) => factorImage(form, named, mean));
  source.energies.forEach((e, i) => {
    const b = factorImage(e.numerator, named, mean);
    images[energyIndex(ring, i)] = {
      numerator: source.root === 1 ? 2n * b.numerator : b.numerator,
      denominator: e.denominator * b.denominator,
      exponents: [...b.exponents, [mean, -source.root]],
    };
    images[boltzmannFactorIndex(ring, i)] = {
      numerator: 1n,
      denominator: 1n,
      exponents: [[meanBoltzmannIndex(source, i), 1]],
    };
  });
  source.formalFunctions.forEach((_, f) => {
    for (let j = 0; j <= order; j++) {
      images[scaledJetIndex(ring, f, j)] = {
        numerator: 1n,
        denominator: source.root === 1 ? 2n ** BigInt(j) : 1n,
        exponents: [
          [mean, source.root * j],
          [jetIndex(source, f, j), 1],
        ],
      };
    }
  });
  return images;
}

/** Content and monomial of a form as they are; what is left, if it is a sum, as a further variable. */
function factorImage(
  form: Polynomial,
  named: NamedRing & { sums: Polynomial[] },
  mean: number,
): MonomialImage {
  const exponents: [number, number][] = [];
  let rest = form;
  for (const v of variablesOf(form)) {
    const e = valuationIn(rest, v);
    rest = shiftDown(rest, v, e);
    if (e !== 0) exponents.push([v, e]);
  }
  const content = integerContent(rest) * (firstSign(rest, mean) < 0n ? -1n : 1n);
  rest = divideKnown(rest, content);
  if (termCount(rest) > 1) {
    exponents.push([named.plain + named.sums.length, 1]);
    named.sums.push(rest);
  }
  return { numerator: content, denominator: 1n, exponents };
}

/** The coefficient of a term free of temperature, where there is one: sums are printed with it in front. */
function firstSign(p: Polynomial, mean: number): bigint {
  const terms = termsOf(p, mean + 1);
  return (terms.find((t) => t.exponents[mean] === 0) ?? terms[0])?.coefficient ?? 1n;
}

/** A polynomial in the images of its variables, as an integral one times a factor. */
export function renamed(
  p: Polynomial,
  images: readonly MonomialImage[],
  count: number,
  mean: number,
): { polynomial: Polynomial; factor: MonomialImage } {
  const terms: { numerator: bigint; denominator: bigint; exponents: number[] }[] = [];
  let common = 1n;
  let lowest = Infinity;
  forEachTerm(p, images.length, (coefficient, exponents) => {
    const target = new Array<number>(count).fill(0);
    let numerator = coefficient;
    let denominator = 1n;
    exponents.forEach((e, i) => {
      if (e === 0) return;
      const image = images[i] as MonomialImage;
      if (image.numerator !== 1n) numerator *= image.numerator ** BigInt(e);
      if (image.denominator !== 1n) denominator *= image.denominator ** BigInt(e);
      for (const [v, x] of image.exponents) target[v]! += x * e;
    });
    if (denominator > common) common = denominator;
    lowest = Math.min(lowest, target[mean] as number);
    terms.push({ numerator, denominator, exponents: target });
  });
  // Denominators are powers of a few integers: the product of all that occur is a common one.
  for (const { denominator } of terms) if (common % denominator !== 0n) common *= denominator;
  const polynomial = fromTerms(
    terms.map((t) => {
      t.exponents[mean]! -= lowest;
      return { coefficient: t.numerator * (common / t.denominator), exponents: t.exponents };
    }),
  );
  return { polynomial, factor: { numerator: 1n, denominator: common, exponents: [[mean, lowest]] } };
}

/** Puts the sums back for the variables that stand for them; powers are made once. */
export function sumsPutIn({ plain, sums }: NamedRing): (p: Polynomial) => Polynomial {
  const names = sums.map((_, i) => plain + i);
  const powers = sums.map((): Polynomial[] => [1n]);
  const sumPower = (i: number, e: number): Polynomial => {
    const known = powers[i] as Polynomial[];
    for (let j = known.length; j <= e; j++)
      known.push(multiply(known[j - 1] as Polynomial, sums[i] as Polynomial));
    return known[e] as Polynomial;
  };
  return (p) => {
    let result: Polynomial = 0n;
    for (const { exponents, value } of coefficientsInAll(p, names)) {
      const product = exponents.reduce<Polynomial>((q, e, i) => multiply(q, sumPower(i, e)), 1n);
      result = add(result, multiply(value, product));
    }
    return result;
  };
}
