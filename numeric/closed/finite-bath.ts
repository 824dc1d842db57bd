import { DomainError } from "../arithmetic/errors.js";
import { oscillatorX, spinX } from "./operators.js";
import type { MatrixEntry, RealMatrix } from "../linear-algebra/real-matrix.js";

/**
 * A finite bath of spins: H_ν = Σ_p energies_p σ_z^p/2 + zz Σ_p σ_z^p σ_z^{p+1} + shift (open chain),
 * B_ν = Σ_p couplings_p σ_x^p. With zz = 0 it is a sample of the spin bath of (16). Units ħ = k_B = 1.
 */
export interface FiniteSpinBath {
  readonly bath: "finite-spins";
  readonly energies: readonly number[];
  readonly couplings: readonly number[];
  readonly zz: number;
  readonly shift: number;
}

/**
 * A finite bath of oscillators, each cut to `levels` states (one number for all, or one for each):
 * H_ν = Σ_p energies_p a†_p a_p + shift, B_ν = Σ_p couplings_p (a_p + a†_p): a sample of the harmonic bath of (17).
 */
export interface FiniteOscillatorBath {
  readonly bath: "finite-oscillators";
  readonly energies: readonly number[];
  readonly couplings: readonly number[];
  readonly levels: number | readonly number[];
  readonly shift: number;
}

/** A bath with a finite Hilbert space, given by its Hamiltonian. */
export type FiniteBath = FiniteSpinBath | FiniteOscillatorBath;

/** A finite bath in the product basis of its sites, where H_ν is diagonal; the last site runs fastest. */
export interface FiniteBathSpace {
  readonly dimension: number;
  /** The dimensions of the sites. */
  readonly siteDimensions: readonly number[];
  /** The diagonal of H_ν, `shift` included. */
  readonly energies: Float64Array;
  /** The entries of B_ν that are not zero: real, symmetric, both triangles. */
  readonly coupling: readonly MatrixEntry[];
}

/**
 * Builds H_ν and B_ν of (1), (3).
 * @throws DomainError for a number that is not finite, lists of unlike length, or fewer than two levels
 */
export function finiteBathSpace(bath: FiniteBath): FiniteBathSpace {
  checkBath(bath);
  const siteDimensions = bath.energies.map((_, p) => levelsOf(bath, p));
  const dimension = siteDimensions.reduce((product, d) => product * d, 1);
  const strides = siteDimensions.map((_, p) => siteDimensions.slice(p + 1).reduce((a, b) => a * b, 1));
  const digit = (state: number, p: number) => Math.floor(state / strides[p]!) % siteDimensions[p]!;
  const sigmaZ = (state: number, p: number) => 2 * digit(state, p) - 1;

  const energies = new Float64Array(dimension).fill(bath.shift);
  const coupling: MatrixEntry[] = [];
  const operators = siteDimensions.map((d) => (bath.bath === "finite-spins" ? spinX(1) : oscillatorX(d)));
  for (let state = 0; state < dimension; state++) {
    bath.energies.forEach((energy, p) => {
      energies[state]! += siteEnergy(bath, energy, digit(state, p));
      if (bath.bath === "finite-spins" && p > 0) {
        energies[state]! += bath.zz * sigmaZ(state, p - 1) * sigmaZ(state, p);
      }
      const from = digit(state, p);
      for (let to = 0; to < siteDimensions[p]!; to++) {
        const value = bath.couplings[p]! * entry(operators[p]!, to, from);
        if (value !== 0) coupling.push([state + (to - from) * strides[p]!, state, value]);
      }
    });
  }
  return { dimension, siteDimensions, energies, coupling };
}

/** ⟨H_ν⟩ at temperature T, the quantity compared in (9). */
export function meanBathEnergy(bath: FiniteBath, temperature: number): number {
  const { energies } = finiteBathSpace(bath);
  const weights = boltzmannWeights(energies, temperature);
  return energies.reduce((sum, energy, n) => sum + energy * weights[n]!, 0);
}

/** The normalised weights e^{−E_n/T}/Z, formed relative to the lowest energy so that nothing overflows. */
export function boltzmannWeights(energies: Float64Array, temperature: number): Float64Array {
  const lowest = energies.reduce((a, b) => Math.min(a, b), Infinity);
  const weights = energies.map((energy) => Math.exp(-(energy - lowest) / temperature));
  const z = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / z);
}

function siteEnergy(bath: FiniteBath, energy: number, level: number): number {
  return bath.bath === "finite-spins" ? energy * (level - 0.5) : energy * level;
}

function levelsOf(bath: FiniteBath, p: number): number {
  if (bath.bath === "finite-spins") return 2;
  return typeof bath.levels === "number" ? bath.levels : (bath.levels[p] ?? NaN);
}

function entry(matrix: RealMatrix, i: number, j: number): number {
  return matrix.data[i * matrix.columns + j]!;
}

function checkBath(bath: FiniteBath): void {
  if (bath.couplings.length !== bath.energies.length) {
    throw new DomainError(
      "couplings",
      `[${bath.couplings.join(", ")}]`,
      `one is needed for each of the ${bath.energies.length} energies`,
    );
  }
  const finite = (name: string, value: number) => {
    if (!Number.isFinite(value)) throw new DomainError(name, String(value), "must be finite");
  };
  bath.energies.forEach((value) => finite("energies", value));
  bath.couplings.forEach((value) => finite("couplings", value));
  finite("shift", bath.shift);
  if (bath.bath === "finite-spins") finite("zz", bath.zz);
  bath.energies.forEach((_, p) => {
    const levels = levelsOf(bath, p);
    if (!Number.isInteger(levels) || levels < 2) {
      throw new DomainError(
        "levels",
        String(levels),
        "an oscillator needs a whole number of at least 2 levels",
      );
    }
  });
}
