/**
 * Exact coefficients at a rational T_a.
 *
 * With every parameter and T_a rational, a coefficient is a rational function over ℚ of q = e^{−2b/T_a}, b/T_a a
 * nonzero rational; q is transcendental (Lindemann), so the coefficient vanishes iff its numerator is the zero
 * polynomial: decided exactly. With a metal's integral π stands beside q as a symbol. A numerator that is zero as a
 * polynomial in both is zero; that e^r and π satisfy no other relation is not known.
 */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import {
  exactQuotient,
  type FactoredFraction,
  isZeroFraction,
  ZERO_FRACTION,
} from "../../symbolic/fraction/factored-fraction.js";
import { type Factor } from "../../symbolic/polynomial/factor.js";
import { asInteger, type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { divideKnown, gcd } from "../../symbolic/polynomial/gcd.js";
import {
  degreeIn,
  fromTerms,
  integerContent,
  leadingCoefficient,
  shiftDown,
  termsOf,
  valuationIn,
  variablesOf,
} from "../../symbolic/polynomial/structure.js";
import { meanTemperatureIndex, type ThermalVariables } from "../../symbolic/thermal/variables.js";

/** The coefficient at a rational T_a. With a root of T as variable T_a stays in it, and only the value is used later. */
export function bindMeanTemperature(
  v: ThermalVariables,
  f: FactoredFraction,
  T: ExactNumber,
): FactoredFraction {
  if (v.root !== 1 || isZeroFraction(f)) return f;
  const index = meanTemperatureIndex(v);
  let { numerator: above, denominator: below } = f.constant;
  const scale = (n: bigint, d: bigint, e: number): void => {
    above *= e >= 0 ? n ** BigInt(e) : d ** BigInt(-e);
    below *= e >= 0 ? d ** BigInt(e) : n ** BigInt(-e);
  };
  const monomial = [...f.monomial];
  scale(T.numerator, T.denominator, monomial[index] ?? 0);
  monomial[index] = 0;
  /** p at the value, as integer polynomial; `exponent` times its denominator goes into the constant. */
  const bind = (p: Polynomial, exponent: number): Polynomial => {
    const degree = degreeIn(p, index);
    const value = homogeneousValue(p, index, T, degree);
    scale(T.denominator, 1n, -degree * exponent);
    return value;
  };
  const take = (p: Polynomial, exponent: number): Polynomial => {
    let rest = p;
    for (const variable of variablesOf(p)) {
      const e = valuationIn(rest, variable);
      rest = shiftDown(rest, variable, e);
      monomial[variable] = (monomial[variable] ?? 0) + e * exponent;
    }
    const unit = integerContent(rest) * (leadingCoefficient(rest) < 0n ? -1n : 1n);
    scale(unit, 1n, exponent);
    return divideKnown(rest, unit);
  };
  let numerator = bind(f.numerator, 1);
  if (numerator === 0n) return ZERO_FRACTION;
  numerator = take(numerator, 1);
  // At a special value numerator and denominator may share factors: N/b^e = (N/g)/(b^(e−1)·(b/g)).
  const denominator: Factor[] = [];
  const pending = f.denominator.map((d) => ({ ...d, base: take(bind(d.base, -d.exponent), -d.exponent) }));
  for (let d = pending.pop(); d; d = pending.pop()) {
    if (asInteger(d.base) !== undefined) continue;
    const common = gcd(numerator, d.base);
    if (asInteger(common) !== undefined) {
      denominator.unshift(d);
      continue;
    }
    numerator = divideKnown(numerator, common);
    pending.push({ base: divideKnown(d.base, common), exponent: 1, irreducible: false });
    if (d.exponent > 1) pending.push({ ...d, exponent: d.exponent - 1 });
  }
  return { constant: exactQuotient(above, below), monomial, numerator, denominator };
}

/** denominator(T)^degree·p(T) for one variable. */
function homogeneousValue(p: Polynomial, index: number, T: ExactNumber, degree: number): Polynomial {
  const count = Math.max(index, ...variablesOf(p)) + 1;
  return fromTerms(
    termsOf(p, count).map(({ coefficient, exponents }) => {
      const e = exponents[index] as number;
      const rest = [...exponents];
      rest[index] = 0;
      return {
        coefficient: coefficient * T.numerator ** BigInt(e) * T.denominator ** BigInt(degree - e),
        exponents: rest,
      };
    }),
  );
}
