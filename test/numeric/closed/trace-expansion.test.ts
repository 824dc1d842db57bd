import { describe, expect, it } from "vitest";
import { finiteJunction, type FiniteJunctionModel } from "../../../numeric/closed/finite-junction.js";
import { currentDiagonal, diagonaliseJunction } from "../../../numeric/closed/heisenberg-current.js";
import {
  closedJunctionTraces,
  expandFromCumulants,
  expandFromMoments,
  jointCumulants,
  paperCoefficients,
} from "../../../numeric/closed/trace-expansion.js";
import {
  currentAt,
  currentCoefficients,
  thermalWeights,
  traceMoments,
} from "../../../numeric/closed/trace-moments.js";
import { commutator, kroneckerReference, propagatedDiagonal } from "../kronecker-reference.js";
import { allModels, mirrorSymmetric, spinsAndOscillators, spinsOnly } from "./finite-models.js";

const ORDER = 6;
const T_a = 1.7;

function solved(model: FiniteJunctionModel, time = 1.7) {
  const junction = finiteJunction(model);
  const diagonal = currentDiagonal(diagonaliseJunction(junction), time);
  return { junction, diagonal };
}

function shifted(model: FiniteJunctionModel, left: number, right: number): FiniteJunctionModel {
  return {
    ...model,
    left: { ...model.left, shift: model.left.shift + left },
    right: { ...model.right, shift: model.right.shift + right },
  };
}

describe("the trace expansion (5) to any order", () => {
  for (const [name, model] of Object.entries(allModels)) {
    it(`formula = exact coefficient to rounding at every order ≤ 6: ${name}`, () => {
      const { junction, diagonal } = solved(model);
      // Both sides use the same diagonal of Ĵ(t), so its error drops out: the bounds are those of rounding alone.
      const given = { ...diagonal, error: 0 };
      const exact = currentCoefficients(junction, given, T_a, ORDER);
      const moments = traceMoments(junction, given, T_a, ORDER);
      const { coefficients, errors } = expandFromMoments(moments);
      const fromCumulants = expandFromCumulants(jointCumulants(moments), T_a, ORDER);
      for (const { k, value, error } of exact) {
        expect(Math.abs(coefficients[k]! - value)).toBeLessThan(error + errors[k]!);
        // The cumulants are the same division in two variables: the same terms in another order.
        expect(Math.abs(fromCumulants[k]! - value)).toBeLessThan(error + 2 * errors[k]!);
        expect(error + errors[k]!).toBeLessThan(1e-11);
      }
      expect(Math.abs(exact[1]!.value)).toBeGreaterThan(1e-4);
    });

    it(`the coefficients sum up to the current at finite Δ, with a remainder of order Δ^7: ${name}`, () => {
      const { junction, diagonal } = solved(model);
      const exact = currentCoefficients(junction, diagonal, T_a, ORDER + 2);
      const remainder = (Delta: number) =>
        currentAt(junction, diagonal, T_a, Delta) -
        exact.slice(0, ORDER + 1).reduce((sum, { k, value }) => sum + value * Delta ** k, 0);
      for (const Delta of [0.4, -0.4, 0.2]) {
        const next =
          exact[ORDER + 1]!.value * Delta ** (ORDER + 1) + exact[ORDER + 2]!.value * Delta ** (ORDER + 2);
        // The series has radius T_a (or less, where Z vanishes): what follows is smaller by (Δ/T_a)² at least.
        expect(Math.abs(remainder(Delta) - next)).toBeLessThan(20 * Math.abs(Delta / T_a) ** (ORDER + 3));
      }
    });
  }

  it("even orders vanish for a mirror-symmetric junction, and not for the others", () => {
    for (const time of [0.6, 1.7, 5]) {
      const { junction, diagonal } = solved(mirrorSymmetric, time);
      const even = currentCoefficients(junction, diagonal, T_a, ORDER).filter(({ k }) => k % 2 === 0);
      for (const { value, error } of even) {
        expect(Math.abs(value)).toBeLessThan(error);
        expect(error).toBeLessThan(1e-10);
      }
    }
    const { junction, diagonal } = solved(spinsOnly);
    const [first, , second] = currentCoefficients(junction, diagonal, T_a, ORDER);
    expect(Math.abs(first!.value)).toBeGreaterThan(1e-4);
    expect(Math.abs(second!.value)).toBeGreaterThan(1e-4);
  });

  it("H_ν → H_ν + const leaves coefficients and cumulants alone, but neither moments nor the terms of (7)", () => {
    const here = solved(spinsAndOscillators);
    const there = solved(shifted(spinsAndOscillators, 0.75, -0.5));
    const moments = traceMoments(here.junction, here.diagonal, T_a, ORDER);
    const movedMoments = traceMoments(there.junction, there.diagonal, T_a, ORDER);
    const before = expandFromMoments(moments).coefficients;
    const after = expandFromMoments(movedMoments).coefficients;
    const cumulants = jointCumulants(moments);
    const movedCumulants = jointCumulants(movedMoments);
    // Ĵ(t) is computed anew from the shifted H: its own error bound enters, enlarged by the moments of the shift.
    const scale = Math.max(...movedMoments.m.values.flat().map(Math.abs)) + 1;
    const tolerance = 100 * (here.diagonal.error + there.diagonal.error) * scale;
    expect(tolerance).toBeLessThan(1e-8);
    before.forEach((value, k) => expect(Math.abs(value - after[k]!)).toBeLessThan(tolerance));
    cumulants.forEach((row, j) =>
      row.forEach((value, k) =>
        expect(Math.abs(value - movedCumulants[j]![k]!)).toBeLessThan(tolerance * 720),
      ),
    );
    const split = (m: typeof moments) => m.m.values[1]![0]! * m.s.values[1]![0]!;
    expect(Math.abs(split(moments) - split(movedMoments))).toBeGreaterThan(1e-2);
  });

  it("a distant zero of energy costs the trace formula digits, and its error bound says so", () => {
    const near = solved(spinsAndOscillators);
    const far = solved(shifted(spinsAndOscillators, 40, -25));
    const exact = currentCoefficients(near.junction, near.diagonal, T_a, ORDER);
    const moved = currentCoefficients(far.junction, far.diagonal, T_a, ORDER);
    const formula = expandFromMoments(traceMoments(far.junction, far.diagonal, T_a, ORDER));
    exact.forEach(({ value, error }, k) => {
      expect(Math.abs(moved[k]!.value - value)).toBeLessThan(moved[k]!.error + error);
      expect(moved[k]!.error).toBeLessThan(1e-9);
      expect(Math.abs(formula.coefficients[k]! - value)).toBeLessThan(formula.errors[k]! + error);
    });
    expect(formula.errors[ORDER]!).toBeGreaterThan(1e3 * moved[ORDER]!.error);
  });

  it("(5)–(7) plus the terms they drop are the exact first two orders; without them they are not", () => {
    const { junction, diagonal } = solved(spinsAndOscillators);
    const moments = traceMoments(junction, diagonal, T_a, 2);
    const [, first, second] = currentCoefficients(junction, diagonal, T_a, 2);
    const paper = paperCoefficients(moments);
    // A dozen operations on numbers of order one.
    expect(Math.abs(paper.alpha_1 + paper.dropped_1 - first!.value)).toBeLessThan(1e-14);
    expect(Math.abs(paper.alpha_2 + paper.dropped_2 - second!.value)).toBeLessThan(1e-14);
    expect(Math.abs(paper.dropped_1)).toBeGreaterThan(1e-4);
    expect(Math.abs(paper.dropped_2)).toBeGreaterThan(1e-4);
  });

  it("(8) is m_10 only where the subsystem's energy is stationary too: m_10 = (8) − ½Tr[(dH_S/dt) Y ρ_T]", () => {
    const time = 1.7;
    const { junction, diagonal } = solved(spinsOnly, time);
    const { h, hS, hL, hR, vL, vR } = kroneckerReference(spinsOnly);
    // J_ν(t) = i[V_ν, H_S], propagated without eigenvalues; all operators here are full matrices.
    const fromLeft = propagatedDiagonal(h, commutator(vL, hS), time);
    const fromRight = propagatedDiagonal(h, commutator(vR, hS), time);
    const weights = thermalWeights(junction, { T_S: T_a / 2, T_L: T_a / 2, T_R: T_a / 2 });
    let eight = 0;
    let storage = 0;
    weights.forEach((weight, n) => {
      const left = hL.data[n * h.rows + n]!;
      const right = hR.data[n * h.rows + n]!;
      eight += weight * (fromLeft[n]! * left + fromRight[n]! * right);
      storage += weight * (fromLeft[n]! + fromRight[n]!) * (left + right);
    });
    const m10 = traceMoments(junction, diagonal, T_a, 1).m.values[1]![0]!;
    // The reference's rounding, N·2⁻⁵² for each of its ‖H‖t ≈ 15 products.
    expect(Math.abs(eight - storage / 2 - m10)).toBeLessThan(1e-12);
    expect(Math.abs(storage)).toBeGreaterThan(1e-3);
  });

  it("[20]: order k contains −(2/T_a)Tr[Xρ_T]·c_{k−1}, at even and odd k, and it depends on the zero of energy", () => {
    const { junction, diagonal } = solved(spinsOnly);
    const moments = traceMoments(junction, diagonal, T_a, ORDER);
    const { current, inherited, numerator, partition } = expandFromMoments(moments);
    const s10 = moments.s.values[1]![0]!;
    for (let k = 1; k <= ORDER; k++) {
      expect(inherited[k]!).toBeCloseTo(-(2 / T_a) * s10 * current[k - 1]!, 13);
      let rest = numerator[k]!;
      for (let j = 2; j <= k; j++) rest -= partition[j]! * current[k - j]!;
      expect(current[k]! - rest).toBeCloseTo(inherited[k]!, 13);
    }
    // A zero of energy with Tr[Xρ_T] = 0 always exists: there nothing is inherited, and J is the same.
    const centred = solved(shifted(spinsOnly, -s10 / 2, s10 / 2));
    const same = expandFromMoments(traceMoments(centred.junction, centred.diagonal, T_a, ORDER));
    for (let k = 1; k <= ORDER; k++) {
      expect(Math.abs(same.inherited[k]!)).toBeLessThan(1e-13);
      expect(same.current[k]!).toBeCloseTo(current[k]!, 10);
      if (k > 1) expect(Math.abs(inherited[k]!)).toBeGreaterThan(1e-5);
    }
  });

  it("a junction of 1,024 states: coefficients with stated errors, formula = exact", () => {
    const bath = (n: number, seed: number) => ({
      bath: "finite-spins" as const,
      energies: Array.from({ length: n }, (_, p) => 0.6 + 0.17 * p + 0.01 * seed * p * p),
      couplings: Array.from({ length: n }, (_, p) => 0.1 + 0.02 * p),
      zz: 0.05 * seed,
      shift: 0,
    });
    const model: FiniteJunctionModel = {
      left: bath(4, 1),
      subsystem: { kind: "TLS", gap: 1 },
      right: bath(5, 2),
    };
    const { coefficients, moments, stateMoments } = closedJunctionTraces(model, { time: 4, T_a, order: 4 });
    expect(stateMoments["0,0"]).toBeCloseTo(1, 13);
    const paper = (2 / T_a ** 2) * (moments["1,0"]! - moments["0,0"]! * stateMoments["1,0"]!);
    expect(Math.abs(coefficients[1]!.value - paper)).toBeLessThan(1e-13);
    expect(Math.abs(coefficients[1]!.value)).toBeGreaterThan(1e-3);
    for (const { error } of coefficients) expect(error).toBeLessThan(1e-9);
  });

  it("refuses temperatures and orders outside their domain", () => {
    const { junction, diagonal } = solved(spinsOnly);
    expect(() => currentAt(junction, diagonal, 1, 1)).toThrow("T_R = 0");
    expect(() => currentCoefficients(junction, diagonal, -1, 2)).toThrow("T_a = -1");
    expect(() => traceMoments(junction, diagonal, 1, 1.5)).toThrow("order = 1.5");
    expect(() => paperCoefficients(traceMoments(junction, diagonal, 1, 1))).toThrow("order 2");
  });
});
