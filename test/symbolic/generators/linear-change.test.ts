import fc from "fast-check";
import { expect, test } from "vitest";
import { shortestChange } from "../../../symbolic/generators/linear-change.js";

/** Rows whose first places are proportional often, as those of currents are. */
const functions = fc
  .array(fc.tuple(fc.bigInt(-3n, 3n), fc.array(fc.bigInt(-2n, 2n), { minLength: 4, maxLength: 4 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((list) => list.map(([scale, rest]) => [scale, 2n * scale, ...rest]));

const weight = (rows: readonly (readonly bigint[])[]): number => rows.flat().filter((x) => x !== 0n).length;

test("forms and inverse belong together, and the functions in the new variables have no more terms", () => {
  fc.assert(
    fc.property(functions, (rows) => {
      const { forms, inverse, denominator } = shortestChange(rows, 2, 1n);
      const n = rows.length;
      expect(denominator).not.toBe(0n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const entry = forms.reduce((s, row, k) => s + (inverse[i]?.[k] ?? 0n) * (row[j] ?? 0n), 0n);
          expect(entry).toBe(i === j ? denominator : 0n);
        }
      }
      // Σ y_i d_i = Σ_j w_j Σ_i inverse_ij d_i / denominator
      const after = forms.map((_, j) =>
        (rows[0] ?? []).map((_x, c) =>
          rows.reduce((s, row, i) => s + (inverse[i]?.[j] ?? 0n) * (row[c] ?? 0n), 0n),
        ),
      );
      expect(weight(after)).toBeLessThanOrEqual(weight(rows));
    }),
  );
});

test("equal and opposite orders in u become sum and difference", () => {
  const { forms } = shortestChange(
    [
      [1n, 5n, 7n],
      [1n, -5n, 7n],
    ],
    1,
    1n,
  );
  expect(forms).toEqual([
    [1n, 1n],
    [1n, -1n],
  ]);
});
