/**
 * Bernstein coefficients of polynomials with positive coefficients on boxes of positive numbers, in doubles with a bound on their
 * relative error. On [a, b] the monomial x^j has degree-n coefficients
 *
 *     Σ_i C(k, i) C(n − k, j − i)/C(n, j)·b^i a^{j−i},   k = 0 … n,
 *
 * all positive; so is every sum here. No subtraction occurs, and each addition and product adds at most 2^−53 to the relative error.
 */
import { toNumber } from "../../numeric/enclosure/ball.js";
import { degreesOf, exponentsOf, type PositivePolynomial } from "./positive-polynomial.js";

/** Degrees of the axes, the first running fastest. */
export interface Grid {
  readonly degrees: readonly number[];
  readonly size: number;
}

/** The grid that holds all these polynomials. */
export function gridOf(polynomials: readonly PositivePolynomial[], count: number): Grid {
  const degrees = degreesOf(polynomials, count);
  return { degrees, size: degrees.reduce((n, d) => n * (d + 1), 1) };
}

/** Numbers outside are not represented with full relative precision; a thousandth of a double's range on either side is left. */
const SMALLEST = 1e-280;
const LARGEST = 1e280;

/** The coefficients of the powers as doubles; undefined where they leave the range in which a relative error is kept. */
export function powerCoefficients(p: PositivePolynomial, grid: Grid): Float64Array | undefined {
  const list = new Float64Array(grid.size);
  for (const [m, c] of p) {
    const value = toNumber(c);
    if (!(value > SMALLEST && value < LARGEST)) return undefined;
    list[indexOf(grid, exponentsOf(m, grid.degrees.length))] = value;
  }
  return list;
}

function indexOf({ degrees }: Grid, exponents: readonly number[]): number {
  let [index, stride] = [0, 1];
  degrees.forEach((d, i) => {
    index += (exponents[i] as number) * stride;
    stride *= d + 1;
  });
  return index;
}

/** Whether all numbers on the way from the coefficients to values on the box are in range. */
export function isInRange(
  coefficients: readonly Float64Array[],
  grid: Grid,
  low: readonly number[],
  high: readonly number[],
): boolean {
  const reach = (corner: readonly number[]): number =>
    grid.degrees.reduce((sum, d, i) => sum + d * Math.abs(Math.log10(corner[i] as number)), 0);
  const most = Math.max(reach(low), reach(high));
  return coefficients.every((list) => list.every((c) => c === 0 || Math.abs(Math.log10(c)) + most < 280));
}

/** A bound on the relative error of every Bernstein coefficient. */
export function relativeError(grid: Grid): number {
  // Of coefficients and corners 2^−53 each, then of every product and sum, twice over for good measure.
  return (16 + grid.degrees.reduce((sum, d) => sum + 8 * d + 8, 0)) * 2 ** -52;
}

/** Σ_i C(k, i) C(n − k, j − i)/C(n, j) b^i a^{j−i}: row k, column j. */
function axisMatrix(n: number, a: number, b: number): Float64Array {
  const matrix = new Float64Array((n + 1) * (n + 1));
  for (let k = 0; k <= n; k++) {
    for (let j = 0; j <= n; j++) {
      let sum = 0;
      for (let i = Math.max(0, j - (n - k)); i <= Math.min(k, j); i++)
        sum += binomial(k, i) * binomial(n - k, j - i) * power(b, i) * power(a, j - i);
      matrix[k * (n + 1) + j] = sum / binomial(n, j);
    }
  }
  return matrix;
}

function power(x: number, n: number): number {
  let product = 1;
  for (let i = 0; i < n; i++) product *= x;
  return product;
}

/** C(n, k), exact for small n. */
function binomial(n: number, k: number): number {
  let c = 1;
  for (let i = 1; i <= k; i++) c = (c * (n - i + 1)) / i;
  return c;
}

/** The matrices of a box. */
export function boxMatrices(grid: Grid, low: readonly number[], high: readonly number[]): Float64Array[] {
  return grid.degrees.map((d, i) => axisMatrix(d, low[i] as number, high[i] as number));
}

/** The Bernstein coefficients on a box, in place of those of the powers. */
export function toBernstein(
  powers: Float64Array,
  grid: Grid,
  matrices: readonly Float64Array[],
): Float64Array {
  const list = Float64Array.from(powers);
  let stride = 1;
  const column = new Float64Array(Math.max(0, ...grid.degrees) + 1);
  grid.degrees.forEach((d, axis) => {
    const n = d + 1;
    if (d > 0) {
      const matrix = matrices[axis] as Float64Array;
      const block = stride * n;
      for (let base = 0; base < grid.size; base += block) {
        for (let offset = 0; offset < stride; offset++) {
          const start = base + offset;
          for (let j = 0; j < n; j++) column[j] = list[start + j * stride] as number;
          for (let k = 0; k < n; k++) {
            let sum = 0;
            for (let j = 0; j < n; j++) sum += (matrix[k * n + j] as number) * (column[j] as number);
            list[start + k * stride] = sum;
          }
        }
      }
    }
    stride *= n;
  });
  return list;
}

/**
 * The value of a polynomial at a point, by its powers.
 * @param scratch room for as many numbers as there are coefficients
 */
export function valueInDoubles(
  powers: Float64Array,
  { degrees, size }: Grid,
  point: readonly number[],
  scratch: Float64Array,
): number {
  // Horner along the last axis first: what remains is a polynomial in the axes before it.
  let list = powers;
  let length = size;
  for (let axis = degrees.length - 1; axis >= 0; axis--) {
    const n = (degrees[axis] as number) + 1;
    const rest = length / n;
    const x = point[axis] as number;
    for (let i = 0; i < rest; i++) {
      let sum = list[i + (n - 1) * rest] as number;
      for (let j = n - 2; j >= 0; j--) sum = sum * x + (list[i + j * rest] as number);
      scratch[i] = sum;
    }
    list = scratch;
    length = rest;
  }
  return list[0] as number;
}
