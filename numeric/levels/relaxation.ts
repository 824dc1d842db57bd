import { DomainError } from "../arithmetic/errors.js";
import { contactRates, type LevelJunction } from "./rates.js";
import { requireSquare } from "./gth-generic.js";

/** The state of a junction at one time of its relaxation under (12). */
export interface RelaxationPoint {
  readonly time: number;
  readonly populations: Float64Array;
  /** Energy per unit time taken from the left bath. */
  readonly fromLeft: number;
  /** Energy per unit time given to the right bath; until the steady state it differs from `fromLeft`. */
  readonly intoRight: number;
  /** Mean energy Σ E_n P_n; its rate of change is fromLeft − intoRight. */
  readonly energy: number;
}

/**
 * The transition matrix exp(Wt) of a rate matrix: entry [i*n + j] is the probability to be in i after a time t
 * having started in j.
 *
 * W + λ with λ the largest exit rate has no negative entry, so exp(Wt) = [e^{−λτ} exp((W + λ)τ)]^{2^s}, τ = t/2^s, λτ ≤ 1/2
 * (uniformisation, a Taylor series of positive terms, then squaring) subtracts nothing: every probability keeps
 * its relative accuracy, about 2^s N u, however stiff the rates. Columns are renormalised after each squaring, which
 * holds the sum of probabilities at one. Chosen over a Padé exponential (mathjs' expm, which is used to check it)
 * and over an explicit ODE solver because those lose small populations in stiff junctions. Cost (18 + log2 λt) n³.
 *
 * @param rates row-major n×n, [i*n + j] the rate j → i; diagonal ignored
 * @throws DomainError for t < 0 or not finite
 */
export function transitionMatrix(n: number, rates: ArrayLike<number>, time: number): Float64Array {
  requireSquare(n, rates.length);
  if (!(time >= 0 && time < Infinity)) throw new DomainError("t", String(time), "a time is finite and ≥ 0");
  const exits = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) if (i !== j) (exits[j] as number) += rates[i * n + j] as number;
  }
  const largest = exits.reduce((a, b) => Math.max(a, b), 0);
  if (!(largest < Infinity)) throw new DomainError("rates", String(largest), "every rate is finite and ≥ 0");
  const squarings = Math.max(0, Math.ceil(Math.log2(largest * time * 2 || 1)));
  const step = time / 2 ** squarings;
  const jump = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      jump[i * n + j] = step * (i === j ? largest - (exits[j] as number) : (rates[i * n + j] as number));
    }
  }
  // λτ ≤ 1/2: the 18th term is below 2^−18/18! < 2^−70 of the first
  let result = identity(n);
  for (let term = 18; term >= 1; term--) {
    result = product(n, jump, result).map((x) => x / term);
    for (let i = 0; i < n; i++) (result[i * n + i] as number) += 1;
  }
  normaliseColumns(n, result);
  for (let s = 0; s < squarings; s++) {
    result = product(n, result, result);
    normaliseColumns(n, result);
  }
  return result;
}

/**
 * Relaxation of (12) from given populations, at the given ascending times.
 * @param initial populations at time 0, ≥ 0, summing to one within 1e-12
 * @throws DomainError for bad populations or times that do not ascend
 */
export function relaxation(
  junction: LevelJunction,
  leftTemperature: number,
  rightTemperature: number,
  initial: ArrayLike<number>,
  times: readonly number[],
): RelaxationPoint[] {
  const { energies, names } = junction;
  const n = energies.length;
  const left = contactRates(energies, junction.left, leftTemperature, names);
  const right = contactRates(energies, junction.right, rightTemperature, names);
  const total = left.map((rate, position) => rate + (right[position] as number));
  let populations = Float64Array.from(initial);
  const sum = populations.reduce((a, b) => a + b, 0);
  if (populations.length !== n || !(Math.abs(sum - 1) < 1e-12) || populations.some((p) => p < 0))
    throw new DomainError("populations", `[${populations.join(", ")}]`, "N numbers ≥ 0 that add up to one");
  let now = 0;
  let step = -1;
  let matrix: Float64Array = new Float64Array(0);
  const points: RelaxationPoint[] = [];
  for (const time of times) {
    if (!(time >= now && time < Infinity))
      throw new DomainError("t", String(time), "times are finite and ascend from 0");
    if (time - now !== step) {
      step = time - now;
      matrix = transitionMatrix(n, total, step);
    }
    populations = apply(n, matrix, populations);
    now = time;
    let energy = 0;
    for (let i = 0; i < n; i++) energy += (energies[i] as number) * (populations[i] as number);
    points.push({
      time,
      populations,
      fromLeft: heatFrom(energies, left, populations),
      intoRight: -heatFrom(energies, right, populations),
      energy,
    });
  }
  return points;
}

/** Energy per unit time a bath with these rates gives to the levels. */
function heatFrom(energies: ArrayLike<number>, rates: Float64Array, populations: Float64Array): number {
  const n = populations.length;
  let heat = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const flux =
        (rates[i * n + j] as number) * (populations[j] as number) -
        (rates[j * n + i] as number) * (populations[i] as number);
      heat += ((energies[i] as number) - (energies[j] as number)) * flux;
    }
  }
  return heat;
}

function identity(n: number): Float64Array<ArrayBuffer> {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * n + i] = 1;
  return result;
}

function product(n: number, a: Float64Array, b: Float64Array): Float64Array<ArrayBuffer> {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k] as number;
      if (factor !== 0)
        for (let j = 0; j < n; j++) (result[i * n + j] as number) += factor * (b[k * n + j] as number);
    }
  }
  return result;
}

function apply(n: number, matrix: Float64Array, vector: Float64Array): Float64Array<ArrayBuffer> {
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += (matrix[i * n + j] as number) * (vector[j] as number);
    result[i] = sum;
  }
  return result;
}

function normaliseColumns(n: number, matrix: Float64Array): void {
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += matrix[i * n + j] as number;
    for (let i = 0; i < n; i++) (matrix[i * n + j] as number) /= sum;
  }
}
