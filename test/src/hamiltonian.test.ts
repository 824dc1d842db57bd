import { describe, expect, it } from "vitest";
import { equals, isZero } from "../../symbolic/rational-function.js";
import { parseBindings } from "../../src/bindings.js";
import { evaluateAt } from "../../src/evaluate.js";
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

  it("without an exact eigenbasis: diagonalised at bound parameters, and the exact layer says why it refuses", async () => {
    const bound = (H: string, parts: string[], parameters: object) =>
      parseJunctionFile(
        JSON.stringify({
          left: { bath: "solid", coupling: "1" },
          right: { bath: "solid", coupling: "1" },
          subsystem: { kind: "hamiltonian", parts, H, S_L: "sx(1)", S_R: "sx(2)" },
          parameters,
        }),
      );
    const detuned = await bound(
      "0.5*w_L*sz(1) + 0.5*w_R*sz(2) + g*(sp(1)*sm(2) + sm(1)*sp(2))",
      ["spin", "spin"],
      { w_L: "1.3", w_R: "1.7", g: "0.3" },
    );
    const at = parseBindings("T_L=0.9,T_R=0.5", detuned, { allowDelta: true });
    // Literature row 15, printed to ten digits; doubles in the eigenbasis give more.
    expect(Math.abs(Number(evaluateAt(detuned, at, 15).R) - 0.9473919239)).toBeLessThan(5e-11);
    expect(() => exactCurrent(detuned)).toThrow(/numerical diagonalisation: there is no exact formula/);
    // Three spins in a row mix in blocks of three; an end spin that is not joined carries nothing.
    const cut = await bound("0.5*w*(sz(1) + sz(2) + sz(3)) + g*sx(2)*sx(3)", ["spin", "spin", "spin"], {
      w: "1",
      g: "0.2",
    });
    const dark = evaluateAt(cut, parseBindings("T_L=0.9,T_R=0.5", cut, { allowDelta: true }), 8);
    expect(Math.abs(Number(dark.J))).toBeLessThan(1e-13);
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
