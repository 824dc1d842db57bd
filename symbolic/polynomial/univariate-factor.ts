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
  for (let n = 1; n <= 4 * rest.length && rest.length > 1; n++) {
    const cyclotomic = cyclotomicPolynomial(n);
    if (cyclotomic.length <= rest.length) take(cyclotomic);
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
    for (let k = 0; k < b.length; k++) rest[i + k]! -= q * (b[k] as bigint);
  }
  return rest.every((c) => c === 0n) ? quotient : undefined;
}

/** The n-th cyclotomic polynomial: (xⁿ − 1) divided by all earlier ones of index dividing n. */
function cyclotomicPolynomial(n: number): bigint[] {
  let value: bigint[] = [-1n, ...new Array<bigint>(n - 1).fill(0n), 1n];
  for (let d = 1; d < n; d++) {
    if (n % d === 0) value = divideList(value, cyclotomicPolynomial(d)) as bigint[];
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
