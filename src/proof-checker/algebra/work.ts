/**
 * How much the proof checker expands: estimates that are made before an expansion is, held against the one limit on what is
 * written out. A certificate is text from outside, in which (a + b)^9999 or a number of 10^9 digits takes a line.
 */
import { requireSize, SIZE_LIMIT, SIZE_OF } from "../../input/size-limit.js";

/** Brackets and signs nest no deeper, nor do cases. */
export const DEEPEST = 200;

/**
 * @param work   products of two terms with coefficients of one machine word; honest certificates take 10^6
 * @param limit  terms × digits that are taken on
 * @throws SizeLimitError if the work is more than that
 */
export function demandWork(work: number, limit = SIZE_LIMIT): void {
  requireSize("the certificate's products", work * SIZE_OF.proofProduct, limit, "give a shorter certificate");
}

/** Adds up what is spent. @throws SizeLimitError, when called, once the sum is more than is taken on */
export function meter(limit = SIZE_LIMIT): (work: number) => void {
  let spent = 0;
  return (work) => {
    spent += work;
    demandWork(spent, limit);
  };
}

/** Of a product of polynomials with so many terms each, and coefficients of so many words. */
export function workOfProduct(terms: number, words: number, otherTerms: number, otherWords: number): number {
  return terms * otherTerms * (1 + (words * otherWords) / 8);
}

/**
 * Of the n-th power, one factor at a time: the k-th has at most C(k + t − 1, t − 1) terms, and Π (k·d_v + 1), d_v the
 * degrees.
 */
export function workOfPower(terms: number, words: number, degrees: readonly number[], n: number): number {
  let work = 0;
  let chosen = 1;
  for (let k = 1; k < n; k++) {
    chosen *= (k + terms - 1) / k;
    const box = degrees.reduce((product, d) => product * (k * d + 1), 1);
    work += workOfProduct(Math.min(chosen, box), k * words, terms, words);
    if (work > 1e300) break;
  }
  return work;
}
