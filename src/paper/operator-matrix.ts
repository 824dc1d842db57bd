/** Small matrices over the exact field: operators of a closed junction in a product basis. */
import {
  add,
  constant,
  isZero,
  multiply,
  negate,
  ONE,
  type RationalFunction,
  subtract,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";

/** Rows of a square matrix. */
export type Matrix = readonly (readonly RationalFunction[])[];

/** The matrix with the given entries. */
export function matrix(size: number, entry: (i: number, j: number) => RationalFunction): Matrix {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => entry(i, j)));
}

/** The unit matrix. */
export function unit(size: number): Matrix {
  return matrix(size, (i, j) => (i === j ? ONE : ZERO));
}

const at = (m: Matrix, i: number, j: number): RationalFunction => m[i]?.[j] ?? ZERO;

/** σ_x, and σ_z in the order down, up. */
export const PAULI_X: Matrix = matrix(2, (i, j) => (i === j ? ZERO : ONE));
export const PAULI_Z: Matrix = matrix(2, (i, j) => (i !== j ? ZERO : constant(i === 0 ? -1n : 1n)));

/** a ⊗ b. */
export function kronecker(a: Matrix, b: Matrix): Matrix {
  const n = b.length;
  return matrix(a.length * n, (i, j) =>
    multiply(at(a, Math.floor(i / n), Math.floor(j / n)), at(b, i % n, j % n)),
  );
}

/** a + b. */
export function plus(a: Matrix, b: Matrix): Matrix {
  return matrix(a.length, (i, j) => add(at(a, i, j), at(b, i, j)));
}

/** c·a. */
export function times(c: RationalFunction, a: Matrix): Matrix {
  return matrix(a.length, (i, j) => multiply(c, at(a, i, j)));
}

/** a − b. */
export function minus(a: Matrix, b: Matrix): Matrix {
  return matrix(a.length, (i, j) => subtract(at(a, i, j), at(b, i, j)));
}

/** a·b. */
export function product(a: Matrix, b: Matrix): Matrix {
  return matrix(a.length, (i, j) => {
    let sum = ZERO;
    for (let k = 0; k < a.length; k++) {
      const [x, y] = [at(a, i, k), at(b, k, j)];
      if (!isZero(x) && !isZero(y)) sum = add(sum, multiply(x, y));
    }
    return sum;
  });
}

/** [a, b]. */
export function commutator(a: Matrix, b: Matrix): Matrix {
  return minus(product(a, b), product(b, a));
}

/** The transpose; for a real matrix the adjoint. */
export function transpose(a: Matrix): Matrix {
  return matrix(a.length, (i, j) => at(a, j, i));
}

/** True for the zero matrix. */
export function vanishes(a: Matrix): boolean {
  return a.every((row) => row.every(isZero));
}

/** True if a = b. */
export function same(a: Matrix, b: Matrix): boolean {
  return vanishes(minus(a, b));
}

/** True if aᵀ = −a. */
export function isAntisymmetric(a: Matrix): boolean {
  return same(transpose(a), times(negate(ONE), a));
}
