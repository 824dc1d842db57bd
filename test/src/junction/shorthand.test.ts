import { describe, expect, it } from "vitest";
import { parseShorthand } from "../../../src/junction/shorthand.js";
import { InputError } from "../../../src/input/errors.js";

const names = (text: string) => parseShorthand(text).parameters.map(({ name }) => name);

describe("the shorthand of a junction", () => {
  it.each([
    ["spin-TLS-metal", "spin-TLS-metal"],
    ["SPIN-tls-Metal", "spin-TLS-metal"],
    ["phonon-ho-photon", "solid-HO-solid"],
    ["harmonic-Ladder:04-boson", "solid-ladder:4-solid"],
    ["metal-spin:1.5-spin", "metal-spin:3/2-spin"],
    ["metal-spin:2/2-spin", "metal-spin:1-spin"],
  ])("%s is %s", (text, canonical) => {
    expect(parseShorthand(text).name).toBe(canonical);
    expect(parseShorthand(canonical).name).toBe(canonical);
  });

  it("lists parameters by role: couplings, density of states, gap", () => {
    expect(names("spin-TLS-metal")).toEqual(["Upsilon_L", "Gamma_R", "delta_R", "mu_R", "omega"]);
    expect(names("metal-HO-metal")).toEqual([
      "Gamma_L",
      "Gamma_R",
      "delta_L",
      "mu_L",
      "delta_R",
      "mu_R",
      "omega",
    ]);
  });

  it("assumes delta real and the rest positive", () => {
    const real = parseShorthand("metal-TLS-spin").parameters.filter(
      ({ assumption }) => assumption === "real",
    );
    expect(real.map(({ name }) => name)).toEqual(["delta_L"]);
  });

  it.each([
    ["TLS", 2, [1n]],
    ["ladder:4", 4, [1n, 2n, 3n]],
    ["spin:1/2", 2, [1n]],
    ["spin:3/2", 4, [3n, 4n, 3n]],
    ["spin:2", 5, [4n, 6n, 6n, 4n]],
    ["HO", "infinite", "oscillator"],
  ])("%s has %s levels with |S_n|² = %s", (word, levels, weights) => {
    expect(parseShorthand(`solid-${word}-solid`).subsystem).toMatchObject({
      kind: "ladder",
      label: word,
      levels,
      weights,
    });
  });

  it.each([
    ["spn-TLS-metal", /^spn-TLS-metal: unknown bath spn; did you mean spin\?$/],
    ["spin-TLX-metal", /unknown subsystem TLX; did you mean TLS\?$/],
    ["spin-TLS-vacuum", /unknown bath vacuum; known: spin, solid, harmonic/],
    ["spin-ladr:3-metal", /unknown subsystem ladr:3; did you mean ladder:M\?/],
    ["spin-TLS", /names no junction; a junction is written <left>-<subsystem>-<right>/],
    ["", /^an empty name names no junction/],
    ["a-b-c-d", /names no junction/],
    ["-TLS-spin", /a bath is missing/],
    ["spin--spin", /the subsystem is missing/],
    ["spin-ladder-spin", /ladder needs a size; such as ladder:4/],
    ["spin-ladder:1-spin", /cannot have 1 levels; ladder:M takes an integer M from 2 to 1000/],
    ["spin-ladder:1001-spin", /cannot have 1001 levels/],
    ["spin-ladder:2.5-spin", /2\.5 is not a number of levels/],
    ["spin-ladder:99999999999999-spin", /is not a number of levels/],
    ["spin-spin:1/3-spin", /a spin cannot be 1\/3/],
    ["spin-spin:0-spin", /a spin cannot be 0; spin:S takes S = 1\/2, 1, 3\/2/],
    ["spin-spin:500-spin", /a spin cannot be 500/],
    ["spin-spin:x-spin", /x is not a number/],
    ["x".repeat(1e6), /names no junction/],
    ["spin\n-TLS", /^spin -TLS names no junction/],
  ])("refuses %.30s", (text, message) => {
    const parse = () => parseShorthand(text);
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(message);
  });
});
