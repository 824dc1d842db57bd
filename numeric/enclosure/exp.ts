/**
 * exp of a dyadic number with a proved error bound, in fixed-point bigint arithmetic: argument reduction by
 * multiples of ln 2, halvings, Taylor's series, squarings. The error of every step is counted in units of the last
 * place, so that the result is an enclosure and not an estimate.
 */

/** Bits of |n|, exact or one too many for |n| below 2^1000, exact above. */
export function bitLength(n: bigint): number {
  if (n === 0n) return 0;
  const magnitude = n < 0n ? -n : n;
  const approximate = Number(magnitude);
  if (approximate < 1e300) return Math.floor(Math.log2(approximate)) + 1;
  const hexadecimal = magnitude.toString(16);
  return 4 * (hexadecimal.length - 1) + 32 - Math.clz32(parseInt(hexadecimal.charAt(0), 16));
}

/** m·2^shift rounded down; a shift to the left is exact. */
export function scaleFloor(m: bigint, shift: number): bigint {
  return shift >= 0 ? m << BigInt(shift) : m >> BigInt(-shift);
}

/** atanh(1/n)·2^bits; the error is below one unit for each of its at most `bits` terms, rounded down. */
function inverseAtanh(n: bigint, bits: number): bigint {
  const square = n * n;
  let power = (1n << BigInt(bits)) / n;
  let sum = power;
  for (let k = 3n; power > 0n; k += 2n) {
    power /= square;
    sum += power / k;
  }
  return sum;
}

/**
 * ln 2 = 18 atanh(1/26) − 2 atanh(1/4801) + 8 atanh(1/8749), as an integer multiple of 2^−bits with an error below
 * two units: 28 series of at most bits/4 terms, each off by less than two units, are paid for by guard bits.
 */
export function ln2Fixed(bits: number): bigint {
  const guard = 16 + Math.ceil(Math.log2(bits + 1));
  const w = bits + guard;
  const sum = 18n * inverseAtanh(26n, w) - 2n * inverseAtanh(4801n, w) + 8n * inverseAtanh(8749n, w);
  return sum >> BigInt(guard);
}

/** |argument| must stay below 2^EXPONENT_LIMIT_BITS so that the exponent of the result is an exact integer. */
export const EXPONENT_LIMIT_BITS = 44;

/** Extra bits of ln 2 beyond the working precision: multiples up to 2^EXPONENT_LIMIT_BITS of it stay exact enough. */
const LN2_EXTRA_BITS = EXPONENT_LIMIT_BITS + 8;

/** An enclosure of exp: [mantissa − radius, mantissa + radius]·2^exponent. */
export interface ExpEnclosure {
  readonly mantissa: bigint;
  readonly exponent: number;
  readonly radius: bigint;
}

/** Working bits {@link expDyadic} takes for a result of `bits` bits, and the halvings it does. */
function plan(bits: number): { halvings: number; working: number } {
  // Terms of the series ≈ bits/halvings, squarings = halvings: the balance point grows as the square root.
  const halvings = Math.max(4, Math.floor(Math.sqrt(bits) * 0.75));
  return { halvings, working: bits + halvings + 20 };
}

/**
 * exp(m·2^e) with relative error below 2^−bits. `ln2` must return ln 2 as a multiple of 2^−b, off by less than two units.
 * The caller has checked |m·2^e| < 2^EXPONENT_LIMIT_BITS.
 */
export function expDyadic(m: bigint, e: number, bits: number, ln2: (b: number) => bigint): ExpEnclosure {
  const { halvings, working: w } = plan(bits);
  // Fixed point with w fractional bits; t − true ≤ 3 units: the cut of x, of ln 2 times k, and of the product.
  const x = scaleFloor(m, e + w);
  let k = 0;
  let t = x;
  const constant = ln2(w + LN2_EXTRA_BITS);
  const reduce = (): void => {
    t = x - ((BigInt(k) * constant) >> BigInt(LN2_EXTRA_BITS));
  };
  if (x < 0n || x >> BigInt(w) > 0n) {
    k = Math.floor(Number(x >> BigInt(w - 40)) / 2 ** 40 / Math.LN2);
    reduce();
    while (t < 0n) {
      k -= 1;
      reduce();
    }
  }
  // From here 0 ≤ t < 1.4; as a multiple of 2^−(w+halvings) the same integer is t/2^halvings.
  const scale = BigInt(w + halvings);
  const unit = 1n << scale;
  let value = unit + t;
  let term = t;
  let n = 1;
  while (term > 0n) {
    n += 1;
    term = ((term * t) >> scale) / BigInt(n);
    value += term;
  }
  // Each of the n terms is off by less than 3 units, the tail and the error of t by less than 12 together.
  const seriesError = BigInt(3 * n + 12);
  for (let i = 0; i < halvings; i++) value = (value * value) >> scale;
  // err' ≤ 2·y·err + 2 with Π y ≤ e^1.4 < 4.1: after the squarings ≤ 2^halvings · 4.1 · (err + 2).
  const radius = ((seriesError + 2n) * 5n) << BigInt(halvings);
  return { mantissa: value, exponent: k - w - halvings, radius };
}
