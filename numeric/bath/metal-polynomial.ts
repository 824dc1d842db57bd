import { DomainError } from "../arithmetic/errors.js";
import { type BigRational, bigRational, rationalArithmetic } from "../arithmetic/semifield.js";

/** One term coefficient · ω^gapPower · (πT)^thermalPower of a metal's moment polynomial. */
export interface MetalTerm {
  readonly gapPower: number;
  /** Always even. */
  readonly thermalPower: number;
  readonly coefficient: BigRational;
}

/**
 * The exact polynomial P_m(ω, T) = ∫ dε [n_F(ε) − n_F(ε + ω)] (ε − μ)^m over the whole line, so that a metal with
 * F(ε) = Σ F_m (ε − μ)^m has Λ = 2π Σ_m F_m P_m in (19).
 *
 * From ∫ e^{sx}/(e^{x/T} + 1) dx = πT/sin πTs, 0 < s < 1/T, and the shift of n_F(ε + ω) by −ω:
 *
 *     Σ_m P_m s^m/m! = (1 − e^{−sω})/s · πTs/sin πTs
 *     P_m = Σ_{a+2b=m} m! (−1)^a/(a + 1)! c_b ω^{a+1} (πT)^{2b},   y/sin y = Σ c_b y^{2b}
 *
 * so only even powers of T occur: P_0 = ω, P_1 = −ω²/2, P_2 = ω³/3 + ω(πT)²/3. F is that of the downward rate: the
 * upward one has F(ε; −ω) = F(ε − ω; ω), hence Λ(T, −ω) = −Λ(T, ω), which P_m alone does not obey.
 *
 * @returns terms by rising thermalPower
 * @throws DomainError unless m is an integer ≥ 0
 */
export function metalPolynomial(m: number): MetalTerm[] {
  if (!Number.isInteger(m) || m < 0)
    throw new DomainError("m", String(m), "a power of ε − μ is an integer ≥ 0");
  const { mul } = rationalArithmetic;
  const inverseSine = inverseSineCoefficients(Math.floor(m / 2));
  const factorials = [1n];
  for (let k = 1; k <= m + 1; k++) factorials.push((factorials[k - 1] as bigint) * BigInt(k));
  return inverseSine.map((c, b) => {
    const a = m - 2 * b;
    const weight = bigRational((factorials[m] as bigint) * (a % 2 === 0 ? 1n : -1n), factorials[a + 1]);
    return { gapPower: a + 1, thermalPower: 2 * b, coefficient: mul(weight, c) };
  });
}

/** c_0 … c_n of y/sin y = Σ c_b y^{2b}, from Σ_j (−1)^j c_{b−j}/(2j + 1)! = 0 for b > 0. */
function inverseSineCoefficients(n: number): BigRational[] {
  const { sub, mul, zero } = rationalArithmetic;
  const coefficients = [bigRational(1n)];
  for (let b = 1; b <= n; b++) {
    let sum = zero;
    let factorial = 1n;
    for (let j = 1; j <= b; j++) {
      factorial *= BigInt(2 * j) * BigInt(2 * j + 1);
      sum = sub(sum, mul(bigRational(j % 2 === 0 ? 1n : -1n, factorial), coefficients[b - j] as BigRational));
    }
    coefficients.push(sum);
  }
  return coefficients;
}

/** Λ(T, ω) = 2π Σ_m F_m P_m(ω, T) of (19) for F(ε) = Σ F_m (ε − μ)^m, in doubles. */
export function polynomialMetalIntegral(
  coefficients: readonly number[],
  gap: number,
  temperature: number,
): number {
  let sum = 0;
  coefficients.forEach((weight, m) => {
    for (const { gapPower, thermalPower, coefficient } of metalPolynomial(m)) {
      const c = Number(coefficient.numerator) / Number(coefficient.denominator);
      sum += weight * c * gap ** gapPower * (Math.PI * temperature) ** thermalPower;
    }
  });
  return 2 * Math.PI * sum;
}
