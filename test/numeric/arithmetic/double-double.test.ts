import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ballArithmetic, fromDouble, isPositive, type Ball } from "../../../numeric/enclosure/ball.js";
import {
  doubleDoubleArithmetic as D,
  fromFloat,
  isAccurate,
  type DoubleDouble,
} from "../../../numeric/arithmetic/double-double.js";

// Exponents of the operands differ by up to 2000 bits: nothing of the reference may be rounded away.
const A = ballArithmetic(2400);
const value = (x: DoubleDouble): Ball => A.add(fromDouble(x.hi), fromDouble(x.lo));

/** |x − truth| ≤ x.error, and the bound itself is not slack beyond 2^−80 relative for well-conditioned input. */
function holds(x: DoubleDouble, truth: Ball): void {
  const difference = A.sub(value(x), truth);
  const bound = fromDouble(x.error);
  expect(isPositive(A.sub(bound, difference)) || difference.mantissa === 0n).toBe(true);
  expect(isPositive(A.add(bound, difference)) || difference.mantissa === 0n).toBe(true);
}

const finite = (limit: number): fc.Arbitrary<number> =>
  fc.double({ min: -limit, max: limit, noNaN: true, noDefaultInfinity: true });
const dd = fc
  .tuple(finite(1e100), finite(1))
  .map(([hi, f]): DoubleDouble => ({ ...D.add(fromFloat(hi), fromFloat(hi * f * 2 ** -54)), error: 0 }));

describe("double-double numbers stay within their own error bound", () => {
  it("add, sub, mul, div", () => {
    fc.assert(
      fc.property(dd, dd, (a, b) => {
        holds(D.add(a, b), A.add(value(a), value(b)));
        holds(D.sub(a, b), A.sub(value(a), value(b)));
        holds(D.mul(a, b), A.mul(value(a), value(b)));
        if (Math.abs(b.hi) > 1e-200) holds(D.div(a, b), A.div(value(a), value(b)));
      }),
      { numRuns: 5000 },
    );
  });

  it("exp and expm1 from 1e-300 to the ends of the range", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -300, max: 2.85, noNaN: true }),
        fc.boolean(),
        finite(1),
        (e, negative, f) => {
          const hi = (negative ? -1 : 1) * 10 ** e;
          const x = { ...D.add(fromFloat(hi), fromFloat(hi * f * 2 ** -54)), error: 0 };
          holds(D.exp(x), A.exp(value(x)));
          holds(D.expm1(x), A.expm1(value(x)));
          // The claim behind the bound: about 90 bits wherever nothing underflows.
          if (Math.abs(hi) < 600 && Math.abs(hi) > 1e-290) {
            expect(D.exp(x).error / D.exp(x).hi).toBeLessThan(2 ** -88);
            expect(Math.abs(D.expm1(x).error / D.expm1(x).hi)).toBeLessThan(2 ** -86);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("roots", () => {
    fc.assert(
      fc.property(fc.double({ min: -100, max: 100, noNaN: true }), fc.integer({ min: 1, max: 9 }), (e, n) => {
        const x = fromFloat(10 ** e);
        holds(D.root(x, n), A.root(value(x), n));
      }),
      { numRuns: 1000 },
    );
  });

  it("rationals of any size", () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 60n), 10n ** 60n), fc.bigInt(1n, 10n ** 90n), (n, d) => {
        holds(D.fromRational(n, d), A.fromRational(n, d));
      }),
      { numRuns: 1000 },
    );
  });

  it("propagates the error of its operands", () => {
    fc.assert(
      fc.property(dd, dd, finite(1), finite(1), (a, b, s, t) => {
        const [ea, eb] = [Math.abs(a.hi) * 1e-20, Math.abs(b.hi) * 1e-18];
        const [xa, xb] = [
          { ...a, error: ea },
          { ...b, error: eb },
        ];
        const truthA = A.add(value(a), fromDouble(ea * s));
        const truthB = A.add(value(b), fromDouble(eb * t));
        holds(D.mul(xa, xb), A.mul(truthA, truthB));
        holds(D.sub(xa, xb), A.sub(truthA, truthB));
        if (Math.abs(b.hi) > 1e-200) holds(D.div(xa, xb), A.div(truthA, truthB));
      }),
      { numRuns: 2000 },
    );
  });

  it("sees cancellation: (1 + x) − 1 at x = 1e-25 is not called accurate", () => {
    const x = D.fromRational(1n, 3n);
    const y = D.sub(D.add(D.mul(x, fromFloat(1e-25)), D.one), D.one);
    expect(isAccurate(y)).toBe(false);
    expect(isAccurate(x)).toBe(true);
  });
});
