/**
 * exp and expm1 together, for grids: x = −k/64 + r, both from one table lookup and one short polynomial. The steps are
 * written out as WebAssembly in `grid/module-exp.ts`. Error of each below 2 units in the last place.
 */
import { doubleDoubleArithmetic, fromFloat } from "../arithmetic/double-double.js";

/** Table steps per unit: a power of 2, so that r is exact. */
export const STEPS = 64;
/** Entries for k = 0 … TABLE_SIZE − 1, a power of 2: arguments of thermal factors are negative. */
export const TABLE_SIZE = 4096;
/** The arguments that the table serves: those whose −64x rounds to 0 … TABLE_SIZE − 1, ties to even. */
export const HIGHEST_ARGUMENT = 0.5 / STEPS;
export const LOWEST_ARGUMENT = -(TABLE_SIZE - 0.5) / STEPS + 2 ** -47;

/** e^r − 1 = r + r²·Σ coefficient·r^i for |r| ≤ 1/128: Taylor's, with r^7/5040 spread over r³ and r⁵ (Chebyshev). */
export const EXP_COEFFICIENTS = [
  1 / 2,
  1 / 6 - 7 / (8 * 5040 * 2 ** 28),
  1 / 24,
  1 / 120 + 7 / (4 * 5040 * 2 ** 14),
  1 / 720,
] as const;

/** exp and expm1 at −k/64, correctly rounded. */
export interface ExpTables {
  readonly exp: Float64Array;
  readonly expm1: Float64Array;
}

/** Builds the tables (about 10 ms), once per compiled grid. */
export function expTables(): ExpTables {
  const D = doubleDoubleArithmetic;
  const exp = new Float64Array(TABLE_SIZE);
  const expm1 = new Float64Array(TABLE_SIZE);
  for (let k = 0; k < TABLE_SIZE; k++) {
    const x = fromFloat(-k / STEPS);
    exp[k] = D.exp(x).hi;
    expm1[k] = D.expm1(x).hi;
  }
  return { exp, expm1 };
}

/** 2^27 + 1: a double times this, less the excess, is its upper 26 bits (Veltkamp). */
export const SPLITTER = 134217729;

/** a·b − fl(a·b), exactly but for underflow (Dekker); the same steps are in `grid/module-exp.ts`. */
export function productError(a: number, b: number): number {
  const [ca, cb] = [SPLITTER * a, SPLITTER * b];
  const [ah, bh] = [ca - (ca - a), cb - (cb - b)];
  const [al, bl] = [a - ah, b - bh];
  return ah * bh - a * b + ah * bl + al * bh + al * bl;
}
