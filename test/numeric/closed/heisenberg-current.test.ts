import { describe, expect, it } from "vitest";
import { finiteJunction } from "../../../numeric/closed/finite-junction.js";
import {
  currentDiagonal,
  currentInTime,
  diagonaliseJunction,
} from "../../../numeric/closed/heisenberg-current.js";
import { thermalWeights } from "../../../numeric/closed/trace-moments.js";
import { multiply } from "../../../numeric/linear-algebra/real-matrix.js";
import { allModels, spinsAndOscillators, spinsOnly } from "./finite-models.js";
import { kroneckerReference, propagatedDiagonal } from "../kronecker-reference.js";

describe("the current in the Heisenberg picture", () => {
  it.each([
    ["spins and oscillators", spinsAndOscillators],
    ["spins with zz", spinsOnly],
  ])("agrees with propagation by the series of e^{−iHt}: %s", (_, model) => {
    const spectrum = diagonaliseJunction(finiteJunction(model));
    const { h, k } = kroneckerReference(model);
    for (const time of [0.3, 1.7, -2.2, 9]) {
      const { values, error } = currentDiagonal(spectrum, time);
      const expected = propagatedDiagonal(h, k, time);
      // The reference multiplies ‖H‖t matrices of dimension N, each with a rounding of N·2⁻⁵² at most.
      const referenceError = h.rows * Number.EPSILON * (5 + 10 * Math.abs(time));
      values.forEach((x, n) => expect(Math.abs(x - expected[n]!)).toBeLessThan(error + referenceError));
      expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(1e-3);
      expect(error).toBeLessThan(1e-12);
    }
  });

  it.each(Object.entries(allModels))("grows as −2t(HK)_nn from zero, and is odd in time: %s", (_, model) => {
    const junction = finiteJunction(model);
    const spectrum = diagonaliseJunction(junction);
    expect(currentDiagonal(spectrum, 0).values.every((x) => x === 0)).toBe(true);
    const t = 1e-4;
    const forward = currentDiagonal(spectrum, t).values;
    const backward = currentDiagonal(spectrum, -t).values;
    const { hamiltonian, currentKernel, dimension } = junction;
    const full = (a: typeof hamiltonian) => {
      const data = new Float64Array(dimension ** 2);
      for (let i = 0; i < dimension; i++) {
        for (let at = a.rowStart[i]!; at < a.rowStart[i + 1]!; at++)
          data[i * dimension + a.column[at]!] = a.value[at]!;
      }
      return { rows: dimension, columns: dimension, data };
    };
    const product = multiply(full(hamiltonian), full(currentKernel)).data;
    forward.forEach((x, n) => {
      // The next term is of third order in ‖H‖t ≈ 10⁻³; rounding of 10⁻¹⁴/t comes on top.
      expect(Math.abs(x / t + 2 * product[n * dimension + n]!)).toBeLessThan(1e-6);
      expect(Math.abs(x + backward[n]!)).toBeLessThan(1e-14);
    });
  });

  it("gives the same current from one state at many times as from the diagonal", () => {
    const junction = finiteJunction(spinsOnly);
    const spectrum = diagonaliseJunction(junction);
    const weights = thermalWeights(junction, { T_S: 0.8, T_L: 1.1, T_R: 0.5 });
    const times = [0.5, 1.7, 4];
    currentInTime(spectrum, weights, times).forEach((current, i) => {
      const { values, error } = currentDiagonal(spectrum, times[i]!);
      const expected = values.reduce((sum, x, n) => sum + x * weights[n]!, 0);
      expect(Math.abs(current - expected)).toBeLessThan(error);
      expect(Math.abs(expected)).toBeGreaterThan(1e-4);
    });
  });

  it("is half the energy flow into the subsystem from the left minus that from the right (2)", () => {
    // d⟨H_S⟩/dt = i[H, H_S] = i[V_L, H_S] + i[V_R, H_S]: with the right end's sign turned it is 2Ĵ.
    const { k, hS, vL, vR } = kroneckerReference(spinsAndOscillators);
    const n = k.rows;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const step = hS.data[j * n + j]! - hS.data[i * n + i]!;
        const expected = ((vL.data[i * n + j]! - vR.data[i * n + j]!) * step) / 2;
        expect(k.data[i * n + j]!).toBeCloseTo(expected, 15);
      }
    }
  });
});
