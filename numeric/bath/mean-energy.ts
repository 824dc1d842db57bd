import { equipartitionEnergy } from "./classical-bath.js";
import { DomainError } from "../arithmetic/errors.js";

/** An uncoupled reservoir as its modes, for ⟨H⟩ of (9). */
export type BathModes =
  /** Two-level systems, splittings ε > 0. */
  | { readonly kind: "spin"; readonly energies: readonly number[] }
  /** Harmonic modes, frequencies ω > 0. */
  | { readonly kind: "oscillator"; readonly energies: readonly number[] }
  /** One-electron levels ε − μ of either sign, H = Σ (ε − μ) c†c. */
  | { readonly kind: "metal"; readonly energies: readonly number[] }
  /** Classical particles, H = p²/2 + C|q|^n each; C does not matter. */
  | { readonly kind: "classical"; readonly exponent: number; readonly particles: number };

/** Energy and heat capacity at one temperature, per mode and together; energies from the ground state. */
export interface ThermalEnergy {
  /** ⟨H⟩ − E_ground, summed over the modes. */
  readonly total: number;
  /** dH/dT of the total: unlike ⟨H⟩ it does not depend on the zero of energy. */
  readonly heatCapacity: number;
  readonly perMode: readonly { readonly energy: number; readonly heatCapacity: number }[];
}

/** The criterion (9) at one temperature. */
export interface MeanEnergyComparison {
  readonly temperature: number;
  readonly left: ThermalEnergy;
  readonly right: ThermalEnergy;
  /** ⟨H_L⟩ − ⟨H_R⟩, both from the ground state. */
  readonly difference: number;
  /** Whether (9) holds: the mean energies differ by more than the rounding of their sums. */
  readonly energiesDiffer: boolean;
  /** The same for the heat capacities: false means that a shift of one energy scale undoes a difference in (9). */
  readonly heatCapacitiesDiffer: boolean;
}

/**
 * Mean energy and heat capacity of a bath at a temperature.
 *
 * spin ε/(e^{ε/T} + 1), (ε/2T)² sech²(ε/2T); oscillator ω n_B, (ω/2T)² csch²(ω/2T); an electron level the spin's with |ε − μ|
 * (empty or filled at T = 0); classical T(1/2 + 1/n), 1/2 + 1/n.
 * @throws DomainError for T ≤ 0, an empty bath or an energy outside its range
 */
export function thermalEnergy(bath: BathModes, temperature: number): ThermalEnergy {
  if (!(temperature > 0 && temperature < Infinity))
    throw new DomainError("T", String(temperature), "a temperature must be positive and finite");
  const perMode = modes(bath, temperature);
  if (perMode.length === 0) throw new DomainError("bath", "no modes", "a bath needs at least one");
  let [total, heatCapacity] = [0, 0];
  for (const mode of perMode) {
    total += mode.energy;
    heatCapacity += mode.heatCapacity;
  }
  return { total, heatCapacity, perMode };
}

function modes(bath: BathModes, t: number): { energy: number; heatCapacity: number }[] {
  switch (bath.kind) {
    case "spin":
      return bath.energies.map((e) => twoLevel(requirePositive(e), t));
    case "oscillator":
      return bath.energies.map((e) => oscillator(requirePositive(e), t));
    case "metal":
      return bath.energies.map((e) => {
        if (!Number.isFinite(e)) throw new DomainError("energy - mu", String(e), "must be finite");
        return twoLevel(Math.abs(e), t);
      });
    case "classical": {
      if (!Number.isInteger(bath.particles) || bath.particles < 1)
        throw new DomainError("particles", String(bath.particles), "a positive integer");
      const energy = equipartitionEnergy(bath.exponent, t);
      return Array.from({ length: bath.particles }, () => ({ energy, heatCapacity: energy / t }));
    }
  }
}

function twoLevel(splitting: number, t: number): { energy: number; heatCapacity: number } {
  const x = splitting / t;
  const boltzmann = Math.exp(-x);
  const root = boltzmann === 0 ? 0 : x * Math.exp(-x / 2); // not x² e^{−x}, which overflows first
  return { energy: (splitting * boltzmann) / (1 + boltzmann), heatCapacity: (root / (1 + boltzmann)) ** 2 };
}

function oscillator(frequency: number, t: number): { energy: number; heatCapacity: number } {
  const x = frequency / t;
  const boltzmann = Math.exp(-x);
  const gap = -Math.expm1(-x);
  if (gap === 0) throw new DomainError("T", String(t), "too hot: omega/T underflows");
  const root = boltzmann === 0 ? 0 : (x / gap) * Math.exp(-x / 2);
  return { energy: (frequency / gap) * boltzmann, heatCapacity: root ** 2 };
}

function requirePositive(energy: number): number {
  if (!(energy > 0 && energy < Infinity))
    throw new DomainError("mode energy", String(energy), "must be positive and finite");
  return energy;
}

/**
 * The criterion (9), ⟨H_L⟩ ≠ ⟨H_R⟩ at equal temperature, for two baths. It is not sufficient for rectification (two
 * unlike harmonic baths around a harmonic mode fulfil it and do not rectify) and depends on the zero of energy,
 * which is why the heat capacities stand beside it.
 */
export function compareMeanEnergies(
  left: BathModes,
  right: BathModes,
  temperature: number,
): MeanEnergyComparison {
  const [l, r] = [thermalEnergy(left, temperature), thermalEnergy(right, temperature)];
  // eight roundings a mode (and e^{−x}, relative error x u, where the mode is then negligible), one an addition
  const roundings = (8 + l.perMode.length + r.perMode.length) * 2 ** -52;
  const differ = (a: number, b: number): boolean => Math.abs(a - b) > roundings * (Math.abs(a) + Math.abs(b));
  return {
    temperature,
    left: l,
    right: r,
    difference: l.total - r.total,
    energiesDiffer: differ(l.total, r.total),
    heatCapacitiesDiffer: differ(l.heatCapacity, r.heatCapacity),
  };
}
