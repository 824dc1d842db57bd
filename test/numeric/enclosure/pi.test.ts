import { describe, expect, it } from "vitest";
import { piValue } from "../../../numeric/arithmetic/arithmetic.js";
import { ballArithmetic, containsRational } from "../../../numeric/enclosure/ball.js";
import { piFixed } from "../../../numeric/enclosure/pi.js";
import { doubleDoubleArithmetic } from "../../../numeric/arithmetic/double-double.js";
import { evaluateExpression } from "../../../numeric/junction/evaluate-expression.js";
import { float64 } from "../../../numeric/arithmetic/float64.js";
import { jetArithmetic } from "../../../numeric/arithmetic/jet.js";
import { rationalArithmetic } from "../../../numeric/arithmetic/semifield.js";

/** The first 100 decimals of π (W. Jones 1706 gave them; OEIS A000796). */
const DECIMALS =
  "1415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679";
const PI_100 = BigInt(`3${DECIMALS}`);

describe("pi", () => {
  it("is enclosed, to two units, at every precision", () => {
    for (const bits of [8, 53, 100, 200, 320]) {
      // π is between PI_100·10^−100 and one unit more.
      const low = (PI_100 << BigInt(bits)) / 10n ** 100n;
      const error = piFixed(bits) - low;
      expect(error >= -2n && error <= 2n).toBe(true);
      const ball = piValue(ballArithmetic(bits));
      expect(containsRational(ball, PI_100, 10n ** 100n)).toBe(true);
      expect(ball.radius).toBeLessThan(4n);
    }
    // 1,000 digits against 2,000: the enclosures are nested up to their radii.
    expect((piFixed(6700) >> 3350n) - piFixed(3350)).toBeGreaterThanOrEqual(-3n);
    expect((piFixed(6700) >> 3350n) - piFixed(3350)).toBeLessThanOrEqual(3n);
  });

  it("is known to the arithmetics that evaluate rates, and to formulas by its name", () => {
    const formula = { type: "symbol", name: "pi" } as const;
    const lookup = (): never => {
      throw new Error("pi is no parameter");
    };
    expect(evaluateExpression(float64, formula, { lookup })).toBe(Math.PI);
    expect(evaluateExpression(jetArithmetic(float64, 2), formula, { lookup: () => [0] })).toEqual([Math.PI]);
    const { hi, lo, error } = piValue(doubleDoubleArithmetic);
    const scale = 2n ** 160n;
    const exact = (PI_100 * scale) / 10n ** 100n;
    const parts = BigInt(hi * 2 ** 51) * (scale >> 51n) + BigInt(lo * 2 ** 105) * (scale >> 105n);
    expect(Math.abs(Number(exact - parts))).toBeLessThan(error * 2 ** 160);
    expect(() => piValue({ ...float64, pi: undefined as never })).toThrow(/pi/);
    expect(rationalArithmetic).not.toHaveProperty("pi");
  });
});
