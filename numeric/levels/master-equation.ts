import { DomainError } from "../arithmetic/errors.js";
import { stationaryDistribution } from "./gth.js";
import { gthErrorBound } from "./gth-generic.js";
import { contactRates, type LevelJunction } from "./rates.js";

/** Heat carried by one transition of the steady state; fluxes count jumps up minus jumps down per unit time. */
export interface TransitionCurrent {
  readonly upper: number;
  readonly lower: number;
  /** E_upper − E_lower > 0. */
  readonly gap: number;
  /** Heat taken from the left bath through this transition: gap × (net jumps upward made by the left bath). */
  readonly fromLeft: number;
  /** Heat given to the right bath through this transition. */
  readonly intoRight: number;
  /** Net probability flux lower → upper due to both baths: non-zero only where the transition is part of a cycle. */
  readonly flux: number;
}

/** The steady state of (12) with its currents; J > 0 flows from left to right. */
export interface LevelSteadyState {
  /** Populations, in the order of the energies. */
  readonly populations: Float64Array;
  /** J: energy per unit time taken from the left bath. */
  readonly current: number;
  /** Energy per unit time given to the right bath; equals `current` but for rounding. */
  readonly currentIntoRight: number;
  /** Every coupled pair of levels with a gap, sorted by (upper, lower). */
  readonly transitions: readonly TransitionCurrent[];
  /** Bound on |error| of `current` and of `currentIntoRight`: see {@link steadyState}. */
  readonly errorBound: number;
}

/** Unit roundoff of doubles. */
const U = 2 ** -53;
/** The smallest normal double: 2^52 times the absolute error of an underflow, so that sums of them are covered. */
const TINY = 2 ** -1022;

/**
 * Steady state and heat currents of an N-level junction, (11)–(12), by GTH elimination.
 *
 * The current from the left is Σ ω (X_L k_L P_lower − k_L P_upper), a difference of gross rates which nearly cancel
 * when |Δ| ≪ T_a: with relative errors ε of rates and populations its absolute error is at most
 * ε Σ ω (gross rate up + gross rate down), that is, relative to J of order ε T_a/|Δ|. `errorBound` is that sum with
 * ε = [gthErrorBound(N) + (2N − 1) r + transitions + 6] u, where r = rateUlps + 2 + 2 max ω/T counts the roundings of
 * the rates (of e^{−ω/T}: its argument and exp). A factor 2(N − 1) is the sensitivity of a population to the rates.
 *
 * Where the coupled levels form a tree (a ladder, a two-level system) no probability goes around, the two
 * baths' fluxes through each transition are opposite, and the current is the sum of
 * ω a_L a_R (X_L − X_R) P_lower/(a_L + a_R) without any cancellation: its relative error is at most ε for all Δ.
 *
 * Boltzmann factors below the range of normal doubles (ω/T > 708) lose digits and end as zero (ω/T > 745). A current made
 * of them then has the limit value 0, and `errorBound` has the loss in it: 2^−1022 Σ ω (1 + total rate down) + 2^−1022.
 * {@link evaluateLevels} has no such limit.
 *
 * @param difference Δ = T_L − T_R if known better than the rounded difference of the two temperatures
 * @param rateUlps   bound on the relative error of the downward rates as computed, in units of 2^−53
 * @throws DomainError as {@link contactRates}
 * @throws ReducibleChainError if the couplings leave the levels in separate parts
 */
export function steadyState(
  junction: LevelJunction,
  leftTemperature: number,
  rightTemperature: number,
  difference = leftTemperature - rightTemperature,
  rateUlps = 4,
): LevelSteadyState {
  const { energies, names } = junction;
  const n = energies.length;
  const left = contactRates(energies, junction.left, leftTemperature, names);
  const right = contactRates(energies, junction.right, rightTemperature, names);
  const total = new Float64Array(n * n);
  let edges = 0;
  for (let position = 0; position < total.length; position++) {
    total[position] = (left[position] as number) + (right[position] as number);
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++)
      if ((total[i * n + j] as number) > 0 || (total[j * n + i] as number) > 0) edges++;
  }
  const populations = stationaryDistribution(n, total, names);
  const isTree = edges === n - 1;
  const slope = difference / (leftTemperature * rightTemperature); // 1/T_R − 1/T_L
  const colder = Math.min(leftTemperature, rightTemperature);
  const transitions: TransitionCurrent[] = [];
  let current = 0;
  let currentIntoRight = 0;
  let gross = 0;
  let widest = 0;
  let lost = TINY;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const gap = (energies[i] as number) - (energies[j] as number);
      const [up, down] = [i * n + j, j * n + i];
      if (gap <= 0 || total[down] === 0) continue;
      lost += gap * (1 + (total[down] as number)) * TINY;
      const [lower, upper] = [populations[j] as number, populations[i] as number];
      let leftFlux = (left[up] as number) * lower - (left[down] as number) * upper;
      let rightFlux = (right[up] as number) * lower - (right[down] as number) * upper;
      if (isTree) {
        // a_R X_L − a_R X_R by expm1; the hotter bath's factor is taken out so that nothing overflows
        const hot = Math.exp(-gap / Math.max(leftTemperature, rightTemperature));
        const split = -hot * Math.expm1(-gap * Math.abs(slope)) * Math.sign(difference);
        leftFlux =
          ((left[down] as number) / (total[down] as number)) * (right[down] as number) * split * lower;
        rightFlux = -leftFlux;
        gross += gap * Math.abs(leftFlux);
      } else {
        const leftGross = (left[up] as number) * lower + (left[down] as number) * upper;
        gross += gap * Math.max(leftGross, (right[up] as number) * lower + (right[down] as number) * upper);
      }
      transitions.push({
        upper: i,
        lower: j,
        gap,
        fromLeft: gap * leftFlux,
        intoRight: -gap * rightFlux,
        flux: leftFlux + rightFlux,
      });
      current += gap * leftFlux;
      currentIntoRight -= gap * rightFlux;
      widest = Math.max(widest, gap / colder);
    }
  }
  const rateRoundings = rateUlps + 2 + 2 * widest;
  const roundings = gthErrorBound(n) + (2 * n - 1) * rateRoundings + transitions.length + 6;
  return { populations, current, currentIntoRight, transitions, errorBound: roundings * U * gross + lost };
}

/**
 * The current (11) as printed, ½ Σ_{n,m} E_mn |S_mn|² P_n (k^L_{n→m} − k^R_{n→m}), E_mn = E_m − E_n, from given
 * populations. It presupposes one S at both ends.
 * @throws DomainError if S_L ≠ S_R, where (11) does not hold
 */
export function printedCurrent(
  junction: LevelJunction,
  leftTemperature: number,
  rightTemperature: number,
  populations: ArrayLike<number>,
): number {
  const { energies, names } = junction;
  const n = energies.length;
  for (let position = 0; position < n * n; position++) {
    const [l, r] = [junction.left.squaredCoupling[position], junction.right.squaredCoupling[position]];
    if (l !== r && position % (n + 1) !== 0)
      throw new DomainError("S_L", `${String(l)} ≠ ${String(r)} = S_R`, "(11) holds for one S at both ends");
  }
  const left = contactRates(energies, junction.left, leftTemperature, names);
  const right = contactRates(energies, junction.right, rightTemperature, names);
  let sum = 0;
  for (let m = 0; m < n; m++) {
    for (let k = 0; k < n; k++) {
      const difference = (energies[m] as number) - (energies[k] as number);
      sum +=
        difference *
        (populations[k] as number) *
        ((left[m * n + k] as number) - (right[m * n + k] as number));
    }
  }
  return sum / 2;
}
