import { type BigRational, bigRational } from "../../numeric/arithmetic/semifield.js";

/** The exact rational value of a finite double. */
export function toRational(x: number): BigRational {
  let mantissa = x;
  let exponent = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent--;
  }
  return exponent < 0
    ? bigRational(BigInt(mantissa), 1n << BigInt(-exponent))
    : bigRational(BigInt(mantissa));
}

/** |x − exact| / |exact| in units of u = 2^−53, computed exactly and rounded once. */
export function roundoffsBetween(x: number, exact: BigRational): number {
  const value = toRational(x);
  const difference = value.numerator * exact.denominator - exact.numerator * value.denominator;
  const scale = exact.numerator * value.denominator;
  const millionths = ((difference < 0n ? -difference : difference) << 53n) * 1_000_000n;
  return Number(millionths / (scale < 0n ? -scale : scale)) / 1e6;
}
