import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addExact,
  compareExact,
  exactNumber,
  formatExactNumber,
  parseExactNumber,
} from "../../../src/input/exact-number.js";

const rational = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
  .map(([n, d]) => exactNumber(n, d));

describe("exact numbers as text", () => {
  it("read back what was written", () => {
    fc.assert(
      fc.property(rational, (x) => {
        expect(parseExactNumber(formatExactNumber(x))).toEqual(x);
      }),
    );
  });

  it("are in lowest terms with a positive denominator", () => {
    expect(exactNumber(6n, -4n)).toEqual({ numerator: -3n, denominator: 2n });
    expect(() => exactNumber(1n, 0n)).toThrow(RangeError);
  });

  it.each([
    ["-0.5/1.5", -1n, 3n],
    ["+2e2", 200n, 1n],
    [" 7 ", 7n, 1n],
    ["0.30", 3n, 10n],
  ])("%s is read exactly", (text, numerator, denominator) => {
    expect(parseExactNumber(text)).toEqual({ numerator, denominator });
  });

  it.each([
    "",
    ".",
    "e5",
    "1e",
    "1/2/3",
    "1/",
    "1 2",
    "0x1",
    "NaN",
    "١",
    "1_000",
    "1e1001",
    "9".repeat(3000),
  ])("%.20s is refused", (text) => {
    expect(() => parseExactNumber(text)).toThrow(/is not a number|out of range|a number of 3000 characters/);
  });

  it("compare like the difference of the numbers", () => {
    fc.assert(
      fc.property(rational, rational, (a, b) => {
        const sign = addExact(a, exactNumber(-b.numerator, b.denominator)).numerator;
        expect(compareExact(a, b)).toBe(sign > 0n ? 1 : sign < 0n ? -1 : 0);
      }),
    );
  });
});
