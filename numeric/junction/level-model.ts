/** General levels (11)–(12) as plain data (`levels/model.ts` solves them), and the Hamiltonians that they may come from. */
import { type Expression } from "./expression.js";
import { type BathModel } from "./model.js";

type Matrix = readonly (readonly Expression[])[];

/** N levels with a coupling matrix at each end. A coupling or rate may refer to `omega`, the gap of the transition. */
export interface LevelModel {
  readonly left: BathModel;
  readonly right: BathModel;
  readonly energies: readonly Expression[];
  /** Symmetric; the diagonal has no effect. */
  readonly S_L: Matrix;
  readonly S_R: Matrix;
  /** lim k(T) at gap → 0 in `T` and parameters, left and right: needed where levels of one energy are coupled. */
  readonly zeroGapRates?: { readonly left?: Expression; readonly right?: Expression };
  /**
   * Present where `energies`, `S_L` and `S_R` are decimals near those of a Hamiltonian in its eigenbasis: enclosures are taken of
   * it instead, at whatever precision.
   */
  readonly hamiltonian?: HamiltonianModel;
  /** Present where coherences take part: the master equation in the place of the rate equation (12). */
  readonly coherence?: CoherenceModel;
}

/** An element of a real matrix between the levels. */
interface MatrixElement {
  readonly row: number;
  readonly column: number;
  readonly element: Expression;
}

/**
 * A master equation for the density matrix (`coherence/currents.ts`): 𝒟(ρ) = Σ over channels of ½(AρBᵀ + BρAᵀ − BᵀAρ − ρAᵀB),
 * where each element of A is multiplied by the rate of its bath at the energy that it gives to the bath.
 */
export interface CoherenceModel {
  readonly channels: readonly {
    readonly side: "left" | "right";
    /** `gap`: the energy given to the bath, of either sign; null for none. */
    readonly A: readonly (MatrixElement & { readonly gap: Expression | null })[];
    readonly B: readonly MatrixElement[];
  }[];
  /** H, as far as it turns coherences; symmetric. */
  readonly hamiltonian: readonly MatrixElement[];
  /** h of J_ν = Tr[h 𝒟_ν(ρ)]; symmetric. */
  readonly exchanged: readonly MatrixElement[];
}

/** A Hamiltonian and what the baths couple to: real symmetric matrices of numbers and roots of numbers, in one product basis. */
export interface ProductMatrices {
  readonly H: Matrix;
  readonly S_L: Matrix;
  readonly S_R: Matrix;
}

/** Levels whose energies agree, counted block by block and ascending in each. */
export interface LevelSet {
  readonly levels: readonly number[];
  /**
   * "proved": they belong to blocks written alike. "assumed": their equality is taken for granted, since a bath couples them with each
   * other or to a common level; what is enclosed holds if they are one energy. "unused": nothing depends on it.
   */
  readonly equality: "proved" | "assumed" | "unused";
}

/** A Hamiltonian with what has to be the same at every precision. */
export interface HamiltonianModel extends ProductMatrices {
  /** The levels by ascending energy, each by its place in the count block by block. */
  readonly order: readonly number[];
  readonly sets: readonly LevelSet[];
}
