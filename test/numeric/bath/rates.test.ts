import { describe, expect, it } from "vitest";
import { type Broadening, broadenedDelta } from "../../../numeric/bath/broadened-delta.js";
import {
  discretisedBath,
  oscillatorBathCorrelationRate,
  oscillatorBathStrength,
  oscillatorContactRate,
} from "../../../numeric/bath/oscillator-bath.js";
import { integrate } from "../../../numeric/bath/quadrature.js";
import {
  type SpectralDensity,
  spectralDensity,
  zeroGapRate,
} from "../../../numeric/bath/spectral-density.js";
import { spinBathCorrelationRate, spinBathRate, spinBathStrength } from "../../../numeric/bath/spin-bath.js";

const relative = (a: number, b: number): number => Math.abs(a / b - 1);
const ohmic: SpectralDensity = {
  kind: "power",
  strength: 0.8,
  exponent: 1,
  cutoffEnergy: 2,
  cutoff: "exponential",
};

describe("broadened δ", () => {
  it.each(["gaussian", "lorentzian"] as const)("%s has unit area", (kind) => {
    const area = integrate((w) => broadenedDelta({ kind, width: 0.3 }, w), -Infinity, Infinity).value;
    expect(area).toBeCloseTo(1, 12);
  });
});

describe("spectral densities", () => {
  const drude: SpectralDensity = { kind: "drude", strength: 3, cutoffEnergy: 0.5 };
  const resonator: SpectralDensity = { kind: "resonator", strength: 2, center: 4, quality: 10 };
  const lorentzian: SpectralDensity = { kind: "lorentzian", strength: 2, center: 1, width: 0.2 };

  it("take their landmark values", () => {
    expect(spectralDensity({ kind: "flat", strength: 0.3 }, 7)).toBe(0.3);
    expect(spectralDensity(ohmic, 2)).toBeCloseTo(0.8 / Math.E, 15);
    expect(spectralDensity(drude, 0.5)).toBe(1.5); // the maximum γ/2 sits at ω_c
    expect(spectralDensity(lorentzian, 1.1)).toBeCloseTo(1, 13); // half maximum at half the width
    expect(spectralDensity(resonator, 4)).toBe(2);
    const debye: SpectralDensity = { ...ohmic, exponent: 3, cutoff: "hard" };
    expect([spectralDensity(debye, 1), spectralDensity(debye, 2.01)]).toEqual([0.1, 0]);
  });

  it("have the zero-gap rate that their rate tends to", () => {
    for (const spectrum of [ohmic, drude, resonator, { ...ohmic, exponent: 3 }]) {
      const limit = zeroGapRate(spectrum, 0.7);
      const near = oscillatorContactRate(spectrum).rate(1e-7, 0.7);
      // the next order is linear in ω
      expect(Math.abs(near - limit)).toBeLessThan(1e-6);
    }
    expect(zeroGapRate(ohmic, 0.7)).toBeCloseTo(0.28, 15);
    for (const spectrum of [
      lorentzian,
      { ...ohmic, exponent: 0.5 },
      { kind: "flat", strength: 1 } as const,
    ]) {
      expect(() => zeroGapRate(spectrum, 1)).toThrow("diverges at zero gap");
    }
  });

  it("refuse non-positive gaps and scales", () => {
    expect(() => spectralDensity(ohmic, 0)).toThrow("omega = 0");
    expect(() => spectralDensity({ ...ohmic, cutoffEnergy: 0 }, 1)).toThrow("cutoffEnergy");
    expect(() => spectralDensity({ ...ohmic, strength: -1 }, 1)).toThrow("strength");
    expect(() => spectralDensity({ ...ohmic, exponent: -400 }, 1e-3)).toThrow("diverges");
  });
});

describe("rates from finite baths", () => {
  const gaussian = (width: number): Broadening => ({ kind: "gaussian", width });

  it("approach Γ(ω) of (17) with the square of the broadening", () => {
    const bath = discretisedBath(ohmic, 20, 20000);
    const error = (width: number): number =>
      Math.abs(oscillatorBathStrength(bath, gaussian(width), 1.5) - spectralDensity(ohmic, 1.5));
    // a Gaussian of width η adds η²Γ″/2
    const slope = (error(0.1) / error(0.05)) * 0.25;
    expect(Math.abs(slope - 1)).toBeLessThan(0.02);
    expect(error(0.02)).toBeLessThan(1e-4);
  });

  it("give the rate (17) from the correlation function (13), both ways", () => {
    const bath = discretisedBath(ohmic, 20, 20000);
    const expected = oscillatorContactRate(ohmic).rate(1.5, 0.6);
    const k = (omega: number): number => oscillatorBathCorrelationRate(bath, gaussian(0.01), omega, 0.6);
    expect(relative(k(1.5), expected)).toBeLessThan(1e-3);
    // detailed balance up to (η/T)²/2
    expect(relative(k(-1.5), Math.exp(-1.5 / 0.6) * k(1.5))).toBeLessThan(1e-3);
  });

  it("give the rate (16) of spins, exactly balanced in the factorised form", () => {
    const spins = { splittings: [0.9, 1, 1.1], couplings: [0.2, 0.3, 0.2] };
    const [width, t] = [0.15, 0.5];
    const down = spinBathRate(spins, gaussian(width), 1, t);
    expect(relative(spinBathRate(spins, gaussian(width), -1, t), Math.exp(-1 / t) * down)).toBeLessThan(
      1e-15,
    );
    const strength = spinBathStrength(spins, gaussian(width), 1);
    const byHand =
      (2 * Math.PI * (0.09 + 2 * 0.04 * Math.exp(-((0.1 / width) ** 2) / 2))) /
      (width * Math.sqrt(2 * Math.PI));
    expect(relative(strength, byHand)).toBeLessThan(1e-14);
    expect(relative(down, byHand / (1 + Math.exp(-1 / t)))).toBeLessThan(1e-14);
  });

  it("agree between (13) and (16) for many spins", () => {
    const modes = discretisedBath(ohmic, 20, 20000);
    const spins = { splittings: modes.frequencies, couplings: modes.couplings };
    for (const omega of [1.5, -1.5]) {
      const direct = spinBathCorrelationRate(spins, gaussian(0.01), omega, 0.6);
      expect(relative(direct, spinBathRate(spins, gaussian(0.01), omega, 0.6))).toBeLessThan(1e-3);
    }
  });

  it("refuse unlike lengths and non-positive energies", () => {
    expect(() => spinBathStrength({ splittings: [1], couplings: [] }, gaussian(1), 1)).toThrow(
      "one for each",
    );
    expect(() => oscillatorBathStrength({ frequencies: [0], couplings: [1] }, gaussian(1), 1)).toThrow(
      "frequency",
    );
    expect(() => broadenedDelta(gaussian(0), 1)).toThrow("width");
  });
});
