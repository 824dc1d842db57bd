/**
 * Jacobi's iteration on fixed-point integers: eigenvectors of a real symmetric matrix near to the last bit, without a bound.
 * `enclosed-eigensystem.ts` bounds what it returns, whatever that is.
 */
import { integerRoot } from "../enclosure/ball.js";

/** Rows of numbers x·2^−p, each the integer x. */
export type FixedMatrix = readonly (readonly bigint[])[];

/** Ten suffice for 64 rows and a thousand bits: convergence is quadratic, for close and equal eigenvalues too. */
const MOST_SWEEPS = 60;

const absolute = (x: bigint): bigint => (x < 0n ? -x : x);

/**
 * Approximate eigenvectors, one a row, in no order.
 *
 * Cyclic Jacobi: the rotation by tan φ = sgn(d)·2a/(|d| + √(d² + 4a²)), d = M_jj − M_ii, makes a = M_ij zero.
 * @param matrix    real symmetric
 * @param precision p, the bits after the point
 */
export function jacobiVectors(matrix: FixedMatrix, precision: number): FixedMatrix {
  const n = matrix.length;
  const p = BigInt(precision);
  const m = matrix.map((row) => [...row]);
  const vectors = m.map((_, i) => Array.from({ length: n }, (__, j) => (i === j ? 1n << p : 0n)));
  const at = (i: number, j: number): bigint => (m[i] as bigint[])[j] as bigint;
  const put = (i: number, j: number, x: bigint): void => {
    (m[i] as bigint[])[j] = x;
    (m[j] as bigint[])[i] = x;
  };
  const rotate = (i: number, j: number): void => {
    const a = at(i, j);
    const d = at(j, j) - at(i, i);
    const t = (((d < 0n ? -2n : 2n) * a) << p) / (absolute(d) + integerRoot(d * d + 4n * a * a, 2));
    const c = (1n << (2n * p)) / integerRoot((1n << (2n * p)) + t * t, 2);
    const s = (c * t) >> p;
    const shift = (t * a) >> p;
    for (let k = 0; k < n; k++) {
      if (k === i || k === j) continue;
      const [x, y] = [at(k, i), at(k, j)];
      put(k, i, (c * x - s * y) >> p);
      put(k, j, (s * x + c * y) >> p);
    }
    put(i, i, at(i, i) - shift);
    put(j, j, at(j, j) + shift);
    put(i, j, 0n);
    const [v, w] = [vectors[i] as bigint[], vectors[j] as bigint[]];
    for (let k = 0; k < n; k++) {
      const [x, y] = [v[k] as bigint, w[k] as bigint];
      v[k] = (c * x - s * y) >> p;
      w[k] = (s * x + c * y) >> p;
    }
  };
  // Rounding leaves a unit or two in every element.
  const negligible = BigInt(4 * n);
  for (let sweep = 0, moved = true; moved && sweep < MOST_SWEEPS; sweep++) {
    moved = false;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        if (absolute(at(i, j)) <= negligible) continue;
        rotate(i, j);
        moved = true;
      }
    }
  }
  return vectors;
}
