import { type Broadening, broadenedDelta } from "./broadened-delta.js";
import { DomainError } from "../arithmetic/errors.js";
import { type SpectralDensity, spectralDensity, zeroGapRate } from "./spectral-density.js";
import type { DownwardRate } from "../levels/rates.js";

/** A bath of harmonic modes H = Σ ω_j a†_j a_j with B = Σ λ_j (a_j + a†_j). */
export interface OscillatorBath {
  /** ω_j > 0. */
  readonly frequencies: readonly number[];
  /** λ_j. */
  readonly couplings: readonly number[];
}

/** The downward rate k = −n_B(−ω) Γ(ω) = Γ(ω)/(1 − e^{−ω/T}) of (17) for a spectrum, as a junction's contact. */
export function oscillatorContactRate(spectrum: SpectralDensity): {
  readonly rate: DownwardRate;
  readonly zeroGapRate: (temperature: number) => number;
} {
  return {
    rate: (gap, temperature) => spectralDensity(spectrum, gap) / -Math.expm1(-gap / temperature),
    zeroGapRate: (temperature) => zeroGapRate(spectrum, temperature),
  };
}

/** Γ(ω) = 2π Σ_j |λ_j|² δ(ω_j − ω), (17), with a broadened δ. @throws DomainError for a bad bath */
export function oscillatorBathStrength(bath: OscillatorBath, broadening: Broadening, omega: number): number {
  requireBath(bath);
  let sum = 0;
  bath.frequencies.forEach((frequency, j) => {
    sum += (bath.couplings[j] as number) ** 2 * broadenedDelta(broadening, omega - frequency);
  });
  return 2 * Math.PI * sum;
}

/**
 * The rate straight from (13): 2π Σ λ_j² [(1 + n_j) δ(ω − ω_j) + n_j δ(ω + ω_j)], n_j = n_B(ω_j, T), ω of either sign. It
 * tends to (17) as the broadening does to zero.
 */
export function oscillatorBathCorrelationRate(
  bath: OscillatorBath,
  broadening: Broadening,
  omega: number,
  temperature: number,
): number {
  requireBath(bath);
  if (!(temperature > 0 && temperature < Infinity))
    throw new DomainError("T", String(temperature), "a temperature must be positive and finite");
  let sum = 0;
  bath.frequencies.forEach((frequency, j) => {
    const n = 1 / Math.expm1(frequency / temperature);
    const into = (1 + n) * broadenedDelta(broadening, omega - frequency);
    sum += (bath.couplings[j] as number) ** 2 * (into + n * broadenedDelta(broadening, omega + frequency));
  });
  return 2 * Math.PI * sum;
}

/**
 * A finite bath standing for a spectrum: modes at the midpoints of `modes` equal intervals of [0, upper], with
 * λ_j² = Γ(ω_j) Δω/2π.
 * @throws DomainError unless modes ≥ 1 and upper > 0
 */
export function discretisedBath(spectrum: SpectralDensity, upper: number, modes: number): OscillatorBath {
  if (!Number.isInteger(modes) || modes < 1)
    throw new DomainError("modes", String(modes), "at least one mode");
  if (!(upper > 0 && upper < Infinity)) throw new DomainError("upper", String(upper), "positive and finite");
  const spacing = upper / modes;
  const frequencies = Array.from({ length: modes }, (_, j) => (j + 0.5) * spacing);
  const couplings = frequencies.map((w) =>
    Math.sqrt((spectralDensity(spectrum, w) * spacing) / (2 * Math.PI)),
  );
  return { frequencies, couplings };
}

function requireBath({ frequencies, couplings }: OscillatorBath): void {
  if (frequencies.length === 0 || frequencies.length !== couplings.length)
    throw new DomainError(
      "couplings",
      String(couplings.length),
      `one for each of ${frequencies.length} modes`,
    );
  for (const frequency of frequencies) {
    if (!(frequency > 0 && frequency < Infinity))
      throw new DomainError("frequency", String(frequency), "must be positive and finite");
  }
  for (const coupling of couplings) {
    if (!Number.isFinite(coupling)) throw new DomainError("coupling", String(coupling), "must be finite");
  }
}
