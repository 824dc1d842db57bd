/**
 * Integrals over Fermi functions of x = s² − η along the whole line of s, by the trapezoidal rule, with a proved bound.
 *
 * 1/(e^x + 1) has its poles at s² = η + iπ(2n + 1), the nearest at a height τ = Im √(η + iπ) above the line (those of η − z
 * lie higher). Up to the height a = τ/2, with θ = Im s² on the line s + ia: |1 + e^x| is at least (1 + e^{Re x})/√2 where
 * |θ| ≤ π/2, at least 0.35 (1 + e^{Re x}) elsewhere (Re x > 0 there, and sin θ ≥ 0.7 or e^{Re x} > 7). So the integrals of
 * |s^{2n} f| along that line are at most 22 times the integral itself (two Fermi factors, 1/0.35² = 8.2; Re x is smaller by a² ≤ 0.4, e^{0.4} =
 * 1.5; (s² + a²)^n against s^{2n}: 1.8, as f falls no faster than e^{−s²}), and the error of steps h is below
 * 44 e^{−2πa/h} of it (Trefethen, Weideman, SIAM Rev. 56, 385 (2014), theorem 5.1): with 2πa/h = 48 below 10^−19.
 */

/** 2πa/h. */
const RATE = 48;
/** Where |x| is beyond this, e^{−|x|} is below 10^−26. */
const REACH = 60;

/**
 * ∫_{−∞}^{∞} f(s²) ds for f(s²) = s^{2n} times Fermi functions of x = s² − η, and of x + z that cut it off below −z.
 * @param f  of s²
 * @param z  how far below the edge f reaches; Infinity for down to s = 0
 * @returns the value, and a bound on its error: that of the rule, and rounding of s² − η in every exponent
 */
export function fermiLineIntegral(
  f: (square: number) => number,
  eta: number,
  z = Infinity,
): { readonly value: number; readonly errorBound: number } {
  const edge = Math.max(eta, 0);
  // Im √(η + iπ), without cancellation.
  const height = Math.PI / Math.sqrt(2 * (Math.hypot(edge, Math.PI) + edge));
  const h = (Math.PI * height) / RATE;
  const first = Math.floor(Math.sqrt(Math.max(0, eta - z - REACH)) / h);
  const last = Math.ceil(Math.sqrt(edge + REACH) / h);
  let sum = 0;
  for (let k = last; k >= Math.max(1, first); k--) sum += 2 * f((k * h) ** 2);
  if (first === 0) sum += f(0);
  const value = h * sum;
  const exponents = 3 * (Math.abs(eta) + Math.min(z, edge + REACH) + REACH);
  return { value, errorBound: (exponents + 20) * 2 ** -53 * value };
}
