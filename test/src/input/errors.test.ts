/** What is wrong, in one line: where, at which character, what would be right; and what the numeric layer finds wrong. */
import { describe, expect, it } from "vitest";
import { DomainError, PrecisionLimitError } from "../../../numeric/arithmetic/errors.js";
import { ReducibleChainError } from "../../../numeric/levels/errors.js";
import { compareExact, exactNumber } from "../../../src/input/exact-number.js";
import { excerpt, InputError } from "../../../src/input/errors.js";
import { asInputError, inputErrorOf, UncertifiedError } from "../../../src/input/numeric-errors.js";
import { editDistance, nearest, suggestion } from "../../../src/input/suggest.js";

describe("a complaint", () => {
  it("says where, what, at which character of the whole text, and what would be right", () => {
    const inner = new InputError("a comma is missing", { where: "left", hint: "write one", at: 3 });
    expect(inner.message).toBe("left: a comma is missing at character 3; write one");
    expect(inner.after(4).message).toBe("left: a comma is missing at character 7; write one");
    expect(inner.within("f.json").message).toBe("f.json: left: a comma is missing at character 3; write one");
    const plain = new InputError("nothing");
    expect([plain.message, plain.after(4).message, plain.within("f").message]).toEqual([
      "nothing",
      "nothing",
      "f: nothing",
    ]);
    const { message } = new InputError("a\n\u001b[31mb");
    expect(["\n", "\u001b"].some((control) => message.includes(control))).toBe(false);
    const long = new InputError("x".repeat(1000), { where: "begin", hint: "end" }).message;
    expect(long).toMatch(/^begin: x+ … x+; end$/);
    expect(long.length).toBeLessThanOrEqual(280);
    expect(excerpt("abc", 3)).toBe("abc");
    expect(excerpt("abcdefghij".repeat(9), 21).length).toBeLessThanOrEqual(21);
  });

  it("of the numeric layer is one about the input, and anything else is passed on", () => {
    const found = [
      new DomainError("T", "0", "must be positive"),
      new ReducibleChainError([[0], [1, 2]]),
      new PrecisionLimitError(9, 64, "a pole is near"),
    ].map((error) => inputErrorOf(error));
    expect(found.every((error) => error instanceof InputError)).toBe(true);
    expect(found.map((error) => error instanceof UncertifiedError)).toEqual([false, false, true]);
    expect(found[2]?.hint).toBe("ask for fewer digits");
    const own = new InputError("own");
    expect(inputErrorOf(own)).toBe(own);
    const other = new RangeError("other");
    expect(inputErrorOf(other)).toBe(undefined);
    expect(() =>
      asInputError(() => {
        throw other;
      }),
    ).toThrow(other);
    expect(asInputError(() => 3)).toBe(3);
  });
});

it("exact numbers are ordered", () => {
  const numbers = [exactNumber(-1, 2), exactNumber(0), exactNumber(1, 3), exactNumber(1, 2)];
  for (const [i, a] of numbers.entries())
    for (const [j, b] of numbers.entries()) expect(compareExact(a, b)).toBe(Math.sign(i - j));
});

describe("did you mean", () => {
  it("counts insertions, deletions, substitutions and swaps of neighbours", () => {
    for (const [a, b, distance] of [
      ["", "", 0],
      ["abc", "", 3],
      ["omega", "omgea", 1],
      ["ab", "ba", 1],
      ["abc", "cab", 2],
      ["kitten", "sitting", 3],
      ["gamma_l", "gamma_r", 1],
    ] as const) {
      expect([a, b, editDistance(a, b), editDistance(b, a)]).toEqual([a, b, distance, distance]);
    }
  });

  it("names what is near, the beginning of a word too, and else what is known", () => {
    const known = ["omega", "Gamma_L", "Gamma_R"];
    expect(nearest("OMGEA", known)).toBe("omega");
    expect(nearest("om", known)).toBe("omega");
    expect(nearest("o", known)).toBe(undefined);
    expect(nearest("gama_R", known)).toBe("Gamma_R");
    expect(nearest("x".repeat(65), ["x".repeat(64)])).toBe(undefined);
    expect(nearest("x".repeat(64), ["x".repeat(63)])).toBe("x".repeat(63));
    expect(suggestion("zzzzzz", known)).toBe("known: omega, Gamma_L, Gamma_R");
    expect(suggestion("zzzzzz", [])).toBe(undefined);
    expect(suggestion("Gamma_X", known)).toBe("did you mean Gamma_L?");
  });
});
