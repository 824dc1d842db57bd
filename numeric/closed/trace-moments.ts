import { DomainError } from "../arithmetic/errors.js";
import { boltzmannWeights } from "./finite-bath.js";
import type { FiniteJunction } from "./finite-junction.js";
import type { CurrentDiagonal } from "./heisenberg-current.js";

/** Moments up to j + k = order: `values[j][k]`, with an error bound for each. */
export interface MomentTable {
  readonly values: readonly (readonly number[])[];
  readonly errors: readonly (readonly number[])[];
}

/**
 * The moments of (5)–(7), with X = H_L − H_R, Y = H_L + H_R and ρ_T = ρ_S ρ_L ρ_R at T_a/2:
 * m_jk = Tr[Ĵ(t) X^j Y^k ρ_T] and s_jk = Tr[X^j Y^k ρ_T]. X, Y and ρ_T commute, so the order does not matter.
 */
export interface TraceMoments {
  readonly T_a: number;
  readonly order: number;
  readonly m: MomentTable;
  readonly s: MomentTable;
}

/** One Taylor coefficient α_k of J(T_a, Δ) = Σ α_k Δ^k with a bound of its error. */
export interface CurrentCoefficient {
  readonly k: number;
  readonly value: number;
  readonly error: number;
}

/** The product weights of ρ = ρ_S(T_S) ρ_L(T_L) ρ_R(T_R) (4). @throws DomainError for a temperature ≤ 0 */
export function thermalWeights(
  junction: FiniteJunction,
  temperatures: { readonly T_S: number; readonly T_L: number; readonly T_R: number },
): Float64Array {
  for (const [name, value] of Object.entries(temperatures)) checkTemperature(name, value);
  const system = boltzmannWeights(junction.systemEnergies, temperatures.T_S);
  const left = boltzmannWeights(junction.leftEnergies, temperatures.T_L);
  const right = boltzmannWeights(junction.rightEnergies, temperatures.T_R);
  const weights = new Float64Array(junction.dimension);
  forEachState(junction, (n, s, l, r) => {
    weights[n] = system[s]! * left[l]! * right[r]!;
  });
  return weights;
}

/**
 * J(T_a, Δ) = Tr[Ĵ(t) ρ_S(T_a/2) ρ_L((T_a+Δ)/2) ρ_R((T_a−Δ)/2)] at the time of `diagonal`.
 * @throws DomainError unless T_a > 0 and |Δ| < T_a
 */
export function currentAt(
  junction: FiniteJunction,
  diagonal: CurrentDiagonal,
  T_a: number,
  Delta: number,
): number {
  const weights = thermalWeights(junction, { T_S: T_a / 2, T_L: (T_a + Delta) / 2, T_R: (T_a - Delta) / 2 });
  return weights.reduce((sum, w, n) => sum + w * diagonal.values[n]!, 0);
}

/**
 * All m_jk and s_jk with j + k ≤ order. The bounds hold the error of the diagonal of Ĵ(t) and that of weights and sums.
 * @throws DomainError unless T_a > 0 and order is a whole number ≥ 0
 */
export function traceMoments(
  junction: FiniteJunction,
  diagonal: CurrentDiagonal,
  T_a: number,
  order: number,
): TraceMoments {
  checkOrder(order);
  const weights = thermalWeights(junction, { T_S: T_a / 2, T_L: T_a / 2, T_R: T_a / 2 });
  const m = emptyTable(order);
  const s = emptyTable(order);
  const mError = emptyTable(order);
  const sError = emptyTable(order);
  const rounding = weightRounding(junction, T_a) + (junction.dimension + 2 * order) * Number.EPSILON;
  forEachState(junction, (n, _, l, r) => {
    const x = junction.leftEnergies[l]! - junction.rightEnergies[r]!;
    const y = junction.leftEnergies[l]! + junction.rightEnergies[r]!;
    const current = diagonal.values[n]!;
    for (let j = 0, xj = weights[n]!; j <= order; j++, xj *= x) {
      for (let k = 0, term = xj; j + k <= order; k++, term *= y) {
        s[j]![k]! += term;
        m[j]![k]! += current * term;
        sError[j]![k]! += rounding * Math.abs(term);
        mError[j]![k]! += (diagonal.error + rounding * Math.abs(current)) * Math.abs(term);
      }
    }
  });
  return { T_a, order, m: { values: m, errors: mError }, s: { values: s, errors: sError } };
}

/**
 * The exact Taylor coefficients α_0 … α_order of J in Δ at fixed T_a, from the weights of each bath alone: with
 * u = Δ/T_a the exponent −E/T_ν = −(2E/T_a)/(1 ± u) is a geometric series, its exponential and the division by Z_ν
 * follow by recursion, and α_k = T_a^{−k} Σ_n ⟨n|Ĵ(t)|n⟩ [u^k] w_n(u). Neither X, Y nor any moment enters, so the
 * result can stand against the trace formula.
 * @throws DomainError unless T_a > 0 and order is a whole number ≥ 0
 */
export function currentCoefficients(
  junction: FiniteJunction,
  diagonal: CurrentDiagonal,
  T_a: number,
  order: number,
): CurrentCoefficient[] {
  checkOrder(order);
  checkTemperature("T_a", T_a);
  const system = boltzmannWeights(junction.systemEnergies, T_a / 2);
  const left = bathWeightSeries(junction.leftEnergies, T_a, order, 1);
  const right = bathWeightSeries(junction.rightEnergies, T_a, order, -1);
  const sums = new Float64Array(order + 1);
  const errors = new Float64Array(order + 1);
  const rounding = weightRounding(junction, T_a) + (junction.dimension + 8 * order) * Number.EPSILON;
  forEachState(junction, (n, s, l, r) => {
    const current = diagonal.values[n]! * system[s]!;
    const spread = (diagonal.error + rounding * Math.abs(diagonal.values[n]!)) * system[s]!;
    for (let k = 0; k <= order; k++) {
      let weight = 0;
      let size = 0;
      for (let j = 0; j <= k; j++) {
        weight += left.series[j]![l]! * right.series[k - j]![r]!;
        size += left.sizes[j]![l]! * right.sizes[k - j]![r]!;
      }
      sums[k]! += current * weight;
      errors[k]! += spread * size;
    }
  });
  return Array.from(sums, (sum, k) => ({ k, value: sum / T_a ** k, error: errors[k]! / T_a ** k }));
}

/**
 * The u-series of the weights e^{−E/T}/Z at T = (T_a/2)(1 + sign·u), `series[k][state]`, and the same recursion with
 * absolute values throughout, which measures how much cancels. Energies count from their mean: the weights do not
 * depend on the zero of energy, and the terms are smallest there.
 */
function bathWeightSeries(energies: Float64Array, T_a: number, order: number, sign: 1 | -1) {
  const first = boltzmannWeights(energies, T_a / 2);
  const mean = energies.reduce((sum, energy, n) => sum + energy * first[n]!, 0);
  const exponent = energies.map((energy) => (-2 * (energy - mean)) / T_a);
  const raw = [first];
  const rawSizes = [first];
  const z = [1];
  const zSizes = [1];
  const series = [first];
  const sizes = [first];
  for (let k = 1; k <= order; k++) {
    // [u^i] of the exponent is exponent·(−sign)^i, and k f_k = Σ_i i·[u^i]·f_{k−i}.
    const f = new Float64Array(energies.length);
    const g = new Float64Array(energies.length);
    for (let i = 1; i <= k; i++) {
      const factor = (i / k) * (-sign) ** i;
      f.forEach((_, n) => {
        f[n]! += factor * exponent[n]! * raw[k - i]![n]!;
        g[n]! += Math.abs(factor * exponent[n]!) * rawSizes[k - i]![n]!;
      });
    }
    raw.push(f);
    rawSizes.push(g);
    z.push(f.reduce((a, b) => a + b, 0));
    zSizes.push(g.reduce((a, b) => a + b, 0));
    series.push(f.map((x, n) => x - sumTo(k, (j) => z[j]! * series[k - j]![n]!)));
    sizes.push(g.map((x, n) => x + sumTo(k, (j) => zSizes[j]! * sizes[k - j]![n]!)));
  }
  return { series, sizes };
}

function sumTo(k: number, term: (j: number) => number): number {
  let sum = 0;
  for (let j = 1; j <= k; j++) sum += term(j);
  return sum;
}

/** Relative rounding of a Boltzmann weight: that of its exponent, a few roundings, and the sum in Z. */
function weightRounding(junction: FiniteJunction, T_a: number): number {
  let exponent = 0;
  let states = 0;
  for (const energies of [junction.systemEnergies, junction.leftEnergies, junction.rightEnergies]) {
    const largest = energies.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    exponent += (4 * largest) / T_a;
    states += energies.length;
  }
  return (exponent + states + 8) * Number.EPSILON;
}

function forEachState(
  junction: FiniteJunction,
  visit: (n: number, s: number, l: number, r: number) => void,
): void {
  let n = 0;
  for (let s = 0; s < junction.systemEnergies.length; s++) {
    for (let l = 0; l < junction.leftEnergies.length; l++) {
      for (let r = 0; r < junction.rightEnergies.length; r++) visit(n++, s, l, r);
    }
  }
}

function emptyTable(order: number): number[][] {
  return Array.from({ length: order + 1 }, (_, j) => new Array<number>(order + 1 - j).fill(0));
}

function checkTemperature(name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) {
    throw new DomainError(name, String(value), "a temperature must be positive and finite");
  }
}

function checkOrder(order: number): void {
  if (!Number.isInteger(order) || order < 0) {
    throw new DomainError("order", String(order), "must be a whole number ≥ 0");
  }
}
