import { symmetricEigensystem } from "../linear-algebra/eigen.js";
import { DomainError } from "../arithmetic/errors.js";
import type { RealMatrix } from "../linear-algebra/real-matrix.js";

/** A harmonic bath (17) given by its modes: H_ν = Σ ω_j a†_j a_j, B_ν = Σ λ_j (a_j + a†_j). Units ħ = k_B = 1. */
export interface HarmonicModes {
  readonly frequencies: Float64Array;
  readonly couplings: Float64Array;
}

/** A full harmonic mode ωa†a, S = a + a†, between two sets of harmonic modes: quadratic, so exactly solvable. */
export interface GaussianJunction {
  readonly gap: number;
  readonly left: HarmonicModes;
  readonly right: HarmonicModes;
}

/** Temperatures of the initial product state ρ_S ρ_L ρ_R. */
export interface ProductTemperatures {
  readonly T_S: number;
  readonly T_L: number;
  readonly T_R: number;
}

/**
 * Tr[Ĵ(t)ρ] of a harmonic junction of any number of modes, exact up to rounding: the Hamiltonian is bilinear, so the
 * covariances of N + 1 modes carry everything and the Hilbert space is never built.
 *
 * With q = √ω·Q, p = P/√ω the Hamiltonian is ½P² + ½QᵀDQ, D_ii = ω_i², D_Sj = 2λ_j√(ω ω_j); the solution is
 * Q(t) = cos(Ωt)Q + Ω⁻¹sin(Ωt)P, P(t) = −Ω sin(Ωt)Q + cos(Ωt)P with Ω² = D. Initially ⟨Q_i²⟩ = coth(ω_i/2T)/2ω_i,
 * ⟨P_i²⟩ = ω_i coth(ω_i/2T)/2. Since [a + a†, ωa†a] = ω(a − a†), (2) is Ĵ = −ω p Σ_j ±λ_j q_j (+ left, − right), so
 *     J(t) = −ω Σ_j ±λ_j √(ω_j/ω) ⟨P_S(t)Q_j(t)⟩ .
 * @throws DomainError if the coupling makes D indefinite (then H has no ground state), or a temperature is ≤ 0
 */
export function gaussianCurrent(
  junction: GaussianJunction,
  temperatures: ProductTemperatures,
  times: readonly number[],
): number[] {
  const { gap, left, right } = junction;
  const frequencies = Float64Array.of(gap, ...left.frequencies, ...right.frequencies);
  const couplings = Float64Array.of(0, ...left.couplings, ...right.couplings);
  const n = frequencies.length;
  const firstRight = 1 + left.frequencies.length;
  const { values, vectors } = symmetricEigensystem(dynamicalMatrix(frequencies, couplings));
  if (!(values[0]! > 0)) {
    throw new DomainError(
      "couplings",
      String(values[0]),
      "4Σλ²/ω_j must stay below the gap for a stable mode",
    );
  }
  const omega = values.map(Math.sqrt);
  const position = new Float64Array(n);
  const momentum = new Float64Array(n);
  const sink = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const name = i === 0 ? "T_S" : i < firstRight ? "T_L" : "T_R";
    const T = temperatures[name];
    if (!(T > 0)) throw new DomainError(name, String(T), "a temperature must be positive");
    const coth = 1 / Math.tanh(frequencies[i]! / (2 * T));
    position[i] = coth / (2 * frequencies[i]!);
    momentum[i] = (frequencies[i]! * coth) / 2;
    sink[i] = (i < firstRight ? 1 : -1) * couplings[i]! * Math.sqrt(frequencies[i]! / gap) * gap;
  }
  // Row S of f(Ω) and the row Σ_j ±λ_j… of f(Ω), both in the eigenbasis.
  const first = vectors.data.subarray(0, n);
  const projected = transposedTimes(vectors, sink);
  return times.map((time) => {
    const sin = omega.map((w) => Math.sin(w * time));
    const cos = omega.map((w) => Math.cos(w * time));
    const momentumFromQ = functionRow(vectors, first, omega, sin);
    const momentumFromP = functionRow(vectors, first, null, cos);
    const positionFromQ = functionRow(vectors, projected, null, cos);
    const positionFromP = functionRow(
      vectors,
      projected,
      omega.map((w) => 1 / w),
      sin,
    );
    let sum = 0;
    for (let i = 0; i < n; i++) {
      sum += -momentumFromQ[i]! * positionFromQ[i]! * position[i]!;
      sum += momentumFromP[i]! * positionFromP[i]! * momentum[i]!;
    }
    return -sum;
  });
}

function dynamicalMatrix(frequencies: Float64Array, couplings: Float64Array): RealMatrix {
  const n = frequencies.length;
  const data = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    data[j * n + j] = frequencies[j]! ** 2;
    if (j > 0) data[j] = data[j * n] = 2 * couplings[j]! * Math.sqrt(frequencies[0]! * frequencies[j]!);
  }
  return { rows: n, columns: n, data };
}

function transposedTimes(q: RealMatrix, x: Float64Array): Float64Array {
  const out = new Float64Array(q.columns);
  x.forEach((xi, i) => {
    for (let a = 0; a < q.columns; a++) out[a]! += xi * q.data[i * q.columns + a]!;
  });
  return out;
}

/** Σ_a Q_ia row_a weight_a function_a for every i: a row of a function of the matrix, from that row's eigencomponents. */
function functionRow(
  q: RealMatrix,
  row: Float64Array,
  weight: Float64Array | null,
  values: Float64Array,
): Float64Array {
  const x = row.map((r, a) => r * values[a]! * (weight?.[a] ?? 1));
  return Float64Array.from({ length: q.rows }, (_, i) => {
    let sum = 0;
    for (let a = 0; a < q.columns; a++) sum += q.data[i * q.columns + a]! * x[a]!;
    return sum;
  });
}
