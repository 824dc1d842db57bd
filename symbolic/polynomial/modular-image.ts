/**
 * Images of polynomials modulo a word-size prime. They prove things cheaply in one direction: where the image of a
 * gcd has degree 0 (and a leading coefficient survived), the gcd itself has degree 0. They never prove a zero.
 */
import { type Polynomial } from "./polynomial.js";

/** The largest prime below 2²⁶: products of residues stay exact in a double. */
export const PRIME = 67_108_859;
const BIG_PRIME = BigInt(PRIME);

/** a·b mod PRIME, of residues. */
export function multiplyModulo(a: number, b: number): number {
  const product = a * b;
  return product - Math.floor(product / PRIME) * PRIME;
}

/** n mod PRIME in 0…PRIME−1. */
export function residue(n: bigint): number {
  const r = Number(n % BIG_PRIME);
  return r < 0 ? r + PRIME : r;
}

/** bᵉ mod PRIME. */
export function powerModulo(b: number, e: number): number {
  let result = 1;
  let base = b;
  for (let k = e; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result = multiplyModulo(result, base);
    base = multiplyModulo(base, base);
  }
  return result;
}

const inverse = (a: number): number => powerModulo(a, PRIME - 2);

/** A fixed, well-spread sequence of evaluation points: `attempt` chooses another point, `index` the variable. */
export function samplePoint(index: number, attempt: number): number {
  const mixed = Math.imul(index * 31 + attempt * 7919 + 12345, 0x9e3779b1) >>> 0;
  return (mixed % (PRIME - 3)) + 2;
}

/** The image of `a` in F_p[x_kept], all other variables evaluated: coefficients by exponent, without trailing zeros. */
export function univariateImage(a: Polynomial, kept: number, attempt: number): number[] {
  const image = trim(imageOf(a, kept, attempt));
  return image;
}

function imageOf(a: Polynomial, kept: number, attempt: number): number[] {
  if (typeof a === "bigint") return [residue(a)];
  const result: number[] = [];
  const point = a.variable === kept ? 0 : samplePoint(a.variable, attempt);
  a.exponents.forEach((e, i) => {
    const part = imageOf(a.coefficients[i] as Polynomial, kept, attempt);
    if (a.variable === kept) {
      result[e] = part[0] as number;
      return;
    }
    const factor = powerModulo(point, e);
    part.forEach((c, k) => {
      result[k] = ((result[k] ?? 0) + multiplyModulo(c, factor)) % PRIME;
    });
  });
  for (let k = 0; k < result.length; k++) result[k] ??= 0;
  return result;
}

function trim(a: number[]): number[] {
  let n = a.length;
  while (n > 0 && a[n - 1] === 0) n--;
  return a.slice(0, n);
}

/** Degree of the gcd of two univariate images; −1 if both are zero. */
export function imageGcdDegree(a: readonly number[], b: readonly number[]): number {
  return imageGcd(a, b).length - 1;
}

/** The gcd of two univariate images, up to a constant; empty if both are zero. */
export function imageGcd(a: readonly number[], b: readonly number[]): number[] {
  let x = trim([...a]);
  let y = trim([...b]);
  while (y.length > 0) {
    const lead = inverse(y[y.length - 1] as number);
    for (let i = x.length - 1; i >= y.length - 1; i--) {
      const q = multiplyModulo(x[i] as number, lead);
      if (q === 0) continue;
      const shift = i - (y.length - 1);
      for (let k = 0; k < y.length; k++) {
        const d = (x[k + shift] as number) - multiplyModulo(q, y[k] as number);
        x[k + shift] = d < 0 ? d + PRIME : d;
      }
    }
    x = trim(x);
    [x, y] = [y, x];
  }
  return x;
}
