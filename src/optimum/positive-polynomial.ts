/**
 * Polynomials in the couplings with enclosed, positive coefficients. A monomial is one number with the exponents as its digits,
 * so that a product of monomials is a sum.
 */
import { type Ball, type BallArithmetic } from "../../numeric/enclosure/ball.js";

/** Base of the digits; exponents stay below it. */
const BASE = 64;

/** At most so many variables: 64^8 = 2^48 is still an exact double. */
export const MOST_VARIABLES = 8;

/** Enclosed coefficients by monomials; what is not there is zero. */
export type PositivePolynomial = ReadonlyMap<number, Ball>;

/** The zero polynomial. */
export const ZERO_POLYNOMIAL: PositivePolynomial = new Map();

/** The monomial of an exponent vector. */
export function monomialOf(exponents: readonly number[]): number {
  return exponents.reduce((key, e, i) => key + e * BASE ** i, 0);
}

/** The exponents of a monomial in `count` variables. */
export function exponentsOf(monomial: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(monomial / BASE ** i) % BASE);
}

/** The constant. */
export function constantPolynomial(value: Ball): PositivePolynomial {
  return new Map([[0, value]]);
}

/** a + b. */
export function addPolynomials(
  A: BallArithmetic,
  a: PositivePolynomial,
  b: PositivePolynomial,
): PositivePolynomial {
  if (a.size === 0) return b;
  const sum = new Map(a);
  for (const [m, c] of b) {
    const own = sum.get(m);
    sum.set(m, own === undefined ? c : A.add(own, c));
  }
  return sum;
}

/** a·b. */
export function multiplyPolynomials(
  A: BallArithmetic,
  a: PositivePolynomial,
  b: PositivePolynomial,
): PositivePolynomial {
  const product = new Map<number, Ball>();
  for (const [m, c] of a) {
    for (const [n, d] of b) {
      const own = product.get(m + n);
      const term = A.mul(c, d);
      product.set(m + n, own === undefined ? term : A.add(own, term));
    }
  }
  return product;
}

/** factor·a for a positive factor. */
export function scalePolynomial(A: BallArithmetic, a: PositivePolynomial, factor: Ball): PositivePolynomial {
  return new Map([...a].map(([m, c]) => [m, A.mul(c, factor)]));
}

/** The largest exponent of each variable. */
export function degreesOf(polynomials: readonly PositivePolynomial[], count: number): number[] {
  const degrees = new Array<number>(count).fill(0);
  for (const p of polynomials)
    for (const m of p.keys())
      exponentsOf(m, count).forEach((e, i) => (degrees[i] = Math.max(degrees[i] as number, e)));
  return degrees;
}

/** The value at a point. */
export function valueAt(A: BallArithmetic, a: PositivePolynomial, point: readonly Ball[]): Ball {
  let sum = A.zero;
  for (const [m, c] of a)
    sum = A.add(
      sum,
      exponentsOf(m, point.length).reduce(
        (product, e, i) => (e === 0 ? product : A.mul(product, A.pow(point[i] as Ball, e))),
        c,
      ),
    );
  return sum;
}

/** The degree in all variables together, where it is the same for every term; undefined otherwise, and for zero. */
export function homogeneousDegree(a: PositivePolynomial, count: number): number | undefined {
  const degrees = new Set([...a.keys()].map((m) => exponentsOf(m, count).reduce((sum, e) => sum + e, 0)));
  return degrees.size === 1 ? [...degrees][0] : undefined;
}
