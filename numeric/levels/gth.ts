import { DomainError } from "../arithmetic/errors.js";
import { chainClasses } from "./closed-classes.js";
import { ReducibleChainError } from "./errors.js";
import { requireSquare, stationaryWeights } from "./gth-generic.js";
import {
  binaryExponent,
  scaledArithmetic,
  scaledFloat,
  scaleByPowerOfTwo,
  scaledToNumber,
} from "../arithmetic/scaled-float.js";

/** States are removed in blocks of this many, so that the bulk of the work is a matrix product. */
const BLOCK = 32;

/** Products below 2^−1022 lose bits; the elimination stops before one can occur. */
const SMALLEST_NORMAL = 2 ** -1022;

/**
 * Stationary distribution of a rate matrix, in double precision with componentwise relative accuracy
 * ({@link gthErrorBound}; in practice a few ulp), by GTH elimination.
 *
 * Columns are scaled by powers of two first, so rates may span the whole range of doubles. When a product could
 * underflow the elimination starts again in doubles with a wide exponent (slower by some 50 times).
 * A population below 2^−1022 comes out rounded to a subnormal or zero.
 *
 * @param rates row-major n×n, `rates[i*n + j]` ≥ 0 the rate from j to i; diagonal ignored; not modified
 * @param names names of the states for error messages
 * @returns populations, length n, summing to one; zero outside the only closed class (where a state is
 *          left for ever: an absorbing state therefore takes everything)
 * @throws ReducibleChainError if the chain has several closed classes
 * @throws DomainError for a negative or non-finite rate or a wrong size
 */
export function stationaryDistribution(
  n: number,
  rates: ArrayLike<number>,
  names?: readonly string[],
): Float64Array {
  requireSquare(n, rates.length);
  const w = scaledCopy(n, rates, names);
  const exit = new Float64Array(n);
  const outcome = w.exact ? eliminate(n, w.matrix, exit) : "underflow";
  if (outcome === "underflow") return wideDistribution(n, rates, names);
  if (outcome === "stuck") return restrictedDistribution(n, rates, names);
  const weights = backSubstitute(n, w.matrix, exit) ?? backSubstituteWide(n, w.matrix, exit);
  return normalised(weights, w.exponents);
}

/** State 0 is not reached from everywhere: solve on the closed class alone, if there is only one. */
function restrictedDistribution(
  n: number,
  rates: ArrayLike<number>,
  names?: readonly string[],
): Float64Array {
  const { closed } = chainClasses(n, (from, to) => (rates[to * n + from] as number) > 0);
  const states = closed[0] as readonly number[];
  if (closed.length > 1) throw new ReducibleChainError(closed, names);
  const block = states.flatMap((to) => states.map((from) => rates[to * n + from] as number));
  const populations = new Float64Array(n);
  stationaryDistribution(states.length, block).forEach(
    (p, position) => (populations[states[position] as number] = p),
  );
  return populations;
}

/** The same by doubles of unlimited exponent. */
function wideDistribution(n: number, rates: ArrayLike<number>, names?: readonly string[]): Float64Array {
  const wide = Array.from({ length: n * n }, (_, position) => {
    const diagonal = position % (n + 1) === 0;
    return diagonal ? scaledArithmetic.zero : scaledFloat(rates[position] as number);
  });
  return Float64Array.from(stationaryWeights(scaledArithmetic, n, wide, names), scaledToNumber);
}

interface ScaledColumns {
  readonly matrix: Float64Array;
  /** Column j was multiplied by 2^−exponents[j]: the weight found is π_j 2^exponents[j]. */
  readonly exponents: Int32Array;
  /** Whether every scaled rate is a normal number (or zero), so that no bit was lost. */
  readonly exact: boolean;
}

/** Every column multiplied by the power of two that brings its largest rate into [1, 2). */
function scaledCopy(n: number, rates: ArrayLike<number>, names?: readonly string[]): ScaledColumns {
  const matrix = new Float64Array(n * n);
  const largest = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const rate = rates[i * n + j] as number;
      if (i === j) continue;
      if (!(rate >= 0 && rate < Infinity)) {
        const [from, to] = [names?.[j] ?? String(j), names?.[i] ?? String(i)];
        throw new DomainError(`rate from state ${from} to ${to}`, String(rate), "a rate is finite and ≥ 0");
      }
      matrix[i * n + j] = rate;
      if (rate > (largest[j] as number)) largest[j] = rate;
    }
  }
  const exponents = new Int32Array(n);
  const factors = new Float64Array(n);
  let representable = true;
  let exact = true;
  for (let j = 0; j < n; j++) {
    exponents[j] = (largest[j] as number) > 0 ? binaryExponent(largest[j] as number) : 0;
    factors[j] = 2 ** -(exponents[j] as number);
    if (!((factors[j] as number) < Infinity)) representable = false;
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const rate = matrix[i * n + j] as number;
      if (rate === 0) continue;
      const scaled = representable
        ? rate * (factors[j] as number)
        : scaleByPowerOfTwo(rate, -(exponents[j] as number));
      if (scaled < SMALLEST_NORMAL) exact = false;
      matrix[i * n + j] = scaled;
    }
  }
  return { matrix, exponents, exact };
}

/**
 * Blocked GTH elimination in place. Afterwards row k holds, left of the diagonal, the rates into state k
 * from the states before it, and column k above the diagonal the branching ratios out of it.
 * "stuck": some state cannot reach the states before it. "underflow": a product would lose bits.
 */
function eliminate(n: number, w: Float64Array, exit: Float64Array): "done" | "stuck" | "underflow" {
  for (let end = n; end > 1; end -= BLOCK) {
    const start = Math.max(1, end - BLOCK);
    for (let k = end - 1; k >= start; k--) {
      let total = 0;
      for (let i = 0; i < k; i++) total += w[i * n + k] as number;
      if (total === 0) return "stuck";
      exit[k] = total;
      let smallestBranch = Infinity;
      let smallestInto = Infinity;
      for (let i = 0; i < k; i++) {
        const branch = (w[i * n + k] as number) / total;
        if (branch < smallestBranch && (w[i * n + k] as number) > 0) smallestBranch = branch;
        w[i * n + k] = branch;
        const into = w[k * n + i] as number;
        if (into > 0 && into < smallestInto) smallestInto = into;
      }
      if (smallestBranch < SMALLEST_NORMAL) return "underflow";
      const mayUnderflow = smallestBranch * smallestInto < SMALLEST_NORMAL;
      if (mayUnderflow && losesBits(n, w, k, smallestInto)) return "underflow";
      // the columns of the block, in all rows that are left …
      for (let i = 0; i < k; i++) {
        const branch = w[i * n + k] as number;
        if (branch !== 0)
          for (let j = start; j < k; j++) (w[i * n + j] as number) += branch * (w[k * n + j] as number);
      }
      // … and the rows of the block, left of it
      for (let i = start; i < k; i++) {
        const branch = w[i * n + k] as number;
        if (branch !== 0)
          for (let j = 0; j < start; j++) (w[i * n + j] as number) += branch * (w[k * n + j] as number);
      }
    }
    addProduct(n, w, start, end);
  }
  return "done";
}

/**
 * Whether removing state k forms a product below the normal range that matters: one added to a rate which is not
 * itself so much larger (2^60 times) that the loss is beyond its last bit.
 */
function losesBits(n: number, w: Float64Array, k: number, smallestInto: number): boolean {
  const harmless = 2 ** 60 * SMALLEST_NORMAL;
  for (let i = 0; i < k; i++) {
    const branch = w[i * n + k] as number;
    if (branch === 0 || branch * smallestInto >= SMALLEST_NORMAL) continue;
    for (let j = 0; j < k; j++) {
      const into = w[k * n + j] as number;
      const lossy = into > 0 && branch * into < SMALLEST_NORMAL;
      if (lossy && i !== j && (w[i * n + j] as number) < harmless) return true;
    }
  }
  return false;
}

/** w[i, j] += Σ_{k in block} w[i, k] w[k, j] for i, j before the block: eight k at a time. */
function addProduct(n: number, w: Float64Array, start: number, end: number): void {
  let k = start;
  for (; k + 8 <= end; k += 8) {
    const r = k * n;
    for (let i = 0; i < start; i++) {
      const row = i * n;
      const [b0, b1, b2, b3] = [
        w[row + k] as number,
        w[row + k + 1] as number,
        w[row + k + 2] as number,
        w[row + k + 3] as number,
      ];
      const [b4, b5, b6, b7] = [
        w[row + k + 4] as number,
        w[row + k + 5] as number,
        w[row + k + 6] as number,
        w[row + k + 7] as number,
      ];
      for (let j = 0; j < start; j++) {
        const p = r + j;
        (w[row + j] as number) +=
          b0 * (w[p] as number) +
          b1 * (w[p + n] as number) +
          b2 * (w[p + 2 * n] as number) +
          b3 * (w[p + 3 * n] as number) +
          (b4 * (w[p + 4 * n] as number) +
            b5 * (w[p + 5 * n] as number) +
            b6 * (w[p + 6 * n] as number) +
            b7 * (w[p + 7 * n] as number));
      }
    }
  }
  for (; k < end; k++) {
    for (let i = 0; i < start; i++) {
      const branch = w[i * n + k] as number;
      if (branch !== 0)
        for (let j = 0; j < start; j++) (w[i * n + j] as number) += branch * (w[k * n + j] as number);
    }
  }
}

/** Weights with exponents of their own: mantissa[k]·2^exponent[k]. */
interface WideWeights {
  readonly mantissa: Float64Array;
  readonly exponent: Int32Array;
}

/** π_k = Σ_{j<k} w[k, j] π_j / exit_k; null where a weight leaves the range of doubles. */
function backSubstitute(n: number, w: Float64Array, exit: Float64Array): WideWeights | null {
  const mantissa = new Float64Array(n);
  mantissa[0] = 1;
  for (let k = 1; k < n; k++) {
    let inflow = 0;
    for (let j = 0; j < k; j++) {
      const into = w[k * n + j] as number;
      const flow = into * (mantissa[j] as number);
      if (flow < SMALLEST_NORMAL && into > 0 && (mantissa[j] as number) > 0) return null;
      inflow += flow;
    }
    const value = inflow / (exit[k] as number);
    if (value === Infinity || (value < SMALLEST_NORMAL && inflow > 0)) return null;
    mantissa[k] = value;
  }
  return { mantissa, exponent: new Int32Array(n) };
}

/** The same for weights of any size. Terms 2^−1000 below the largest are lost, which rounding cannot tell. */
function backSubstituteWide(n: number, w: Float64Array, exit: Float64Array): WideWeights {
  const mantissa = new Float64Array(n);
  const exponent = new Int32Array(n);
  mantissa[0] = 1;
  for (let k = 1; k < n; k++) {
    let top = -Infinity;
    for (let j = 0; j < k; j++) {
      const flow = w[k * n + j] as number;
      if (flow > 0 && (mantissa[j] as number) > 0)
        top = Math.max(top, binaryExponent(flow) + (exponent[j] as number));
    }
    if (top === -Infinity) continue; // no way into k: a transient state
    let inflow = 0;
    for (let j = 0; j < k; j++) {
      const flow = (w[k * n + j] as number) * (mantissa[j] as number);
      if (flow > 0) inflow += scaleByPowerOfTwo(flow, (exponent[j] as number) - top);
    }
    const value = inflow / (exit[k] as number);
    const shift = binaryExponent(value);
    mantissa[k] = scaleByPowerOfTwo(value, -shift);
    exponent[k] = top + shift;
  }
  return { mantissa, exponent };
}

/** Undoes the column scaling, shifts the largest weight to order one, and divides by the sum. */
function normalised(weights: WideWeights, columnExponents: Int32Array): Float64Array {
  const { mantissa, exponent } = weights;
  const n = mantissa.length;
  let top = -Infinity;
  for (let j = 0; j < n; j++) {
    if ((mantissa[j] as number) > 0)
      top = Math.max(
        top,
        binaryExponent(mantissa[j] as number) + (exponent[j] as number) - (columnExponents[j] as number),
      );
  }
  const populations = new Float64Array(n);
  let sum = 0;
  for (let j = 0; j < n; j++) {
    const weight = scaleByPowerOfTwo(
      mantissa[j] as number,
      (exponent[j] as number) - (columnExponents[j] as number) - top,
    );
    populations[j] = weight;
    sum += weight;
  }
  for (let j = 0; j < n; j++) (populations[j] as number) /= sum;
  return populations;
}
