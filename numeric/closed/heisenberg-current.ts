import { symmetricEigensystem } from "../linear-algebra/eigen.js";
import type { FiniteJunction } from "./finite-junction.js";
import {
  denseBlock,
  multiply,
  multiplySparse,
  sparseBlock,
  transpose,
  type RealMatrix,
  type SparseMatrix,
} from "../linear-algebra/real-matrix.js";

/** A closed junction with its Hamiltonian diagonalised, sector by sector. */
export interface JunctionSpectrum {
  readonly junction: FiniteJunction;
  readonly sectors: readonly SectorSpectrum[];
}

/** One sector: H = QΛQᵀ and K̃ = QᵀKQ, antisymmetric, where Ĵ = iK (2). */
export interface SectorSpectrum {
  /** The product states of the sector. */
  readonly states: Int32Array;
  readonly energies: Float64Array;
  readonly vectors: RealMatrix;
  readonly kernel: RealMatrix;
  /** Σ|K_ij| of the fullest row, a bound of ‖Ĵ‖. */
  readonly currentNorm: number;
  /** ‖HQ − QΛ‖ (Frobenius): how far the computed spectrum is from that of H. */
  readonly residual: number;
  /** An estimate of ‖QᵀQ − 1‖ (Frobenius) from its action on sign vectors. */
  readonly orthogonality: number;
}

/** ⟨n|Ĵ(t)|n⟩ for every product state n, with a bound of the error of each. */
export interface CurrentDiagonal {
  readonly time: number;
  readonly values: Float64Array;
  /** |values_n − exact| does not exceed this; see {@link currentDiagonal}. */
  readonly error: number;
}

/** Diagonalises H sector by sector; Ĵ connects no two sectors, since it consists of the same flips as V. */
export function diagonaliseJunction(junction: FiniteJunction): JunctionSpectrum {
  return { junction, sectors: junction.sectors.map((states) => sectorSpectrum(junction, states)) };
}

/**
 * The diagonal of Ĵ(t) = e^{iHt} Ĵ e^{−iHt} in the product basis. With H = QΛQᵀ real and Ĵ = iK, K antisymmetric,
 *     ⟨n|Ĵ(t)|n⟩ = −2 Σ_ab Q_na sin(E_a t) K̃_ab cos(E_b t) Q_nb .
 * It is all that Tr[Ĵ(t)ρ] needs for any ρ that commutes with H_S, H_L and H_R, as (4) does.
 *
 * Error: the computed spectrum is exact for H + δH with ‖δH‖ of the size of the residual, which changes e^{−iHt} by at
 * most ‖δH‖|t|; with the loss of orthogonality and the rounding of the sums (N·2⁻⁵² each way and E·|t|·2⁻⁵² in the
 * arguments of sin and cos) the bound is 2‖Ĵ‖(‖δH‖|t| + 2‖QᵀQ − 1‖ + (N + ‖H‖|t|) 2⁻⁵²). It is generous by one to
 * two orders of magnitude.
 */
export function currentDiagonal(spectrum: JunctionSpectrum, time: number): CurrentDiagonal {
  const values = new Float64Array(spectrum.junction.dimension);
  let error = 0;
  for (const sector of spectrum.sectors) {
    const { states, energies, vectors } = sector;
    const n = states.length;
    const cos = energies.map((e) => Math.cos(e * time));
    const sin = energies.map((e) => Math.sin(e * time));
    const rotated: RealMatrix = { ...vectors, data: scaleColumns(vectors, sin) };
    const product = multiply(rotated, sector.kernel).data;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let b = 0; b < n; b++) sum += product[i * n + b]! * cos[b]! * vectors.data[i * n + b]!;
      values[states[i]!] = -2 * sum;
    }
    error = Math.max(error, sectorError(sector, time));
  }
  return { time, values, error };
}

/**
 * Tr[Ĵ(t)ρ] at many times for one state ρ = Σ_n weights_n |n⟩⟨n|. One matrix product Qᵀρ Q a sector, then
 *     J(t) = −Σ_ab K̃_ab (QᵀρQ)_ab sin((E_a − E_b)t)
 * costs N² a time.
 */
export function currentInTime(
  spectrum: JunctionSpectrum,
  weights: Float64Array,
  times: readonly number[],
): number[] {
  const currents = times.map(() => 0);
  for (const { states, energies, vectors, kernel } of spectrum.sectors) {
    const n = states.length;
    const sectorWeights = Float64Array.from(states, (state) => weights[state]!);
    const rhoQ = { ...vectors, data: scaleRows(vectors, sectorWeights) };
    const rho = multiply(transpose(vectors), rhoQ).data;
    const product = rho.map((x, i) => x * kernel.data[i]!);
    times.forEach((time, k) => {
      const cos = energies.map((e) => Math.cos(e * time));
      const sin = energies.map((e) => Math.sin(e * time));
      let sum = 0;
      for (let a = 0; a < n; a++) {
        let row = 0;
        for (let b = 0; b < n; b++) row += product[a * n + b]! * cos[b]!;
        sum += row * sin[a]!;
      }
      currents[k] = currents[k]! - 2 * sum;
    });
  }
  return currents;
}

function sectorSpectrum(junction: FiniteJunction, states: Int32Array): SectorSpectrum {
  const h = sparseBlock(junction.hamiltonian, states);
  const k = sparseBlock(junction.currentKernel, states);
  const { values: energies, vectors } = symmetricEigensystem(denseBlock(junction.hamiltonian, states));
  return {
    states,
    energies,
    vectors,
    kernel: multiply(transpose(vectors), multiplySparse(k, vectors)),
    currentNorm: rowSumNorm(k),
    residual: eigenResidual(h, energies, vectors),
    orthogonality: orthogonalityDefect(vectors),
  };
}

function sectorError(sector: SectorSpectrum, time: number): number {
  const { energies, states, residual, orthogonality, currentNorm } = sector;
  const spread = Math.max(Math.abs(energies[0] ?? 0), Math.abs(energies.at(-1) ?? 0));
  const rounding = (states.length + spread * Math.abs(time)) * Number.EPSILON;
  return 2 * currentNorm * (residual * Math.abs(time) + 2 * orthogonality + rounding);
}

function rowSumNorm(k: SparseMatrix): number {
  let norm = 0;
  for (let i = 0; i < k.dimension; i++) {
    let sum = 0;
    for (let at = k.rowStart[i]!; at < k.rowStart[i + 1]!; at++) sum += Math.abs(k.value[at]!);
    norm = Math.max(norm, sum);
  }
  return norm;
}

function eigenResidual(h: SparseMatrix, energies: Float64Array, q: RealMatrix): number {
  const hq = multiplySparse(h, q).data;
  let sum = 0;
  hq.forEach((x, at) => (sum += (x - q.data[at]! * energies[at % q.columns]!) ** 2));
  return Math.sqrt(sum);
}

/** E‖(QᵀQ − 1)x‖² over random sign vectors x is the squared Frobenius norm; eight fixed vectors estimate it. */
function orthogonalityDefect(q: RealMatrix): number {
  const n = q.rows;
  const probes = 8;
  let sum = 0;
  for (let probe = 0; probe < probes; probe++) {
    // Signs from the bits of a multiplicative hash of (state, probe): fixed, and without structure in the state.
    const x = Float64Array.from({ length: n }, (_, i) =>
      Math.imul(i * probes + probe + 1, 0x9e3779b1) & 0x40000 ? 1 : -1,
    );
    const column: RealMatrix = { rows: n, columns: 1, data: x };
    const back = multiply(transpose(q), multiply(q, column)).data;
    back.forEach((y, i) => (sum += (y - x[i]!) ** 2));
  }
  return Math.sqrt(sum / probes);
}

function scaleColumns(a: RealMatrix, factors: Float64Array): Float64Array {
  return a.data.map((x, at) => x * factors[at % a.columns]!);
}

function scaleRows(a: RealMatrix, factors: Float64Array): Float64Array {
  return a.data.map((x, at) => x * factors[Math.floor(at / a.columns)]!);
}
