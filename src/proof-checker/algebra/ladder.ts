/** The current of a ladder in closed form for the proof checker. */
import { constantOf, type Expanded, NOTHING, plus, same, times } from "./polynomial.js";
import { type Quotient } from "./reader.js";
import { type LadderEnd, type Ring } from "./ring.js";

/**
 * Checks N/D = ω k_L k_R (X_L − X_R)/(k_L + k_R)·F(r), F(r) = Σ |S_n|² r^{n−1}/Σ r^n, r = (k_L X_L + k_R X_R)/(k_L + k_R),
 * by multiplying out. With r = a/b the quotient F is Σ |S_n|² a^{n−1} b^{M−n}/Σ a^n b^{M−1−n}, or b/(b − a) for the
 * oscillator.
 */
export function isLadderCurrent(
  ring: Ring,
  weights: readonly bigint[] | "oscillator",
  gap: Quotient,
  [left, right]: readonly [LadderEnd, LadderEnd],
  current: Quotient,
): boolean {
  const product = (...list: Expanded[]): Expanded => list.reduce(times);
  const b = plus(
    times(left.rate.numerator, right.rate.denominator),
    times(right.rate.numerator, left.rate.denominator),
  );
  const a = plus(
    product(left.rate.numerator, right.rate.denominator, left.boltzmann),
    product(right.rate.numerator, left.rate.denominator, right.boltzmann),
  );
  const common = product(
    gap.numerator,
    left.rate.numerator,
    right.rate.numerator,
    plus(left.boltzmann, right.boltzmann, -1n),
  );
  let above: Expanded = constantOf(1n, ring.count);
  let below: Expanded = plus(b, a, -1n);
  if (weights !== "oscillator") {
    const powers = (x: Expanded): Expanded[] => {
      const list: Expanded[] = [constantOf(1n, ring.count)];
      weights.forEach(() => list.push(times(list[list.length - 1] as Expanded, x)));
      return list;
    };
    const [A, B] = [powers(a), powers(b)];
    above = NOTHING;
    below = NOTHING;
    const M = weights.length + 1;
    weights.forEach((w, i) => {
      // n = i + 1; one factor b of the numerator cancels the denominator of the common part
      above = plus(above, times(A[i] as Expanded, B[M - 2 - i] as Expanded), w);
    });
    A.forEach((power, n) => (below = plus(below, times(power, B[M - 1 - n] as Expanded))));
  }
  if (below.size === 0) return false;
  return same(
    times(current.numerator, times(gap.denominator, below)),
    times(current.denominator, times(common, above)),
  );
}
