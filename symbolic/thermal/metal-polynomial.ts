/**
 * The exact polynomials P_m(ω, T) of a metal's integral (19): for F(ε) = Σ F_m (ε − μ)^m,
 *     Λ(T, ω) = 2π ∫ dε [n_F(ε) − n_F(ε + ω)] F(ε) = 2π Σ_m F_m P_m(ω, T).
 *
 * ∫ dx e^{sx}/(e^{x/T} + 1) = πT/sin(πTs) for 0 < s < 1/T. The second term of the window is the first shifted by −ω, which
 * gives the factor e^{−sω}; the pole at s = 0 cancels in the difference, so that
 *     Σ_m P_m s^m/m! = (1 − e^{−sω})/s · y/sin y,  y = πTs,
 * holds as an identity of power series in s. y/sin y is even: P_m holds even powers of πT only, whatever m. The series
 * itself is computed here (by inversion of sin y/y); nothing is tabulated.
 */
import { RATIONAL_FUNCTIONS } from "../fraction/field.js";
import { factorial } from "../integer/integer.js";
import { powerSeriesRing } from "../ring/power-series.js";
import {
  constant,
  multiply,
  power,
  type RationalFunction,
  variable,
  ZERO,
} from "../fraction/rational-function.js";

/** Index of ω in the ring of the P_m. */
export const METAL_GAP = 0;
/** Index of πT. */
export const METAL_THERMAL = 1;

/** P_0 … P_n as polynomials (integer denominators) in ω and πT. */
export function metalPolynomials(n: number): readonly RationalFunction[] {
  const length = n + 1;
  const ring = powerSeriesRing(RATIONAL_FUNCTIONS);
  const overFactorial = (sign: bigint, m: number): RationalFunction =>
    constant({ numerator: sign, denominator: factorial(m) });
  // (1 − e^{−sω})/s = Σ (−1)^a ω^{a+1} s^a/(a + 1)!
  const window = Array.from({ length }, (_, a) =>
    multiply(overFactorial(a % 2 === 0 ? 1n : -1n, a + 1), power(variable(METAL_GAP), a + 1)),
  );
  // sin y/y = Σ (−1)^b y^{2b}/(2b + 1)!
  const sine = Array.from({ length }, (_, a) =>
    a % 2 === 1
      ? ZERO
      : multiply(overFactorial(a % 4 === 0 ? 1n : -1n, a + 1), power(variable(METAL_THERMAL), a)),
  );
  const product = ring.multiply(ring.series(window, length), ring.invert(ring.series(sine, length)));
  return product.coefficients.slice(0, length).map((c, m) => multiply(c, constant(factorial(m))));
}
