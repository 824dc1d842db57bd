import { describe, expect, it } from "vitest";
import { equals, isZero } from "../../../../symbolic/fraction/rational-function.js";
import { parseBindings } from "../../../../src/model/point.js";
import { evaluateAt } from "../../../../src/evaluate/point.js";
import { expansion } from "../../../../src/expansion/expansion.js";
import { exchangesOf, exchangeText } from "../../../../src/junction/replaced-parameters.js";
import { exactCurrent } from "../../../../src/exact/ladder-current.js";
import { parseJunctionFile } from "../../../../src/junction/file/parse.js";
import { type Junction } from "../../../../src/junction/junction.js";
import { parseShorthand } from "../../../../src/junction/shorthand.js";

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

  const DETUNED = "0.5*w_L*sz(1) + 0.5*w_R*sz(2) + g*(sp(1)*sm(2) + sm(1)*sp(2))";
  const ohmic = (subsystem: object, parameters: object = {}): Promise<Junction> =>
    parseJunctionFile(
      JSON.stringify({
        left: { bath: "solid", coupling: "Gamma_L*omega" },
        right: { bath: "solid", coupling: "Gamma_R*omega" },
        subsystem: { kind: "hamiltonian", ...subsystem },
        parameters,
      }),
    );
  const J = (junction: Junction, at: string): number =>
    Number(evaluateAt(junction, parseBindings(at, junction, { allowDelta: true }), 16).J);
  const BATHS = "Gamma_L=1,Gamma_R=2,T_L=0.9,T_R=0.5";

  it("a root takes the place of the coupling, exactly: equal to the numerical diagonalisation", async () => {
    const two = { parts: ["spin", "spin"], H: DETUNED, S_L: "sx(1)", S_R: "sx(2)" };
    const exact = await ohmic(two);
    expect(exact.parameters.map((p) => p.name).sort()).toEqual(["Gamma_L", "Gamma_R", "r", "w_L", "w_R"]);
    expect(exchangesOf(exact).map(exchangeText)).toEqual([
      "r = sqrt(((w_L - w_R)/2)^2 + g^2), in place of g",
    ]);
    expect(expansion(exact).isZero(1)).toBe(false);
    // w_L = 1.4, w_R = 2, g = 0.4: half the detuning −0.3, root 0.5.
    const numeric = await ohmic(two, { w_L: "1.4", w_R: "2", g: "0.4" });
    expect(numeric.subsystem).toHaveProperty("approximate");
    const [a, b] = [J(exact, `${BATHS},w_L=1.4,w_R=2,r=0.5`), J(numeric, BATHS)];
    // The eigenvectors of the second are doubles.
    expect(Math.abs(a / b - 1)).toBeLessThan(1e-13);
    expect(() => parseBindings("g=0.4", exact, { allowDelta: true })).toThrow(/r = sqrt.*in place of g/);
    expect(() =>
      exactCurrent(exact, parseBindings("w_L=1.4,w_R=2,r=0.1", exact, { allowDelta: false })),
    ).toThrow(/\|S\|\^2 is negative/);
  });

  it("one root for several blocks, two roots for two pairs", async () => {
    // sz sz shifts the energies, not the detuning: the third spin sees the same root in both of its states.
    const shared = {
      parts: ["spin", "spin", "spin"],
      H: `${DETUNED} + 0.5*v*sz(3) + 0.25*l*sz(3)*(sz(1) + sz(2))`,
      S_L: "sx(1)",
      S_R: "sx(2) + sx(3)",
    };
    const one = await ohmic(shared);
    expect(exchangesOf(one).map((e) => e.replaces)).toEqual(["g"]);
    const numeric = await ohmic(shared, { w_L: "1.4", w_R: "2", g: "0.4", v: "1", l: "0.3" });
    const [a, b] = [J(one, `${BATHS},w_L=1.4,w_R=2,r=0.5,v=1,l=0.3`), J(numeric, BATHS)];
    expect(Math.abs(a / b - 1)).toBeLessThan(1e-13);
    const flip = "(sp(1)*sm(2) + sm(1)*sp(2))";
    const pairs = {
      parts: ["spin", "spin", "spin"],
      H: `0.5*w*sz(1) + 0.5*v*sz(2) + 0.5*u*sz(3) + 0.5*g*(1 + sz(3))*${flip} + 0.5*h*(1 - sz(3))*${flip}`,
      S_L: "sx(1)",
      // The third spin turns only where the others do not mix.
      S_R: "sx(2) + sx(3)*(1 + sz(1))*(1 + sz(2))",
    };
    expect(exchangesOf(await ohmic(pairs)).map((e) => [e.name, e.replaces])).toEqual([
      ["r", "g"],
      ["r_1", "h"],
    ]);
  });

  it("where amplitudes interfere, tan(theta/2) and the energy m take two places", async () => {
    const common = { parts: ["spin", "spin"], H: DETUNED, S_L: "sx(1) + sx(2)", S_R: "sx(2)" };
    const exact = await ohmic(common);
    expect(exchangesOf(exact).map((e) => [e.name, e.replaces])).toEqual([
      ["m", "w_L"],
      ["t", "g"],
    ]);
    // d = (w_L − w_R)/2 = 0.3, g = 0.4, R = 0.5: m = (R + d)/2 = 0.4, t = g/(R + d) = 0.5.
    const numeric = await ohmic(common, { w_L: "2", w_R: "1.4", g: "0.4" });
    const [a, b] = [J(exact, `${BATHS},w_R=1.4,m=0.4,t=0.5`), J(numeric, BATHS)];
    expect(Math.abs(a / b - 1)).toBeLessThan(1e-13);
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
      /states 0 and 3 mix, and no parameter can make way.*bind every parameter/,
    ],
    [{ parts: ["oscillator:3"], H: "w*n(1) + g*x(1)", S: "x(1)" }, /couples 3 product states/],
    [{ parts: ["oscillator:50", "spin", "spin"], H: "w*n(1)", S: "x(1)" }, /200 states/],
    [{ parts: ["spin"], H: "w*sz(1)", S: "sx(1)", S_L: "sx(1)" }, /either S, or both/],
  ])("refuses %j", async (subsystem, message) => {
    await expect(file(subsystem)).rejects.toThrow(message);
  });
});
