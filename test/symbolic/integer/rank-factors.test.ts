/** A matrix from its rank factors, and how many there are. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RankFactor, rankFactors, sparserFactors } from "../../../symbolic/integer/rank-factors.js";

function put(factors: readonly RankFactor[], rows: number, columns: number): bigint[][] {
  const scale = factors.reduce((p, f) => p * f.denominator, 1n);
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => {
      const sum = factors.reduce(
        (s, f) => s + ((f.left[i] as bigint) * (f.right[j] as bigint) * scale) / f.denominator,
        0n,
      );
      expect(sum % scale).toBe(0n);
      return sum / scale;
    }),
  );
}

const entries = (factors: readonly RankFactor[]): number =>
  factors.reduce((n, f) => n + [...f.left, ...f.right].filter((c) => c !== 0n).length, 0);

describe("rank factors", () => {
  const matrices = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([rank, rows, columns]) => {
      const vector = (n: number): fc.Arbitrary<bigint[]> =>
        fc.array(fc.bigInt(-4n, 4n), { minLength: n, maxLength: n });
      return fc.array(fc.tuple(vector(rows), vector(columns)), { minLength: rank, maxLength: rank });
    });

  it("multiply out to the matrix, before and after exchanges, and are no more than its rank", () => {
    fc.assert(
      fc.property(matrices, (products) => {
        const [rows, columns] = [products[0]![0].length, products[0]![1].length];
        const matrix = Array.from({ length: rows }, (_, i) =>
          Array.from({ length: columns }, (_, j) =>
            products.reduce((s, [a, b]) => s + (a[i] as bigint) * (b[j] as bigint), 0n),
          ),
        );
        const order = Array.from({ length: columns }, (_, j) => columns - 1 - j);
        const factors = rankFactors(matrix, order);
        expect(factors.length).toBeLessThanOrEqual(products.length);
        expect(put(factors, rows, columns)).toEqual(matrix);
        const sparser = sparserFactors(factors);
        expect(put(sparser, rows, columns)).toEqual(matrix);
        expect(entries(sparser)).toBeLessThanOrEqual(entries(factors));
      }),
    );
  });

  it("find the sum with few entries", () => {
    // (1, 0)·(1, 1, 0) + (0, 1)·(0, 1, 1) after mixing the rows
    const matrix = [
      [1n, 1n, 0n],
      [1n, 2n, 1n],
    ];
    expect(entries(sparserFactors(rankFactors(matrix, [0, 1, 2])))).toBeLessThanOrEqual(7);
  });
});
