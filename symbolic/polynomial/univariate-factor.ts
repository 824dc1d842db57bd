/**
 * Splitting univariate integer polynomials: cyclotomic factors and rational roots. The
 * flag `irreducible` says whether irreducibility was proved.
 *
 * Dense coefficient lists, lowest first. Denominators of thermal series are almost always products of cyclotomic
 * polynomials in q (1 − q, 1 + q, 1 + q + q², …), which is why those come first.
 */
import { absolute, integerGcd } from "../integer/integer.js";

/** A factor of a univariate polynomial. */
export interface UnivariateFactor {
  readonly coefficients: readonly bigint[];
  readonly irreducible: boolean;
}

/** Splits a primitive square-free polynomial of positive degree. */
export function splitUnivariate(polynomial: readonly bigint[]): UnivariateFactor[] {
  const factors: UnivariateFactor[] = [];
  let rest = [...polynomial];
  const take = (candidate: readonly bigint[]): void => {
    const quotient = divideList(rest, candidate);
    if (quotient) {
      factors.push({ coefficients: candidate, irreducible: true });
      rest = quotient;
    }
  };
  const residues = rest.map((c) => Number(((c % PRIME) + PRIME) % PRIME));
  for (let n = 1; n <= 4 * rest.length && rest.length > 1; n++) {
    const primes = primeDivisors(n);
    const degree = primes.reduce((phi, p) => (phi / p) * (p - 1), n);
    // Residues of the whole serve: what was divided away has no other cyclotomic factor.
    if (degree < rest.length && vanishesAtRoots(residues, n, primes)) take(cyclotomicPolynomial(n, primes));
  }
  for (const [p, q] of rest.length > 1 ? rationalRoots(rest) : []) take([-p, q]);
  if (rest.length > 1) factors.push({ coefficients: rest, irreducible: rest.length <= 4 });
  return factors;
}

/** a/b if exact over ℤ, else undefined. */
function divideList(a: readonly bigint[], b: readonly bigint[]): bigint[] | undefined {
  if (a.length < b.length) return undefined;
  const rest = [...a];
  const quotient = new Array<bigint>(a.length - b.length + 1).fill(0n);
  const lead = b[b.length - 1] as bigint;
  for (let i = quotient.length - 1; i >= 0; i--) {
    const top = rest[i + b.length - 1] as bigint;
    if (top % lead !== 0n) return undefined;
    const q = top / lead;
    quotient[i] = q;
    if (q === 0n) continue;
    for (let k = 0; k < b.length; k++) rest[i + k]! -= q * (b[k] as bigint);
  }
  return rest.every((c) => c === 0n) ? quotient : undefined;
}

/** Sums of residues stay far below 2^53. */
const PRIME = 1_073_741_789n;

/**
 * False only where Φ_n does not divide a polynomial, given its coefficients modulo a prime. Φ_n divides f iff xⁿ − 1 divides
 * f·Π_{p | n} (x^{n/p} − 1): the product holds every Φ_d with d | n but Φ_n itself.
 */
function vanishesAtRoots(residues: readonly number[], n: number, primes: readonly number[]): boolean {
  const modulus = Number(PRIME);
  let folded = new Array<number>(n).fill(0);
  residues.forEach((c, i) => (folded[i % n] = (folded[i % n]! + c) % modulus));
  for (const p of primes) {
    const shift = n / p;
    folded = folded.map((c, i) => (folded[(i + n - shift) % n]! - c) % modulus);
  }
  return folded.every((c) => c === 0);
}

function primeDivisors(n: number): number[] {
  const primes: number[] = [];
  let rest = n;
  for (let p = 2; p * p <= rest; p++) {
    if (rest % p !== 0) continue;
    primes.push(p);
    while (rest % p === 0) rest /= p;
  }
  return rest > 1 ? [...primes, rest] : primes;
}

/** Φ_n(x) = Π_{d | rad n} (x^{n/d} − 1)^{μ(d)}: products first, then the quotients. */
function cyclotomicPolynomial(n: number, primes: readonly number[]): bigint[] {
  const [above, below]: [number[], number[]] = [[], []];
  for (let subset = 0; subset < 1 << primes.length; subset++) {
    const chosen = primes.filter((_, i) => (subset >> i) & 1);
    (chosen.length % 2 === 0 ? above : below).push(chosen.reduce((power, p) => power / p, n));
  }
  let value = [1n];
  for (const power of above) {
    const next = [...new Array<bigint>(power).fill(0n), ...value];
    value.forEach((c, i) => (next[i]! -= c));
    value = next;
  }
  for (const power of below) {
    // value = quotient·(x^power − 1), from the lowest coefficient up
    const quotient = new Array<bigint>(value.length - power).fill(0n);
    for (let i = 0; i < quotient.length; i++)
      quotient[i] = (quotient[i - power] ?? 0n) - (value[i] as bigint);
    value = quotient;
  }
  return value;
}

const ROOT_SEARCH_LIMIT = 1_000_000n;

/** Rational roots p/q in lowest terms, q > 0, by the divisors of the outer coefficients (small ones only). */
function rationalRoots(a: readonly bigint[]): [bigint, bigint][] {
  const roots: [bigint, bigint][] = [];
  for (const q of divisors(a[a.length - 1] as bigint)) {
    for (const p of divisors(a[0] as bigint)) {
      if (integerGcd(p, q) !== 1n) continue;
      for (const signed of [p, -p]) {
        if (valueAt(a, signed, q) === 0n) roots.push([signed, q]);
      }
    }
  }
  return roots;
}

function valueAt(a: readonly bigint[], p: bigint, q: bigint): bigint {
  let sum = 0n;
  let scale = 1n;
  for (let i = a.length - 1; i >= 0; i--) {
    sum = sum * p + (a[i] as bigint) * scale;
    scale *= q;
  }
  return sum;
}

function divisors(n: bigint): bigint[] {
  const value = absolute(n);
  if (value === 0n || value > ROOT_SEARCH_LIMIT * ROOT_SEARCH_LIMIT) return [];
  const list: bigint[] = [];
  for (let d = 1n; d * d <= value && d <= ROOT_SEARCH_LIMIT; d++) {
    if (value % d === 0n) list.push(d, value / d);
  }
  return [...new Set(list)];
}
