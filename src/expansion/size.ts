/** How large an expansion to a high order will be, told from its lower orders. */
import { type Expansion } from "../../symbolic/expansion/expansion.js";
import { requireSize } from "../input/size-limit.js";

/** Orders up to this are made without an estimate. */
const FIRST = 8;

/**
 * Terms grow with a power of the order; the power is taken from the last doubling that was made.
 * @throws SizeLimitError where the coefficients up to `order` would together be beyond the limit
 */
export function requireExpansion(series: Pick<Expansion, "termCount">, order: number, limit: number): void {
  // Every other coefficient may vanish.
  const terms = (k: number): number => Math.max(1, series.termCount(k), series.termCount(k - 1));
  for (let k = FIRST; k < order; k *= 2) {
    const growth = Math.max(1, Math.log2(terms(k) / terms(k / 2)));
    const last = terms(k) * (order / k) ** growth * digits(order);
    requireSize(
      `the coefficients up to order ${order}`,
      (last * order) / (growth + 1),
      limit,
      "lower the order, bind everything with --at for certified numbers",
    );
  }
}

/** Digits of the integers in the coefficient of order k, about those of k!. */
function digits(k: number): number {
  let sum = 1;
  for (let i = 2; i <= k; i++) sum += Math.log10(i);
  return sum;
}
