/**
 * Signs of polynomials where some variables are positive and the others real: decided by the signs of the
 * coefficients alone, so that a reader can check the reason by looking at it.
 */
import { type Polynomial } from "./polynomial.js";
import { termsOf } from "./structure.js";

/** What is known of a variable's value. */
export type Assumption = "positive" | "real";

/**
 * 1 or −1 if every term has that sign for all admitted values (real variables occur with even exponents only) and
 * some term is free of real variables, so that the polynomial cannot vanish; else undefined. Zero is undefined.
 */
export function definiteSign(a: Polynomial, assumptions: readonly Assumption[]): 1 | -1 | undefined {
  const terms = termsOf(a, assumptions.length);
  const [first] = terms;
  if (first === undefined) return undefined;
  const positive = first.coefficient > 0n;
  const uniform = terms.every(
    (t) =>
      t.coefficient > 0n === positive &&
      t.exponents.every((e, i) => assumptions[i] === "positive" || e % 2 === 0),
  );
  const strict = terms.some((t) => t.exponents.every((e, i) => assumptions[i] === "positive" || e === 0));
  if (!uniform || !strict) return undefined;
  return positive ? 1 : -1;
}
