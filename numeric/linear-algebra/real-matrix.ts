/** A dense real matrix, row-major: entry (i, j) is `data[i * columns + j]`. */
export interface RealMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A sparse real matrix by rows: row i holds the entries `rowStart[i]` … `rowStart[i + 1] − 1`. */
export interface SparseMatrix {
  readonly dimension: number;
  readonly rowStart: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
}

/** One entry (row, column, value) of a matrix. */
export type MatrixEntry = readonly [row: number, column: number, value: number];

/** Two matrices whose dimensions do not fit. */
class MatrixDimensionError extends RangeError {
  constructor(left: RealMatrix, right: RealMatrix) {
    super(`cannot multiply ${left.rows}×${left.columns} by ${right.rows}×${right.columns}`);
    this.name = "MatrixDimensionError";
  }
}

/**
 * The product AB. Four rows of B are added to a row of the result in one pass, all of them contiguous in memory.
 * @throws MatrixDimensionError if A has not as many columns as B has rows
 */
export function multiply(a: RealMatrix, b: RealMatrix): RealMatrix {
  if (a.columns !== b.rows) throw new MatrixDimensionError(a, b);
  const n = b.columns;
  const result = new Float64Array(a.rows * n);
  const x = b.data;
  for (let i = 0; i < a.rows; i++) {
    const out = result.subarray(i * n, (i + 1) * n);
    const row = i * a.columns;
    let k = 0;
    for (; k + 4 <= a.columns; k += 4) {
      const c0 = a.data[row + k]!;
      const c1 = a.data[row + k + 1]!;
      const c2 = a.data[row + k + 2]!;
      const c3 = a.data[row + k + 3]!;
      const r0 = k * n;
      const r1 = r0 + n;
      const r2 = r1 + n;
      const r3 = r2 + n;
      for (let j = 0; j < n; j++) {
        out[j] = out[j]! + (c0 * x[r0 + j]! + c1 * x[r1 + j]! + (c2 * x[r2 + j]! + c3 * x[r3 + j]!));
      }
    }
    for (; k < a.columns; k++) {
      const c = a.data[row + k]!;
      const r = k * n;
      for (let j = 0; j < n; j++) out[j] = out[j]! + c * x[r + j]!;
    }
  }
  return { rows: a.rows, columns: n, data: result };
}

/** The transposed matrix. */
export function transpose(a: RealMatrix): RealMatrix {
  const data = new Float64Array(a.data.length);
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.columns; j++) data[j * a.rows + i] = a.data[i * a.columns + j]!;
  }
  return { rows: a.columns, columns: a.rows, data };
}

/** A square sparse matrix from its entries; entries at the same place add up. */
export function sparseFromEntries(dimension: number, entries: readonly MatrixEntry[]): SparseMatrix {
  const rows = Array.from({ length: dimension }, () => new Map<number, number>());
  for (const [i, j, value] of entries) rows[i]!.set(j, (rows[i]!.get(j) ?? 0) + value);
  const rowStart = new Int32Array(dimension + 1);
  rows.forEach((row, i) => (rowStart[i + 1] = rowStart[i]! + row.size));
  const column = new Int32Array(rowStart[dimension]!);
  const value = new Float64Array(rowStart[dimension]!);
  let at = 0;
  for (const row of rows) {
    for (const [j, x] of row) {
      column[at] = j;
      value[at++] = x;
    }
  }
  return { dimension, rowStart, column, value };
}

/** The product of a sparse square matrix with a dense one. */
export function multiplySparse(a: SparseMatrix, b: RealMatrix): RealMatrix {
  const n = b.columns;
  const result = new Float64Array(a.dimension * n);
  for (let i = 0; i < a.dimension; i++) {
    const out = i * n;
    for (let at = a.rowStart[i]!; at < a.rowStart[i + 1]!; at++) {
      const row = a.column[at]! * n;
      const x = a.value[at]!;
      for (let j = 0; j < n; j++) result[out + j] = result[out + j]! + x * b.data[row + j]!;
    }
  }
  return { rows: a.dimension, columns: n, data: result };
}

/** The rows and columns listed in `indices`, densely; `indices` in the order of the result. */
export function denseBlock(a: SparseMatrix, indices: Int32Array): RealMatrix {
  const n = indices.length;
  const position = new Map<number, number>();
  indices.forEach((index, i) => position.set(index, i));
  const data = new Float64Array(n * n);
  indices.forEach((index, i) => {
    for (let at = a.rowStart[index]!; at < a.rowStart[index + 1]!; at++) {
      const j = position.get(a.column[at]!);
      if (j !== undefined) data[i * n + j] = a.value[at]!;
    }
  });
  return { rows: n, columns: n, data };
}

/** The sparse block of the rows and columns listed in `indices`. */
export function sparseBlock(a: SparseMatrix, indices: Int32Array): SparseMatrix {
  const position = new Map<number, number>();
  indices.forEach((index, i) => position.set(index, i));
  const entries: MatrixEntry[] = [];
  indices.forEach((index, i) => {
    for (let at = a.rowStart[index]!; at < a.rowStart[index + 1]!; at++) {
      const j = position.get(a.column[at]!);
      if (j !== undefined) entries.push([i, j, a.value[at]!]);
    }
  });
  return sparseFromEntries(indices.length, entries);
}
