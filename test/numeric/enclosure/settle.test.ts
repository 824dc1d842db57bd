/** The loop that raises the precision: what asks for more of it, and what does not. */
import { describe, expect, it } from "vitest";
import { type Ball, type BallArithmetic } from "../../../numeric/enclosure/ball.js";
import { settle } from "../../../numeric/enclosure/settle.js";

/** 1/3, and a zero that no precision proves. */
const numbers = (A: BallArithmetic): Ball[] => {
  const third = A.div(A.one, A.fromRational(3n, 1n));
  return [third, A.sub(A.mul(third, A.fromRational(3n, 1n)), A.one)];
};

describe("settle", () => {
  it("looks for a number that vanishes up to the limit of precision", () => {
    let attempts = 0;
    const found = settle((A) => (attempts++, numbers(A)), 10, { first: 64, most: 4096 });
    expect(attempts).toBe(7);
    expect(found.map((x) => [x.value, x.undecided])).toEqual([
      ["0.3333333333", false],
      ["0", true],
    ]);
  });

  it("makes one more attempt where it stands beside the others, and says its bound", () => {
    let attempts = 0;
    const options = { first: 64, most: 4096, beside: (i: number) => i === 1 };
    const [third, zero] = settle((A) => (attempts++, numbers(A)), 10, options);
    expect(attempts).toBe(2);
    expect(third?.value).toBe("0.3333333333");
    expect(zero?.undecided).toBe(true);
    expect(Number(zero?.bound)).toBeGreaterThan(0);
    expect(Number(zero?.bound)).toBeLessThan(1e-36);
  });

  it("a number beside the others that does not vanish gets its digits", () => {
    const tiny = (A: BallArithmetic): Ball[] => {
      const [third, zero] = numbers(A) as [Ball, Ball];
      return [third, A.add(zero, A.fromRational(1n, 10n ** 25n))];
    };
    const found = settle(tiny, 5, { first: 64, most: 4096, beside: (i) => i === 1 });
    expect(found[1]).toEqual({ value: "1.0000e-25", undecided: false });
  });
});
