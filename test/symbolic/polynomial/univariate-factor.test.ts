/** Cyclotomic factors: what energies with a long common unit leave are polynomials of degree a thousand. */
import { expect, test } from "vitest";
import { splitUnivariate } from "../../../symbolic/polynomial/univariate-factor.js";

/** xⁿ − 1. */
const unity = (n: number): bigint[] => [-1n, ...new Array<bigint>(n - 1).fill(0n), 1n];

const product = (a: readonly bigint[], b: readonly bigint[]): bigint[] => {
  const sum = new Array<bigint>(a.length + b.length - 1).fill(0n);
  a.forEach((x, i) => b.forEach((y, k) => (sum[i + k]! += x * y)));
  return sum;
};

test.each([1, 2, 12, 105, 360])("x^%i − 1 splits into one factor for each divisor", (n) => {
  const factors = splitUnivariate(unity(n));
  const divisors = Array.from({ length: n }, (_, i) => i + 1).filter((d) => n % d === 0);
  expect(factors.every(({ irreducible }) => irreducible)).toBe(true);
  expect(factors).toHaveLength(divisors.length);
  expect(factors.map(({ coefficients }) => coefficients).reduce(product)).toEqual(unity(n));
});

test("what is no cyclotomic polynomial stays whole", () => {
  const other = [3n, 0n, -7n, 0n, 0n, 5n, 11n];
  const factors = splitUnivariate(product(unity(30), other));
  expect(factors.filter(({ irreducible }) => !irreducible).map(({ coefficients }) => coefficients)).toEqual([
    other,
  ]);
  expect(factors).toHaveLength(9);
});

test("degree 1500 takes a moment", () => {
  const started = process.cpuUsage();
  const factors = splitUnivariate(product(unity(1116), [7n, ...new Array<bigint>(399).fill(1n), 3n]));
  const { user } = process.cpuUsage(started);
  expect(factors).toHaveLength(19);
  expect(user / 1e6).toBeLessThan(5);
});

test("rational roots with numerators and denominators of any length are found, and quickly", () => {
  const roots: readonly (readonly [bigint, bigint])[] = [
    [2n ** 89n - 1n, 3n ** 40n],
    [-7n, 10n ** 30n + 1n],
    [5n, 3n],
    [-1n, 101n], // the first of the primes
  ];
  const rest = [123_456_789_123_456_789n, 0n, 0n, 2n, 987_654_321_987_654_321n];
  const whole = roots.map(([p, q]) => [-p, q]).reduce(product, rest);
  const started = process.cpuUsage();
  const factors = splitUnivariate(whole).map(({ coefficients }) => coefficients);
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(1);
  for (const [p, q] of roots) expect(factors).toContainEqual([-p, q]);
  expect(factors).toContainEqual(rest);
  expect(factors).toHaveLength(5);
});
