/**
 * The expansion in Δ of E·F(r), F a quotient of univariate polynomials, without forming the composite.
 *
 * For a ladder E = ω k_L k_R (X_L − X_R)/(k_L + k_R) is the exchange and r the ratio of rates up to rates down, with
 * r = Q = e^{−2ω/T_a} at Δ = 0. With ε = r − Q, and F(Q + ε) = Σ_j f_j(Q)/B(Q)^{j+1} ε^j by the same fraction-free
 * recursion in one variable,
 *     [u^k] E·F(r) = Σ_{j=0}^{k−1} f_j(Q)·B(Q)^{k−1−j}·[u^k](E ε^j) / B(Q)^k,
 * since E and ε both start at order u. E and r keep the size of a two-level current however long the ladder is; only
 * the univariate f_j grow, linearly in the number of levels.
 */
import { overFactors } from "../packed/canonical-quotient.js";
import { type Expansion } from "./expansion.js";
import { factor, type Factorisation } from "../polynomial/factor.js";
import { type FactoredFraction, ZERO_FRACTION } from "../fraction/factored-fraction.js";
import { binomial, factorial } from "../integer/integer.js";
import { add, multiply, type Polynomial, power, subtract, variablePower } from "../polynomial/polynomial.js";
import { divideKnown, gcd } from "../polynomial/gcd.js";
import {
  collectTerms,
  fromTerms,
  type Term,
  termCount,
  termsOf,
  valuationIn,
  variablesOf,
  shiftDown,
} from "../polynomial/structure.js";
import { quotientSeries } from "../series/quotient-series.js";
import { type RationalFunction } from "../fraction/rational-function.js";
import { expandTogether, scaleBase, type ScaledSeries } from "../series/thermal-series.js";
import {
  expandedVariableCount,
  meanBoltzmannIndex,
  meanTemperatureIndex,
  type ThermalVariables,
} from "../thermal/variables.js";

/** A univariate quotient A/B: coefficients, lowest first. */
export interface UnivariateQuotient {
  readonly numerator: readonly bigint[];
  readonly denominator: readonly bigint[];
}

/**
 * @param exchange  E, vanishing at Δ = 0
 * @param ratio     r
 * @param meanRatio r at Δ = 0 as a monomial in the q's: its exponents
 */
export function expandComposite(
  v: ThermalVariables,
  exchange: RationalFunction,
  ratio: RationalFunction,
  meanRatio: readonly number[],
  f: UnivariateQuotient,
): Expansion {
  // One denominator for both, so that every coefficient of E ε^j has the same power of it.
  const common = multiply(
    exchange.denominator,
    divideKnown(ratio.denominator, gcd(exchange.denominator, ratio.denominator)),
  );
  const over = (g: RationalFunction): Polynomial => multiply(g.numerator, divideKnown(common, g.denominator));
  const [exchangeSeries, ratioSeries, denominator] = expandTogether(v, [
    over(exchange),
    over(ratio),
    common,
  ]) as [ScaledSeries, ScaledSeries, ScaledSeries];
  const q = meanRatio.reduce<Polynomial>(
    (p, e, i) => multiply(p, variablePower(meanBoltzmannIndex(v, i), e)),
    1n,
  );
  const count = (order: number): number => expandedVariableCount(v, order);
  const inner = v.energies.map((_, i) => meanBoltzmannIndex(v, i));
  const deviation: ScaledSeries = (k) =>
    collectTerms([...ratioSeries(k), ...timesMonomial(v, denominator(k), meanRatio)]);
  const E = quotientSeries((k) => collectTerms(exchangeSeries(k)), denominator, count, inner);
  const epsilon = quotientSeries(deviation, denominator, count, inner);
  // Both as polynomials: each order of u brings at most one power of 1/T.
  const polynomial = (terms: readonly Term[], k: number): Polynomial =>
    fromTerms(
      terms.map(({ coefficient, exponents }) => {
        const raised = [...exponents];
        raised[meanTemperatureIndex(v)]! += k * v.root;
        return { coefficient, exponents: raised };
      }),
    );
  const products: Polynomial[][] = [];
  const product = (j: number, k: number): Polynomial => {
    const row = (products[j] ??= []);
    if (row[k] !== undefined) return row[k];
    let sum: Polynomial = 0n;
    if (j === 0) sum = polynomial(E.numeratorTerms(k), k);
    else {
      for (let i = j; i < k; i++) {
        const right = polynomial(epsilon.numeratorTerms(k - i), k - i);
        sum = add(sum, multiply(multiply(binomial(k, i), product(j - 1, i)), right));
      }
    }
    return (row[k] = sum);
  };
  const outer = univariateTaylor(f, q);
  let bases: Factorisation[] | undefined;
  const numeratorOf = (k: number): Polynomial => {
    let sum: Polynomial = 0n;
    for (let j = 0; j < k; j++) {
      const part = multiply(outer.coefficient(j), power(outer.denominator, k - 1 - j));
      sum = add(sum, multiply(part, product(j, k)));
    }
    return sum;
  };
  const numerators: Polynomial[] = [];
  const numerator = (k: number): Polynomial => (numerators[k] ??= numeratorOf(k));
  const known: FactoredFraction[] = [];
  const coefficient = (k: number): FactoredFraction => {
    const p = numerator(k);
    if (p === 0n) return ZERO_FRACTION;
    const [d0, b] = (bases ??= [factor(fromTerms(denominator(0))), factor(outer.denominator)]);
    const monomial = new Array<number>(count(k)).fill(0);
    let rest = p;
    for (const x of variablesOf(p)) {
      const e = valuationIn(rest, x);
      rest = shiftDown(rest, x, e);
      monomial[x] = e;
    }
    monomial[meanTemperatureIndex(v)]! -= 2 * k * v.root;
    const below = factorial(k) * scaleBase(v) ** BigInt(k) * (v.root === 1 ? 1n : 2n ** BigInt(k));
    return overFactors(rest, monomial, below, [
      { factors: d0 as Factorisation, power: k },
      { factors: b as Factorisation, power: k },
    ]);
  };
  return {
    variables: v,
    isZero: (k) => numerator(k) === 0n,
    coefficient: (k) => (known[k] ??= coefficient(k)),
    termCount: (k) => termCount(numerator(k)),
  };
}

/** −monomial·terms, the monomial given by its exponents in the q's. */
function timesMonomial(v: ThermalVariables, terms: readonly Term[], meanRatio: readonly number[]): Term[] {
  return terms.map(({ coefficient, exponents }) => {
    const moved = [...exponents];
    meanRatio.forEach((e, i) => (moved[meanBoltzmannIndex(v, i)]! += e));
    return { coefficient: -coefficient, exponents: moved };
  });
}

/** f_j of F(Q + ε) = Σ f_j(Q)/B(Q)^{j+1} ε^j, and B(Q). */
function univariateTaylor(
  f: UnivariateQuotient,
  q: Polynomial,
): { denominator: Polynomial; coefficient(j: number): Polynomial } {
  /** The j-th Taylor coefficient at Q: Σ_n c_n C(n, j) Q^{n−j}. */
  const taylor = (c: readonly bigint[], j: number): Polynomial =>
    fromMonomials(c.map((x, n) => (n < j ? 0n : x * binomial(n, j))).slice(j), q);
  const denominator = taylor(f.denominator, 0);
  const known: Polynomial[] = [];
  const coefficient = (j: number): Polynomial => {
    if (known[j] !== undefined) return known[j];
    // f_j = A_j B^j − Σ_{i=1}^{j} B_i f_{j−i} B^{i−1}, by Horner in B
    let horner = taylor(f.numerator, j);
    for (let i = j; i >= 1; i--) {
      horner = subtract(
        multiply(horner, denominator),
        multiply(taylor(f.denominator, i), coefficient(j - i)),
      );
    }
    return (known[j] = horner);
  };
  return { denominator, coefficient };
}

/** Σ c_n Q^n for a monomial Q. */
function fromMonomials(c: readonly bigint[], q: Polynomial): Polynomial {
  const [monomial] = termsOf(q, Math.max(0, ...variablesOf(q)) + 1);
  const exponents = monomial?.exponents ?? [];
  return fromTerms(
    c.flatMap((coefficient, n) =>
      coefficient === 0n ? [] : [{ coefficient, exponents: exponents.map((e) => e * n) }],
    ),
  );
}
