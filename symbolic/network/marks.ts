/**
 * Polynomials in the conductances of a network, graded by "marks": products of quantities that get their values only at
 * the end (powers of z, jets of rates, equilibrium weights), such as `K.solid:3.1^1*z0^2`.
 */
import { type EdgeAccumulator, type EdgePolynomial, edgeTerm } from "../packed/word-polynomial.js";

/** Σ over marks of mark × polynomial. A mark is a product written as sorted factors, such as `K.solid:3.1^1*z0^2`. */
export type MarkedPolynomial = ReadonlyMap<string, EdgePolynomial>;

/** The empty product. */
export const UNIT_MARK = "";

/** The product of two marks, with factors sorted. */
export function multiplyMarks(x: string, y: string): string {
  const powers = new Map<string, number>();
  for (const factor of [...split(x), ...split(y)]) {
    const [base, exponent] = factor;
    powers.set(base, (powers.get(base) ?? 0) + exponent);
  }
  return [...powers]
    .sort(([p], [q]) => (p < q ? -1 : 1))
    .map(([base, exponent]) => `${base}^${exponent}`)
    .join("*");
}

function split(mark: string): (readonly [string, number])[] {
  if (mark === UNIT_MARK) return [];
  return mark.split("*").map((f) => {
    const [base = "", exponent = "1"] = f.split("^");
    return [base, Number(exponent)] as const;
  });
}

/** The factors of a mark with their exponents. */
export function markFactors(mark: string): readonly (readonly [string, number])[] {
  return split(mark);
}

/** The product, mark by mark. */
export function multiplyMarked(
  x: MarkedPolynomial,
  y: MarkedPolynomial,
  sum: EdgeAccumulator,
): MarkedPolynomial {
  const parts = new Map<string, (readonly [EdgePolynomial, EdgePolynomial])[]>();
  x.forEach((p, m) =>
    y.forEach((q, n) => {
      const mark = multiplyMarks(m, n);
      parts.set(mark, [...(parts.get(mark) ?? []), [p, q]]);
    }),
  );
  const result = new Map<string, EdgePolynomial>();
  for (const [mark, list] of parts) {
    for (const [p, q] of list) sum.addProduct(p, q, 1);
    const total = sum.take();
    if (total.keys.length > 0) result.set(mark, total);
  }
  return result;
}

/** Σ c·p; a single term needs no table. */
export function linearCombination(
  parts: readonly (readonly [EdgePolynomial, number])[],
  sum: EdgeAccumulator,
): EdgePolynomial {
  const [only, ...more] = parts;
  if (only && more.length === 0) {
    const [p, c] = only;
    return c === 1 ? p : { keys: p.keys, coefficients: p.coefficients.map((x) => c * x) };
  }
  for (const [p, c] of parts) sum.addProduct(edgeTerm(0, 1), p, c);
  return sum.take();
}
