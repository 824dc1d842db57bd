/** The case distinction of a certificate, step by step, on trees of two or three steps: what each step demands. */
import { describe, expect, it } from "vitest";
import { type CertificateNode } from "../../../src/certificate/format.js";
import { ProofError } from "../../../src/proof-checker/algebra/polynomial.js";
import { readPolynomial } from "../../../src/proof-checker/algebra/reader.js";
import { ringOf } from "../../../src/proof-checker/algebra/ring.js";
import { checkTree, substitutionOf } from "../../../src/proof-checker/cases.js";

const ring = ringOf({
  parameters: [
    ...["a", "b", "pi"].map((name) => ({ name, assumption: "positive" })),
    ...["d", "e"].map((name) => ({ name, assumption: "real" })),
  ],
  values: {},
  variables: { root: 1, formalFunctions: [], energies: [], L: ["T_L"], R: ["T_R"], independence: "" },
} as never);
const read = (text: string) => readPolynomial(text, ring.plain);

/** What the checker says to a tree: complete, open, or why it is wrong. */
function walked(
  tree: CertificateNode,
  coefficients: readonly string[],
  {
    leaves = [],
    rates = {},
    divisors = [],
  }: {
    readonly leaves?: readonly (readonly string[])[];
    readonly rates?: { readonly L?: string; readonly R?: string };
    readonly divisors?: readonly string[];
  } = {},
): string {
  try {
    const complete = checkTree(
      { tree },
      ring,
      coefficients.map(read),
      leaves.map((equations) => ({ equations: equations.map(read) })),
      Object.fromEntries(Object.entries(rates).map(([side, text]) => [side, read(text)])),
      divisors.map((text) => ({ name: "the divisor", polynomial: read(text) })),
    );
    return complete ? "complete" : "open";
  } catch (error) {
    if (error instanceof ProofError) return error.message;
    throw error;
  }
}

type Split = Extract<CertificateNode, { kind: "split" }>;
const leaf = (more: object = {}): CertificateNode => ({ kind: "leaf", leaf: 0, ...more });
const open: CertificateNode = { kind: "open", reason: "" };
/** variable = numerator/denominator */
const put = (variable: string, numerator: string, denominator = "1") => ({
  variable,
  numerator,
  denominator,
});
const substitute = (s: ReturnType<typeof put>, then: CertificateNode): CertificateNode => ({
  kind: "substitute",
  substitution: s,
  then,
});
/** The only factor of the coefficient number `hypothesis` that may vanish is zero. */
const split = (factor: string, then: CertificateNode, more: Partial<Split> = {}): Split => ({
  kind: "split",
  hypothesis: 0,
  definite: "1",
  nonzero: [],
  branches: [{ factor, exponent: 1, then }],
  ...more,
});

describe("a split", () => {
  const solved = substitute(put("d", "0"), leaf());
  const system = { leaves: [["d"]] };

  it("takes a coefficient for the product of its factors, one of which is zero", () => {
    expect(walked(split("d", solved), ["d"], system)).toBe("complete");
    const square = split("d", solved, {
      definite: "a + b",
      branches: [{ factor: "d", exponent: 2, then: solved }],
    });
    expect(walked(square, ["(a+b)*d^2"], system)).toBe("complete");
    const wrong = "the factors do not multiply to the coefficient";
    expect(walked(square, ["(a+b)*d"], system)).toBe(wrong);
    expect(walked(square, ["(a+2*b)*d^2"], system)).toBe(wrong);
    // Nothing follows from 0 = 0.
    expect(walked(split("d - d", solved), ["d - d"], system)).toBe(wrong);
    expect(walked(split("d", solved, { hypothesis: 1 }), ["d"], system)).toBe("a step refers to nothing");
    expect(walked(split("d", split("d", solved)), ["d"], system)).toBe("an assumption is not used");
  });

  it("demands that the definite factor keeps its sign, and exponents of at least one", () => {
    const definite = (text: string): string =>
      walked(split("d", solved, { definite: text }), [`(${text})*d`], system);
    expect(["a", "-a - b", "d^2 + a", "7"].map(definite)).toEqual(Array(4).fill("complete"));
    expect(["a - b", "d + a", "e^2", "d^2*a"].map(definite)).toEqual(
      Array(4).fill("a factor said to keep its sign may vanish"),
    );
    const none = split("d", solved, { branches: [{ factor: "d", exponent: 0, then: solved }] });
    expect(walked(none, ["1"], system)).toBe("a factor without exponent");
  });

  it("walks every branch, and is open if one is", () => {
    const both = (second: CertificateNode): Split =>
      split("d", solved, {
        branches: [
          { factor: "d", exponent: 1, then: solved },
          { factor: "e", exponent: 1, then: second },
        ],
      });
    const e = substitute(put("e", "0"), leaf({ leaf: 1 }));
    expect(walked(both(e), ["d*e"], { leaves: [["d"], ["e"]] })).toBe("complete");
    expect(walked(both(open), ["d*e"], { leaves: [["d"], ["e"]] })).toBe("open");
    expect(walked(both(solved), ["d*e"], { leaves: [["d"], ["e"]] })).toBe(
      "a substitution is not what was assumed",
    );
    expect(walked(split("d", open), ["d"])).toBe("open");
  });

  it("takes polynomials in π alone, and no others, for numbers", () => {
    const withPi = (base: string): string =>
      walked(split("d", solved, { ofPi: [{ base, exponent: 2 }] }), [`(${base})^2*d`], system);
    expect([withPi("pi^2 - 10"), withPi("3")]).toEqual(["complete", "complete"]);
    const may = "a factor said to be a number may vanish";
    expect([withPi("pi - a"), withPi("d"), withPi("pi - pi")]).toEqual([may, may, may]);
  });
});

describe("a substitution", () => {
  it("is for a parameter, free of it, and what was assumed", () => {
    expect(() => substitutionOf(ring, put("T_L", "0"))).toThrow("not for a parameter");
    expect(() => substitutionOf(ring, put("x", "0"))).toThrow("not for a parameter");
    expect(() => substitutionOf(ring, put("d", "d*a"))).toThrow("circular");
    expect(() => substitutionOf(ring, put("d", "a", "1 + d"))).toThrow("circular");
    const tree = (s: ReturnType<typeof put>): string =>
      walked(split("a*d - b", substitute(s, leaf())), ["a*d - b"], { leaves: [["a*d - b"]] });
    expect(tree(put("d", "b", "a"))).toBe("complete");
    expect(tree(put("d", "-b", "-a"))).toBe("a substitution divides by what may vanish");
    expect(tree(put("d", "b"))).toBe("a substitution is not what was assumed");
    expect(tree(put("d", "2*b", "2*a"))).toBe("a substitution is not what was assumed");
    expect(walked(substitute(put("d", "0"), leaf()), ["d"], { leaves: [["d"]] })).toBe(
      "a substitution is not what was assumed",
    );
    const may = split("e*d - b", substitute(put("d", "b", "e"), leaf()));
    expect(walked(may, ["e*d - b"], { leaves: [["e*d - b"]] })).toBe(
      "a substitution divides by what may vanish",
    );
  });

  it("by what may vanish leads to two cases, in the second of which both of its sides are zero", () => {
    const cases = (nonzero: CertificateNode, zero: CertificateNode): CertificateNode =>
      split("e*d - b", { kind: "cases", substitution: put("d", "b", "e"), nonzero, zero });
    const absurd = split("b", { kind: "terms", terms: ["b"], then: split("b", open, { hypothesis: 2 }) });
    const leaves = [["e*d - b"]];
    // e = 0 and b = 0: b is hypothesis 2.
    const no: CertificateNode = split("1", leaf(), { hypothesis: 2, definite: "b", branches: [] });
    expect(walked(cases(leaf(), no), ["e*d - b"], { leaves })).toBe("complete");
    expect(walked(cases(open, no), ["e*d - b"], { leaves })).toBe("open");
    expect(walked(cases(leaf(), open), ["e*d - b"], { leaves })).toBe("open");
    expect(walked(cases(leaf(), { ...no, hypothesis: 1 }), ["e*d - b"], { leaves })).toBe(
      "the factors do not multiply to the coefficient",
    );
    expect(walked(cases(leaf(), absurd), ["e*d - b"], { leaves })).not.toBe("complete");
    // Where e is not zero, powers of it are no factors that vanish.
    const known = (base: string, cofactor: string, of = 0): CertificateNode =>
      cases(
        split("e", open, { hypothesis: 1, nonzero: [{ base, exponent: 2, of, cofactor }], branches: [] }),
        { ...no, hypothesis: 3 },
      );
    expect(walked(known("e", "1"), ["e*d - b", "e^2"], { leaves })).toBe("complete");
    expect(walked(known("e", "2"), ["e*d - b", "e^2"], { leaves })).toBe(
      "a factor said to be nonzero is not known to be",
    );
    expect(walked(known("e", "1", 1), ["e*d - b", "e^2"], { leaves })).toBe(
      "a factor said to be nonzero is not known to be",
    );
  });
});

describe("a sum of terms of one sign that is zero", () => {
  const terms = (list: readonly string[], then: CertificateNode): CertificateNode => ({
    kind: "terms",
    terms: list,
    then,
  });
  const dAndE = split(
    "d",
    substitute(put("d", "0"), split("e", substitute(put("e", "0"), leaf()), { hypothesis: 2 })),
    {
      hypothesis: 1,
    },
  );
  const square = (d: string, factor: string, then: CertificateNode): Split =>
    split(d, then, { branches: [{ factor, exponent: 2, then }] });

  it("has every term zero", () => {
    const e = square("e", "e", substitute(put("e", "0"), leaf()));
    const d = {
      ...square("d", "d", substitute(put("d", "0"), { ...e, hypothesis: 2, definite: "a" })),
      hypothesis: 1,
    };
    const leaves = [["d", "e"]];
    expect(walked(split("d^2 + a*e^2", terms(["d^2", "a*e^2"], d)), ["d^2 + a*e^2"], { leaves })).toBe(
      "complete",
    );
    expect(walked(split("d^2 - a*e^2", terms(["d^2", "-a*e^2"], d)), ["d^2 - a*e^2"], { leaves })).toBe(
      "terms of different signs",
    );
    expect(walked(split("d + e", terms(["d", "e"], dAndE)), ["d + e"], { leaves })).toBe(
      "terms of different signs",
    );
    for (const list of [["d^2"], ["d^2 + a*e^2"], ["d^2", "2*a*e^2"]])
      expect(walked(split("d^2 + a*e^2", terms(list, d)), ["d^2 + a*e^2"], { leaves })).toBe(
        "the terms are not those of the factor",
      );
    expect(walked(terms(["d^2"], d), ["d^2"], { leaves })).toBe("terms of different signs");
  });
});

describe("the end of a case", () => {
  const violation = (variable: string): CertificateNode => ({ kind: "violation", variable });

  it("is a value that is not positive for a parameter that is", () => {
    const tree = (numerator: string, then: CertificateNode, denominator = "1"): string =>
      walked(
        split(`(${denominator})*a - (${numerator})`, substitute(put("a", numerator, denominator), then)),
        [`(${denominator})*a - (${numerator})`],
      );
    expect(tree("-b", violation("a"))).toBe("complete");
    expect(tree("-b", violation("a"), "pi + b")).toBe("complete");
    expect(tree("0", violation("a"))).toBe("complete");
    for (const positive of ["b", "b - pi", "d", "-d^2"])
      expect(tree(positive, violation("a"))).toBe("a may be positive");
    const none = "the variable has no value here, or may have any";
    expect([tree("-b", violation("b")), tree("-b", violation("x"))]).toEqual([none, none]);
    const real = split("d + b", substitute(put("d", "-b"), violation("d")));
    expect(walked(real, ["d + b"])).toBe(none);
  });

  it("follows the value through later substitutions, whose denominators keep their sign", () => {
    // a = d, then d = −b: a = −b.
    const later = (s: ReturnType<typeof put>, equation: string): string =>
      walked(
        split(
          "a - d",
          substitute(put("a", "d"), split(equation, substitute(s, violation("a")), { hypothesis: 1 })),
        ),
        ["a - d", equation],
      );
    expect(later(put("d", "-b"), "d + b")).toBe("complete");
    expect(later(put("d", "-b", "pi"), "pi*d + b")).toBe("complete");
    expect(later(put("d", "b"), "d - b")).toBe("a may be positive");
    // e·a = −b: where e < 0 the value is positive.
    const cases = split("e*a + b", {
      kind: "cases",
      substitution: put("a", "-b", "e"),
      nonzero: violation("a"),
      zero: split("1", open, { hypothesis: 2, definite: "-b", branches: [] }),
    });
    expect(walked(cases, ["e*a + b"])).toBe("a denominator may vanish");
  });

  it("is a bath without a rate", () => {
    const tree = (side: "L" | "R", rates: object): string =>
      walked(split("d", substitute(put("d", "0"), { kind: "no rate", side })), ["d"], { rates });
    expect(tree("L", { L: "d*a" })).toBe("complete");
    expect(tree("R", { L: "d*a", R: "d + a" })).toBe("the rate of the bath at R does not vanish here");
    expect(tree("R", { L: "d*a" })).toBe("the rate of the bath at R does not vanish here");
    expect(walked(split("d", { kind: "no rate", side: "L" }), ["d"], { rates: { L: "d" } })).toBe(
      "an assumption is not used",
    );
  });

  it("is a system of equations that holds there, where nothing stated is divided by zero", () => {
    const solved = substitute(put("d", "0"), leaf());
    expect(walked(split("d", solved), ["d"], { leaves: [["d", "a*d"]] })).toBe("complete");
    expect(walked(split("d", solved), ["d"], { leaves: [["d", "e"]] })).toBe(
      "the equations of the leaf do not hold here",
    );
    expect(walked(split("d", solved), ["d"])).toBe("a leaf that does not exist");
    expect(walked(split("d", leaf()), ["d"], { leaves: [["d"]] })).toBe("an assumption is not used");
    const divided = { leaves: [["d"]], divisors: ["a + e", "d*a"] };
    expect(walked(split("d", solved), ["d"], divided)).toBe(
      "the divisor vanishes identically in a case of system 1",
    );
    expect(walked(split("d", solved), ["d"], { ...divided, divisors: ["a + d"] })).toBe("complete");
  });

  it("may leave its last equation unsolved: the one assumed, by which the others are divided", () => {
    const last = "d^2 - 2*e^2";
    const tree = (more: object): CertificateNode => split(last, leaf({ last, ...more }));
    const leaves = [[last, `a*(${last})`]];
    expect(walked(tree({ cofactors: ["1", "a"] }), [last], { leaves })).toBe("complete");
    expect(walked(tree({ cofactors: ["1", "b"] }), [last], { leaves })).toBe(
      "the equations of the leaf do not hold here",
    );
    expect(walked(tree({ cofactors: ["1"] }), [last], { leaves })).toBe("a cofactor is missing");
    expect(walked(tree({}), [last], { leaves })).toBe("a cofactor is missing");
    const wrong = "the last equation is not what was assumed";
    expect(walked(split("d", tree({ cofactors: ["1", "a"] })), ["d"], { leaves })).not.toBe("complete");
    expect(walked(split("d", leaf({ last, cofactors: ["1", "a"] })), ["d"], { leaves })).toBe(wrong);
    expect(walked(leaf({ last, cofactors: ["1", "a"] }), [last], { leaves })).toBe(wrong);
    expect(walked(tree({ cofactors: ["1", "a"] }), [last], { leaves, divisors: [`b*(${last})`] })).toBe(
      "the divisor may vanish identically in a case of system 1, with its last equation",
    );
  });
});
