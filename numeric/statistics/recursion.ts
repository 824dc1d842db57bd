/**
 * Cumulants of N levels in doubles by the Rayleigh–Schrödinger recursion, independent of the equation for G: with
 * W_j = ∂^jW/∂λ^j at λ = 0 and the right eigenvector Σ v_n λ^n/n!, 1ᵀv_0 = 1, 1ᵀv_n = 0,
 *     κ_n = Σ_{j≥1} C(n, j) 1ᵀW_j v_{n−j},     W_0 v_n = Σ_{j≥1} C(n, j) [κ_j − W_j] v_{n−j}.
 * One factorisation of W_0 with its first row replaced by ones serves every order: O(N³ + n²N²). Its terms cancel for
 * asymmetric chains: a quick way and a check, never the source of a digit that is called proved.
 */
import { stationaryDistribution } from "../levels/gth.js";

/**
 * κ_1 … κ_order.
 * @param energies length N
 * @param left     row-major N×N, [i*N + j] the rate from level j to level i due to the left bath
 * @param right    the same for the right bath
 * @throws ReducibleChainError if the levels fall apart
 */
export function cumulantsByRecursion(
  energies: ArrayLike<number>,
  left: Float64Array,
  right: Float64Array,
  order: number,
): Float64Array {
  const n = energies.length;
  const generator = new Float64Array(n * n);
  for (let at = 0; at < n * n; at++) generator[at] = left[at]! + right[at]!;
  const first = stationaryDistribution(n, generator);
  for (let j = 0; j < n; j++) {
    let loss = 0;
    generator[j * n + j] = 0;
    for (let i = 0; i < n; i++) loss += generator[i * n + j]!;
    generator[j * n + j] = -loss;
  }
  // Counted terms: left rates times powers of the gap.
  const counted: Float64Array[] = [];
  let power = left;
  for (let l = 1; l <= order; l++) {
    const next = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        if (i !== j) next[i * n + j] = power[i * n + j]! * (energies[i]! - energies[j]!);
    counted.push(next);
    power = next;
  }
  generator.fill(1, 0, n);
  const pivots = factorise(generator, n);
  const vectors = [first];
  const kappa = new Float64Array(order);
  const images: Float64Array[][] = []; // images[m][j − 1] = W_j v_m
  for (let m = 1; m <= order; m++) {
    images.push(counted.map((w) => product(w, vectors[m - 1]!, n)));
    let value = 0;
    let binomial = 1;
    const right_ = new Float64Array(n);
    for (let j = 1; j <= m; j++) {
      binomial = (binomial * (m - j + 1)) / j;
      const image = images[m - j]![j - 1]!;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        sum += image[i]!;
        right_[i]! -= binomial * image[i]!;
      }
      value += binomial * sum;
    }
    kappa[m - 1] = value;
    if (m === order) break;
    binomial = 1;
    for (let j = 1; j <= m; j++) {
      binomial = (binomial * (m - j + 1)) / j;
      const v = vectors[m - j]!;
      const c = binomial * kappa[j - 1]!;
      for (let i = 0; i < n; i++) right_[i]! += c * v[i]!;
    }
    right_[0] = 0;
    solve(generator, pivots, right_, n);
    vectors.push(right_);
  }
  return kappa;
}

function product(w: Float64Array, v: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += w[i * n + j]! * v[j]!;
    result[i] = sum;
  }
  return result;
}

/** LU with partial pivoting, in place; the rows exchanged at each step. */
function factorise(a: Float64Array, n: number): Int32Array {
  const pivots = new Int32Array(n);
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]!) > Math.abs(a[best * n + k]!)) best = i;
    pivots[k] = best;
    if (best !== k)
      for (let j = 0; j < n; j++) [a[k * n + j], a[best * n + j]] = [a[best * n + j]!, a[k * n + j]!];
    const lead = a[k * n + k]!;
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k]! / lead;
      a[i * n + k] = factor;
      if (factor !== 0) for (let j = k + 1; j < n; j++) a[i * n + j]! -= factor * a[k * n + j]!;
    }
  }
  return pivots;
}

function solve(a: Float64Array, pivots: Int32Array, b: Float64Array, n: number): void {
  for (let k = 0; k < n; k++) {
    const p = pivots[k]!;
    if (p !== k) [b[k], b[p]] = [b[p]!, b[k]!];
  }
  for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) b[i]! -= a[i * n + j]! * b[j]!;
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) b[i]! -= a[i * n + j]! * b[j]!;
    b[i]! /= a[i * n + i]!;
  }
}
