/**
 * The even part of a current under Δ → −Δ, before any expansion (design §3).
 *
 * J = N/D in the thermal variables; reversal exchanges the two temperatures and nothing else. J(Δ) + J(−Δ) ≡ 0 holds
 * for given parameters iff every coefficient of the numerator, as a polynomial in the thermal variables, vanishes
 * there: these variables are algebraically independent functions of (T_L, T_R) for any fixed parameters with energies
 * independent over ℚ. The coefficients are polynomials in the parameters.
 */
import { add as addPolynomials, multiply, type Polynomial } from "../polynomial/polynomial.js";
import { divideKnown } from "../polynomial/gcd.js";
import { isTooLargeToSplit } from "../polynomial/factor.js";
import { coefficientsInAll, leadingCoefficient, renameVariables } from "../polynomial/structure.js";
import { add, negate, type RationalFunction } from "../fraction/rational-function.js";
import { reversal, type ThermalVariables, variableCount } from "./variables.js";

/** f with the two temperatures exchanged: f(−Δ). The sign of the denominator may be lost: see `add`. */
export function reversed(v: ThermalVariables, f: RationalFunction): RationalFunction {
  const map = reversal(v);
  return {
    numerator: renameVariables(f.numerator, map),
    denominator: renameVariables(f.denominator, map),
  };
}

/** J + J^rev = numerator/denominator in lowest terms, with the factor that cancelled. */
export interface EvenPart {
  /** Canonical. Twice the even part of J. */
  readonly value: RationalFunction;
  /** N·D^rev + N^rev·D = cofactor·numerator and D·D^rev = cofactor·denominator. */
  readonly cofactor: Polynomial;
}

/** Twice the even part of `current` in Δ, in lowest terms unless its degrees are in the hundreds. */
export function evenPart(v: ThermalVariables, current: RationalFunction): EvenPart {
  const back = reversed(v, current);
  const product = multiply(current.denominator, back.denominator);
  if (isTooLargeToSplit(product)) {
    const numerator = addPolynomials(
      multiply(current.numerator, back.denominator),
      multiply(back.numerator, current.denominator),
    );
    const sign = leadingCoefficient(product) < 0n ? -1n : 1n;
    if (numerator !== 0n) {
      const value = { numerator: multiply(sign, numerator), denominator: multiply(sign, product) };
      return { value, cofactor: sign };
    }
  }
  const value = add(current, back);
  return { value, cofactor: divideKnown(product, value.denominator) };
}

/** f − f^rev = numerator/denominator in lowest terms, with the factor that cancelled: N·D^rev − N^rev·D = cofactor·numerator. */
export function changeUnderReversal(v: ThermalVariables, f: RationalFunction): EvenPart {
  const back = reversed(v, f);
  const value = add(f, negate(back));
  return { value, cofactor: divideKnown(multiply(f.denominator, back.denominator), value.denominator) };
}

/** One coefficient of a polynomial in the thermal variables. */
export interface ThermalCoefficient {
  /** Exponents of the thermal variables, in the order of the ring after the parameters. */
  readonly exponents: readonly number[];
  /** A polynomial in the parameters. */
  readonly value: Polynomial;
}

/** The coefficients of `p` with respect to the thermal variables. Empty iff p = 0. */
export function thermalCoefficients(v: ThermalVariables, p: Polynomial): ThermalCoefficient[] {
  if (p === 0n) return [];
  const first = v.parameters.length;
  const outer = Array.from({ length: variableCount(v) - first }, (_, i) => first + i);
  return coefficientsInAll(p, outer);
}
