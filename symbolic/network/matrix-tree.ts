/**
 * Stationary weights of a Markov chain over any commutative ring, by the matrix-tree theorem: the weight of a state
 * is the sum, over the spanning trees directed into it, of the products of the rates along the tree (Kirchhoff).
 *
 * The sum is evaluated without division as the minors of the rate matrix: deleting one row leaves N−1 rows, and
 * expanding them row by row gives every minor of the first r rows once, for each set of r columns. That takes fewer than
 * N·2^(N−1) products (80 for N = 5, 192 for N = 6, where there are 125 and 1296 trees for each root), and no division, so
 * that it also works where zero divisors or truncated series stand for rates. Fraction-free elimination needs
 * only N³/3 products, but its entries are themselves such minors, and it divides polynomials at every step.
 */
import { type Ring } from "../ring/ring.js";

/**
 * The weights v with Σ_j rate(j → i) v_j = v_i Σ_j rate(i → j), as sums over trees (positive where rates are).
 * All are zero iff the chain has more than one closed class.
 * @param rates  rates[i][j] is the rate from state j to state i; the diagonal is ignored
 */
export function stationaryWeights<E>(ring: Ring<E>, rates: readonly (readonly E[])[]): E[] {
  const n = rates.length;
  const loss = rates.map((_, j) =>
    rates.reduce((sum, row, i) => (i === j ? sum : ring.add(sum, row[j] as E)), ring.zero),
  );
  // The generator without its first row, with the sign that makes the diagonal positive.
  let minors = new Map<number, E>([[0, ring.one]]);
  for (let row = 1; row < n; row++) {
    const next = new Map<number, E>();
    for (const [columns, minor] of minors) {
      for (let c = 0; c < n; c++) {
        if (columns & (1 << c)) continue;
        const entry = c === row ? (loss[row] as E) : ring.negate((rates[row] as readonly E[])[c] as E);
        if (ring.isZero(entry)) continue;
        // Columns of the set to the right of c are passed by the new row's column.
        const passed = bitCount(columns >> (c + 1));
        const term = ring.multiply(entry, minor);
        const key = columns | (1 << c);
        const old = next.get(key);
        const signed = passed % 2 === 0 ? term : ring.negate(term);
        next.set(key, old === undefined ? signed : ring.add(old, signed));
      }
    }
    minors = next;
  }
  const all = (1 << n) - 1;
  return Array.from({ length: n }, (_, i) => {
    const minor = minors.get(all ^ (1 << i)) ?? ring.zero;
    return i % 2 === 0 ? minor : ring.negate(minor);
  });
}

/** Number of spanning trees of an undirected graph (Kirchhoff), exactly. */
export function spanningTreeCount(n: number, edges: readonly (readonly [number, number])[]): bigint {
  const matrix = Array.from({ length: n }, () => new Array<bigint>(n).fill(0n));
  for (const [a, b] of edges) {
    matrix[a]![b]! -= 1n;
    matrix[b]![a]! -= 1n;
    matrix[a]![a]! += 1n;
    matrix[b]![b]! += 1n;
  }
  // Fraction-free elimination (Bareiss) of the Laplacian without its last row and column.
  let previous = 1n;
  let sign = 1n;
  const size = n - 1;
  for (let k = 0; k < size - 1; k++) {
    const pivot = matrix.findIndex((row, i) => i >= k && i < size && row[k] !== 0n);
    if (pivot < 0) return 0n;
    if (pivot !== k) {
      [matrix[k], matrix[pivot]] = [matrix[pivot]!, matrix[k]!];
      sign = -sign;
    }
    const lead = matrix[k]![k]!;
    for (let i = k + 1; i < size; i++) {
      for (let j = k + 1; j < size; j++) {
        matrix[i]![j] = (matrix[i]![j]! * lead - matrix[i]![k]! * matrix[k]![j]!) / previous;
      }
    }
    previous = lead;
  }
  return size === 0 ? 1n : sign * matrix[size - 1]![size - 1]!;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
