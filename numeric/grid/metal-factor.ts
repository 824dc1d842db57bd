/**
 * 1 + δT/μ of a metal (18)–(19) on a tape, correct to a few units of 2^−53 however close to 0 it comes: with 2T = T_a ± Δ as an
 * exact sum and δ·2T as an exact product, 2μ + δ·2T cancels exactly.
 */
import { type Arithmetic } from "../arithmetic/arithmetic.js";
import { SPLITTER } from "./exp-tables.js";

/** a + b = hi + lo exactly (Knuth). */
export function exactSum(A: Arithmetic<number>, a: number, b: number): readonly [hi: number, lo: number] {
  const hi = A.add(a, b);
  const part = A.sub(hi, a);
  return [hi, A.add(A.sub(a, A.sub(hi, part)), A.sub(b, part))];
}

/** a·b = hi + lo exactly but for underflow (Dekker). */
export function exactProduct(A: Arithmetic<number>, a: number, b: number): readonly [hi: number, lo: number] {
  const split = (x: number): readonly [number, number] => {
    const c = A.mul(A.fromRational(BigInt(SPLITTER), 1n), x);
    const high = A.sub(c, A.sub(c, x));
    return [high, A.sub(x, high)];
  };
  const [[ah, al], [bh, bl]] = [split(a), split(b)];
  const hi = A.mul(a, b);
  const lo = [A.mul(ah, bl), A.mul(al, bh), A.mul(al, bl)].reduce(
    (sum, term) => A.add(sum, term),
    A.sub(A.mul(ah, bh), hi),
  );
  return [hi, lo];
}

/**
 * The entries of 2μ + δ(T_a + sign·Δ) and of 2μ, whose quotient is 1 + δT/μ.
 * @param sign  1 for T_L, −1 for T_R
 */
export function metalFactor(
  A: Arithmetic<number>,
  [delta, mu]: readonly [number, number],
  [sum, bias]: readonly [number, number],
  sign: 1 | -1,
): readonly [above: number, below: number] {
  const twice = A.mul(A.fromRational(2n, 1n), mu);
  const [s, sLow] = exactSum(A, sum, sign === 1 ? bias : A.neg(bias));
  const [p, pLow] = exactProduct(A, delta, s);
  const [t, tLow] = exactSum(A, twice, p);
  return [A.add(t, A.add(tLow, A.add(pLow, A.mul(delta, sLow)))), twice];
}
