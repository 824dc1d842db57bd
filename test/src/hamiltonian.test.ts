import { describe, expect, it } from "vitest";
import { equals, isZero } from "../../symbolic/rational-function.js";
import { exactCurrent } from "../../src/exact-current.js";
import { parseJunctionFile } from "../../src/junction-file.js";
import { type Junction } from "../../src/junction.js";
import { parseShorthand } from "../../src/shorthand.js";

function file(subsystem: object, bath: object = { bath: "solid" }): Promise<Junction> {
  return parseJunctionFile(
    JSON.stringify({
      left: bath,
      right: { bath: "solid" },
      subsystem: { kind: "hamiltonian", ...subsystem },
    }),
  );
}

describe("Hamiltonian files", () => {
  it("a spin is the two-level system, an oscillator the ladder with |S_n|² = n", async () => {
    const spin = await file({ parts: ["spin"], H: "0.5*omega*sz(1)", S: "sx(1)" });
    expect(equals(exactCurrent(spin).current, exactCurrent(parseShorthand("solid-TLS-solid")).current)).toBe(
      true,
    );
    const oscillator = await file({ parts: ["oscillator:4"], H: "omega*n(1)", S: "a(1) + ad(1)" });
    const ladder = exactCurrent(parseShorthand("solid-ladder:4-solid"));
    expect(equals(exactCurrent(oscillator).current, ladder.current)).toBe(true);
    // n = ad·a, written out: √n·√n has to come out rational.
    const product = await file({ parts: ["oscillator:4"], H: "omega*ad(1)*a(1)", S: "x(1)" });
    expect(equals(exactCurrent(product).current, ladder.current)).toBe(true);
  });

  it("two parts without interaction, each at its own bath, carry no heat", async () => {
    const apart = { parts: ["spin", "spin"], H: "w*sz(1) + v*sz(2)", S_L: "sx(1)", S_R: "sx(2)" };
    expect(isZero(exactCurrent(await file(apart)).current)).toBe(true);
    const coupled = { ...apart, H: "w*sz(1) + v*sz(2) + w*sz(1)*sz(2)/3 + v*sz(1)*sz(2)/3" };
    await expect(file(coupled).then((j) => exactCurrent(j))).rejects.toThrow(/higher energy depends/);
  });

  it("resonant exchange: two half-weight modes, so J is the sum of two row-3 currents with halved couplings", async () => {
    const exchange = await file({
      parts: ["spin", "spin"],
      H: "2*g*(sz(1) + sz(2)) + g*(sp(1)*sm(2) + sm(1)*sp(2))",
      S_L: "sx(1)",
      S_R: "sx(2)",
    });
    const J = exactCurrent(exchange);
    // Modes at 4g ± g, each coupled to both baths with weight 1/2.
    const both = await parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid", coupling: "Gamma_L/2" },
        right: { bath: "solid", coupling: "Gamma_R/2" },
        subsystem: {
          kind: "hamiltonian",
          parts: ["spin", "spin"],
          H: "2.5*g*sz(1) + 1.5*g*sz(2)",
          S: "sx(1) + sx(2)",
        },
      }),
    );
    expect(equals(J.current, exactCurrent(both).current)).toBe(true);
  });

  it.each([
    [{ parts: ["spin"], H: "w*sp(1)", S: "sx(1)" }, /H: not a real symmetric operator/],
    [{ parts: ["spin"], H: "w*sz(2)", S: "sx(1)" }, /sz\(…\) needs the number of a part, 1 to 1/],
    [{ parts: ["spin"], H: "w*a(1)", S: "sx(1)" }, /a does not act on a spin/],
    [{ parts: ["rotor"], H: "w*sz(1)", S: "sx(1)" }, /rotor is no part of a product/],
    [{ parts: [], H: "w", S: "w" }, /a product of no parts/],
    [
      { parts: ["spin", "spin"], H: "w*sz(1) + v*sz(2) + g*sx(1)*sx(2)", S: "sx(1)" },
      /not rational.*take the root R/,
    ],
    [{ parts: ["oscillator:3"], H: "w*n(1) + g*x(1)", S: "x(1)" }, /couples 3 product states/],
    [{ parts: ["oscillator:50", "spin", "spin"], H: "w*n(1)", S: "x(1)" }, /200 states/],
    [{ parts: ["spin"], H: "w*sz(1)", S: "sx(1)", S_L: "sx(1)" }, /either S, or both/],
  ])("refuses %j", async (subsystem, message) => {
    await expect(file(subsystem)).rejects.toThrow(message);
  });
});
