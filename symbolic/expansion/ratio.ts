/**
 * The expansions of the contrast and of R from that of J, by power series over the fraction field.
 *
 * With J = Σ α_k Δ^k, α_0 = 0, the contrast is C = [J(Δ) + J(−Δ)]/[J(Δ) − J(−Δ)] = Σ even/Σ odd, so c_k = 0 for even k and
 *     c_{2j+1} = (α_{2j+2} − Σ_{i=1}^{j} α_{2i+1} c_{2(j−i)+1})/α_1;     R = (1 + C)/(1 − C): r_k = c_k + Σ_{i≥1} c_i r_{k−i}.
 * This is the way for currents that are not formed as one fraction. Each step takes gcds; where J is one fraction, the
 * quotient recursion on R itself is faster.
 */
import { overFactors } from "../packed/canonical-quotient.js";
import { type Expansion } from "./expansion.js";
import { factor } from "../polynomial/factor.js";
import { expandFactored, type FactoredFraction, ZERO_FRACTION } from "../fraction/factored-fraction.js";
import { termCount } from "../polynomial/structure.js";
import {
  add,
  divide,
  multiply,
  ONE,
  type RationalFunction,
  subtract,
  ZERO,
} from "../fraction/rational-function.js";

/** The expansion of the contrast or of R, from the expansion of a current with α_0 = 0 and α_1 ≠ 0. */
export function expandRatio(current: Expansion, quantity: "R" | "contrast"): Expansion {
  const alpha = remembered((k) => expandFactored(current.coefficient(k)));
  const contrast: (k: number) => RationalFunction = remembered((k) => {
    if (k % 2 === 0) return ZERO;
    let sum = alpha(k + 1);
    for (let i = 3; i <= k; i += 2) sum = subtract(sum, multiply(alpha(i), contrast(k + 1 - i)));
    return divide(sum, alpha(1));
  });
  const ratio: (k: number) => RationalFunction = remembered((k) => {
    if (k === 0) return ONE;
    let sum = contrast(k);
    for (let i = 1; i <= k; i++) sum = add(sum, multiply(contrast(i), ratio(k - i)));
    return sum;
  });
  const value = quantity === "R" ? ratio : contrast;
  const factored = remembered((k): FactoredFraction => {
    const { numerator, denominator } = value(k);
    if (numerator === 0n) return ZERO_FRACTION;
    return overFactors(numerator, [], 1n, [{ factors: factor(denominator), power: 1 }]);
  });
  return {
    variables: current.variables,
    isZero: (k) => value(k).numerator === 0n,
    coefficient: factored,
    termCount: (k) => termCount(value(k).numerator),
  };
}

function remembered<T>(compute: (k: number) => T): (k: number) => T {
  const known: T[] = [];
  return (k) => (known[k] ??= compute(k));
}
