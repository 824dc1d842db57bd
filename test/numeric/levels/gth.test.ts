import { draws } from "../../effort.js";
import { describe, expect, it } from "vitest";
import { ReducibleChainError } from "../../../numeric/levels/errors.js";
import { stationaryDistribution } from "../../../numeric/levels/gth.js";
import { gthErrorBound, stationaryWeights } from "../../../numeric/levels/gth-generic.js";
import { type BigRational, bigRational, rationalArithmetic } from "../../../numeric/arithmetic/semifield.js";
import {
  scaledArithmetic,
  type ScaledFloat,
  scaledFloat,
  scaledToNumber,
} from "../../../numeric/arithmetic/scaled-float.js";
import { randomSource } from "../../../src/input/random-source.js";
import { roundoffsBetween, toRational } from "../rational-reference.js";

/** Random chain whose rates spread evenly over `decades` powers of ten; some rates absent, never disconnected. */
function stiffChain(n: number, decades: number, seed: number): Float64Array {
  const random = randomSource(seed);
  const rates = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const neighbours = Math.abs(i - j) === 1;
      if (neighbours || random() < 0.6)
        rates[i * n + j] = (1 + random()) * 10 ** (decades * (random() - 0.5));
    }
  }
  return rates;
}

function exactWeights(n: number, rates: Float64Array): BigRational[] {
  return stationaryWeights(rationalArithmetic, n, Array.from(rates, toRational));
}

function worstError(n: number, rates: Float64Array): number {
  const exact = exactWeights(n, rates);
  const found = stationaryDistribution(n, rates);
  let worst = 0;
  for (let i = 0; i < n; i++) {
    // weights below the normal range are rounded to subnormals, as documented
    if ((found[i] as number) >= 2 ** -1022)
      worst = Math.max(worst, roundoffsBetween(found[i] as number, exact[i] as BigRational));
    else expect(Number.isNaN(found[i])).toBe(false);
  }
  return worst;
}

describe("GTH elimination", () => {
  it("keeps every population within the a-priori bound for rates over 200 orders of magnitude", () => {
    let worst = 0;
    for (let seed = 1; seed <= draws(40, 8); seed++) {
      const n = 2 + (seed % 7);
      const error = worstError(n, stiffChain(n, 200, seed));
      expect(error, `seed ${seed}`).toBeLessThanOrEqual(gthErrorBound(n));
      worst = Math.max(worst, error);
    }
    // what rounding does on average is far below the bound; recorded so that a loss of accuracy shows
    expect(worst).toBeLessThan(20);
    console.info(`GTH, rates over 200 decades: worst error ${worst.toFixed(2)} u`);
  });

  it("does the same over the whole range of doubles, where products underflow", () => {
    for (let seed = 1; seed <= draws(12, 3); seed++) {
      const n = 3 + (seed % 5);
      const error = worstError(n, stiffChain(n, 600, seed));
      expect(error, `seed ${seed}`).toBeLessThanOrEqual(gthErrorBound(n));
    }
  });

  it("satisfies the balance equations exactly over the rationals", () => {
    const n = 5;
    const rates = Array.from(stiffChain(n, 6, 7), toRational);
    const weights = stationaryWeights(rationalArithmetic, n, rates);
    const { add, sub, mul, zero } = rationalArithmetic;
    let sum = zero;
    for (let i = 0; i < n; i++) {
      let net = zero;
      for (let j = 0; j < n; j++) {
        if (i === j) continue;
        net = add(net, mul(rates[i * n + j] as BigRational, weights[j] as BigRational));
        net = sub(net, mul(rates[j * n + i] as BigRational, weights[i] as BigRational));
      }
      expect(net).toEqual(zero);
      sum = add(sum, weights[i] as BigRational);
    }
    expect(sum).toEqual(bigRational(1n));
  });

  it("agrees between the blocked double and the exact elimination for 40 states, more than one block", () => {
    const n = 40;
    const random = randomSource(3);
    // small integers keep the bigints short
    const rates = Float64Array.from({ length: n * n }, () => Math.floor(random() * 4));
    for (let i = 1; i < n; i++) rates[i * n + i - 1] = rates[(i - 1) * n + i] = 1;
    expect(worstError(n, rates)).toBeLessThan(gthErrorBound(n));
    expect(worstError(n, rates)).toBeLessThan(40);
  });

  it("agrees with doubles of unlimited exponent where products underflow harmlessly, for 120 stiff states", () => {
    const n = 120;
    const rates = stiffChain(n, 200, 12).map((rate, p) => (p % (n + 1) === 0 ? 0 : rate || 1e-60));
    const wide = stationaryWeights(scaledArithmetic, n, Array.from(rates, scaledFloat));
    stationaryDistribution(n, rates).forEach((p, i) => {
      const reference = scaledToNumber(wide[i] as ScaledFloat);
      // two computations, each within the bound
      if (reference >= 2 ** -1022)
        expect(Math.abs(p / reference - 1)).toBeLessThan(2 * gthErrorBound(n) * 2 ** -53);
    });
  });

  it("gives the Boltzmann weights of a ladder of 2,000 levels, far beyond the range of doubles", () => {
    const n = 2000;
    const rates = new Float64Array(n * n);
    for (let k = 1; k < n; k++) {
      rates[(k - 1) * n + k] = 2 * k;
      rates[k * n + k - 1] = k;
    }
    const populations = stationaryDistribution(n, rates);
    // r = 1/2: P_k = 2^{−k−1} exactly, up to the truncation 2^{−2000}
    for (const k of [0, 1, 500, 1000]) expect(populations[k]).toBe(2 ** (-k - 1));
    expect(populations[1999]).toBe(0);
  });

  it("does not change its input", () => {
    const rates = stiffChain(5, 10, 1);
    const before = rates.slice();
    stationaryDistribution(5, rates);
    expect(rates).toEqual(before);
  });
});

describe("reducible chains", () => {
  const chain = (n: number, ...edges: [number, number][]): Float64Array => {
    const rates = new Float64Array(n * n);
    for (const [from, to] of edges) rates[to * n + from] = 1;
    return rates;
  };

  it("names the closed classes of a disconnected chain", () => {
    const rates = chain(4, [0, 1], [1, 0], [2, 3], [3, 2]);
    expect(() => stationaryDistribution(4, rates, ["a", "b", "c", "d"])).toThrow("{a, b} and {c, d}");
    let caught: unknown;
    try {
      stationaryDistribution(4, rates);
    } catch (error) {
      caught = error;
    }
    expect((caught as ReducibleChainError).closed).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it("gives everything to the only absorbing state, wherever it is", () => {
    for (const absorbing of [0, 1, 2]) {
      const edges: [number, number][] = [];
      for (let i = 0; i < 3; i++)
        for (let j = 0; j < 3; j++) if (i !== j && i !== absorbing) edges.push([i, j]);
      const expected = [0, 0, 0];
      expected[absorbing] = 1;
      expect([...stationaryDistribution(3, chain(3, ...edges))]).toEqual(expected);
    }
  });

  it("refuses two absorbing states", () => {
    expect(() => stationaryDistribution(3, chain(3, [1, 0], [1, 2]))).toThrow(ReducibleChainError);
  });

  it("refuses negative, infinite and NaN rates and wrong sizes", () => {
    for (const bad of [-1, Infinity, NaN]) {
      expect(() => stationaryDistribution(2, [0, bad, 1, 0])).toThrow("a rate is finite");
    }
    expect(() => stationaryDistribution(2, [0, 1, 1])).toThrow("2×2");
    expect(() => stationaryDistribution(0, [])).toThrow("at least one state");
  });

  it("has one state at population one", () => {
    expect([...stationaryDistribution(1, [0])]).toEqual([1]);
  });
});
