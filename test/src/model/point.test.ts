import { describe, expect, it } from "vitest";
import { missingNames, parseBindings, requireComplete } from "../../../src/model/point.js";
import { InputError } from "../../../src/input/errors.js";
import { exactNumber, formatExactNumber } from "../../../src/input/exact-number.js";
import { parseShorthand } from "../../../src/junction/shorthand.js";

const junction = parseShorthand("spin-TLS-metal");
const bind = (text: string, allowDelta = true) => parseBindings(text, junction, { allowDelta });
const shown = (text: string) =>
  Object.fromEntries([...bind(text)].map(([name, v]) => [name, formatExactNumber(v)]));

describe("--at", () => {
  it("reads decimals and fractions exactly", () => {
    expect(shown("omega=1.2, T_a=1/3,delta_R=-1e-2")).toEqual({ omega: "1.2", T_a: "1/3", delta_R: "-0.01" });
    expect(bind("T_a=0.1").get("T_a")).toEqual(exactNumber(1, 10));
  });

  it("takes T_L and T_R for T_a and Delta", () => {
    expect(shown("T_L=0.7,T_R=0.2")).toEqual({ T_a: "0.9", Delta: "0.5" });
  });

  it("overrides what the junction file binds", () => {
    const filed = { ...junction, bound: new Map([["omega", exactNumber(2)]]) };
    expect(parseBindings(undefined, filed, { allowDelta: true }).get("omega")).toEqual(exactNumber(2));
    expect(parseBindings("omega=3", filed, { allowDelta: true }).get("omega")).toEqual(exactNumber(3));
  });

  it("lists what is missing", () => {
    const values = bind("T_a=1,omega=1,mu_R=2");
    expect(missingNames(values, junction, { delta: true })).toEqual([
      "Delta",
      "Upsilon_L",
      "Gamma_R",
      "delta_R",
    ]);
    const all = () => requireComplete(values, junction, { delta: false });
    expect(all).toThrow(
      "--at: no value for Upsilon_L, Gamma_R, delta_R; add Upsilon_L=…,Gamma_R=…,delta_R=…",
    );
    expect(() =>
      requireComplete(bind("T_a=1,omega=1,mu_R=2,Upsilon_L=1,Gamma_R=1,delta_R=0"), junction, {
        delta: false,
      }),
    ).not.toThrow();
  });

  it.each([
    ["an unknown name", "omegas=1", /^--at: spin-TLS-metal has no omegas; did you mean omega\?$/],
    ["another junction's name", "Gamma_L=1", /has no Gamma_L; did you mean Gamma_R\?/],
    [
      "a name like nothing",
      "zzzzzzzz=1",
      /known: Upsilon_L, Gamma_R, delta_R, mu_R, omega, T_a, Delta, T_L, T_R$/,
    ],
    ["a prototype name", "__proto__=1", /has no __proto__/],
    ["no value", "omega", /omega is not name=value; write for example/],
    ["an empty value", "omega=", /^--at omega: an empty value is not a number/],
    ["an empty pair", "omega=1,,T_a=1", /an empty pair is not name=value/],
    ["a formula for a value", "omega=2*3", /2\*3 is not a number/],
    ["Infinity", "omega=Infinity", /Infinity is not a number/],
    ["hexadecimal", "omega=0x10", /0x10 is not a number/],
    ["a huge number", "omega=1e99999999999", /out of range/],
    ["division by zero", "omega=1/0", /division by zero/],
    ["a name twice", "omega=1,omega=2", /omega is given twice/],
    ["a zero gap", "omega=0", /omega = 0 is not positive; omega must be greater than 0/],
    ["a negative coupling", "Gamma_R=-1", /Gamma_R = -1 is not positive/],
    ["T_a = 0", "T_a=0", /T_a = 0 is not positive/],
    ["T_a < 0", "T_a=-0.5", /T_a = -0\.5 is not positive/],
    ["Delta = T_a", "T_a=1,Delta=1", /\|Delta\| = 1 is not less than T_a = 1/],
    ["Delta < -T_a", "T_a=1,Delta=-1.5", /\|Delta\| = 1\.5 is not less/],
    ["T_L alone", "T_L=1", /T_L and T_R stand together/],
    ["T_L beside T_a", "T_L=1,T_R=2,T_a=3", /stand together/],
    ["a negative T_R", "T_L=1,T_R=-0.2", /T_R = -0\.2 is not positive/],
    [
      "a negative rate",
      "T_a=2,mu_R=1,delta_R=-1",
      /1 \+ delta\*T\/mu is not positive for the metal \(R\) at T = 1;/,
    ],
    [
      "a negative rate at the bias",
      "T_a=2,Delta=-1,mu_R=1,delta_R=-0.7",
      /not positive for the metal \(R\) at T = 1\.5/,
    ],
  ])("refuses %s", (_what, text, message) => {
    expect(() => bind(text)).toThrow(InputError);
    expect(() => bind(text)).toThrow(message);
  });

  it.each(["Delta=0.1", "T_L=1,T_R=2"])("refuses %s where Delta is the expansion variable", (text) => {
    expect(() => bind(text, false)).toThrow(/Delta is the expansion variable/);
  });

  it("accepts a metal whose rate is positive at both temperatures, not at one of them", () => {
    // (2 + 1)/2 is its temperature at -Delta: 1 − 0.7·1.5 < 0.
    expect(() => bind("T_a=2,Delta=1,mu_R=1,delta_R=-0.7")).toThrow(/at T = 1\.5, its temperature when/);
    expect(bind("T_a=2,Delta=1,mu_R=1,delta_R=-0.6").size).toBe(4);
  });
});
