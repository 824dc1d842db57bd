import { describe, expect, it } from "vitest";
import { integrate, QuadratureError } from "../../../numeric/bath/quadrature.js";

describe("double-exponential quadrature", () => {
  const cases: [string, (x: number) => number, number, number, number][] = [
    ["a polynomial", (x) => x ** 3, 0, 2, 4],
    ["a root at the end", Math.sqrt, 0, 1, 2 / 3],
    ["a logarithm at the end", Math.log, 0, 1, -1],
    ["an inverse root at the end", (x) => 1 / Math.sqrt(x), 0, 1, 2],
    ["e^−x on the half-line", (x) => Math.exp(-x), 0, Infinity, 1],
    ["a Gaussian on the line", (x) => Math.exp(-x * x), -Infinity, Infinity, Math.sqrt(Math.PI)],
    ["e^x to the left", Math.exp, -Infinity, 0, 1],
    ["an empty interval", Math.exp, 1, 1, 0],
    // literature row 20: ∫ ω n(ω, T) dω = π²T²/6 at T = 1
    ["the Landauer integral", (x) => x / Math.expm1(x), 0, Infinity, Math.PI ** 2 / 6],
  ];
  it.each(cases)("takes %s", (_name, f, a, b, exact) => {
    const { value, errorEstimate } = integrate(f, a, b);
    expect(Math.abs(value - exact)).toBeLessThanOrEqual(1e-13 * Math.abs(exact) + 1e-15);
    expect(Math.abs(value - exact)).toBeLessThanOrEqual(errorEstimate + 2 ** -52 * Math.abs(exact));
  });

  it("uses breakpoints for kinks and needs them", () => {
    const kink = (x: number): number => Math.abs(x - 0.3);
    const exact = (0.3 ** 2 + 0.7 ** 2) / 2;
    expect(integrate(kink, 0, 1, { breakpoints: [0.3] }).value).toBeCloseTo(exact, 14);
    expect(() => integrate(kink, 0, 1)).toThrow(QuadratureError);
  });

  it("says so when the accuracy is out of reach or the integrand is not finite", () => {
    expect(() => integrate((x) => Math.sin(1 / x) / x, 0, 1)).toThrow(QuadratureError);
    expect(() => integrate(() => NaN, 0, 1)).toThrow("not finite");
    expect(() => integrate(Math.exp, NaN, 1)).toThrow("a ≤ b");
  });
});
