import { DomainError } from "../arithmetic/errors.js";
import { finiteBathSpace, type FiniteBath } from "./finite-bath.js";
import { oscillatorNumber, oscillatorX, spinX, spinZ } from "./operators.js";
import {
  sparseFromEntries,
  type MatrixEntry,
  type RealMatrix,
  type SparseMatrix,
} from "../linear-algebra/real-matrix.js";

/**
 * The subsystem of a closed junction: the two-level system ωσ_z/2 with S = σ_x; spin S, ωS_z with S₊ + S₋; the
 * oscillator cut to `levels` states, ωa†a with a + a†; or any levels with a real symmetric S, the same at both ends.
 */
export type FiniteSubsystem =
  | { readonly kind: "TLS"; readonly gap: number }
  | { readonly kind: "spin"; readonly S: number; readonly gap: number }
  | { readonly kind: "ladder"; readonly levels: number; readonly gap: number }
  | {
      readonly kind: "levels";
      readonly energies: readonly number[];
      readonly S: readonly (readonly number[])[];
    };

/** A closed junction (1): H = H_L + H_R + H_S + S B_L + S B_R. Units ħ = k_B = 1. */
export interface FiniteJunctionModel {
  readonly left: FiniteBath;
  readonly subsystem: FiniteSubsystem;
  readonly right: FiniteBath;
}

/**
 * The operators of a closed junction in the product basis |s⟩|l⟩|r⟩ (index (s·d_L + l)·d_R + r), where H_S, H_L and
 * H_R are diagonal, H is real symmetric and the current Ĵ is i times a real antisymmetric matrix.
 */
export interface FiniteJunction {
  readonly dimension: number;
  /** Energies of the subsystem's levels. */
  readonly systemEnergies: Float64Array;
  /** Diagonals of H_L and H_R over the bath's own product basis. */
  readonly leftEnergies: Float64Array;
  readonly rightEnergies: Float64Array;
  readonly hamiltonian: SparseMatrix;
  /** K with Ĵ = iK, K = ½[V_L, H_S] + ½[H_S, V_R] (2): real, antisymmetric. */
  readonly currentKernel: SparseMatrix;
  /**
   * The sectors no term of H connects, as lists of product states. The parity Πσ_z·(−1)^n always splits the space,
   * since V flips two sites at once; every further symmetry that is diagonal in the product basis (a site without
   * coupling, a level without transition) is found in the same way.
   */
  readonly sectors: readonly Int32Array[];
}

/**
 * Above this the dense blocks become too large. Measured: 11 bath spins around a TLS (two blocks of 2,048), moments and
 * coefficients at one time, 102 s of processor time and 280 MB; 1,024 states take under 3 s.
 */
export const MAXIMUM_DIMENSION = 4096;

/**
 * Builds H and Ĵ of a closed junction.
 * @throws DomainError for a malformed bath or subsystem, or a Hilbert space larger than {@link MAXIMUM_DIMENSION}
 */
export function finiteJunction(model: FiniteJunctionModel): FiniteJunction {
  const { energies: systemEnergies, S } = subsystemSpace(model.subsystem);
  const left = finiteBathSpace(model.left);
  const right = finiteBathSpace(model.right);
  const dL = left.dimension;
  const dR = right.dimension;
  const dimension = systemEnergies.length * dL * dR;
  if (dimension > MAXIMUM_DIMENSION) {
    throw new DomainError(
      "dimension",
      String(dimension),
      `at most ${MAXIMUM_DIMENSION} states can be diagonalised`,
    );
  }
  const index = (s: number, l: number, r: number) => (s * dL + l) * dR + r;

  const h: MatrixEntry[] = [];
  const k: MatrixEntry[] = [];
  for (let s = 0; s < systemEnergies.length; s++) {
    for (let l = 0; l < dL; l++) {
      for (let r = 0; r < dR; r++) {
        const n = index(s, l, r);
        h.push([n, n, systemEnergies[s]! + left.energies[l]! + right.energies[r]!]);
      }
    }
  }
  // [V_L, H_S]_{s's} = (V_L)_{s's}(E_s − E_{s'}); the right end enters with the opposite sign.
  const n = systemEnergies.length;
  for (let s = 0; s < n; s++) {
    for (let to = 0; to < n; to++) {
      const step = S.data[to * n + s]!;
      if (step === 0) continue;
      const half = (systemEnergies[s]! - systemEnergies[to]!) / 2;
      for (const [lTo, l, value] of left.coupling) {
        for (let r = 0; r < dR; r++) {
          h.push([index(to, lTo, r), index(s, l, r), step * value]);
          if (half !== 0) k.push([index(to, lTo, r), index(s, l, r), half * step * value]);
        }
      }
      for (const [rTo, r, value] of right.coupling) {
        for (let l = 0; l < dL; l++) {
          h.push([index(to, l, rTo), index(s, l, r), step * value]);
          if (half !== 0) k.push([index(to, l, rTo), index(s, l, r), -half * step * value]);
        }
      }
    }
  }
  const hamiltonian = sparseFromEntries(dimension, h);
  return {
    dimension,
    systemEnergies,
    leftEnergies: left.energies,
    rightEnergies: right.energies,
    hamiltonian,
    currentKernel: sparseFromEntries(dimension, k),
    sectors: connectedSectors(hamiltonian),
  };
}

function subsystemSpace(subsystem: FiniteSubsystem): { energies: Float64Array; S: RealMatrix } {
  switch (subsystem.kind) {
    case "TLS":
      return { energies: scaled(spinZ(1), subsystem.gap), S: spinX(1) };
    case "spin": {
      const twoS = 2 * subsystem.S;
      if (!Number.isInteger(twoS) || twoS < 1) {
        throw new DomainError("S", String(subsystem.S), "a spin is 1/2, 1, 3/2, …");
      }
      return { energies: scaled(spinZ(twoS), subsystem.gap), S: spinX(twoS) };
    }
    case "ladder": {
      const { levels, gap } = subsystem;
      if (!Number.isInteger(levels) || levels < 2) {
        throw new DomainError("levels", String(levels), "a ladder needs a whole number of at least 2 levels");
      }
      return { energies: scaled(oscillatorNumber(levels), gap), S: oscillatorX(levels) };
    }
    case "levels":
      return explicitLevels(subsystem.energies, subsystem.S);
  }
}

function explicitLevels(energies: readonly number[], S: readonly (readonly number[])[]) {
  const n = energies.length;
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const value = S[i]?.[j];
      if (S.length !== n || S[i]?.length !== n || value === undefined || value !== S[j]?.[i]) {
        throw new DomainError("S", `[${i}][${j}] = ${value}`, `S must be a symmetric ${n}×${n} matrix`);
      }
      data[i * n + j] = value;
    }
  }
  return { energies: Float64Array.from(energies), S: { rows: n, columns: n, data } };
}

function scaled(values: Float64Array, gap: number): Float64Array {
  if (!Number.isFinite(gap)) throw new DomainError("gap", String(gap), "must be finite");
  return values.map((value) => value * gap);
}

/** The connected components of the graph whose edges are the non-zero entries of H. */
function connectedSectors(h: SparseMatrix): Int32Array[] {
  const seen = new Uint8Array(h.dimension);
  const sectors: Int32Array[] = [];
  for (let start = 0; start < h.dimension; start++) {
    if (seen[start]) continue;
    seen[start] = 1;
    const members = [start];
    for (let at = 0; at < members.length; at++) {
      const n = members[at]!;
      for (let e = h.rowStart[n]!; e < h.rowStart[n + 1]!; e++) {
        const neighbour = h.column[e]!;
        if (seen[neighbour] || h.value[e] === 0) continue;
        seen[neighbour] = 1;
        members.push(neighbour);
      }
    }
    sectors.push(Int32Array.from(members).sort());
  }
  return sectors;
}
