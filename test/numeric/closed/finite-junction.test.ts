import { describe, expect, it } from "vitest";
import { finiteBathSpace, meanBathEnergy } from "../../../numeric/closed/finite-bath.js";
import { finiteJunction } from "../../../numeric/closed/finite-junction.js";
import { oscillatorX, spinX } from "../../../numeric/closed/operators.js";
import { denseBlock, type SparseMatrix } from "../../../numeric/linear-algebra/real-matrix.js";
import { allModels, spinsAndOscillators, spinsOnly } from "./finite-models.js";
import { isAntisymmetric, kroneckerReference, largestDifference } from "../kronecker-reference.js";

const dense = (a: SparseMatrix) =>
  denseBlock(
    a,
    Int32Array.from({ length: a.dimension }, (_, i) => i),
  );

/** (−1)^(number of excitations) of a product state, counted from the site dimensions. */
function parity(dimensions: readonly number[], state: number): number {
  let excitations = 0;
  for (const d of [...dimensions].reverse()) {
    excitations += state % d;
    state = Math.floor(state / d);
  }
  return excitations % 2;
}

describe("closed finite junctions", () => {
  it.each([
    ["spins and oscillators", spinsAndOscillators],
    ["spins with zz", spinsOnly],
  ])("H and Ĵ of (1)–(3) agree with Kronecker products and commutators: %s", (_, model) => {
    const junction = finiteJunction(model);
    const reference = kroneckerReference(model);
    // Sums of a handful of numbers of order one, in a different order.
    expect(largestDifference(dense(junction.hamiltonian), reference.h)).toBeLessThan(2e-15);
    expect(largestDifference(dense(junction.currentKernel), reference.k)).toBeLessThan(2e-16);
    expect(isAntisymmetric(dense(junction.currentKernel))).toBe(true);
  });

  it("S₊ + S₋ has the squares n(2S + 1 − n) and a + a† the squares n", () => {
    expect(Array.from(spinX(1).data)).toEqual([0, 1, 1, 0]);
    for (const twoS of [1, 2, 3, 6]) {
      const d = twoS + 1;
      for (let n = 1; n <= twoS; n++) {
        expect(spinX(twoS).data[(n - 1) * d + n]! ** 2).toBeCloseTo(n * (twoS + 1 - n), 13);
        expect(oscillatorX(d).data[(n - 1) * d + n]! ** 2).toBeCloseTo(n, 13);
      }
    }
  });

  it.each(Object.entries(allModels))(
    "splits by the parity Πσ_z(−1)^n and into nothing smaller: %s",
    (_, model) => {
      const junction = finiteJunction(model);
      const dimensions = [
        junction.systemEnergies.length,
        ...finiteBathSpace(model.left).siteDimensions,
        ...finiteBathSpace(model.right).siteDimensions,
      ];
      expect(junction.sectors).toHaveLength(2);
      const seen = new Set<number>();
      for (const sector of junction.sectors) {
        const sign = parity(dimensions, sector[0]!);
        for (const state of sector) {
          expect(parity(dimensions, state)).toBe(sign);
          seen.add(state);
        }
      }
      expect(seen.size).toBe(junction.dimension);
    },
  );

  it("finds the further symmetry of a site without coupling", () => {
    const decoupled = { ...spinsOnly, left: { ...spinsOnly.left, couplings: [0.4, 0, 0.2] } };
    expect(finiteJunction(decoupled).sectors.map((sector) => sector.length)).toEqual([16, 16, 16, 16]);
  });

  it("mean energies of (9): −(ε/2)tanh(ε/2T) a spin, shift added", () => {
    const bath = {
      bath: "finite-spins",
      energies: [0.7, 1.3],
      zz: 0,
      couplings: [0.1, 0.1],
      shift: 2,
    } as const;
    const expected = 2 - 0.35 * Math.tanh(0.35 / 0.6) - 0.65 * Math.tanh(0.65 / 0.6);
    expect(meanBathEnergy(bath, 0.6)).toBeCloseTo(expected, 14);
  });

  it("names what is wrong with an input", () => {
    const bath = spinsOnly.left;
    const tooLong = { ...bath, couplings: [1] } as const;
    expect(() => finiteJunction({ ...spinsOnly, left: tooLong })).toThrow("one is needed for each of the 3");
    const oscillators = {
      bath: "finite-oscillators",
      energies: [1],
      couplings: [1],
      levels: 1,
      shift: 0,
    } as const;
    expect(() => finiteJunction({ ...spinsOnly, left: oscillators })).toThrow("levels = 1");
    const big = {
      bath: "finite-spins",
      energies: Array(7).fill(1),
      couplings: Array(7).fill(1),
      zz: 0,
      shift: 0,
    };
    const large = { ...spinsOnly, left: big as typeof bath, right: big as typeof bath };
    expect(() => finiteJunction(large)).toThrow("dimension = 32768");
    const S = [
      [0, 1],
      [2, 0],
    ];
    expect(() =>
      finiteJunction({ ...spinsOnly, subsystem: { kind: "levels", energies: [0, 1], S } }),
    ).toThrow("symmetric");
  });
});
