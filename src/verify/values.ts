/** Values of the exact layer's rational functions at a point, in enclosures. */
import { piValue } from "../../numeric/arithmetic/arithmetic.js";
import { type Ball, type BallArithmetic } from "../../numeric/enclosure/ball.js";
import { type FactoredFraction, isZeroFraction } from "../../symbolic/fraction/factored-fraction.js";
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { coefficientsIn } from "../../symbolic/polynomial/structure.js";
import { type RationalFunction } from "../../symbolic/fraction/rational-function.js";
import {
  boltzmannIndex,
  meanBoltzmannIndex,
  meanTemperatureIndex,
  temperatureIndex,
  type ThermalVariables,
} from "../../symbolic/thermal/variables.js";
import { PI } from "../input/names.js";
import { type Values } from "./derivation.js";

/** Values of the variables of a ring by index. */
export type RingPoint = ReadonlyMap<number, Ball>;

function parameterValues(v: ThermalVariables, values: Values, a: BallArithmetic): Map<number, Ball> {
  const known = new Map<number, Ball>();
  v.parameters.forEach((name, i) => known.set(i, given(values, name, a)));
  return known;
}

function given(values: Values, name: string, a: BallArithmetic): Ball {
  if (name === PI) return piValue(a);
  const value = values.get(name);
  if (!value) throw new Error(`internal: no value for ${name}`);
  return a.fromRational(value.numerator, value.denominator);
}

/** The variables before expansion: parameters, T_ν^(1/n) and X_ν = e^{−b/T_ν}, with T_L and T_R exchanged on demand. */
export function thermalPoint(
  v: ThermalVariables,
  values: Values,
  a: BallArithmetic,
  reversed = false,
): RingPoint {
  const known = parameterValues(v, values, a);
  const [sum, delta] = [given(values, "T_a", a), given(values, "Delta", a)];
  const half = a.fromRational(1n, 2n);
  for (const side of ["L", "R"] as const) {
    const plus = (side === "L") !== reversed;
    const T = a.mul(half, plus ? a.add(sum, delta) : a.sub(sum, delta));
    known.set(temperatureIndex(v, side), v.root === 1 ? T : a.root(T, v.root));
    v.energies.forEach((_, i) => {
      known.set(boltzmannIndex(v, side, i), a.exp(a.neg(a.div(energy(v, i, known, a), T))));
    });
  }
  return known;
}

/** The variables after expansion: parameters, T_a (or (T_a/2)^(1/n)) and q = e^{−2b/T_a}. */
export function meanPoint(v: ThermalVariables, values: Values, a: BallArithmetic): RingPoint {
  const known = parameterValues(v, values, a);
  const sum = given(values, "T_a", a);
  const half = a.mul(sum, a.fromRational(1n, 2n));
  known.set(meanTemperatureIndex(v), v.root === 1 ? sum : a.root(half, v.root));
  v.energies.forEach((_, i) => {
    known.set(meanBoltzmannIndex(v, i), a.exp(a.neg(a.div(energy(v, i, known, a), half))));
  });
  return known;
}

function energy(v: ThermalVariables, i: number, known: RingPoint, a: BallArithmetic): Ball {
  const { numerator, denominator } = v.energies[i] as ThermalVariables["energies"][number];
  return a.div(polynomialValue(numerator, known, a), a.fromRational(denominator, 1n));
}

/** Horner's rule in the main variable, recursively. */
function polynomialValue(p: Polynomial, point: RingPoint, a: BallArithmetic): Ball {
  if (typeof p === "bigint") return a.fromRational(p, 1n);
  const x = point.get(p.variable);
  if (!x) throw new Error("internal: a variable without a value");
  const parts = [...coefficientsIn(p, p.variable)].sort((u, w) => w[0] - u[0]);
  let result = a.zero;
  let previous = parts[0]?.[0] ?? 0;
  for (const [e, c] of parts) {
    if (e < previous) result = a.mul(result, a.pow(x, previous - e));
    result = a.add(result, polynomialValue(c, point, a));
    previous = e;
  }
  return previous > 0 ? a.mul(result, a.pow(x, previous)) : result;
}

/** numerator/denominator. */
export function fractionValue(f: RationalFunction, point: RingPoint, a: BallArithmetic): Ball {
  return a.div(polynomialValue(f.numerator, point, a), polynomialValue(f.denominator, point, a));
}

/** constant × monomial × numerator / Π base^exponent. */
export function factoredValue(f: FactoredFraction, point: RingPoint, a: BallArithmetic): Ball {
  if (isZeroFraction(f)) return a.zero;
  let result = a.mul(
    a.fromRational(f.constant.numerator, f.constant.denominator),
    polynomialValue(f.numerator, point, a),
  );
  f.monomial.forEach((e, i) => {
    if (e !== 0) result = a.mul(result, a.pow(point.get(i) as Ball, e));
  });
  for (const { base, exponent } of f.denominator) {
    result = a.div(result, a.pow(polynomialValue(base, point, a), exponent));
  }
  return result;
}
