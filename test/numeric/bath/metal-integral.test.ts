import { describe, expect, it } from "vitest";
import { fermiDirac } from "../../../numeric/bath/fermi-dirac.js";
import { metalIntegral, metalRate, squareRootMetalIntegral } from "../../../numeric/bath/metal-integral.js";
import { metalPolynomial, polynomialMetalIntegral } from "../../../numeric/bath/metal-polynomial.js";

/** F_½(η) = −Li_{3/2}(−e^η) by mpmath: polylog up to η = 1, quadrature in 40 digits beyond. */
const FERMI_HALF = [
  [-5, 0.006721954314505913],
  [-0.5, 0.5075371035546379],
  [0.5, 1.1173314873128224],
  [1, 1.5756407761513003],
  [3, 4.487547421351709],
  [10, 24.084656964637652],
  [25, 94.21746855788146],
  [59, 341.03248290497635],
  [70, 440.67682381340427],
] as const;

const relative = (a: number, b: number): number => Math.abs(a / b - 1);

describe("the metal's integral (19)", () => {
  const points: [number, number][] = [
    [1, 0.3],
    [0.01, 2],
    [5, 0.02],
    [0.7, 0.7],
  ];

  it("is P_m for each power of the energy, m = 0 … 8, by quadrature", () => {
    for (const [gap, t] of points) {
      for (let m = 0; m <= 8; m++) {
        const mu = 0.4;
        const lead = { mu, weight: (e: number) => (e - mu) ** m };
        const exact = polynomialMetalIntegral(
          Array.from({ length: m + 1 }, (_, k) => (k === m ? 1 : 0)),
          gap,
          t,
        );
        // odd powers nearly cancel for ω ≪ T: the scale of the error is that of the absolute moment
        const scale = metalIntegral({ mu, weight: (e) => Math.abs(e - mu) ** m }, gap, t).value;
        const { value, errorEstimate } = metalIntegral(lead, gap, t, { absolute: 1e-13 * scale });
        expect(Math.abs(value - exact)).toBeLessThan(1e-12 * scale);
        expect(errorEstimate).toBeLessThan(1e-12 * scale);
      }
    }
  });

  it("has the exact polynomials of small m", () => {
    const shown = (m: number): string[] =>
      metalPolynomial(m).map(
        ({ coefficient: c, gapPower, thermalPower }) =>
          `${c.numerator}/${c.denominator} w^${gapPower} (pi T)^${thermalPower}`,
      );
    expect(shown(0)).toEqual(["1/1 w^1 (pi T)^0"]);
    expect(shown(1)).toEqual(["-1/2 w^2 (pi T)^0"]);
    expect(shown(2)).toEqual(["1/3 w^3 (pi T)^0", "1/3 w^1 (pi T)^2"]);
    expect(shown(4)).toEqual(["1/5 w^5 (pi T)^0", "2/3 w^3 (pi T)^2", "7/15 w^1 (pi T)^4"]);
  });

  it("gives the literature's metal: flat 2πFω, linear shifted only, quadratic with T²", () => {
    const [gap, t, kappa] = [0.8, 0.37, 0.21];
    expect(polynomialMetalIntegral([1], gap, t)).toBeCloseTo(2 * Math.PI * gap, 14);
    const linear = polynomialMetalIntegral([1, 0.3], gap, t);
    expect(polynomialMetalIntegral([1, 0.3], gap, 3 * t)).toBe(linear);
    expect(linear).toBeCloseTo(2 * Math.PI * gap * (1 - (0.3 * gap) / 2), 14);
    const bracket = 1 + kappa * ((Math.PI * t) ** 2 / 3 + gap ** 2 / 3);
    expect(polynomialMetalIntegral([1, 0, kappa], gap, t)).toBeCloseTo(2 * Math.PI * gap * bracket, 14);
  });

  it("obeys detailed balance with F(ε; −ω) = F(ε − ω; ω), and not with the same F", () => {
    const shapes: ((e: number) => number)[] = [
      (e) => 1 + 0.4 * e + 0.2 * e * e,
      (e) => Math.exp(-e * e),
      (e) => 2 + Math.tanh(e),
    ];
    for (const weight of shapes) {
      for (const [gap, t] of points) {
        const down = metalRate({ mu: 0.2, weight }, gap, t);
        const up = metalRate({ mu: 0.2, weight: (e) => weight(e - gap) }, -gap, t);
        // two quadratures of relative accuracy 1e-13
        expect(relative(up, Math.exp(-gap / t) * down)).toBeLessThan(4e-13);
        const wrong = metalRate({ mu: 0.2, weight }, -gap, t);
        expect(relative(wrong, Math.exp(-gap / t) * down)).toBeGreaterThan(1e-4);
      }
    }
  });

  it("has its closed form by polylogarithms for a parabolic band, within the bound it states", () => {
    for (const [gap, t, mu] of [
      [1, 0.3, 2],
      [0.5, 1, 0.2],
      [2, 0.02, 3],
      [3, 0.5, 1],
      [1e-6, 0.3, 2],
      [0.7, 0.01, 5],
      [0.4, 0.5, -3],
    ] as const) {
      const lead = { mu, weight: (e: number) => 0.7 * Math.sqrt(e), band: [0, Infinity] as const };
      const quadrature = metalIntegral(lead, gap, t);
      const { value, errorBound } = squareRootMetalIntegral(0.7, gap, t, mu);
      // The quadrature's own estimate, and the rounding of (ε − μ)/T in its exponents.
      const other = quadrature.errorEstimate + 4 * 2 ** -53 * (mu / t + 20) * quadrature.value;
      expect(Math.abs(value - quadrature.value)).toBeLessThanOrEqual(errorBound + Math.abs(other));
      expect(errorBound / value).toBeLessThan(4e-13);
    }
    // The polylogarithms themselves, where their difference loses nothing: Γ(3/2) = √π/2.
    for (const [eta, z] of [
      [4, 30],
      [-2, 25],
      [40, 100],
    ] as const) {
      const difference = fermiDirac(0.5, eta) - fermiDirac(0.5, eta - z);
      const { value } = squareRootMetalIntegral(1 / (2 * Math.PI), z, 1, eta);
      expect(relative(value, (Math.sqrt(Math.PI) / 2) * difference)).toBeLessThan(3e-14);
    }
    const wide = [1999, 2001].map((gap) => squareRootMetalIntegral(1, gap, 1, 2500).value) as [
      number,
      number,
    ];
    // From one method to the other over Δω = 2: dΛ/dω = 2π√(μ − ω), to first order.
    const slope = 2 * Math.PI * 2 * Math.sqrt(500);
    expect(Math.abs(wide[1] - wide[0] - slope)).toBeLessThan(1e-3 * slope);
  });

  it("knows F_½ = −Li_{3/2}(−e^η) nearly to the last digit", () => {
    for (const [eta, value] of FERMI_HALF) expect(relative(fermiDirac(0.5, eta), value)).toBeLessThan(5e-15);
  });

  it("refuses T ≤ 0 and ω = 0", () => {
    const lead = { mu: 0, weight: () => 1 };
    expect(() => metalIntegral(lead, 1, 0)).toThrow("T = 0");
    expect(() => metalIntegral(lead, 0, 1)).toThrow("omega = 0");
    expect(() => metalPolynomial(-1)).toThrow("m = -1");
  });
});

describe("Fermi–Dirac integrals", () => {
  it("have known values at η = 0 and closed form at j = 0", () => {
    // (1 − 2^{−1/2}) ζ(3/2), and π²/12
    expect(relative(fermiDirac(0.5, 0), 0.765147024625408)).toBeLessThan(2e-15);
    expect(relative(fermiDirac(1, 0), Math.PI ** 2 / 12)).toBeLessThan(1e-15);
    for (const eta of [-30, -3, -0.1, 0.1, 4, 30, 59, 61, 500]) {
      expect(relative(fermiDirac(0, eta), eta > 30 ? eta : Math.log1p(Math.exp(eta)))).toBeLessThan(2e-13);
    }
  });

  it("join smoothly where the method changes", () => {
    for (const j of [-0.5, 0.5, 1.5]) {
      expect(relative(fermiDirac(j, 60), fermiDirac(j, 60 - 1e-13))).toBeLessThan(3e-14);
      expect(relative(fermiDirac(j, 0), fermiDirac(j, 1e-300))).toBeLessThan(2e-14);
    }
  });
});
