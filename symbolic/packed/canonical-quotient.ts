/**
 * Quotients over powers of a factored denominator in canonical form.
 *
 * A numerator is nearly always coprime to every factor already, which a modular image of the packed form proves at
 * little cost; where the image cannot, factors are divided out exactly until the division fails.
 */
import { coprimeFactors, type Factor, factor, type Factorisation } from "../polynomial/factor.js";
import { exactQuotient, type FactoredFraction } from "../fraction/factored-fraction.js";
import { imageGcdDegree, univariateImage } from "../polynomial/modular-image.js";
import {
  dividePacked,
  dividePackedBy,
  forEachPackedTerm,
  leadingSign,
  lowestExponents,
  packedContent,
  type PackedPolynomial,
  shiftPacked,
  surelyIndivisible,
  unpackPolynomial,
} from "./packed-polynomial.js";
import {
  asInteger,
  divideExactly,
  equals,
  type Polynomial,
  singleVariable,
} from "../polynomial/polynomial.js";
import { divideKnown, gcd } from "../polynomial/gcd.js";
import {
  degreeIn,
  forEachTerm,
  integerContent,
  leadingCoefficient,
  variablesOf,
} from "../polynomial/structure.js";

/** A fraction whose numerator is known packed: who only reads its terms need not unpack it. */
export interface PackedFraction extends FactoredFraction {
  readonly packed?: PackedPolynomial;
}

/** Calls `visit` for each term of the numerator with its coefficient and exponents (a buffer), in no order. */
export function forEachNumeratorTerm(
  f: PackedFraction,
  variableCount: number,
  visit: (coefficient: bigint, exponents: ArrayLike<number>) => void,
): void {
  if (f.packed) forEachPackedTerm(f.packed, visit);
  else forEachTerm(f.numerator, variableCount, visit);
}

/**
 * raw·Π x^monomial/(below·d0^power) in canonical form, decided on the packed numerator, which is unpacked only where a
 * factor may cancel.
 */
export function canonicalQuotient(
  raw: PackedPolynomial,
  monomial: readonly number[],
  below: bigint,
  d0: Factorisation,
  power: number,
): PackedFraction {
  const lowest = lowestExponents(raw);
  let rest = shiftPacked(raw, lowest);
  const exponents = lowest.map((e, i) => e + (monomial[i] ?? 0));
  const factors: Factor[] = [];
  const open: Factor[] = [];
  for (const f of d0.factors) {
    let exponent = f.exponent * power;
    let coprime = isVariable(f.base);
    while (!coprime && exponent > 0) {
      coprime = f.irreducible && surelyIndivisible(rest, f.base);
      const quotient = coprime ? undefined : dividePackedBy(rest, f.base);
      if (!quotient) break;
      rest = quotient;
      exponent--;
    }
    if (exponent > 0) (coprime ? factors : open).push({ ...f, exponent });
  }
  const unit = below * d0.unit ** BigInt(power);
  if (open.length === 0) return overCoprimeFactors(rest, exponents, unit, factors);
  const all = { unit: 1n, factors: [...factors, ...open] };
  return overFactors(unpackPolynomial(rest), exponents, unit, [{ factors: all, power: 1 }], (f) =>
    factors.some((g) => equals(g.base, f.base)),
  );
}

/** The coefficient with a numerator coprime to all factors, unpacked when it is first asked for. */
function overCoprimeFactors(
  rest: PackedPolynomial,
  monomial: readonly number[],
  below: bigint,
  factors: readonly Factor[],
): PackedFraction {
  const content = packedContent(rest) * BigInt(leadingSign(rest));
  const primitive = dividePacked(rest, content);
  const exponents = [...monomial];
  const denominator: Factor[] = [];
  for (const f of factors) {
    const single = singleVariable(f.base);
    if (single === undefined) denominator.push(f);
    else exponents[single]! -= f.exponent;
  }
  let unpacked: Polynomial | undefined;
  return {
    constant: exactQuotient(content, below),
    monomial: exponents,
    packed: primitive,
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
