/**
 * cos and sin of a dyadic number with a proved error bound, in fixed-point bigint arithmetic: argument reduction by multiples of 2π,
 * halvings, Taylor's series, doublings.
 */
import { bitLength, scaleFloor } from "./exp.js";
import { piFixed } from "./pi.js";

/** Enclosures: [cos − radius, cos + radius]·2^exponent, and of sin likewise. */
export interface CircularEnclosure {
  readonly cos: bigint;
  readonly sin: bigint;
  readonly exponent: number;
  readonly radius: bigint;
}

/** cos and sin of m·2^e with absolute error below 2^−bits. */
export function circularDyadic(m: bigint, e: number, bits: number): CircularEnclosure {
  const halvings = Math.max(4, Math.floor(Math.sqrt(bits) * 0.75));
  const w = bits + halvings + 24;
  // Fixed point with w fractional bits; the angle is off by at most 3 units: the cut of x, of the period and of their product.
  const x = scaleFloor(m < 0n ? -m : m, e + w);
  const extra = Math.max(0, bitLength(x) - w) + 8;
  const period = 2n * piFixed(w + extra);
  const turns = ((x << BigInt(extra)) + period / 2n) / period;
  const t = x - ((turns * period) >> BigInt(extra));
  // |t| ≤ π; as a multiple of 2^−scale the same integer is t/2^halvings, below 0.2.
  const scale = BigInt(w + halvings);
  const a = t < 0n ? -t : t;
  let cos = 1n << scale;
  let sin = a;
  let term = a;
  let n = 1n;
  while (term > 0n) {
    n += 1n;
    term = ((term * a) >> scale) / n;
    const signed = n % 4n === 2n || n % 4n === 3n ? -term : term;
    if (n % 2n === 0n) cos += signed;
    else sin += signed;
  }
  // Each of the n terms is off by less than 3 units, the tail and the error of the angle by less than 12 together.
  const seriesError = 3n * n + 12n;
  for (let i = 0; i < halvings; i++) {
    const square = (cos * cos - sin * sin) >> scale;
    sin = (2n * cos * sin) >> scale;
    cos = square;
  }
  // The error of cos + i sin, of modulus one, doubles with two units more in each: (√2 seriesError + 3)·2^halvings, and room.
  const radius = (2n * seriesError + 8n) << BigInt(halvings);
  const negative = t < 0n !== m < 0n;
  return { cos, sin: negative ? -sin : sin, exponent: -(w + halvings), radius };
}
