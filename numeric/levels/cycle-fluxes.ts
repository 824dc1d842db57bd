/**
 * Cycle fluxes of a rate equation with two baths (Hill's diagram method; Schnakenberg, Rev. Mod. Phys. 48, 571 (1976)).
 *
 * Levels are nodes; each coupled pair is two edges, one for each bath. For every simple cycle C, taken once in each
 * direction,
 *     flux(C) = [Π forward rates − Π backward rates]·det(W without the levels of C)/Σ_i det(W without level i),
 * and the steady flux through every edge is the sum over the cycles through it. The heat that C carries from left to
 * right per turn is Q = Σ over its left edges of ±gap. Detailed balance makes forward/backward = exp(Q (1/T_R − 1/T_L)):
 * every cycle carries heat from hot to cold, J = Σ Q·flux, and no choice of a spanning tree enters.
 */
import { DomainError } from "../arithmetic/errors.js";

/** One cycle, oriented so that it takes heat from the left bath (Q ≥ 0). */
export interface CycleFlux {
  /** The levels in the order of the turn; the last returns to the first. Two levels: up by one bath, down by the other. */
  readonly levels: readonly number[];
  /** The bath that makes each step: `baths[i]` goes from `levels[i]` to the next. */
  readonly baths: readonly ("L" | "R")[];
  /** Q, energy moved from left to right in one turn. */
  readonly heat: number;
  /** Turns per unit time, net. */
  readonly flux: number;
}

/** More cycles than this are not listed: the complete network of 6 levels has about 12,000. */
const MOST_CYCLES = 50_000;

/**
 * All cycles with their net fluxes, largest heat first. Cycles without heat have no net flux and are left out.
 * @param energies length N
 * @param left   row-major N×N, [i*N + j] the rate j → i due to the left bath
 * @param right  the same for the right bath
 * @param affinity  1/T_R − 1/T_L: backward/forward = exp(−Q·affinity) without cancellation
 * @throws DomainError if there are more than {@link MOST_CYCLES}
 */
export function cycleFluxes(
  energies: ArrayLike<number>,
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  affinity: number,
): CycleFlux[] {
  const n = energies.length;
  const generator = generatorOf(n, left, right);
  const everything = Array.from({ length: n }, (_, i) => i);
  const without = (removed: readonly number[]): number =>
    determinant(
      generator,
      everything.filter((i) => !removed.includes(i)),
      n,
    );
  const norm = everything.reduce((sum, i) => sum + without([i]), 0);
  const rate = { L: left, R: right };
  const result: CycleFlux[] = [];
  let count = 0;
  const finish = (levels: readonly number[], remaining: number): void => {
    const m = levels.length;
    // Two levels: only up-left, down-right (and its reverse) is a cycle of two different edges.
    const masks = m === 2 ? [1] : Array.from({ length: 1 << m }, (_, i) => i);
    for (const mask of masks) {
      if (++count > MOST_CYCLES)
        throw new DomainError(
          "cycles",
          `more than ${MOST_CYCLES}`,
          "the network is too dense to list its cycles",
        );
      const baths = levels.map((_, i) => (mask & (1 << i) ? "L" : "R"));
      let [forward, heat] = [1, 0];
      levels.forEach((from, i) => {
        const to = levels[(i + 1) % m] as number;
        const bath = baths[i] as "L" | "R";
        forward *= rate[bath][to * n + from] as number;
        if (bath === "L") heat += (energies[to] as number) - (energies[from] as number);
      });
      if (forward === 0 || heat === 0) continue;
      const flux = (-Math.expm1(-heat * affinity) * forward * remaining) / norm;
      result.push(
        heat > 0
          ? { levels, baths, heat, flux }
          : { levels: reversedTurn(levels), baths: [...baths].reverse(), heat: -heat, flux: -flux },
      );
    }
  };
  const joined = (i: number, j: number): boolean =>
    (left[i * n + j] as number) > 0 || (right[i * n + j] as number) > 0;
  // Simple cycles: the smallest level first, and the second below the last, so that each comes once.
  const extend = (path: number[]): void => {
    const [first, last] = [path[0] as number, path[path.length - 1] as number];
    for (let next = first + 1; next < n; next++) {
      if (path.includes(next) || !joined(next, last)) continue;
      const longer = [...path, next];
      if (longer.length === 2) finish(longer, without(longer));
      else if (joined(first, next) && (longer[1] as number) < next) finish(longer, without(longer));
      extend(longer);
    }
  };
  for (let first = 0; first < n; first++) extend([first]);
  return result.sort((a, b) => Math.abs(b.heat * b.flux) - Math.abs(a.heat * a.flux));
}

/** The same turn the other way round: step i of the result is step m−1−i of the original, reversed. */
function reversedTurn(levels: readonly number[]): number[] {
  const [first, ...rest] = levels;
  return [first as number, ...rest.reverse()];
}

/** −W: the outflow on the diagonal, minus the rates off it. */
function generatorOf(n: number, left: ArrayLike<number>, right: ArrayLike<number>): Float64Array {
  const w = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const rate = (left[i * n + j] as number) + (right[i * n + j] as number);
      w[i * n + j] = -rate;
      w[j * n + j] = (w[j * n + j] as number) + rate;
    }
  }
  return w;
}

/** Determinant of the rows and columns listed, by elimination; the matrix is diagonally dominant by columns. */
function determinant(w: Float64Array, keep: readonly number[], n: number): number {
  const a = keep.map((i) => keep.map((j) => w[i * n + j] as number));
  let product = 1;
  for (let k = 0; k < a.length; k++) {
    const row = a[k] as number[];
    const pivot = row[k] as number;
    if (pivot === 0) return 0;
    product *= pivot;
    for (let i = k + 1; i < a.length; i++) {
      const other = a[i] as number[];
      const factor = (other[k] as number) / pivot;
      if (factor === 0) continue;
      for (let j = k + 1; j < a.length; j++) other[j] = (other[j] as number) - factor * (row[j] as number);
    }
  }
  return product;
}
