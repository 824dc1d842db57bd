import { DomainError } from "../arithmetic/errors.js";

/**
 * The coupling spectrum Γ(ω) = 2π Σ_j |λ_j|² δ(ω_j − ω) of (17) (or Υ(ω) of (16)) as a function of ω > 0:
 *
 * - flat: γ
 * - power: γ (ω/ω_c)^s, s = 1 ohmic, s > 1 super-ohmic, s < 1 sub-ohmic, times a cut-off "none", "exponential"
 *   e^{−ω/ω_c}, "gaussian" e^{−(ω/ω_c)²} or "hard" (zero above ω_c). A power law of phonons with a Debye cut-off is s = 3,
 *   "hard".
 * - drude: γ (ω/ω_c)/(1 + (ω/ω_c)²), the overdamped Brownian oscillator, which chemists call the Debye spectrum
 * - lorentzian: γ (κ/2)²/[(ω − ω_0)² + (κ/2)²], full width κ at half maximum
 * - resonator: γ ω/ω_0/(1 + Q²(ω/ω_0 − ω_0/ω)²), an ohmic resistor behind an LC filter of quality Q
 */
export type SpectralDensity =
  | { readonly kind: "flat"; readonly strength: number }
  | {
      readonly kind: "power";
      readonly strength: number;
      readonly exponent: number;
      readonly cutoffEnergy: number;
      readonly cutoff: "none" | "exponential" | "gaussian" | "hard";
    }
  | { readonly kind: "drude"; readonly strength: number; readonly cutoffEnergy: number }
  | {
      readonly kind: "lorentzian";
      readonly strength: number;
      readonly center: number;
      readonly width: number;
    }
  | {
      readonly kind: "resonator";
      readonly strength: number;
      readonly center: number;
      readonly quality: number;
    };

/**
 * Γ(ω).
 * @throws DomainError for ω ≤ 0, a negative strength, a scale that is not positive, or a value that is not finite
 */
export function spectralDensity(spectrum: SpectralDensity, omega: number): number {
  requirePositive("omega", omega);
  if (!(spectrum.strength >= 0 && spectrum.strength < Infinity))
    throw new DomainError("strength", String(spectrum.strength), "a coupling strength is finite and ≥ 0");
  const value = spectrum.strength * shape(spectrum, omega);
  if (!(value < Infinity)) throw new DomainError("Gamma(omega)", String(value), "the spectrum diverges here");
  return value;
}

function shape(spectrum: SpectralDensity, omega: number): number {
  switch (spectrum.kind) {
    case "flat":
      return 1;
    case "power": {
      const x = omega / requirePositive("cutoffEnergy", spectrum.cutoffEnergy);
      if (!Number.isFinite(spectrum.exponent))
        throw new DomainError("exponent", String(spectrum.exponent), "must be finite");
      return x ** spectrum.exponent * cutoffFactor(spectrum.cutoff, x);
    }
    case "drude": {
      const x = omega / requirePositive("cutoffEnergy", spectrum.cutoffEnergy);
      return x < 1 ? x / (1 + x * x) : 1 / (x + 1 / x);
    }
    case "lorentzian": {
      const x = (omega - spectrum.center) / (requirePositive("width", spectrum.width) / 2);
      return 1 / (1 + x * x);
    }
    case "resonator": {
      const x = omega / requirePositive("center", spectrum.center);
      const detuning = requirePositive("quality", spectrum.quality) * (x - 1 / x);
      return x / (1 + detuning * detuning);
    }
  }
}

function cutoffFactor(cutoff: "none" | "exponential" | "gaussian" | "hard", x: number): number {
  switch (cutoff) {
    case "none":
      return 1;
    case "exponential":
      return Math.exp(-x);
    case "gaussian":
      return Math.exp(-x * x);
    case "hard":
      return x <= 1 ? 1 : 0;
  }
}

/**
 * lim_{ω→0} Γ(ω)/(1 − e^{−ω/T}), the rate between degenerate levels from a harmonic bath with this spectrum: T Γ′(0).
 * It is γT/ω_c for an ohmic and for a drude spectrum, zero for a super-ohmic one and for the resonator.
 * @throws DomainError where it diverges: flat, sub-ohmic and Lorentzian spectra, which do not vanish fast enough
 */
export function zeroGapRate(spectrum: SpectralDensity, temperature: number): number {
  requirePositive("T", temperature);
  const { strength } = spectrum;
  if (strength === 0 || spectrum.kind === "resonator") return 0;
  const ohmic = spectrum.kind === "drude" || (spectrum.kind === "power" && spectrum.exponent === 1);
  if (ohmic) return (strength * temperature) / requirePositive("cutoffEnergy", spectrum.cutoffEnergy);
  if (spectrum.kind === "power" && spectrum.exponent > 1) return 0;
  throw new DomainError("gap", "0", `the rate of a ${spectrum.kind} spectrum diverges at zero gap`);
}

function requirePositive(name: string, value: number): number {
  if (!(value > 0 && value < Infinity))
    throw new DomainError(name, String(value), "must be positive and finite");
  return value;
}
