import type { Arithmetic } from "./arithmetic.js";

/** Plain doubles: for searches and tables, where certified digits are computed afterwards. */
export const float64: Arithmetic<number> = {
  zero: 0,
  one: 1,
  fromRational: (n, d) => Number(n) / Number(d),
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
  exp: Math.exp,
  expm1: Math.expm1,
  root: (a, n) => (n === 2 ? Math.sqrt(a) : n === 3 ? Math.cbrt(a) : a ** (1 / n)),
  isNegative: (a) => a < 0,
  circular: (a) => [Math.cos(a), Math.sin(a)],
  pi: () => Math.PI,
};
