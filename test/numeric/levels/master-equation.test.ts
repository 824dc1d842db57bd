import { describe, expect, it } from "vitest";
import { levelCurrents } from "../../../numeric/levels/currents.js";
import { type DownwardRate, ladderJunction, type LevelJunction } from "../../../numeric/levels/rates.js";
import { printedCurrent, steadyState } from "../../../numeric/levels/master-equation.js";
import { type BigRational, bigRational, rationalArithmetic } from "../../../numeric/arithmetic/semifield.js";
import { bigCurrents, bigSolid } from "./level-reference.js";
import { randomSource } from "../../../src/input/random-source.js";

const solid =
  (coupling: number): DownwardRate =>
  (gap, t) =>
    coupling / -Math.expm1(-gap / t);
const ohmic: DownwardRate = (gap, t) => gap / -Math.expm1(-gap / t);
const ratio = (junction: LevelJunction, hot: number, cold: number): number =>
  -steadyState(junction, hot, cold).current / steadyState(junction, cold, hot).current;

/** A random connected junction of n levels with different couplings at the ends. */
function randomJunction(n: number, seed: number): { energies: number[]; couplings: [number[], number[]] } {
  const random = randomSource(seed);
  const energies = Array.from({ length: n }, (_, k) => k * 0.4 + 0.3 * random());
  const couplings = [0, 1].map(() => {
    const s = new Array<number>(n * n).fill(0);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        if (j === i - 1 || random() < 0.5) s[i * n + j] = s[j * n + i] = 0.1 + random();
      }
    }
    return s;
  });
  return { energies, couplings: [couplings[0] as number[], couplings[1] as number[]] };
}

describe("steady state of the master equation (12)", () => {
  it("reproduces the ratios of truncated oscillators in the literature", () => {
    const printed: [number, number][] = [
      [2, 1.3629432],
      [3, 1.2849324],
      [4, 1.2152373],
      [6, 1.1111707],
      [10, 1.0221136],
      [30, 1.0000009],
    ];
    for (const [levels, expected] of printed) {
      const weights = Array.from({ length: levels - 1 }, (_, k) => k + 1);
      // seven decimals are printed
      expect(ratio(ladderJunction(weights, 1, solid(1), solid(3)), 2, 1)).toBeCloseTo(expected, 7);
    }
  });

  it("reproduces the Ising diode with a degenerate transition (Werlang 2014)", () => {
    const energies = [];
    const spins: [number, number][] = [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ];
    for (const [l, r] of spins) energies.push((l + 0.5 * l * r) / 2);
    const flips = (which: 0 | 1): number[] =>
      spins.flatMap((a) =>
        spins.map((b) => (a[which] !== b[which] && a[1 - which] === b[1 - which] ? 1 : 0)),
      );
    const end = (which: 0 | 1) => ({
      squaredCoupling: flips(which),
      rate: ohmic,
      zeroGapRate: (t: number) => t,
    });
    const junction = { energies, left: end(0), right: end(1) };
    const forward = steadyState(junction, 0.2, 0.02);
    expect(forward.current).toBeCloseTo(2.0717746557e-4, 13);
    expect(forward.currentIntoRight).toBeCloseTo(2.0717746557e-4, 13);
    const backward = steadyState(junction, 0.02, 0.2).current;
    const normalised = Math.abs(forward.current + backward) / forward.current;
    expect(normalised).toBeCloseTo(0.99999999984, 10);
  });

  it("stays within its own error bound against 60 digits, for |Δ|/T_a down to 1e-12", () => {
    let worstShare = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const n = 2 + (seed % 5);
      const { energies, couplings } = randomJunction(n, seed);
      const junction = {
        energies,
        left: { squaredCoupling: couplings[0], rate: solid(0.7) },
        right: { squaredCoupling: couplings[1], rate: solid(1.9) },
      };
      const delta = 10 ** -(1 + (seed % 12));
      const temperatures: [number, number] = [0.5 * (1 + delta), 0.5 * (1 - delta)];
      const state = steadyState(junction, ...temperatures);
      const exact = bigCurrents(energies, couplings, [bigSolid(0.7), bigSolid(1.9)], temperatures);
      const error = Math.abs(exact.fromLeft.minus(state.current).toNumber());
      expect(error, `seed ${seed}`).toBeLessThanOrEqual(state.errorBound);
      worstShare = Math.max(worstShare, error / state.errorBound);
      expect(Math.abs(state.current - state.currentIntoRight)).toBeLessThanOrEqual(2 * state.errorBound);
    }
    // a bound nobody comes near proves nothing: some draw reaches a thousandth of it
    expect(worstShare).toBeGreaterThan(1e-3);
  });

  it("has no T_a/Δ conditioning on a ladder", () => {
    const junction = ladderJunction([1, 2, 3], 1.25, solid(0.5), solid(2));
    const temperatures: [number, number] = [0.5 + 2 ** -40, 0.5 - 2 ** -40];
    const state = steadyState(junction, ...temperatures);
    const strengths = junction.left.squaredCoupling;
    const exact = bigCurrents(
      [...Array(4).keys()].map((k) => k * 1.25),
      [strengths, strengths],
      [bigSolid(0.5), bigSolid(2)],
      temperatures,
    ).fromLeft.toNumber();
    expect(Math.abs(state.current / exact - 1)).toBeLessThan(state.errorBound / exact);
    expect(state.errorBound / exact).toBeLessThan(1e-13);
  });

  it("agrees with (11) as printed where S_L = S_R, and refuses it elsewhere", () => {
    const { energies, couplings } = randomJunction(4, 5);
    const left = { squaredCoupling: couplings[0], rate: solid(1) };
    const junction = { energies, left, right: { ...left, rate: solid(3) } };
    const state = steadyState(junction, 0.9, 0.4);
    const printed = printedCurrent(junction, 0.9, 0.4, state.populations);
    expect(Math.abs(printed - state.current)).toBeLessThanOrEqual(2 * state.errorBound);
    const unlike = { ...junction, right: { squaredCoupling: couplings[1], rate: solid(3) } };
    expect(() => printedCurrent(unlike, 0.9, 0.4, state.populations)).toThrow("one S");
  });

  it("adds the transitions up to the current, with no net flux through a bridge", () => {
    const { energies, couplings } = randomJunction(5, 11);
    const junction = {
      energies,
      left: { squaredCoupling: couplings[0], rate: solid(1) },
      right: { squaredCoupling: couplings[1], rate: solid(2) },
    };
    const { transitions, current, errorBound } = steadyState(junction, 1.5, 0.5);
    const sum = transitions.reduce((total, { fromLeft }) => total + fromLeft, 0);
    expect(Math.abs(sum - current)).toBeLessThanOrEqual(errorBound);
    // Kirchhoff: what flows into a level flows out of it
    for (let level = 0; level < 5; level++) {
      let net = 0;
      for (const { upper, lower, flux } of transitions) {
        if (upper === level) net += flux;
        if (lower === level) net -= flux;
      }
      expect(Math.abs(net)).toBeLessThan(1e-14);
    }
  });

  it("conserves energy as an identity over the rationals", () => {
    const random = randomSource(8);
    const rational = (): BigRational => bigRational(BigInt(1 + Math.floor(50 * random())), 7n);
    const n = 5;
    const energies = Array.from({ length: n }, rational);
    const matrix = (): BigRational[] =>
      Array.from({ length: n * n }, (_, p) => (p % (n + 1) === 0 ? bigRational(0n) : rational()));
    const { fromLeft, intoRight } = levelCurrents(rationalArithmetic, energies, matrix(), matrix());
    expect(fromLeft).toEqual(intoRight);
    expect(fromLeft.numerator).not.toBe(0n);
  });

  it("keeps the loss of Boltzmann factors below the range of doubles within its bound", () => {
    for (const gap of [600, 700, 710, 730, 744, 746, 1000]) {
      const rate: DownwardRate = (omega, t) => 3 / -Math.expm1(-omega / t);
      const state = steadyState(ladderJunction([1], gap, rate, rate), 1, 0.5);
      // X_R and 1/(1 ± X) do not matter here: J = ω (Γ/2) e^{−ω/T_L} to 260 digits.
      const exact = gap * 1.5 * Math.exp(-gap / 2) * Math.exp(-gap / 2);
      expect(Math.abs(state.current - exact)).toBeLessThanOrEqual(state.errorBound);
      expect(state.errorBound).toBeLessThan(exact * 1e-10 + 1e-300);
      if (gap > 745) expect(state.current).toBe(0);
    }
  });

  it("refuses bad input by name", () => {
    const base = ladderJunction([1], 1, solid(1), solid(1));
    expect(() => steadyState(base, 0, 1)).toThrow("T = 0");
    expect(() => steadyState({ ...base, energies: [0, NaN] }, 1, 1)).toThrow("energy 1 = NaN");
    const asymmetric = { ...base, left: { squaredCoupling: [0, 1, 2, 0], rate: solid(1) } };
    expect(() => steadyState(asymmetric, 1, 1)).toThrow("symmetric");
    expect(() => steadyState({ ...base, energies: [1, 1] }, 1, 1)).toThrow("limit of the rate");
    const none = { squaredCoupling: [0, 0, 0, 0], rate: solid(1) };
    expect(() => steadyState({ ...base, left: none, right: none }, 1, 1)).toThrow("reducible");
  });
});
