import { describe, expect, it } from "vitest";
import { classicalAverages, equipartitionEnergy } from "../../../numeric/bath/classical-bath.js";
import { type BathModes, compareMeanEnergies, thermalEnergy } from "../../../numeric/bath/mean-energy.js";
import { integrate } from "../../../numeric/bath/quadrature.js";

describe("classical baths", () => {
  it("have ⟨H⟩ = T(1/2 + 1/n) by quadrature, for rational n ≥ 2 and any C and T", () => {
    for (const n of [2, 9 / 4, 5 / 2, 3, 7 / 2, 4, 6, 17 / 3, 10]) {
      for (const [strength, t] of [
        [1, 1],
        [3e4, 0.02],
        [1e-5, 7],
      ] as const) {
        const { kinetic, potential } = classicalAverages(n, strength, t);
        // each average is a quotient of two integrals of relative accuracy 1e-13
        expect(Math.abs(kinetic.value / (t / 2) - 1)).toBeLessThan(3e-13);
        expect(Math.abs(potential.value / (t / n) - 1)).toBeLessThan(3e-13);
        const sum = kinetic.value + potential.value;
        expect(Math.abs(sum / equipartitionEnergy(n, t) - 1)).toBeLessThan(3e-13);
      }
    }
  });

  it("refuse n < 2", () => {
    expect(() => equipartitionEnergy(1.5, 1)).toThrow("n ≥ 2");
    expect(() => classicalAverages(2, 0, 1)).toThrow("C = 0");
  });
});

describe("mean energies of baths", () => {
  const baths: BathModes[] = [
    { kind: "spin", energies: [0.4, 1.3] },
    { kind: "oscillator", energies: [0.4, 1.3] },
    { kind: "metal", energies: [-0.7, 0, 2.1] },
    { kind: "classical", exponent: 4, particles: 3 },
  ];

  it("have the heat capacity that is the slope of the energy", () => {
    for (const bath of baths) {
      for (const t of [0.2, 1, 6]) {
        const h = t * 1e-4;
        const e = (steps: number): number => thermalEnergy(bath, t + steps * h).total;
        // five-point difference: h⁴ E⁗/30 ~ 1e-16, rounding ~ 1e-16/1e-4
        const slope = (8 * (e(1) - e(-1)) - (e(2) - e(-2))) / (12 * h);
        expect(Math.abs(slope / thermalEnergy(bath, t).heatCapacity - 1)).toBeLessThan(1e-10);
      }
    }
  });

  it("agree with sums over states", () => {
    const t = 0.8;
    let [z, e] = [0, 0];
    for (let n = 0; n < 200; n++) {
      z += Math.exp((-n * 1.3) / t);
      e += n * 1.3 * Math.exp((-n * 1.3) / t);
    }
    expect(thermalEnergy({ kind: "oscillator", energies: [1.3] }, t).total).toBeCloseTo(e / z, 14);
    const spin = (1.3 * Math.exp(-1.3 / t)) / (1 + Math.exp(-1.3 / t));
    expect(thermalEnergy({ kind: "spin", energies: [1.3] }, t).total).toBeCloseTo(spin, 15);
    // an electron or a hole of the same distance from μ
    expect(thermalEnergy({ kind: "metal", energies: [-1.3] }, t).total).toBeCloseTo(spin, 15);
  });

  it("pass the Landauer check: (1/2π) ∫ ω n_B dω = πT²/12", () => {
    const t = 0.37;
    const energy = (w: number): number => thermalEnergy({ kind: "oscillator", energies: [w] }, t).total;
    const integral = integrate(energy, 0, Infinity).value / (2 * Math.PI);
    expect(Math.abs(integral / ((Math.PI * t * t) / 12) - 1)).toBeLessThan(1e-13);
  });

  it("decide (9): unlike potentials and unlike statistics differ, equal baths do not", () => {
    const compare = (l: BathModes, r: BathModes): [boolean, boolean] => {
      const { energiesDiffer, heatCapacitiesDiffer } = compareMeanEnergies(l, r, 0.6);
      return [energiesDiffer, heatCapacitiesDiffer];
    };
    const quartic: BathModes = { kind: "classical", exponent: 4, particles: 2 };
    const harmonic: BathModes = { kind: "classical", exponent: 2, particles: 2 };
    expect(compare(quartic, harmonic)).toEqual([true, true]);
    expect(compare(quartic, { ...quartic })).toEqual([false, false]);
    expect(compare(baths[0] as BathModes, baths[1] as BathModes)).toEqual([true, true]);
    // the order of summation does not count as a difference
    const some = Array.from({ length: 50 }, (_, k) => 0.1 + 0.07 * k);
    const shuffled = [...some].reverse();
    expect(compare({ kind: "spin", energies: some }, { kind: "spin", energies: shuffled })).toEqual([
      false,
      false,
    ]);
  });

  it("do not overflow or turn NaN at extreme temperatures", () => {
    for (const bath of baths.slice(0, 3)) {
      for (const t of [1e-320, 1e-300, 1e-3, 1e300]) {
        const { total, heatCapacity } = thermalEnergy(bath, t);
        expect(Number.isFinite(total) && Number.isFinite(heatCapacity)).toBe(true);
      }
    }
  });

  it("refuse empty baths and non-positive energies", () => {
    expect(() => thermalEnergy({ kind: "spin", energies: [] }, 1)).toThrow("no modes");
    expect(() => thermalEnergy({ kind: "spin", energies: [0] }, 1)).toThrow("mode energy = 0");
    expect(() => thermalEnergy(baths[0] as BathModes, -1)).toThrow("T = -1");
  });
});
