import { describe, expect, it } from "vitest";
import { multiply as multiplyPolynomials } from "../../../symbolic/polynomial/polynomial.js";
import { termCount } from "../../../symbolic/polynomial/structure.js";
import {
  add,
  constant,
  equals,
  isZero,
  multiply,
  power,
  type RationalFunction,
  subtract,
} from "../../../symbolic/fraction/rational-function.js";
import { shiftDerivative } from "../../../symbolic/traces/moments.js";
import {
  cumulantSeries,
  printedOrders,
  traceIdentities,
  traceSeries,
} from "../../../symbolic/traces/series.js";

const ORDER = 8;

/** C(n, i) for integers n ≥ −1, with C(−1, 0) = 1 and C(i − 1, i) = 0 for i ≥ 1. */
function binomial(n: number, i: number): bigint {
  let value = 1n;
  for (let l = 0; l < i; l++) value = (value * BigInt(n - l)) / BigInt(l + 1);
  return value;
}

const factorial = (n: number): bigint => (n <= 1 ? 1n : BigInt(n) * factorial(n - 1));

describe("the trace expansion in formal moments", () => {
  it("is the closed formula (T3) in the cumulants", () => {
    const { ring, inCumulants } = traceSeries(ORDER);
    inCumulants.forEach((c, n) => {
      let sum = constant(0n);
      for (let k = 0; 2 * k <= n; k++) {
        for (let j = 0; j + 2 * k <= n; j++) {
          if ((n - j - 2 * k) % 2 === 1) continue;
          const i = (n - j - 2 * k) / 2;
          const sign = k % 2 === 0 ? 1n : -1n;
          const number = constant({
            numerator: sign * binomial(j + k + i - 1, i),
            denominator: factorial(j) * factorial(k),
          });
          sum = add(sum, multiply(multiply(number, power(ring.tau, j + k)), ring.kappa(j, k)));
        }
      }
      expect(equals(c, sum)).toBe(true);
    });
  });

  it("has the first orders that docs/traces.md prints", () => {
    const { ring, inMoments } = traceSeries(2);
    const { m, s, tau } = ring;
    const kappa01 = subtract(m(0, 1), multiply(m(0, 0), s(0, 1)));
    const kappa10 = subtract(m(1, 0), multiply(m(0, 0), s(1, 0)));
    const centred = subtract(
      subtract(m(2, 0), multiply(constant(2n), multiply(m(1, 0), s(1, 0)))),
      multiply(m(0, 0), subtract(s(2, 0), multiply(constant(2n), power(s(1, 0), 2)))),
    );
    const half = constant({ numerator: 1n, denominator: 2n });
    const expected: RationalFunction[] = [
      m(0, 0),
      multiply(tau, kappa10),
      subtract(multiply(half, multiply(power(tau, 2), centred)), multiply(tau, kappa01)),
    ];
    inMoments.forEach((c, k) => expect(equals(c, expected[k] as RationalFunction)).toBe(true));
  });

  it("keeps every identity at every order", () => {
    for (const stationary of [false, true]) {
      expect(traceIdentities(traceSeries(ORDER, stationary))).toEqual({
        cumulantForm: true,
        remark20: true,
        zeroOfEnergy: true,
        mirror: true,
      });
    }
  });

  it("notices an expansion that is wrong: each identity can fail", () => {
    const series = traceSeries(4);
    const { ring } = series;
    const spoilt = (k: number, by: RationalFunction, list: readonly RationalFunction[]): RationalFunction[] =>
      list.map((c, i) => (i === k ? add(c, by) : c));
    const moments = traceIdentities({
      ...series,
      inMoments: spoilt(2, multiply(ring.m(1, 0), ring.s(1, 0)), series.inMoments),
    });
    expect([moments.cumulantForm, moments.remark20, moments.zeroOfEnergy]).toEqual([false, false, false]);
    const cumulants = spoilt(2, ring.kappa(1, 0), series.inCumulants);
    expect(traceIdentities({ ...series, inCumulants: cumulants }).mirror).toBe(false);
  });

  it("gives the single terms of remark [20] a value that depends on the zero of energy", () => {
    const { ring, inMoments } = traceSeries(2);
    const inherited = multiply(multiply(ring.tau, ring.s(1, 0)), inMoments[1] as RationalFunction);
    expect(shiftDerivative(ring, "X", inherited.numerator)).not.toBe(0n);
    expect(shiftDerivative(ring, "X", (inMoments[2] as RationalFunction).numerator)).toBe(0n);
    expect(shiftDerivative(ring, "Y", multiplyPolynomials(2n, inherited.numerator))).toBe(0n);
  });

  it("is (5)-(7) under stationarity, and they drop terms with m_0k otherwise", () => {
    const general = printedOrders(traceSeries(2));
    expect(general.vanishInStationaryState).toBe(true);
    expect(general.dropped.map((f) => termCount(f.numerator))).toEqual([1, 4]);
    const stationary = printedOrders(traceSeries(2, true));
    expect(stationary.dropped.every(isZero)).toBe(true);
    expect(() => printedOrders(traceSeries(1))).toThrow(RangeError);
  });

  it("in cumulants reaches orders that moments do not", () => {
    const { ring, inCumulants } = cumulantSeries(20);
    // α_3 as at any order, and κ_{20,0} with τ²⁰/20!
    expect(equals(inCumulants[3] as RationalFunction, third(ring))).toBe(true);
    const top = multiply(power(ring.tau, 20), ring.kappa(20, 0));
    const leading = multiply(top, constant({ numerator: 1n, denominator: factorial(20) }));
    const without = subtract(inCumulants[20] as RationalFunction, leading);
    expect(termCount(without.numerator)).toBe(termCount((inCumulants[20] as RationalFunction).numerator) - 1);
  });
});

/** (4/3T_a⁶)κ_30 − (4/T_a⁵)κ_11 + (2/T_a⁴)κ_10, times T_a³. */
function third(ring: ReturnType<typeof cumulantSeries>["ring"]): RationalFunction {
  const sixth = constant({ numerator: 1n, denominator: 6n });
  return add(
    subtract(
      multiply(sixth, multiply(power(ring.tau, 3), ring.kappa(3, 0))),
      multiply(power(ring.tau, 2), ring.kappa(1, 1)),
    ),
    multiply(ring.tau, ring.kappa(1, 0)),
  );
}
