/**
 * The rate of a metal with F(ε) = Σ F_m (ε − μ)^m for the proof checker: k = Λ/(1 − e^{−ω/T}), (19) with
 *
 *     Λ = 2π ∫ dε [f(ε) − f(ε + ω)] F(ε) = 2π Σ_m F_m ⟨y^{m+1} − (y − ω)^{m+1}⟩/(m + 1),
 *
 * the mean over the density −f′(y) of the Fermi function, by parts. Its moments follow from ⟨e^{sy}⟩ = πTs/sin(πTs).
 */

/** The rate as a formula in T, omega, pi and what the F_m hold. */
export function spectrumRate(F: readonly string[]): string {
  const terms = F.map((weight, m) => `(${weight})*(${windowText(m)})`);
  return `2*pi*(${terms.join(" + ")})/(1 - exp(-omega/T))`;
}

/** ⟨y^{m+1} − (y − ω)^{m+1}⟩/(m + 1) over one number: odd powers of y have no mean. */
function windowText(m: number): string {
  const n = m + 1;
  const terms: string[] = [];
  for (let k = 1; k <= n; k++) {
    if ((n - k) % 2 !== 0) continue;
    const moment = reducedMoment((n - k) / 2);
    // −C(n, k)·(−ω)^k·⟨y^{n−k}⟩
    const c = (k % 2 === 0 ? -1n : 1n) * binomial(n, k) * moment.numerator;
    const thermal = n === k ? "" : `*pi^${n - k}*T^${n - k}`;
    terms.push(`(${c}/${moment.denominator * BigInt(n)})*omega^${k}${thermal}`);
  }
  return terms.join(" + ");
}

/** ⟨y^{2j}⟩/(πT)^{2j}: the coefficient of s^{2j}/(2j)! in s/sin s. */
function reducedMoment(j: number): { readonly numerator: bigint; readonly denominator: bigint } {
  const list = [{ numerator: 1n, denominator: 1n }];
  for (let n = 1; n <= j; n++) {
    // Σ_{i ≤ n} C(2n + 1, 2i) (−1)^{n − i} m_i = 0, from s = sin s·Σ m_i s^{2i}/(2i)!
    let [above, below] = [0n, 1n];
    list.forEach((m, i) => {
      const c = ((n - i) % 2 === 0 ? -1n : 1n) * binomial(2 * n + 1, 2 * i) * m.numerator;
      [above, below] = [above * m.denominator + c * below, below * m.denominator];
    });
    list.push({ numerator: above, denominator: below * BigInt(2 * n + 1) });
  }
  return list[j] as { numerator: bigint; denominator: bigint };
}

function binomial(n: number, k: number): bigint {
  let c = 1n;
  for (let i = 1; i <= k; i++) c = (c * BigInt(n - i + 1)) / BigInt(i);
  return c;
}
