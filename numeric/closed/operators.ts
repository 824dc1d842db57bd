import type { RealMatrix } from "../linear-algebra/real-matrix.js";

/**
 * Operators of single sites, in the basis of the site's own levels in ascending order of energy (spin down first,
 * the oscillator's vacuum first). All are real symmetric or diagonal: σ_y and p never occur in (1)–(9).
 */

/** The diagonal of S_z for spin S: −S, …, S (±1/2 at S = 1/2, so that ωS_z = ωσ_z/2). */
export function spinZ(twoS: number): Float64Array {
  return Float64Array.from({ length: twoS + 1 }, (_, n) => n - twoS / 2);
}

/** S₊ + S₋ for spin S, σ_x at S = 1/2: ⟨n−1|S₊ + S₋|n⟩² = n(2S + 1 − n). */
export function spinX(twoS: number): RealMatrix {
  return ladderMatrix(Float64Array.from({ length: twoS }, (_, k) => Math.sqrt((k + 1) * (twoS - k))));
}

/** The diagonal of a†a for the lowest `levels` states: 0, 1, …. */
export function oscillatorNumber(levels: number): Float64Array {
  return Float64Array.from({ length: levels }, (_, n) => n);
}

/** a + a† cut to the lowest `levels` states: ⟨n−1|a + a†|n⟩ = √n. */
export function oscillatorX(levels: number): RealMatrix {
  return ladderMatrix(Float64Array.from({ length: levels - 1 }, (_, k) => Math.sqrt(k + 1)));
}

/** The symmetric matrix with `steps[k]` between the levels k and k + 1 and nothing else. */
function ladderMatrix(steps: Float64Array): RealMatrix {
  const n = steps.length + 1;
  const data = new Float64Array(n * n);
  steps.forEach((value, k) => {
    data[k * n + k + 1] = data[(k + 1) * n + k] = value;
  });
  return { rows: n, columns: n, data };
}

/** The n-dimensional unit matrix. */
export function identity(n: number): RealMatrix {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = 1;
  return { rows: n, columns: n, data };
}

/** The Kronecker product A ⊗ B: the second factor's index runs fastest. */
function kronecker(a: RealMatrix, b: RealMatrix): RealMatrix {
  const rows = a.rows * b.rows;
  const columns = a.columns * b.columns;
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const left = a.data[Math.floor(i / b.rows) * a.columns + Math.floor(j / b.columns)]!;
      data[i * columns + j] = left * b.data[(i % b.rows) * b.columns + (j % b.columns)]!;
    }
  }
  return { rows, columns, data };
}

/** `operator` on site `site` of a product of sites with these dimensions, the identity on the others. */
export function onSite(dimensions: readonly number[], site: number, operator: RealMatrix): RealMatrix {
  const size = (from: number, to: number) =>
    dimensions.slice(from, to).reduce((product, d) => product * d, 1);
  return kronecker(kronecker(identity(size(0, site)), operator), identity(size(site + 1, dimensions.length)));
}
