/**
 * The Taylor coefficients of a quotient N(u)/D(u), exactly and without a gcd on the way.
 *
 * With N = Σ n_k u^k, D = Σ d_k u^k, N_k = k!σ^k n_k, D_k = k!σ^k d_k integral, and c_k = [u^k] N/D,
 *     P_k = k!σ^k c_k·D_0^(k+1−s) = N_k D_0^(k−s) − Σ_{j=1}^{k−s} C(k,j) D_j P_{k−j} D_0^(j−1),
 * where s = 1 if N_0 = 0 (a current: one power of D_0 less) and s = 0 otherwise. The sum runs by Horner's rule in
 * D_0. A coefficient is identically zero iff P_k is the zero polynomial: decided, since the packed form is unique.
 *
 * Cost: P_k has O(k^v) terms with v independent variables left after homogeneity (4 for spin-TLS-metal: z, q, δT_a/2μ
 * and the ratio of couplings); order k takes k products of P's with the short D's, so all orders up to n take
 * O(n^(v+2)) coefficient operations, of which a packed bigint product does O(n) at once.
 *
 * Coefficients are made on demand and kept: order n+1 after n costs the difference, except where the packing has
 * to be widened; it is then done with room to spare.
 */
import { PoleError } from "../integer/errors.js";
import { accumulator, type Accumulator, pack, type Packed } from "../packed/kronecker.js";
import { type PackedPolynomial, termsOfPacked } from "../packed/packed-polynomial.js";
import { arrange, type Arrangement } from "../packed/layout.js";
import { type Term } from "../polynomial/structure.js";
import { type ScaledSeries } from "./thermal-series.js";

/** The coefficients of a quotient of scaled series. */
export interface QuotientSeries {
  /** s of the file's head: the exponent of D_0 under P_k is k + 1 − s. */
  readonly shift: 0 | 1;
  /** True iff the u^k coefficient is identically zero. */
  isZero(k: number): boolean;
  /** P_k, with exponents that may be negative where the input's were. */
  numerator(k: number): PackedPolynomial;
  /** The terms of P_k. */
  numeratorTerms(k: number): Term[];
}

/** The coefficients made so far and what they were packed with. */
interface State {
  readonly arrangement: Arrangement;
  readonly order: number;
  readonly numerators: readonly Packed[];
  readonly denominators: readonly Packed[];
  readonly results: Packed[];
  readonly sum: Accumulator;
}

/**
 * Expansion of numerator/denominator.
 * @param expectedOrder  the highest order that will probably be asked for: the packing is made to hold it at once
 * @throws PoleError if the denominator's constant coefficient is zero
 */
export function quotientSeries(
  numerator: ScaledSeries,
  denominator: ScaledSeries,
  variableCount: (order: number) => number,
  innerCandidates: readonly number[],
  expectedOrder = 4,
): QuotientSeries {
  if (denominator(0).length === 0) throw new PoleError("the denominator vanishes at Δ = 0");
  const shift = numerator(0).length === 0 ? 1 : 0;
  let state: State | undefined;
  const stateFor = (k: number): State => {
    if (!state || state.order < k) {
      const order = state ? Math.max(k, state.order + 4) : Math.max(k, expectedOrder);
      state = initialState(
        numerator,
        denominator,
        shift,
        order,
        variableCount(order),
        innerCandidates,
        state,
      );
    }
    for (let j = state.results.length; j <= k; j++) state.results.push(nextResult(state, j, shift));
    return state;
  };
  const result = (k: number): Packed => stateFor(k).results[k] as Packed;
  return {
    shift,
    isZero: (k) => result(k).keys.length === 0,
    numerator: (k) => packedResult(stateFor(k), k, shift),
    numeratorTerms: (k) => termsOfPacked(packedResult(stateFor(k), k, shift)),
  };
}

function nextResult(state: State, k: number, shift: number): Packed {
  const { numerators, denominators, results, sum } = state;
  if (k < shift) return { keys: [], values: [] };
  const first = denominators[0] as Packed;
  // Horner in D_0: h ← h·D_0 − C(k,j) D_j P_{k−j}, from h = N_k, for j = k−s … 1.
  let horner: Packed = numerators[k] as Packed;
  let choose = 1n; // C(k, j), from j = k downwards
  for (let j = k; j > k - shift; j--) choose = (choose * BigInt(j)) / BigInt(k - j + 1);
  for (let j = k - shift; j >= 1; j--) {
    sum.addProduct(first, horner, 1n);
    sum.addProduct(denominators[j] as Packed, results[k - j] as Packed, -choose);
    horner = sum.take();
    choose = (choose * BigInt(j)) / BigInt(k - j + 1);
  }
  return horner;
}

function initialState(
  numerator: ScaledSeries,
  denominator: ScaledSeries,
  shift: number,
  order: number,
  count: number,
  innerCandidates: readonly number[],
  previous: State | undefined,
): State {
  const nTerms = Array.from({ length: order + 1 }, (_, k) => numerator(k));
  const dTerms = Array.from({ length: order + 1 }, (_, k) => denominator(k));
  const arrangement = arrange(nTerms, dTerms, shift, count, innerCandidates);
  const { layout, low } = arrangement;
  const results = (previous?.results ?? []).map((_, k) =>
    pack(layout, termsOfPacked(packedResult(previous as State, k, shift)), baseOf(low, k - shift)),
  );
  return {
    arrangement,
    order,
    numerators: nTerms.map((t) => pack(layout, t, low.n)),
    denominators: dTerms.map((t) => pack(layout, t, low.d)),
    results,
    sum: accumulator(layout),
  };
}

/** n + power·d, componentwise. */
function baseOf(
  vectors: { readonly n: readonly number[]; readonly d: readonly number[] },
  power: number,
): number[] {
  return vectors.n.map((n, v) => n + power * (vectors.d[v] as number));
}

/** P_k with full exponent vectors: pivots and inner from the packing, the others from the lattice. */
function packedResult(state: State, k: number, shift: number): PackedPolynomial {
  const { layout, lattice, low, anchor } = state.arrangement;
  const { pivots, inner, bits } = layout;
  const base = baseOf(low, k - shift);
  const origin = baseOf(anchor, k - shift);
  const result = state.results[k] as Packed;
  const entries = result.keys.map((key, t) => {
    const exponents = origin.map((e) => e * lattice.scale);
    let rest = key;
    for (let i = pivots.length - 1; i >= 0; i--) {
      const weight = layout.weights[i] as number;
      const digit = Math.floor(rest / weight);
      rest -= digit * weight;
      const pivot = pivots[i] as number;
      const moved = (base[pivot] as number) + digit - (origin[pivot] as number);
      if (moved === 0) continue;
      const column = lattice.columns[i] as readonly number[];
      for (let v = 0; v < exponents.length; v++) exponents[v]! += (column[v] as number) * moved;
    }
    // Single columns may be fractions of the scale; their sum is not.
    for (let v = 0; v < exponents.length; v++) exponents[v]! /= lattice.scale;
    if (inner >= 0) exponents[inner] = base[inner] as number;
    return { exponents, value: result.values[t] as bigint };
  });
  return { entries, inner, bits };
}
