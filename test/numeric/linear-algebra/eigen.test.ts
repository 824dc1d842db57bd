import { describe, expect, it } from "vitest";
import { symmetricEigensystem } from "../../../numeric/linear-algebra/eigen.js";
import { multiply, transpose, type RealMatrix } from "../../../numeric/linear-algebra/real-matrix.js";

/** Deterministic entries in (−1/2, 1/2), from a linear congruential generator. */
function symmetricMatrix(n: number, seed: number): RealMatrix {
  const data = new Float64Array(n * n);
  let state = seed;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      state = (state * 1103515245 + 12345) % 2147483648;
      data[i * n + j] = data[j * n + i] = state / 2147483648 - 0.5;
    }
  }
  return { rows: n, columns: n, data };
}

function largestEntry(a: RealMatrix, b: (i: number, j: number) => number): number {
  let largest = 0;
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.columns; j++) {
      largest = Math.max(largest, Math.abs(a.data[i * a.columns + j]! - b(i, j)));
    }
  }
  return largest;
}

function expectEigensystem(matrix: RealMatrix): void {
  const n = matrix.rows;
  const { values, vectors } = symmetricEigensystem(matrix);
  const norm = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  // Backward stability: both errors are bounded by a modest multiple of N·eps (·‖A‖).
  const bound = 4 * n * Number.EPSILON;
  const aq = multiply(matrix, vectors);
  expect(largestEntry(aq, (i, a) => vectors.data[i * n + a]! * values[a]!)).toBeLessThanOrEqual(bound * norm);
  const overlap = multiply(transpose(vectors), vectors);
  expect(largestEntry(overlap, (i, j) => (i === j ? 1 : 0))).toBeLessThanOrEqual(bound);
  for (let a = 1; a < n; a++) expect(values[a]).toBeGreaterThanOrEqual(values[a - 1]!);
}

describe("eigensystem of a real symmetric matrix", () => {
  it.each([1, 2, 3, 4, 5, 17, 64, 130])("reproduces a random matrix of dimension %i", (n) => {
    expectEigensystem(symmetricMatrix(n, 7 * n + 1));
  });

  it("finds 2 − 2cos(πa/(N+1)) for the discrete Laplacian", () => {
    const n = 60;
    const data = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      data[i * n + i] = 2;
      if (i > 0) data[i * n + i - 1] = data[(i - 1) * n + i] = -1;
    }
    const { values } = symmetricEigensystem({ rows: n, columns: n, data });
    values.forEach((value, a) => {
      expect(Math.abs(value - (2 - 2 * Math.cos((Math.PI * (a + 1)) / (n + 1))))).toBeLessThan(
        4 * n * 2 ** -52,
      );
    });
  });

  it("copes with degenerate, zero, diagonal and badly scaled matrices", () => {
    const identity = (n: number, f: (i: number) => number): RealMatrix => {
      const data = new Float64Array(n * n);
      for (let i = 0; i < n; i++) data[i * n + i] = f(i);
      return { rows: n, columns: n, data };
    };
    expectEigensystem(identity(6, () => 0));
    expectEigensystem(identity(6, () => 3));
    expectEigensystem(identity(9, (i) => (i * 5) % 9));
    const ones = new Float64Array(49).fill(1);
    expectEigensystem({ rows: 7, columns: 7, data: ones });
    const huge = symmetricMatrix(12, 5);
    expectEigensystem({ ...huge, data: huge.data.map((x) => x * 1e170) });
    expectEigensystem({ ...huge, data: huge.data.map((x) => x * 1e-170) });
  });

  it("refuses a matrix that is not square or not finite", () => {
    expect(() => symmetricEigensystem({ rows: 2, columns: 3, data: new Float64Array(6) })).toThrow("2×3");
    const data = Float64Array.of(1, NaN, NaN, 2);
    expect(() => symmetricEigensystem({ rows: 2, columns: 2, data })).toThrow("did not converge");
  });
});
