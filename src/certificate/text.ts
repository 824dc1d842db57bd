/** Polynomials and equations as plain ASCII, fully expanded: the form certificates are written in. */
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { type Term, termsOf } from "../../symbolic/polynomial/structure.js";
import { type CertificateFraction } from "./format.js";

/** The expanded polynomial, terms highest first: `2*a^2*b - c + 1`. */
export function polynomialText(p: Polynomial, names: readonly string[]): string {
  return sumText(termsOf(p, names.length), names);
}

/** A fraction in the certificate's form. */
export function fractionText(
  f: { readonly numerator: Polynomial; readonly denominator: Polynomial },
  poly: (p: Polynomial) => string,
): CertificateFraction {
  return { numerator: poly(f.numerator), denominator: poly(f.denominator) };
}

/**
 * `left = right` for p = 0: terms of p with positive sign on the left, the others on the right; where all have one sign, a
 * number stands on the right, as in s = -1.
 */
export function equationText(p: Polynomial, names: readonly string[]): string {
  const terms = termsOf(p, names.length);
  const number = terms.find((t) => t.exponents.every((e) => e === 0));
  if (number && terms.length > 1 && terms.every((t) => t.coefficient > 0n === number.coefficient > 0n)) {
    const sign = number.coefficient > 0n ? 1n : -1n;
    const others = terms
      .filter((t) => t !== number)
      .map((t) => ({ coefficient: sign * t.coefficient, exponents: t.exponents }));
    return `${sumText(others, names)} = ${-sign * number.coefficient}`;
  }
  const left = terms.filter((t) => t.coefficient > 0n);
  const right = terms
    .filter((t) => t.coefficient < 0n)
    .map((t) => ({ coefficient: -t.coefficient, exponents: t.exponents }));
  return left.length === 0
    ? `${sumText(right, names)} = 0`
    : `${sumText(left, names)} = ${sumText(right, names)}`;
}

/** A product of powers, in alphabetical order: `delta_L*mu_R^2`; "1" for none. */
export function monomialText(exponents: readonly number[], names: readonly string[]): string {
  const factors = exponents
    .map((e, i) => ({ e, name: names[i] ?? "" }))
    .filter(({ e }) => e !== 0)
    .sort((a, b) => compareNames(a.name, b.name))
    .map(({ e, name }) => (e === 1 ? name : `${name}^${e}`));
  return factors.length === 0 ? "1" : factors.join("*");
}

function sumText(terms: readonly Term[], names: readonly string[]): string {
  if (terms.length === 0) return "0";
  return terms
    .map(({ coefficient, exponents }, i) => {
      const size = coefficient < 0n ? -coefficient : coefficient;
      const monomial = monomialText(exponents, names);
      const text = monomial === "1" ? String(size) : size === 1n ? monomial : `${size}*${monomial}`;
      if (i === 0) return coefficient < 0n ? `-${text}` : text;
      return coefficient < 0n ? ` - ${text}` : ` + ${text}`;
    })
    .join("");
}

function compareNames(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : a < b ? -1 : 1;
}
