/**
 * d/dT of a function of one end's thermal variables: T²·dX_i/dT = b_i·X_i, and T = s^n for the root variable s. All is
 * scaled by T², which keeps it polynomial. Formal functions are not differentiated here.
 */
import { multiply, type Polynomial, variablePower } from "../polynomial/polynomial.js";
import { derivative } from "../polynomial/structure.js";
import {
  add as addFractions,
  constant,
  divide,
  multiply as multiplyFractions,
  type RationalFunction,
  subtract,
  ZERO,
} from "../fraction/rational-function.js";
import { boltzmannIndex, type Side, temperatureIndex, type ThermalVariables } from "./variables.js";

/** T²·df/dT for a function of the thermal variables of one end, without formal functions. */
export function temperatureDerivative(
  v: ThermalVariables,
  side: Side,
  f: RationalFunction,
): RationalFunction {
  // (N/D)′ = (N′D − ND′)/D²
  const dN = derivation(v, side, f.numerator);
  const dD = derivation(v, side, f.denominator);
  const D: RationalFunction = { numerator: f.denominator, denominator: 1n };
  const N: RationalFunction = { numerator: f.numerator, denominator: 1n };
  return divide(subtract(multiplyFractions(dN, D), multiplyFractions(N, dD)), multiplyFractions(D, D));
}

function derivation(v: ThermalVariables, side: Side, p: Polynomial): RationalFunction {
  const s = temperatureIndex(v, side);
  // T² d/dT = s^{2n}·ds/dT·d/ds, ds/dT = s^{1−n}/n
  let sum = fractionOf(multiply(derivative(p, s), variablePower(s, v.root + 1)), BigInt(v.root));
  v.energies.forEach((e, i) => {
    const x = boltzmannIndex(v, side, i);
    const term = multiply(multiply(derivative(p, x), variablePower(x)), e.numerator);
    sum = addFractions(sum, fractionOf(term, e.denominator));
  });
  return sum;
}

function fractionOf(p: Polynomial, denominator: bigint): RationalFunction {
  return p === 0n ? ZERO : divide({ numerator: p, denominator: 1n }, constant(denominator));
}
