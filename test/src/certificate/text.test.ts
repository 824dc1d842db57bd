import { describe, expect, it } from "vitest";
import { equationText, fractionText, monomialText, polynomialText } from "../../../src/certificate/text.js";
import {
  add,
  multiply,
  negate,
  type Polynomial,
  variablePower,
} from "../../../symbolic/polynomial/polynomial.js";

const NAMES = ["b", "a", "B"];
const [b, a] = [variablePower(0), variablePower(1)] as const;
const sum = (...terms: readonly Polynomial[]): Polynomial => terms.reduce((s, t) => add(s, t), 0n);
const times = (n: bigint, p: Polynomial): Polynomial => multiply(n, p);

describe("polynomials of certificates as text", () => {
  it.each([
    [0n, "0"],
    [7n, "7"],
    [-7n, "-7"],
    [sum(times(2n, b), times(-3n, a), 5n), "2*b - 3*a + 5"],
    [sum(negate(b), a), "-b + a"],
    [times(-2n, multiply(b, multiply(a, a))), "-2*a^2*b"],
  ])("%#: %s", (p, text) => {
    expect(polynomialText(p, NAMES)).toBe(text);
  });

  it("writes both parts of a fraction", () => {
    expect(fractionText({ numerator: a, denominator: sum(b, 1n) }, (p) => polynomialText(p, NAMES))).toEqual({
      numerator: "a",
      denominator: "b + 1",
    });
  });

  it("writes powers in alphabetical order, small letters after the same capitals", () => {
    expect(monomialText([0, 0, 0], NAMES)).toBe("1");
    expect(monomialText([1, 2, 0], NAMES)).toBe("a^2*b");
    expect(monomialText([1, 1, 3], NAMES)).toBe("a*B^3*b");
  });
});

describe("equations of certificates as text", () => {
  it.each([
    // Terms of both signs: one side each.
    [sum(a, negate(b)), "a = b"],
    [sum(times(2n, a), times(-3n, b), -4n), "2*a = 3*b + 4"],
    [sum(a, -2n), "a = 2"],
    // All of one sign, and a number: it stands on the right with the sign that it has there.
    [sum(times(2n, a), 3n), "2*a = -3"],
    [sum(times(-2n, a), -3n), "2*a = -3"],
    [sum(a, b, 1n), "b + a = -1"],
    // All of one sign and no number.
    [times(-2n, a), "2*a = 0"],
    [sum(a, b), "b + a = 0"],
    [sum(negate(a), negate(b)), "b + a = 0"],
    // A number alone.
    [5n, "5 = 0"],
    [-5n, "5 = 0"],
  ])("%#: %s", (p, text) => {
    expect(equationText(p, NAMES)).toBe(text);
  });
});
