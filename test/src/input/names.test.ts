import katex from "katex";
import { describe, expect, it } from "vitest";
import { mergeParameters, parameter, symbolLatex } from "../../../src/input/names.js";
import { editDistance, nearest, suggestion } from "../../../src/input/suggest.js";

describe("names of parameters", () => {
  it.each([
    ["Gamma_L", "\\Gamma_L"],
    ["omega", "\\omega"],
    ["omega_1", "\\omega_1"],
    ["omega_12", "\\omega_{12}"],
    ["T_a", "T_a"],
    ["g", "g"],
    ["kappa_cold", "\\kappa_{\\mathrm{cold}}"],
    ["Gamma_L_2", "\\Gamma_{L,2}"],
    ["omega_alpha", "\\omega_{\\alpha}"],
    ["K2", "\\mathrm{K2}"],
  ])("%s prints as %s, which KaTeX takes", (name, latex) => {
    expect(symbolLatex(name)).toBe(latex);
    expect(() => katex.renderToString(latex, { strict: "error", throwOnError: true })).not.toThrow();
  });

  it.each([
    "",
    "_a",
    "a_",
    "a__b",
    "1a",
    "a-b",
    "a b",
    "a\\b",
    "{a}",
    "$x$",
    "x".repeat(41),
    "ω",
    "__proto__",
  ])("%s is not a name", (name) => {
    expect(() => parameter(name, "other", "")).toThrow(/is not a name/);
  });

  it.each(["T", "T_a", "T_L", "T_R", "Delta", "e", "i", "pi", "n_B"])("%s is reserved", (name) => {
    expect(() => parameter(name, "other", "")).toThrow(/cannot name a parameter/);
  });

  it("merge by role, with the stronger assumption", () => {
    const merged = mergeParameters([
      [parameter("w", "gap", ""), parameter("d", "other", "", "real")],
      [parameter("G", "coupling", ""), parameter("d", "gap", "")],
    ]);
    expect(merged.map(({ name, assumption }) => [name, assumption])).toEqual([
      ["G", "positive"],
      ["w", "positive"],
      ["d", "positive"],
    ]);
  });
});

describe("did you mean", () => {
  it("counts insertions, deletions, substitutions and swaps", () => {
    expect(editDistance("", "abc")).toBe(3);
    expect(editDistance("kitten", "sitting")).toBe(3);
    expect(editDistance("omgea", "omega")).toBe(1);
  });

  it("finds the nearest, in any case, or nothing", () => {
    expect(nearest("SOLD", ["spin", "solid", "metal"])).toBe("solid");
    expect(nearest("photn", ["phonon", "photon"])).toBe("photon");
    expect(nearest("vacuum", ["spin", "solid", "metal"])).toBeUndefined();
    expect(nearest("x".repeat(1e6), ["spin"])).toBeUndefined();
    expect(suggestion("vacuum", ["spin", "solid"])).toBe("known: spin, solid");
    expect(suggestion("vacuum", [])).toBeUndefined();
  });
});
