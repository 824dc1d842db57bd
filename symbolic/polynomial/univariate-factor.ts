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
  const residues = rest.map((c) => Number(mod(c, PRIME)));
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

/** Primes for {@link rationalRoots}: two for almost every polynomial, more where they divide a discriminant. */
const SMALL_PRIMES = [
  101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191,
];

/**
 * All rational roots p/q of a square-free polynomial in lowest terms, q > 0: roots modulo a small prime, lifted until they determine
 * p and q by |p| ≤ |a_0|, q ≤ |a_n|. Only candidates: the caller divides.
 */
function rationalRoots(a: readonly bigint[]): [bigint, bigint][] {
  if (a[0] === 0n) return [[0n, 1n], ...rationalRoots(a.slice(a.findIndex((c) => c !== 0n)))];
  const [numerator, denominator] = [absolute(a[0] as bigint), absolute(a[a.length - 1] as bigint)];
  let roots: { readonly prime: number; readonly all: readonly number[] } | undefined;
  let usable = 0;
  for (const prime of SMALL_PRIMES) {
    const all = simpleRoots(a, prime);
    if (all === undefined) continue;
    if (all.length === 0) return [];
    if (roots === undefined || all.length < roots.all.length) roots = { prime, all };
    if (++usable === 3) break;
  }
  if (roots === undefined) return [];
  const { prime, all } = roots;
  return all.flatMap((root) => {
    let [value, modulus] = [BigInt(root), BigInt(prime)];
    while (modulus <= 2n * numerator * denominator) {
      modulus *= modulus;
      const [f, slope] = valueAndSlope(a, value, modulus);
      value = mod(value - f * inverse(slope, modulus), modulus);
    }
    const found = quotientOf(value, modulus, numerator, denominator);
    return found ? [found] : [];
  });
}

/** The roots modulo a prime; undefined where the prime divides the leading coefficient or a root is multiple. */
function simpleRoots(a: readonly bigint[], prime: number): number[] | undefined {
  const p = BigInt(prime);
  const residues = a.map((c) => Number(mod(c, p)));
  if (residues[residues.length - 1] === 0) return undefined;
  const roots: number[] = [];
  for (let x = 0; x < prime; x++) {
    let [f, slope] = [0, 0];
    for (let i = residues.length - 1; i >= 0; i--) {
      slope = (slope * x + f) % prime;
      f = (f * x + residues[i]!) % prime;
    }
    if (f !== 0) continue;
    if (slope === 0) return undefined;
    roots.push(x);
  }
  return roots;
}

/** f(x) and f′(x) modulo m. */
function valueAndSlope(a: readonly bigint[], x: bigint, m: bigint): [bigint, bigint] {
  let [f, slope] = [0n, 0n];
  for (let i = a.length - 1; i >= 0; i--) {
    slope = (slope * x + f) % m;
    f = (f * x + (a[i] as bigint)) % m;
  }
  return [f, slope];
}

/** p/q ≡ value (mod modulus) with |p| ≤ numerator, 0 < q ≤ denominator, by Euclid's algorithm. */
function quotientOf(
  value: bigint,
  modulus: bigint,
  numerator: bigint,
  denominator: bigint,
): [bigint, bigint] | undefined {
  let [r0, r1, t0, t1] = [modulus, value, 0n, 1n];
  while (r1 > numerator) {
    const q = r0 / r1;
    [r0, r1, t0, t1] = [r1, r0 - q * r1, t1, t0 - q * t1];
  }
  const [p, q] = t1 < 0n ? [-r1, -t1] : [r1, t1];
  return q === 0n || q > denominator || integerGcd(p, q) !== 1n ? undefined : [p, q];
}

/** 1/x modulo m, for coprime x and m. */
function inverse(x: bigint, m: bigint): bigint {
  let [r0, r1, t0, t1] = [m, mod(x, m), 0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1, t0, t1] = [r1, r0 - q * r1, t1, t0 - q * t1];
  }
  return mod(t0, m);
}

function mod(x: bigint, m: bigint): bigint {
  const r = x % m;
  return r < 0n ? r + m : r;
}
