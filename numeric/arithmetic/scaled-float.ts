import type { PositiveArithmetic } from "./semifield.js";

/**
 * A non-negative number mantissa·2^exponent with a double mantissa in [1, 2) (or 0) and an exponent that
 * cannot overflow in practice: double precision without its limits of range.
 */
export interface ScaledFloat {
  readonly mantissa: number;
  readonly exponent: number;
}

const zero: ScaledFloat = { mantissa: 0, exponent: 0 };

/** Largest integer e with 2^e ≤ x, for a finite x > 0 (subnormals included). */
export function binaryExponent(x: number): number {
  let value = x;
  let exponent = 0;
  if (value < 2 ** -1022) {
    value *= 2 ** 54;
    exponent = -54;
  }
  // log2 may round up to the next integer just below a power of two
  let guess = Math.floor(Math.log2(value));
  if (2 ** guess > value) guess--;
  else if (guess < 1023 && 2 ** (guess + 1) <= value) guess++;
  return guess + exponent;
}

/** x·2^e without double rounding while the result is normal; tiny results round to subnormals or zero. */
export function scaleByPowerOfTwo(x: number, e: number): number {
  let value = x;
  let left = e;
  while (left > 1000) {
    value *= 2 ** 1000;
    left -= 1000;
    if (!Number.isFinite(value)) return value;
  }
  while (left < -1000) {
    value *= 2 ** -1000;
    left += 1000;
    if (value === 0) return 0;
  }
  return value * 2 ** left;
}

function normalise(mantissa: number, exponent: number): ScaledFloat {
  if (mantissa === 0) return zero;
  const shift = binaryExponent(mantissa);
  return { mantissa: scaleByPowerOfTwo(mantissa, -shift), exponent: exponent + shift };
}

/** The exact value of a finite double x ≥ 0. */
export function scaledFloat(x: number): ScaledFloat {
  return normalise(x, 0);
}

/** Nearest double; beyond the range of doubles Infinity or 0. */
export function scaledToNumber(x: ScaledFloat): number {
  return scaleByPowerOfTwo(x.mantissa, x.exponent);
}

/** Each operation rounds once, relative error at most u = 2^−53, and never over- or underflows. */
export const scaledArithmetic: PositiveArithmetic<ScaledFloat> = {
  zero,
  one: { mantissa: 1, exponent: 0 },
  add(a, b) {
    if (a.mantissa === 0) return b;
    if (b.mantissa === 0) return a;
    const [large, small] = a.exponent >= b.exponent ? [a, b] : [b, a];
    const shift = small.exponent - large.exponent;
    if (shift < -60) return large; // below a quarter of the last bit
    return normalise(large.mantissa + small.mantissa * 2 ** shift, large.exponent);
  },
  mul: (a, b) => normalise(a.mantissa * b.mantissa, a.exponent + b.exponent),
  div: (a, b) => normalise(a.mantissa / b.mantissa, a.exponent - b.exponent),
  isZero: (a) => a.mantissa === 0,
};
