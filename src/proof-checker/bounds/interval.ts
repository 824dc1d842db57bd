/**
 * Intervals with ends n/2^640 for the proof checker, rounded outwards, and the exponential; polynomials with such coefficients.
 * Written independently of the enclosures that make the bounds.
 */
import { ProofError } from "../algebra/polynomial.js";

/** [low, high]/2^640. */
export interface Interval {
  readonly low: bigint;
  readonly high: bigint;
}

/** A rational number, denominator positive. */
export interface Rational {
  readonly above: bigint;
  readonly below: bigint;
}

const BITS = 640n;
const ONE = 1n << BITS;

/** ⌊a/b⌋ for b > 0. */
const floorOf = (a: bigint, b: bigint): bigint => (a >= 0n ? a / b : -((-a + b - 1n) / b));
const ceilingOf = (a: bigint, b: bigint): bigint => -floorOf(-a, b);

/** The interval around a rational number. */
export function around({ above, below }: Rational): Interval {
  return { low: floorOf(above << BITS, below), high: ceilingOf(above << BITS, below) };
}

export const NOUGHT: Interval = { low: 0n, high: 0n };
export const UNIT: Interval = { low: ONE, high: ONE };

/** a + b. */
export const plusInterval = (a: Interval, b: Interval): Interval => ({
  low: a.low + b.low,
  high: a.high + b.high,
});

/** −a. */
export const minusInterval = (a: Interval): Interval => ({ low: -a.high, high: -a.low });

/** a·b. */
export function timesInterval(a: Interval, b: Interval): Interval {
  const ends = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  let [low, high] = [ends[0] as bigint, ends[0] as bigint];
  for (const e of ends) {
    if (e < low) low = e;
    if (e > high) high = e;
  }
  return { low: floorOf(low, ONE), high: ceilingOf(high, ONE) };
}

/** a/b for a positive b. @throws ProofError if b is not known to be positive */
export function overInterval(a: Interval, b: Interval): Interval {
  if (b.low <= 0n) throw new ProofError("a denominator is not positive");
  const low = a.low >= 0n ? floorOf(a.low << BITS, b.high) : floorOf(a.low << BITS, b.low);
  const high = a.high >= 0n ? ceilingOf(a.high << BITS, b.low) : ceilingOf(a.high << BITS, b.high);
  return { low, high };
}

/** a times an integer. */
export function multipleOf(a: Interval, n: bigint): Interval {
  return n >= 0n ? { low: a.low * n, high: a.high * n } : { low: a.high * n, high: a.low * n };
}

/**
 * e^{−x} for x ≥ 0: by the series of e^{−x/2^k}, x/2^k ≤ 1/2, whose partial sums enclose it, and k squares.
 * @throws ProofError for x beyond 400, where it is below what the intervals tell from 0
 */
export function expOfMinus({ above, below }: Rational): Interval {
  if (above < 0n || above > 400n * below)
    throw new ProofError("an energy over a temperature is not between 0 and 400");
  let halvings = 0;
  while (2n * above > below << BigInt(halvings)) halvings++;
  const x = around({ above, below: below << BigInt(halvings) });
  // Alternating with falling terms: the sum lies between two partial sums.
  let term = UNIT;
  let sum = UNIT;
  for (let n = 1n; term.high > 1n; n++) {
    const next = timesInterval(term, x);
    term = { low: floorOf(next.low, n), high: ceilingOf(next.high, n) };
    sum = plusInterval(sum, n % 2n === 0n ? term : minusInterval(term));
  }
  let result: Interval = { low: sum.low - term.high, high: sum.high + term.high };
  for (let i = 0; i < halvings; i++) result = timesInterval(result, result);
  return result;
}

/** Coefficients by exponents, one character for each variable. */
export type IntervalPolynomial = ReadonlyMap<string, Interval>;

/** a + b. */
export function plusPolynomial(a: IntervalPolynomial, b: IntervalPolynomial): IntervalPolynomial {
  const sum = new Map(a);
  for (const [m, c] of b) sum.set(m, plusInterval(sum.get(m) ?? NOUGHT, c));
  return sum;
}

/** a·b. */
export function timesPolynomial(a: IntervalPolynomial, b: IntervalPolynomial): IntervalPolynomial {
  const product = new Map<string, Interval>();
  for (const [m, c] of a) {
    for (const [n, d] of b) {
      let key = "";
      for (let i = 0; i < m.length; i++) key += String.fromCharCode(m.charCodeAt(i) + n.charCodeAt(i));
      product.set(key, plusInterval(product.get(key) ?? NOUGHT, timesInterval(c, d)));
    }
  }
  return product;
}

/** k·a. */
export function scaledPolynomial(a: IntervalPolynomial, k: Interval): IntervalPolynomial {
  return new Map([...a].map(([m, c]) => [m, timesInterval(c, k)]));
}

/** The value at a point of positive rational numbers. */
export function polynomialAt(a: IntervalPolynomial, point: readonly Rational[]): Interval {
  const at = point.map(around);
  let sum = NOUGHT;
  for (const [m, c] of a) {
    let term = c;
    at.forEach((x, i) => {
      for (let e = m.charCodeAt(i); e > 0; e--) term = timesInterval(term, x);
    });
    sum = plusInterval(sum, term);
  }
  return sum;
}

/** Whether x ≤ q for every x of the interval. */
export function isAtMost({ high }: Interval, { above, below }: Rational): boolean {
  return high * below <= above << BITS;
}

/** Whether x ≥ q for every x of the interval. */
export function isAtLeast({ low }: Interval, { above, below }: Rational): boolean {
  return low * below >= above << BITS;
}
