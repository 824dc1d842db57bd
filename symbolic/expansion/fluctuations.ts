/**
 * Expansions of the quotients made of the heat current J = Σ α_k Δ^k, α_0 = 0, and the noise S = Σ σ_k Δ^k, by power series over
 * the fraction field:
 *     Δ·S/J = Σ φ_k Δ^k,   S·A/J = 4 Σ_j φ_{k−2j} T_a^{−2j−2} Δ^k  (A = 4Δ/(T_a² − Δ²)),   odd(S)/even(S).
 * Each step takes gcds: the way for currents that are not formed as one fraction.
 */
import { overFactors } from "../packed/canonical-quotient.js";
import { type Expansion } from "./expansion.js";
import { factor } from "../polynomial/factor.js";
import { expandFactored, type FactoredFraction, ZERO_FRACTION } from "../fraction/factored-fraction.js";
import { termCount } from "../polynomial/structure.js";
import { meanTemperatureIndex } from "../thermal/variables.js";
import {
  add,
  constant,
  divide,
  multiply,
  power,
  type RationalFunction,
  subtract,
  variable,
  ZERO,
} from "../fraction/rational-function.js";

/** The expansion of Δ·S/J, of S·A/J, or of [S(Δ) − S(−Δ)]/[S(Δ) + S(−Δ)]. */
export function expandFluctuation(
  current: Expansion,
  noise: Expansion,
  quantity: "fano" | "TUR" | "noise_contrast",
): Expansion {
  const { variables } = noise;
  const of = (e: Expansion): ((k: number) => RationalFunction) =>
    remembered((k) => expandFactored(e.coefficient(k)));
  const [alpha, sigma] = [of(current), of(noise)];
  const fano: (k: number) => RationalFunction = remembered((k) => {
    let sum = sigma(k);
    for (let i = 1; i <= k; i++) sum = subtract(sum, multiply(alpha(i + 1), fano(k - i)));
    return divide(sum, alpha(1));
  });
  // T_a = 2·(T_a/2)^(1/n)^n where a root of the temperature is the variable.
  const base = variable(meanTemperatureIndex(variables));
  const mean = variables.root === 1 ? base : multiply(constant(2n), power(base, variables.root));
  const square = power(mean, 2);
  const product: (k: number) => RationalFunction = remembered((k) => {
    // Q_k = (4φ_k + Q_{k−2})/T_a²
    const own = multiply(constant(4n), fano(k));
    return divide(k < 2 ? own : add(own, product(k - 2)), square);
  });
  const contrast: (k: number) => RationalFunction = remembered((k) => {
    if (k % 2 === 0) return ZERO;
    let sum = sigma(k);
    for (let i = 2; i < k; i += 2) sum = subtract(sum, multiply(sigma(i), contrast(k - i)));
    return divide(sum, sigma(0));
  });
  const value = { fano, TUR: product, noise_contrast: contrast }[quantity];
  const factored = remembered((k): FactoredFraction => {
    const { numerator, denominator } = value(k);
    if (numerator === 0n) return ZERO_FRACTION;
    return overFactors(numerator, [], 1n, [{ factors: factor(denominator), power: 1 }]);
  });
  return {
    variables,
    isZero: (k) => value(k).numerator === 0n,
    coefficient: factored,
    termCount: (k) => termCount(value(k).numerator),
  };
}

function remembered<T>(compute: (k: number) => T): (k: number) => T {
  const known: T[] = [];
  return (k) => (known[k] ??= compute(k));
}
