/**
 * Truncated power series in u whose k-th entry is k!·σ^k times the coefficient of u^k, over any ring: products are
 * binomial convolutions, so that entries stay integral where those of the factors are.
 */
import { factorial } from "../integer/integer.js";
import { type Ring } from "./ring.js";

/** The ring of series up to and including u^order, as lists of order + 1 entries. */
export function scaledSeriesRing<E>(
  base: Ring<E>,
  order: number,
  fromInteger: (n: bigint) => E,
): Ring<readonly E[]> {
  const length = order + 1;
  const choose = Array.from({ length }, (_, k) =>
    Array.from({ length: k + 1 }, (__, j) => fromInteger(factorial(k) / (factorial(j) * factorial(k - j)))),
  );
  const constant = (c: E): E[] => Array.from({ length }, (_, k) => (k === 0 ? c : base.zero));
  return {
    zero: constant(base.zero),
    one: constant(base.one),
    add: (a, b) => a.map((x, k) => base.add(x, b[k] as E)),
    negate: (a) => a.map((x) => base.negate(x)),
    isZero: (a) => a.every((x) => base.isZero(x)),
    multiply(a, b) {
      return Array.from({ length }, (_, k) => {
        let sum = base.zero;
        for (let j = 0; j <= k; j++) {
          const [x, y] = [a[j] as E, b[k - j] as E];
          if (base.isZero(x) || base.isZero(y)) continue;
          const product = base.multiply(x, y);
          const c = choose[k]?.[j] as E;
          sum = base.add(sum, j === 0 || j === k ? product : base.multiply(c, product));
        }
        return sum;
      });
    },
  };
}
