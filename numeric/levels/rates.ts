import { DomainError } from "../arithmetic/errors.js";

/** Downward rate k(ω, T) of a bath at the gap ω > 0 and the temperature T, (13); ħ = k_B = 1. */
export type DownwardRate = (gap: number, temperature: number) => number;

/** One end of an N-level junction. */
export interface LevelContact {
  /** |S_mn|², row-major N×N, symmetric, ≥ 0; the diagonal has no effect. */
  readonly squaredCoupling: ArrayLike<number>;
  /** The bath's downward rate. */
  readonly rate: DownwardRate;
  /**
   * lim k(ω, T) for ω → 0, the rate between degenerate levels in both directions (for an ohmic bath T times the
   * coupling, not 0). Needed only where the coupling joins levels of one energy.
   */
  readonly zeroGapRate?: (temperature: number) => number;
}

/** A subsystem of N levels with a contact at each end; the couplings may differ (S_L ≠ S_R). */
export interface LevelJunction {
  /** Level energies in any order. */
  readonly energies: ArrayLike<number>;
  readonly left: LevelContact;
  readonly right: LevelContact;
  /** Names of the levels for error messages. */
  readonly names?: readonly string[];
}

/**
 * Rates of the Pauli master equation (12) due to one bath: entry [i*N + j] is the rate from level j to level i,
 * |S_ij|² k(ω) downwards and |S_ij|² e^{−ω/T} k(ω) upwards.
 * @throws DomainError for a bad size, a non-finite energy, T ≤ 0, an asymmetric or negative coupling, a rate
 *         that is negative or not finite, or coupled levels of one energy without `zeroGapRate`
 */
export function contactRates(
  energies: ArrayLike<number>,
  contact: LevelContact,
  temperature: number,
  names?: readonly string[],
): Float64Array {
  const n = energies.length;
  const { squaredCoupling: coupling } = contact;
  if (n === 0) throw new DomainError("energies", "[]", "a subsystem needs at least one level");
  if (coupling.length !== n * n)
    throw new DomainError("coupling", `${coupling.length} numbers`, `${n} levels need a matrix of ${n}×${n}`);
  if (!(temperature > 0 && temperature < Infinity))
    throw new DomainError("T", String(temperature), "a temperature must be positive and finite");
  const rates = new Float64Array(n * n);
  const label = (i: number, j: number): string => `${names?.[i] ?? String(i)},${names?.[j] ?? String(j)}`;
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(energies[i]))
      throw new DomainError(`energy ${names?.[i] ?? String(i)}`, String(energies[i]), "an energy is finite");
    for (let j = 0; j < i; j++) {
      const strength = coupling[i * n + j] as number;
      if (strength !== (coupling[j * n + i] as number))
        throw new DomainError(`|S[${label(i, j)}]|^2`, String(strength), "a coupling matrix is symmetric");
      if (strength === 0) continue;
      if (!(strength > 0 && strength < Infinity))
        throw new DomainError(
          `|S[${label(i, j)}]|^2`,
          String(strength),
          "a squared coupling is finite and ≥ 0",
        );
      const difference = (energies[i] as number) - (energies[j] as number);
      const gap = Math.abs(difference);
      const k = gap === 0 ? contact.zeroGapRate?.(temperature) : contact.rate(gap, temperature);
      if (k === undefined)
        throw new DomainError(
          `gap of levels ${label(i, j)}`,
          "0",
          "levels of one energy are coupled: give the limit of the rate at gap 0",
        );
      const down = strength * k;
      if (!(down >= 0 && down < Infinity))
        throw new DomainError(`rate of ${label(i, j)}`, String(down), "a rate is finite and ≥ 0");
      const up = down * Math.exp(-gap / temperature);
      rates[i * n + j] = difference > 0 ? up : down;
      rates[j * n + i] = difference > 0 ? down : up;
    }
  }
  return rates;
}

/** A ladder 0, ω, 2ω, … with couplings |S_n|² = weights[n − 1] between the levels n − 1 and n at both ends. */
export function ladderJunction(
  weights: ArrayLike<number>,
  gap: number,
  left: DownwardRate,
  right: DownwardRate,
): LevelJunction {
  const n = weights.length + 1;
  const squaredCoupling = new Float64Array(n * n);
  for (let k = 1; k < n; k++) {
    squaredCoupling[k * n + k - 1] = squaredCoupling[(k - 1) * n + k] = weights[k - 1] as number;
  }
  const energies = Float64Array.from({ length: n }, (_, k) => k * gap);
  return {
    energies,
    left: { squaredCoupling, rate: (_, temperature) => left(gap, temperature) },
    right: { squaredCoupling, rate: (_, temperature) => right(gap, temperature) },
  };
}
