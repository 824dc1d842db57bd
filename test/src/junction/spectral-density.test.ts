import { describe, expect, it } from "vitest";
import { equals } from "../../../symbolic/fraction/rational-function.js";
import { parseBindings } from "../../../src/model/point.js";
import { evaluateAt } from "../../../src/evaluate/point.js";
import { exactCurrent } from "../../../src/exact/ladder-current.js";
import { parseJunctionFile } from "../../../src/junction/file/parse.js";
import { type Junction } from "../../../src/junction/junction.js";

const LEVELS = {
  kind: "levels",
  energies: ["0", "1", "3"],
  S: [
    ["0", "1", "1"],
    ["1", "0", "1"],
    ["1", "1", "0"],
  ],
};

function file(left: object, subsystem: object = LEVELS): Promise<Junction> {
  return parseJunctionFile(JSON.stringify({ left, right: { bath: "solid", coupling: "1" }, subsystem }));
}

describe("named spectral densities", () => {
  it.each([
    [{ density: "flat" }, "Gamma_L"],
    [{ density: "ohmic", coupling: "eta" }, "eta*omega"],
    [{ density: "ohmic", cutoff: "omega_c" }, "Gamma_L*omega*omega_c^2/(omega_c^2 + omega^2)"],
    [{ density: "power", exponent: "3", cutoff: "5" }, "Gamma_L*omega^3*25/(25 + omega^2)"],
    [{ density: "lorentzian" }, "Gamma_L*kappa_L^2/(kappa_L^2 + (omega - nu_L)^2)"],
    [{ density: "Lorentzian", center: "2", width: "kappa" }, "Gamma_L*kappa^2/(kappa^2 + (omega - 2)^2)"],
    [{ density: "resonator", quality: "10" }, "Gamma_L*omega/(1 + 100*(omega/nu_L - nu_L/omega)^2)"],
  ])("%j is short for %s", async (keys, coupling) => {
    const [named, written] = [
      await file({ bath: "solid", ...keys }),
      await file({ bath: "solid", coupling }),
    ];
    expect(named.parameters.map((p) => p.name)).toEqual(written.parameters.map((p) => p.name));
    expect(equals(exactCurrent(named).current, exactCurrent(written).current)).toBe(true);
  });

  it("a spin bath and a metal take them too, and an exponential cut-off serves the numeric commands", async () => {
    const spin = await file({ bath: "spin", density: "ohmic" });
    expect(spin.parameters.map((p) => p.name)).toEqual(["Upsilon_L"]);
    const metal = await file({ bath: "metal", density: "power", exponent: "2" });
    expect(metal.parameters.map((p) => p.name)).toEqual(["Gamma_L", "delta_L", "mu_L"]);
    const cut = await file(
      { bath: "solid", density: "ohmic", cutoff: "2", cutoff_shape: "exponential" },
      { kind: "TLS" },
    );
    const values = parseBindings("Gamma_L=1,omega=1,T_L=2,T_R=1", cut, { allowDelta: true });
    // Row 3 of the literature with Γ_L ω e^{−ω/2} and Γ_R = 1.
    const [g, nL, nR] = [Math.exp(-0.5), 1 / Math.expm1(0.5), 1 / Math.expm1(1)];
    const J = (g * (nL - nR)) / (g * (1 + 2 * nL) + (1 + 2 * nR));
    expect(Math.abs(Number(evaluateAt(cut, values, 15).J) / J - 1)).toBeLessThan(1e-14);
    expect(() => exactCurrent(cut)).toThrow(/exponents must be −energy\/T/);
  });

  it("between levels of one energy the limit counts where it exists", async () => {
    const S_L = [
      ["0", "1", "0"],
      ["1", "0", "1"],
      ["0", "1", "0"],
    ];
    const S_R = [
      ["0", "0", "1"],
      ["0", "0", "0"],
      ["1", "0", "0"],
    ];
    const levels = { kind: "levels", energies: ["0", "1", "1"], S_L, S_R };
    const flat = await file({ bath: "solid", density: "flat" }, levels);
    expect(() => exactCurrent(flat)).toThrow(/diverges at a gap of zero/);
  });

  it.each([
    [{ density: "white" }, /left\.density: unknown density white/],
    [
      { density: "flat", center: "1" },
      /a flat density has no center; it takes coupling, cutoff, cutoff_shape/,
    ],
    [{ center: "1" }, /center stands without a density/],
    [{ density: "power" }, /exponent: a power needs its exponent/],
    [{ density: "ohmic", coupling: "Gamma_L*omega" }, /the density says how the coupling depends on omega/],
    [{ density: "ohmic", cutoff: "2", cutoff_shape: "sharp" }, /unknown shape sharp/],
    [{ density: "ohmic", cutoff_shape: "drude" }, /cutoff_shape stands without a cutoff/],
    [{ coupling: "Gamma_L*exp(omega/omega_c)" }, /grows with the gap without bound/],
    [{ coupling: "Gamma_L*exp(-omega/omega_c)*exp(omega^2/omega_c^2)" }, /grows with the gap without bound/],
    [{ coupling: "Gamma_L*omega_c^2/(omega_c^2 - omega^2)" }, /diverges where omega_c\^2 - omega\^2 = 0/],
    [{ coupling: "Gamma_L/(omega - nu_L)^2" }, /diverges where/],
    [{ density: "ohmic", center: 1, coupling: "x", typo: 1 }, /unknown key typo/],
  ])("refuses %j", async (keys, message) => {
    await expect(file({ bath: "solid", ...keys })).rejects.toThrow(message);
  });

  it("a coupling that is negative at a gap is refused where it can be seen", async () => {
    const negative = await file({ bath: "solid", coupling: "Gamma_L*(2 - omega)" });
    expect(() => parseBindings("Gamma_L=1", negative, { allowDelta: true })).toThrow(
      /coupling is not positive for the left bath at the gap 3/,
    );
    const unchecked = new Map([["Gamma_L", { numerator: 1n, denominator: 1n }]]);
    expect(() => exactCurrent(negative, unchecked)).toThrow(/levels 1 and 2|levels 0 and 2/);
  });
});
