/** Small symmetric matrices block by block, as Hamiltonians on a product space are. */
import { symmetricEigensystem } from "../linear-algebra/eigen.js";

/** The eigenbasis of a symmetric matrix that falls into blocks. */
export interface BlockEigenbasis {
  /** Eigenvalues, block by block, ascending in each. */
  readonly values: Float64Array;
  /** Row-major n×n: entry [i*n + a] is the amplitude of state i in the vector of `values[a]`. */
  readonly vectors: Float64Array;
  /** The smallest distance of two eigenvalues of one block; Infinity where no block has two. */
  readonly separation: number;
}

/**
 * Diagonalises each block: pairs of states by the half angle, whose amplitudes keep their relative accuracy however small the
 * mixing is, larger ones by QL iteration.
 * @param matrix  row-major n×n, zero outside the blocks
 * @param blocks  every state in one block
 */
export function blockEigenbasis(
  n: number,
  matrix: Float64Array,
  blocks: readonly (readonly number[])[],
): BlockEigenbasis {
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  let separation = Infinity;
  let first = 0;
  for (const block of blocks) {
    const [i = 0, j = 0] = block;
    if (block.length === 1) {
      values[first] = matrix[i * n + i] as number;
      vectors[i * n + first] = 1;
    } else if (block.length === 2) {
      const [a, b, c] = [matrix[i * n + i], matrix[j * n + j], matrix[j * n + i]] as [number, number, number];
      const d = (a - b) / 2;
      const root = Math.hypot(d, c);
      const sign = d < 0 ? -1 : 1;
      // tan of the angle between the state that is nearer and its dressed one.
      const tangent = c === 0 ? 0 : c / (d + sign * root);
      const cos = 1 / Math.hypot(1, tangent);
      const sin = tangent * cos;
      const [lower, upper] = d < 0 ? [i, j] : [j, i];
      values[first] = (a + b) / 2 - root;
      values[first + 1] = (a + b) / 2 + root;
      // H has the same tangent of either sign in both: (cos, sin) above from the state of higher energy.
      vectors[upper * n + first + 1] = cos;
      vectors[lower * n + first + 1] = sign * sin;
      vectors[lower * n + first] = cos;
      vectors[upper * n + first] = -sign * sin;
      separation = Math.min(separation, 2 * root);
    } else {
      const size = block.length;
      const data = new Float64Array(size * size);
      block.forEach((row, k) =>
        block.forEach((column, l) => (data[k * size + l] = matrix[row * n + column] as number)),
      );
      const found = symmetricEigensystem({ rows: size, columns: size, data });
      block.forEach((row, k) => {
        values[first + k] = found.values[k] as number;
        for (let l = 0; l < size; l++)
          vectors[row * n + first + l] = found.vectors.data[k * size + l] as number;
      });
      for (let k = 1; k < size; k++)
        separation = Math.min(separation, (found.values[k] as number) - (found.values[k - 1] as number));
    }
    first += block.length;
  }
  return { values, vectors, separation };
}

/** The states that elements connect, each list ascending. @param connected  whether H may have an element between two states */
export function connectedBlocks(
  n: number,
  connected: (i: number, j: number) => boolean,
): readonly (readonly number[])[] {
  const done = new Set<number>();
  const blocks: (readonly number[])[] = [];
  for (let start = 0; start < n; start++) {
    if (done.has(start)) continue;
    const block = new Set([start]);
    for (const i of block) for (let j = 0; j < n; j++) if (connected(i, j) || connected(j, i)) block.add(j);
    block.forEach((i) => done.add(i));
    blocks.push([...block].sort((i, j) => i - j));
  }
  return blocks;
}
