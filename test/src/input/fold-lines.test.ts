/** Lines for a terminal of 80 columns. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText, wrap } from "../../../src/input/fold-lines.js";

describe("long lines", () => {
  it("are folded at spaces and after * and /, never before a power or a bracket that closes", () => {
    expect(wrap("aa bb*(cc)^2/dd", 8, "", "  ")).toEqual(["aa bb*", "  (cc)^2/", "  dd"]);
    expect(wrap("aa bb cc", 5, "", "")).toEqual(["aa bb", "cc"]);
    // What is longer than the width stands in a line of its own, as does nothing at all before it.
    expect(wrap("abcdefghij kl", 4, "", "  ")).toEqual(["abcdefghij", "  kl"]);
    expect(wrap("", 4, "> ", "")).toEqual([">"]);
  });

  it("are left alone up to 80 columns, and go on under their last column, or two further in", () => {
    const fits = "x".repeat(40) + " " + "y".repeat(39);
    expect(foldText(fits)).toBe(fits);
    expect(foldText(`  ${"x".repeat(50)} ${"y".repeat(50)}`)).toBe(
      `  ${"x".repeat(50)}\n    ${"y".repeat(50)}`,
    );
    const [left, right] = ["name  ", "z".repeat(45)];
    expect(foldText(`${left}${right} ${right}\nshort`)).toBe(`${left}${right}\n      ${right}\nshort`);
    // A column beyond the 60th has no room beneath it.
    const far = `${"x".repeat(59)}  ${"y".repeat(30)}`;
    expect(foldText(far)).toBe(`${"x".repeat(59)}\n  ${"y".repeat(30)}`);
    const near = `${"x".repeat(57)}  ${"y".repeat(15)} ${"z".repeat(15)}`;
    expect(foldText(near)).toBe(`${"x".repeat(57)}  ${"y".repeat(15)}\n${" ".repeat(59)}${"z".repeat(15)}`);
  });

  it("lose nothing but spaces, and are no longer than they may be where there are words", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(words, (list) => {
        const folded = foldText(list.join(" "));
        expect(folded.split(/\s+/).filter((word) => word !== "")).toEqual(list);
        expect(Math.max(...folded.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
      }),
    );
  });
});
