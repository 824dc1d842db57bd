/**
 * The classical limit ω ≪ T of a rational function of the thermal variables with one gap.
 *
 * With X_ν = e^{−ω/T_ν} = 1 − ω/T_ν + O(ω²), numerator and denominator are polynomials in y_ν = X_ν − 1; to leading
 * order in ω only their lowest homogeneous parts in y survive, and in these y_ν = −ω/T_ν. Exact, no sampling.
 */
import { add, type Polynomial, variablePower } from "../../symbolic/polynomial/polynomial.js";
import { coefficientsInAll, substitute } from "../../symbolic/polynomial/structure.js";
import {
  constant,
  divide,
  multiply,
  negate,
  ONE,
  power,
  type RationalFunction,
  variable,
  add as addFractions,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import { boltzmannIndex, temperatureIndex, type ThermalVariables } from "../../symbolic/thermal/variables.js";
import { InputError } from "../input/errors.js";

/**
 * The leading term of `f` for ω → 0 at fixed temperatures, as a rational function of the parameters and T_L, T_R.
 * @throws InputError if more than one independent gap occurs, or temperatures enter by roots
 */
export function classicalLimit(v: ThermalVariables, f: RationalFunction): RationalFunction {
  const [energy, ...others] = v.energies;
  if (!energy || others.length > 0 || v.root !== 1) {
    throw new InputError("the classical limit needs one gap and integer powers of T");
  }
  const omega = divide({ numerator: energy.numerator, denominator: 1n }, constant(energy.denominator));
  const x = (["L", "R"] as const).map((side) => boltzmannIndex(v, side, 0));
  const y = (["L", "R"] as const).map((side) => negate(divide(omega, variable(temperatureIndex(v, side)))));
  const leading = (p: Polynomial): RationalFunction => {
    const shifted = x.reduce((q, i) => substitute(q, i, add(variablePower(i), 1n)), p);
    const parts = coefficientsInAll(shifted, x);
    const degree = (e: readonly number[]): number => e.reduce((a, b) => a + b, 0);
    const lowest = Math.min(...parts.map((part) => degree(part.exponents)));
    return parts
      .filter((part) => degree(part.exponents) === lowest)
      .reduce<RationalFunction>((sum, part) => {
        const monomial = part.exponents.reduce(
          (m, e, i) => multiply(m, power(y[i] as RationalFunction, e)),
          ONE,
        );
        return addFractions(sum, multiply({ numerator: part.value, denominator: 1n }, monomial));
      }, ZERO);
  };
  return divide(leading(f.numerator), leading(f.denominator));
}
