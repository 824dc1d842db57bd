import fc from "fast-check";
import { expect, test } from "vitest";
import { integerCoordinates } from "../../../symbolic/integer/integer-coordinates.js";

const vector = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 4, maxLength: 4 });

test("coordinates give the vector back, and whole-number ones are always found", () => {
  fc.assert(
    fc.property(fc.array(vector, { minLength: 1, maxLength: 3 }), vector, (basis, other) => {
      const coordinates = integerCoordinates(basis);
      if (!coordinates) return;
      const sum = (c: readonly number[]): number[] =>
        other.map((_, i) => basis.reduce((s, b, j) => s + (c[j] as number) * (b[i] as number), 0));
      const planted = basis.map((_, i) => i - 1);
      expect(coordinates(sum(planted))?.map((x) => x + 0)).toEqual(planted);
      const found = coordinates(other);
      if (found) expect(sum(found)).toEqual(other);
    }),
  );
});

test("dependent vectors have no coordinates, fractions are refused", () => {
  expect(
    integerCoordinates([
      [1, 2],
      [2, 4],
    ]),
  ).toBeUndefined();
  expect(integerCoordinates([[2, 0]])?.([1, 0])).toBeUndefined();
  expect(integerCoordinates([[2, 0]])?.([0, 1])).toBeUndefined();
});
