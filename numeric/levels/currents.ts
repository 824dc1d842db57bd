import { stationaryWeights } from "./gth-generic.js";
import type { Coherence } from "../coherence/currents.js";
import type { SignedArithmetic } from "../arithmetic/semifield.js";

/** Populations and currents of (12) in the arithmetic they were computed in. */
export interface LevelCurrents<E> {
  readonly populations: readonly E[];
  /** J, energy per unit time taken from the left bath. */
  readonly fromLeft: E;
  /** Energy per unit time given to the right bath: equal to `fromLeft` in exact arithmetic. */
  readonly intoRight: E;
  /** Elements of the density matrix beside the populations, where the master equation keeps them. */
  readonly coherences?: readonly Coherence<E>[];
}

/**
 * Steady state and currents (11)–(12) of N levels over any arithmetic: exact rationals once Boltzmann factors are
 * numbers of their own, balls, or numbers of any precision.
 *
 * @param energies length N
 * @param left     row-major N×N, [i*N + j] the rate j → i due to the left bath (|S_ij|² k, times e^{−ω/T} upwards)
 * @param right    the same for the right bath
 * @throws ReducibleChainError if the rate equation is reducible
 */
export function levelCurrents<E>(
  arithmetic: SignedArithmetic<E>,
  energies: readonly E[],
  left: readonly E[],
  right: readonly E[],
  names?: readonly string[],
): LevelCurrents<E> {
  const { zero, add, sub, mul } = arithmetic;
  const n = energies.length;
  const total = left.map((rate, position) => add(rate, right[position] as NonNullable<E>));
  const populations = stationaryWeights(arithmetic, n, total, names);
  const heat = (rates: readonly E[]): E => {
    let sum = zero;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const up = mul(rates[i * n + j] as NonNullable<E>, populations[j] as NonNullable<E>);
        const down = mul(rates[j * n + i] as NonNullable<E>, populations[i] as NonNullable<E>);
        sum = add(sum, mul(sub(energies[i] as NonNullable<E>, energies[j] as NonNullable<E>), sub(up, down)));
      }
    }
    return sum;
  };
  return { populations, fromLeft: heat(left), intoRight: sub(zero, heat(right)) };
}
