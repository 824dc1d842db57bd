/**
 * Eigenvalues of a real symmetric matrix, and matrix elements between its eigenvectors, with proved error.
 *
 * Let the rows of X be approximate eigenvectors, from wherever, G = XXᵀ, M = XHXᵀ, ‖G − 1‖ ≤ e ≤ 1/2, and Λ the diagonal of M,
 * ascending. The polar factor Q = G^{−1/2}X is orthogonal, so D = QHQᵀ has the eigenvalues θ_i of H.
 *
 *  1. G^{−1/2} = 1 + F with ‖F‖ ≤ e, hence ‖D − Λ‖ ≤ δ = ‖M − Λ‖ + (2e + e²)‖M‖, and by Weyl's theorem |θ_i − Λ_i| ≤ δ, both
 *     in ascending order, equal eigenvalues included.
 *  2. Let g_i be the distance of Λ_i from the other Λ_j, g_i > 4δ. A unit eigenvector u of D at θ_i satisfies (Λ_j − θ_i)u_j =
 *     −((D − Λ)u)_j, so its part off e_i is at most s = δ/(g_i − δ) (Davis and Kahan's sin θ), and with the sign of u_i
 *     positive ‖u − e_i‖ ≤ 2s. The eigenvector of H is v_i = Qᵀu = Xᵀ(1 + F)u = Xᵀ(e_i + d_i), ‖d_i‖ ≤ η_i = 2s + e. If m
 *     eigenvalues in a row are one, with g_i measured to the others, the part of each unit eigenvector off the set is at most s, hence
 *     that of an orthonormal basis u^(k) is at most √m s in norm, and turning it by the polar factor of its square part gives
 *     ‖u^(k) − e_k‖ ≤ 2ms: some orthonormal basis of the eigenspace has η_i = 2ms + e.
 *  3. For T = X S X′ᵀ between two such bases, |v_iᵀSv′_j − T_ij| ≤ ‖T‖(η_i + η′_j + η_iη′_j).
 *
 * G, M and T are exact products of integers x·2^−p ("units" below are 2^−p); only the elements of H and S are rounded, and
 * their error is carried along. Norms are bounded by sums of rows.
 */
import { type Ball, type BallArithmetic } from "../enclosure/ball.js";
import { WideEnclosureError } from "../arithmetic/errors.js";
import { bitLength, scaleFloor } from "../enclosure/exp.js";
import { type FixedMatrix, jacobiVectors } from "./fixed-jacobi.js";

/** Approximate eigenvectors with the bounds of the theorem, in units of 2^−precision. */
export interface EnclosedBasis {
  readonly precision: number;
  /** The rows of X. */
  readonly vectors: FixedMatrix;
  /** η_i; null where the eigenvalue is not told from its neighbours, so that no single vector belongs to it. */
  readonly deviations: readonly (bigint | null)[];
}

/** The spectrum of a real symmetric matrix. */
export interface EnclosedEigensystem {
  /** θ_1 ≤ θ_2 ≤ …; balls that overlap are not told apart. */
  readonly values: readonly Ball[];
  readonly basis: EnclosedBasis;
}

type BallMatrix = readonly (readonly Ball[])[];

/** Bits beyond those of the arithmetic: what some thousand rotations of 64 rows lose. */
const GUARD_BITS = 32;

const absolute = (x: bigint): bigint => (x < 0n ? -x : x);
const largest = (list: readonly bigint[]): bigint => list.reduce((a, b) => (a > b ? a : b), 0n);
/** x·2^−n, rounded up. */
const shiftUp = (x: bigint, n: number): bigint => -(-x >> BigInt(n));
const rowSum = (row: readonly bigint[]): bigint => row.reduce((a, b) => a + absolute(b), 0n);

/**
 * The spectrum of a real symmetric matrix, of which the lower triangle is read.
 * @param matrix   enclosures of its elements
 * @param sizes    how many eigenvalues in a row count as one, ascending, summing up to all: the vectors of such a set are those of
 *                 an orthonormal basis of its eigenspace *if* they are one eigenvalue; default: each stands by itself
 * @param approximate  where X comes from; it decides how narrow the enclosures are, not whether they hold
 * @throws WideEnclosureError if approximate eigenvectors are not even nearly orthogonal
 */
export function enclosedEigensystem(
  A: BallArithmetic,
  matrix: BallMatrix,
  sizes: readonly number[] = matrix.map(() => 1),
  approximate: (matrix: FixedMatrix, precision: number) => FixedMatrix = jacobiVectors,
): EnclosedEigensystem {
  const p = A.bits + GUARD_BITS;
  const n = matrix.length;
  const unit = 1n << BigInt(p);
  const symmetric = matrix.map((row, i) =>
    row.map((b, j) => (j <= i ? b : ((matrix[j] as Ball[])[i] as Ball))),
  );
  const { fixed, errors, scale } = fixedPoint(symmetric, p);
  const found = approximate(fixed, p);
  const energy = found.map((v) => (between([v], fixed, [v])[0] as bigint[])[0] as bigint);
  const vectors = ascending(energy).map((i) => found[i] as readonly bigint[]);
  const m = between(vectors, fixed, vectors);
  const diagonal = m.map((row, i) => (row[i] as bigint) >> BigInt(2 * p));
  const e = distanceTo(
    between(vectors, scalar(n, unit), vectors),
    vectors.map(() => unit),
    p,
  );
  if (2n * e > unit) throw new WideEnclosureError("orthogonality of eigenvectors");
  // ‖XdHXᵀ‖ ≤ ‖G‖‖dH‖ ≤ 2‖dH‖.
  const distance = distanceTo(m, diagonal, p) + 2n * largest(errors.map(rowSum));
  const norm = largest(diagonal.map(absolute)) + distance;
  const delta = distance + shiftUp(3n * e * norm, p);
  const setOf = sizes.flatMap((size, k) => Array.from({ length: size }, () => k));
  const deviations = diagonal.map((x, i) => {
    const others = diagonal.filter((_, j) => setOf[j] !== setOf[i]).map((y) => absolute(x - y));
    if (others.length === 0) return e;
    const gap = others.reduce((a, b) => (a < b ? a : b));
    if (gap <= 4n * delta) return null;
    const size = BigInt(sizes[setOf[i] as number] as number);
    return e + 2n * size * ((delta * unit) / (gap - delta) + 1n);
  });
  const values = diagonal.map((x) => rounded(A, x, scale - p, delta));
  return { values, basis: { precision: p, vectors, deviations } };
}

/**
 * v_iᵀ S v′_j for the eigenvectors of two matrices (or of one). Where an eigenvalue is not told from its neighbours, the
 * enclosure is that of a vector near the approximate one, which need not be an eigenvector: see `deviations`.
 * @param S  enclosures, rows in the basis of the first matrix, columns in that of the second
 */
export function enclosedElements(
  A: BallArithmetic,
  left: EnclosedBasis,
  S: BallMatrix,
  right: EnclosedBasis,
): Ball[][] {
  const p = left.precision;
  const { fixed, errors, scale } = fixedPoint(S, p);
  const ofElements = 2n * errors.reduce((sum, row) => sum + rowSum(row), 0n);
  const T = between(left.vectors, fixed, right.vectors).map((row) => row.map((x) => x >> BigInt(2 * p)));
  const columns = right.vectors.map((_, j) => rowSum(T.map((row) => row[j] as bigint)));
  // One unit more an element: T is cut.
  const size = BigInt(Math.max(T.length, columns.length));
  const norm = largest([...T.map(rowSum), ...columns]) + size + ofElements;
  return T.map((row, i) =>
    row.map((x, j) => {
      const [a, b] = [left.deviations[i] ?? 0n, right.deviations[j] ?? 0n];
      const spread = shiftUp(norm * (a + b + shiftUp(a * b, p)), p);
      return rounded(A, x, scale - p, 1n + ofElements + spread);
    }),
  );
}

/** LSRᵀ, exactly: elements are in units of 2^−3p. */
function between(L: FixedMatrix, S: FixedMatrix, R: FixedMatrix): bigint[][] {
  const half = S.map((row) => {
    const entries = row.flatMap((x, k) => (x === 0n ? [] : [[x, k] as const]));
    return R.map((r) => entries.reduce((sum, [x, k]) => sum + x * (r[k] as bigint), 0n));
  });
  return L.map((l) =>
    R.map((_, j) => l.reduce((sum, x, k) => sum + x * ((half[k] as bigint[])[j] as bigint), 0n)),
  );
}

function scalar(n: number, value: bigint): bigint[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? value : 0n)));
}

/** A bound of ‖M − diag‖, M in units of 2^−3p as `between` has it, the diagonal in those of 2^−p. */
function distanceTo(m: FixedMatrix, diagonal: readonly bigint[], p: number): bigint {
  const rest = m.map((row, i) =>
    rowSum(row.map((x, j) => (i === j ? x - ((diagonal[i] as bigint) << BigInt(2 * p)) : x))),
  );
  return shiftUp(largest(rest), 2 * p);
}

/** The indices, ascending by value. */
function ascending(values: readonly bigint[]): number[] {
  return [...values.keys()].sort((i, j) => {
    const [a, b] = [values[i] as bigint, values[j] as bigint];
    return a < b ? -1 : a > b ? 1 : i - j;
  });
}

/** The given basis itself, as vectors without error. */
export function productBasis(A: BallArithmetic, n: number): EnclosedBasis {
  const p = A.bits + GUARD_BITS;
  return {
    precision: p,
    vectors: scalar(n, 1n << BigInt(p)),
    deviations: Array.from({ length: n }, () => 0n),
  };
}

/** A matrix divided by 2^scale, so that its largest element is about one, as integers over 2^p, and their errors. */
function fixedPoint(
  matrix: BallMatrix,
  p: number,
): { readonly fixed: bigint[][]; readonly errors: bigint[][]; readonly scale: number } {
  const tops = matrix
    .flat()
    .filter((b) => b.mantissa !== 0n || b.radius !== 0n)
    .map((b) => bitLength(absolute(b.mantissa) + b.radius) + b.exponent);
  const scale = tops.length === 0 ? 0 : Math.max(...tops);
  const shift = (b: Ball): number => b.exponent + p - scale;
  return {
    fixed: matrix.map((row) => row.map((b) => scaleFloor(b.mantissa, shift(b)))),
    errors: matrix.map((row) =>
      row.map((b) => {
        const s = shift(b);
        const cut = s < 0 && scaleFloor(scaleFloor(b.mantissa, s), -s) !== b.mantissa;
        return (s < 0 ? shiftUp(b.radius, -s) : b.radius << BigInt(s)) + (cut ? 1n : 0n);
      }),
    ),
    scale,
  };
}

function rounded(A: BallArithmetic, mantissa: bigint, exponent: number, radius: bigint): Ball {
  return A.add(A.zero, { mantissa, exponent, radius });
}
