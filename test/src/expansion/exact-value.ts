/**
 * Values of exact coefficients by another road than the program's: the normal form of the exact layer at the point, with
 * exponentials by enclosures. `expansion(…).value` is Taylor arithmetic and knows no normal form.
 */
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { type FactoredFraction, isZeroFraction } from "../../../symbolic/fraction/factored-fraction.js";
import { asInteger, type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { coefficientsIn } from "../../../symbolic/polynomial/structure.js";
import {
  meanBoltzmannIndex,
  meanTemperatureIndex,
  type ThermalVariables,
} from "../../../symbolic/thermal/variables.js";
import { piValue } from "../../../numeric/arithmetic/arithmetic.js";
import { type Ball, type BallArithmetic, ballArithmetic } from "../../../numeric/enclosure/ball.js";
import { withIncreasingPrecision } from "../../../numeric/enclosure/certified-decimal.js";
import { bindMeanTemperature } from "../../../src/expansion/certified-value.js";
import { type Quantity } from "../../../src/junction/quantity.js";
import { exactSeries } from "../../../src/expansion/series.js";
import { type Junction } from "../../../src/junction/junction.js";
import { PI } from "../../../src/input/names.js";

/** The value of the coefficient of Δ^k, proved digits; "0" iff the normal form at the point is zero. */
export function exactValues(
  junction: Junction,
  quantity: Quantity,
  at: ReadonlyMap<string, ExactNumber>,
): (k: number, digits: number) => string {
  const T = at.get("T_a") as ExactNumber;
  const series = exactSeries(junction, quantity, new Map([...at].filter(([name]) => name !== "T_a")));
  return (k, digits) => {
    const f = bindMeanTemperature(series.variables, series.coefficient(k), T);
    if (isZeroFraction(f)) return "0";
    return withIncreasingPrecision(
      (bits) => coefficientBall(series.variables, f, T, ballArithmetic(bits)),
      digits,
    );
  };
}

/** An enclosure of the coefficient. */
function coefficientBall(v: ThermalVariables, f: FactoredFraction, T: ExactNumber, a: BallArithmetic): Ball {
  const half = a.fromRational(T.numerator, 2n * T.denominator);
  const values = new Map<number, Ball>();
  const pi = v.parameters.indexOf(PI);
  if (pi >= 0) values.set(pi, piValue(a));
  values.set(
    meanTemperatureIndex(v),
    v.root === 1 ? a.fromRational(T.numerator, T.denominator) : a.root(half, v.root),
  );
  v.energies.forEach((e, i) => {
    const n = asInteger(e.numerator) as bigint;
    // q = e^{−2b/T_a}
    const exponent = a.fromRational(-2n * n * T.denominator, e.denominator * T.numerator);
    values.set(meanBoltzmannIndex(v, i), a.exp(exponent));
  });
  let result = a.mul(
    a.fromRational(f.constant.numerator, f.constant.denominator),
    polynomialBall(f.numerator, values, a),
  );
  f.monomial.forEach((e, i) => {
    if (e !== 0) result = a.mul(result, a.pow(values.get(i) as Ball, e));
  });
  for (const { base, exponent } of f.denominator) {
    result = a.div(result, a.pow(polynomialBall(base, values, a), exponent));
  }
  return result;
}

/** Horner's rule in the main variable, recursively. */
function polynomialBall(p: Polynomial, values: ReadonlyMap<number, Ball>, a: BallArithmetic): Ball {
  if (typeof p === "bigint") return a.fromRational(p, 1n);
  const x = values.get(p.variable);
  if (!x) throw new Error("internal: a coefficient with a free variable has no value");
  const parts = [...coefficientsIn(p, p.variable)].sort((u, w) => w[0] - u[0]);
  let result = a.zero;
  let previous = (parts[0] as [number, Polynomial])[0];
  for (const [e, c] of parts) {
    if (e < previous) result = a.mul(result, a.pow(x, previous - e));
    result = a.add(result, polynomialBall(c, values, a));
    previous = e;
  }
  return previous > 0 ? a.mul(result, a.pow(x, previous)) : result;
}
