/**
 * A metal by its spectrum F(ε) = Σ_m F_m (ε − μ)^m instead of the linear model: (19) with the exact integral
 *     k(T) = Λ(T, ω)/(1 − e^{−ω/T}),  Λ = 2π Σ_m F_m P_m(ω, T),
 * P_m polynomials in ω and (πT)². F is that of the downward rate. Since F(ε; −ω) = F(ε − ω; ω), the upward rate is not P_m
 * at −ω; it is e^{−ω/T} k by detailed balance (13), as for every bath.
 */
import type { Expression } from "../../symbolic/expression/expression.js";
import { METAL_GAP, METAL_THERMAL, metalPolynomials } from "../../symbolic/thermal/metal-polynomial.js";
import { termsOf } from "../../symbolic/polynomial/structure.js";
import { asInteger } from "../../symbolic/polynomial/polynomial.js";
import { named, type RateBath, type Side } from "./bath.js";
import { call, negative, number, power, product, quotient, sum, symbol } from "../expression/tree.js";
import { foldConstant } from "../expression/exact-value.js";
import { InputError } from "../input/errors.js";
import { type Parameter, PI } from "../input/names.js";

/** (ε − μ)^12 has a P_m of seven terms; nobody knows more of a band. */
export const MOST_TERMS = 13;

const T = symbol("T");
const OMEGA = symbol("omega");
const END = { L: "left", R: "right" } as const;

/**
 * The metal with F(ε) = Σ F_m (ε − μ)^m.
 * @param F   F_0 > 0, F_1, …; they may depend on the gap through `omega`
 * @param mu  the reference energy; the rate does not depend on it
 * @throws InputError for more terms than are of use, or a number F_0 ≤ 0
 */
export function metalIntegralBath(
  side: Side,
  F: readonly Expression[],
  mu: Expression = symbol(`mu_${side}`),
): RateBath {
  if (F.length > MOST_TERMS) {
    throw new InputError(`${F.length} terms of F`, { where: "F", hint: `at most ${MOST_TERMS}` });
  }
  const first = F[0] && foldConstant(F[0]);
  if (first !== undefined && first.numerator <= 0n) {
    throw new InputError("F(mu) is not positive", { where: "F[0]", hint: "F is a sum of squares" });
  }
  const gap = sum(number(1), negative(call("exp", negative(quotient(OMEGA, T)))));
  const rate = product(number(2), symbol(PI), sum(...integralTerms(F)), power(gap, -1));
  return {
    kind: "custom",
    side,
    rate,
    formalFunctions: [],
    metal: { F, mu },
    parameters: [
      ...F.flatMap((e, m) =>
        named(
          e,
          "density of states",
          `coefficient of (epsilon - mu)^${m} in F of the ${END[side]} metal`,
          m === 0 ? "positive" : "real",
        ),
      ),
      ...named(mu, "density of states", `reference energy of F of the ${END[side]} metal`).map(
        (p): Parameter => ({ ...p, reference: true }),
      ),
    ],
  };
}

/** Λ/2π, one term for each monomial of each P_m. */
function integralTerms(F: readonly Expression[]): Expression[] {
  const polynomials = metalPolynomials(F.length - 1);
  return F.flatMap((weight, m) => {
    const p = polynomials[m] as (typeof polynomials)[number];
    const denominator = asInteger(p.denominator) as bigint;
    return termsOf(p.numerator, 2).map(({ coefficient, exponents }) => {
      const thermal = exponents[METAL_THERMAL] as number;
      const parts = [number(coefficient, denominator), weight, power(OMEGA, exponents[METAL_GAP] as number)];
      return product(...parts, ...(thermal === 0 ? [] : [power(symbol(PI), thermal), power(T, thermal)]));
    });
  });
}
