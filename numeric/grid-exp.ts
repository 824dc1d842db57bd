/**
 * exp and expm1 together, for grids: x = k·ln2/64 + r, both from one table lookup and one short polynomial.
 *
 * Error of each below 2 units in the last place for −GRID_EXP_LIMIT < x ≤ 0; elsewhere the built-in
 * functions take over. The same steps are written out in generated code (`grid-code.ts`).
 */
import { doubleDoubleArithmetic, fromFloat } from "./double-double.js";

/** Table steps per ln 2. */
const STEPS = 64;
/** Entries for k = −TABLE_SIZE … 0: arguments of thermal factors are negative. */
const TABLE_SIZE = 4096;
/** The table serves −44 < x ≤ 0. */
export const GRID_EXP_LIMIT = 44;

/** 64/ln 2. */
export const STEP_INVERSE = 92.33248261689366;
/** exp and expm1 at −k·ln2/64, correctly rounded. */
export interface ExpTables {
  readonly exp: Float64Array;
  readonly expm1: Float64Array;
  /** ln2/64 with its low bits cleared, so that k times it is exact, and the rest. */
  readonly high: number;
  readonly low: number;
}

/** Builds the tables (about 10 ms), once per compiled grid. */
export function expTables(): ExpTables {
  const D = doubleDoubleArithmetic;
  const step = D.div({ hi: Math.LN2, lo: 2.3190468138462996e-17, error: 0 }, fromFloat(STEPS));
  // Rounding to 2^−38 leaves 32 bits: times k ≤ 2^12 is exact.
  const high = Math.round(step.hi * 2 ** 38) / 2 ** 38;
  const low = step.hi - high + step.lo;
  const exp = new Float64Array(TABLE_SIZE + 1);
  const expm1 = new Float64Array(TABLE_SIZE + 1);
  for (let k = 0; k <= TABLE_SIZE; k++) {
    const x = D.mul(step, fromFloat(-k));
    exp[k] = D.exp(x).hi;
    expm1[k] = D.expm1(x).hi;
  }
  return { exp, expm1, high, low };
}
