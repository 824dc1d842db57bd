import { describe, expect, it } from "vitest";
import { ballArithmetic, fromDouble, toNumber } from "../../../numeric/enclosure/ball.js";
import { doubleDoubleArithmetic, fromFloat } from "../../../numeric/arithmetic/double-double.js";
import { DomainError } from "../../../numeric/arithmetic/errors.js";
import { evaluateExpression } from "../../../numeric/junction/evaluate-expression.js";
import { symbol, type Expression } from "../../../numeric/junction/expression.js";

const call = (name: string, argument: Expression = symbol("x")): Expression => ({
  type: "call",
  name,
  arguments: [argument],
});
const power = (base: Expression, numerator: bigint, denominator: bigint): Expression => ({
  type: "power",
  base,
  exponent: { numerator, denominator },
});

/** Ours against the platform's Math, which is good to 2 units in the last place. */
const FUNCTIONS: Record<string, (x: number, t: number) => number> = {
  exp: Math.exp,
  sqrt: (x) => (x < 0 ? NaN : Math.sqrt(x)),
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  coth: (x) => 1 / Math.tanh(x),
  sech: (x) => 1 / Math.cosh(x),
  csch: (x) => 1 / Math.sinh(x),
  n_B: (x, t) => 1 / Math.expm1(x / t),
  n_S: (x, t) => 1 / (Math.exp(x / t) + 1),
};

describe("evaluateExpression", () => {
  const A = ballArithmetic(128);
  for (const [name, reference] of Object.entries(FUNCTIONS)) {
    it(`${name} in balls and in double-doubles, both signs`, () => {
      for (const x of [1e-9, 0.3, 1, 7.5, 40, -1e-9, -0.3, -2, -30]) {
        const truth = reference(x, 1.5);
        if (Number.isNaN(truth)) continue;
        const ball = evaluateExpression(A, call(name), {
          lookup: () => fromDouble(x),
          temperature: fromDouble(1.5),
        });
        const dd = evaluateExpression(doubleDoubleArithmetic, call(name), {
          lookup: () => fromFloat(x),
          temperature: fromFloat(1.5),
        });
        // 2 ulp of Math, one of the quotient x/T times |x/T| ≤ 27, one of the final division.
        const tolerance = (4 + Math.abs(x / 1.5)) * 2 ** -52 * Math.abs(truth);
        expect(Math.abs(toNumber(ball) - truth)).toBeLessThanOrEqual(tolerance);
        expect(Math.abs(dd.hi - truth)).toBeLessThanOrEqual(tolerance);
      }
    });
  }

  it("rational powers, divisions and empty sums", () => {
    const at = (e: Expression): number => toNumber(evaluateExpression(A, e, { lookup: () => fromDouble(8) }));
    expect(at(power(symbol("x"), 2n, 3n))).toBe(4);
    expect(at(power(symbol("x"), -1n, 3n))).toBe(0.5);
    expect(at({ type: "product", factors: [symbol("x"), power(symbol("x"), -2n, 1n)] })).toBe(0.125);
    expect(at({ type: "sum", terms: [] })).toBe(0);
    expect(at({ type: "product", factors: [] })).toBe(1);
  });

  it("refuses what has no meaning", () => {
    const scope = { lookup: () => fromDouble(1) };
    expect(() => evaluateExpression(A, call("g"), scope)).toThrow(/g = call/);
    expect(() => evaluateExpression(A, call("n_B"), scope)).toThrow(DomainError);
    expect(() => evaluateExpression(A, call("sqrt"), { lookup: () => fromDouble(-1) })).toThrow(DomainError);
    expect(() => evaluateExpression(A, power(symbol("x"), 1n, 5000n), scope)).toThrow(/exponent/);
  });
});
