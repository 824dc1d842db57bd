/** Quotients of expanded polynomials for the proof checker: products, sums and comparison, without any gcd. */
import { type CertificateHeader } from "../../certificate/format.js";
import { constantOf, type Expanded, NOTHING, plus, same, times, toThe, variableOf } from "./polynomial.js";
import { type Quotient } from "./reader.js";
import { type Ring } from "./ring.js";

/** Whether the numerator is zero. */
export const isNothing = (q: Quotient): boolean => q.numerator.size === 0;

/** a·b. */
export const product = (a: Quotient, b: Quotient): Quotient => ({
  numerator: times(a.numerator, b.numerator),
  denominator: times(a.denominator, b.denominator),
});

/** 1/q, for a numerator that is not zero. */
export const inverse = ({ numerator, denominator }: Quotient): Quotient => ({
  numerator: denominator,
  denominator: numerator,
});

/** a − b. */
export const difference = (a: Quotient, b: Quotient): Quotient => ({
  numerator: plus(times(a.numerator, b.denominator), times(b.numerator, a.denominator), -1n),
  denominator: times(a.denominator, b.denominator),
});

/** n·q for an integer n. */
export const multiple = (q: Quotient, n: bigint): Quotient => ({
  numerator: plus(NOTHING, q.numerator, n),
  denominator: q.denominator,
});

/** Whether a = b, for denominators that are not zero. */
export const equal = (a: Quotient, b: Quotient): boolean =>
  same(times(a.numerator, b.denominator), times(b.numerator, a.denominator));

/** The sum over the product of all distinct denominators. */
export function sum(list: readonly Quotient[], ring: Ring): Quotient {
  const groups: { readonly denominator: Expanded; numerator: Expanded }[] = [];
  for (const q of list) {
    if (isNothing(q)) continue;
    const group = groups.find((g) => same(g.denominator, q.denominator));
    if (group) group.numerator = plus(group.numerator, q.numerator);
    else groups.push({ ...q });
  }
  const one = constantOf(1n, ring.count);
  const others = (but?: object): Expanded =>
    groups.reduce((p, g) => (g === but ? p : times(p, g.denominator)), one);
  return {
    numerator: groups.reduce((total, g) => plus(total, times(g.numerator, others(g))), NOTHING),
    denominator: others(),
  };
}

/** Π X_i^{n_i} of one end. */
export function monomialOf(
  c: CertificateHeader,
  ring: Ring,
  side: "L" | "R",
  n: readonly number[],
): Quotient {
  const first = 1 + c.variables.formalFunctions.length;
  const product = (positive: boolean): Expanded =>
    n.reduce(
      (p, e, i) => {
        const size = positive ? e : -e;
        const x = variableOf(ring.ends[side][first + i] as number, ring.count);
        return size > 0 ? times(p, toThe(x, size, ring.count)) : p;
      },
      constantOf(1n, ring.count),
    );
  return { numerator: product(true), denominator: product(false) };
}
