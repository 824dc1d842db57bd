import { ReducibleChainError } from "./errors.js";
import { chainClasses } from "./closed-classes.js";
import { DomainError } from "../arithmetic/errors.js";
import type { PositiveArithmetic } from "../arithmetic/semifield.js";

/**
 * Stationary weights of a Markov chain by Grassmann–Taksar–Heyman elimination over any arithmetic.
 *
 * States are removed from the last to the first; what remains is each time the chain watched only while it is
 * in the states left ("censored"), whose rates are sums of products of rates. No subtraction occurs: an exact
 * arithmetic gives the exact answer, a rounded one the componentwise error of {@link gthErrorBound}.
 *
 * @param rates row-major n×n, `rates[i*n + j]` the rate from state j to state i; the diagonal is ignored
 * @returns weights π with Σ_j rates[i,j] π_j = π_i Σ_j rates[j,i], summing to one; states outside the only
 *          closed class (from which the chain leaves for ever) have exactly zero
 * @throws ReducibleChainError if there is more than one closed class
 * @throws DomainError if n < 1 or the matrix is not n×n
 */
export function stationaryWeights<E>(
  arithmetic: PositiveArithmetic<E>,
  n: number,
  rates: readonly E[],
  names?: readonly string[],
): E[] {
  const { zero, isZero } = arithmetic;
  requireSquare(n, rates.length);
  const { closed, transient } = chainClasses(
    n,
    (from, to) => !isZero(rates[to * n + from] as NonNullable<E>),
  );
  if (closed.length > 1) throw new ReducibleChainError(closed, names);
  const states = closed[0] as readonly number[];
  if (transient.length === 0) return eliminate(arithmetic, n, [...rates]);
  const m = states.length;
  const block: E[] = [];
  for (const to of states) for (const from of states) block.push(rates[to * n + from] as NonNullable<E>);
  const weights = eliminate(arithmetic, m, block);
  const result = Array.from({ length: n }, () => zero);
  states.forEach((state, position) => (result[state] = weights[position] as NonNullable<E>));
  return result;
}

/** GTH on an irreducible chain; overwrites `w`. */
function eliminate<E>(arithmetic: PositiveArithmetic<E>, n: number, w: E[]): E[] {
  const { zero, one, add, mul, div, isZero } = arithmetic;
  const exit = Array.from({ length: n }, () => zero);
  for (let k = n - 1; k > 0; k--) {
    let total = zero;
    for (let i = 0; i < k; i++) total = add(total, w[i * n + k] as NonNullable<E>);
    exit[k] = total;
    for (let i = 0; i < k; i++) {
      const rate = w[i * n + k] as NonNullable<E>;
      if (isZero(rate)) continue;
      const branch = div(rate, total);
      for (let j = 0; j < k; j++) {
        const into = w[k * n + j] as NonNullable<E>;
        if (i !== j && !isZero(into)) w[i * n + j] = add(w[i * n + j] as NonNullable<E>, mul(branch, into));
      }
    }
  }
  const weight = [one];
  let sum = one;
  for (let k = 1; k < n; k++) {
    let inflow = zero;
    for (let j = 0; j < k; j++) {
      const into = w[k * n + j] as NonNullable<E>;
      if (!isZero(into)) inflow = add(inflow, mul(into, weight[j] as NonNullable<E>));
    }
    weight[k] = div(inflow, exit[k] as NonNullable<E>);
    sum = add(sum, weight[k] as NonNullable<E>);
  }
  return weight.map((x) => div(x, sum));
}

/** @throws DomainError unless there is at least one state and the matrix has n² entries */
export function requireSquare(n: number, length: number): void {
  if (!Number.isInteger(n) || n < 1)
    throw new DomainError("n", String(n), "a chain needs at least one state");
  if (length !== n * n)
    throw new DomainError("rates", `${length} numbers`, `${n} states need a matrix of ${n}×${n}`);
}

/**
 * A-priori bound on the relative error of every weight computed by GTH in arithmetic of unit roundoff u, in
 * units of u. Ours, after O'Cinneide (Numer. Math. 65, 109 (1993)):
 *
 * Removing state m of m computes rates with at most m + 1 roundings each, all of sums, products and quotients of
 * positive numbers (m − 2 in the exit sum, division, multiplication, addition): to first order the result is the
 * exact censored chain of m − 1 states with every rate off by at most (m + 1)u. By the matrix-tree theorem
 * a weight is a quotient of sums of products of m − 2 rates, so it moves by at most 2(m − 2)(m + 1)u. Back substitution
 * adds 2m u a state (twice, through the normalising sum), the normalisation n u:
 *
 *     Σ_{m=2}^{n} [2(m − 2)(m + 1) + 4m] + n   ≈ (2/3) n³
 *
 * Second-order terms are covered while the bound times u is below 1/100: multiply by 1.01.
 */
export function gthErrorBound(n: number): number {
  let bound = n;
  for (let m = 2; m <= n; m++) bound += 2 * (m - 2) * (m + 1) + 4 * m;
  return 1.01 * bound;
}
