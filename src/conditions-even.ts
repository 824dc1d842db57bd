/** The even part of the current in print: factored, so that the factor that must vanish can be seen. */
import {
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../symbolic/build.js";
import { type ExactNumber, type Expression } from "../symbolic/expression.js";
import { factor, type Factorisation } from "../symbolic/factor.js";
import { exactQuotient } from "../symbolic/factored-fraction.js";
import { reversed } from "../symbolic/parity.js";
import { type Polynomial } from "../symbolic/polynomial.js";
import { termsOf } from "../symbolic/polynomial-structure.js";
import {
  add,
  divide,
  ONE,
  multiply,
  type RationalFunction,
  subtract,
} from "../symbolic/rational-function.js";
import { certificateNames } from "./certificate-names.js";
import { differences, type ParityVerdict } from "./conditions-parity.js";
import { type ExactCurrent, thermalField } from "./exact-current.js";

/** h and p of design §3 as functions of the left end's variables, for two levels and the oscillator. */
export interface Resistances {
  /** h = F_L − F_R, F_ν = 1/((1 + σX)k_ν), both at one temperature. Heat is not rectified iff h is constant. */
  readonly h: RationalFunction;
  /** p = F_L + F_R. */
  readonly p: RationalFunction;
}

/** F_L − F_R and F_L + F_R; undefined for subsystems that have no such form. */
export function resistances(
  current: ExactCurrent,
  values: ReadonlyMap<string, ExactNumber>,
): Resistances | undefined {
  const { subsystem } = current.junction;
  if (subsystem.kind !== "ladder" || current.rates === undefined) return undefined;
  const oscillator = subsystem.weights === "oscillator";
  if (!oscillator && subsystem.weights.length !== 1) return undefined;
  const field = thermalField(current.junction, [subsystem.gap], values);
  const X = field.boltzmann("L", subsystem.gap);
  const statistics = oscillator ? subtract(ONE, X) : add(ONE, X);
  const left = divide(ONE, multiply(statistics, current.rates.L));
  const right = divide(ONE, multiply(statistics, reversed(current.variables, current.rates.R)));
  return { h: subtract(left, right), p: add(left, right) };
}

/** [J(Δ) + J(−Δ)]/2 as a product of factors, in the certificate's names for the thermal variables. */
export function evenPartExpression(
  current: ExactCurrent,
  verdict: ParityVerdict,
  parts: Resistances | undefined,
): Expression {
  const { numerator, denominator } = verdict.even.value;
  if (numerator === 0n) return numberExpression(0n);
  const names = certificateNames(current.variables).all;
  const hints = differences(current);
  if (parts) {
    const difference = subtract(parts.h, reversed(current.variables, parts.h)).numerator;
    if (difference !== 0n) hints.push(...factor(difference, hints).factors.map((f) => f.base));
  }
  const above = factor(numerator, hints);
  const below = factor(denominator, hints);
  return productExpression([
    { type: "number", ...exactQuotient(above.unit, 2n * below.unit) },
    ...factors(above, names, 1),
    ...factors(below, names, -1),
  ]);
}

function factors(f: Factorisation, names: readonly string[], sign: 1 | -1): Expression[] {
  return f.factors.map((x) => powerExpression(polynomialExpression(x.base, names), sign * x.exponent));
}

/** The expanded polynomial as a formula. */
function polynomialExpression(p: Polynomial, names: readonly string[]): Expression {
  return sumExpression(
    termsOf(p, names.length).map((t) =>
      productExpression([
        numberExpression(t.coefficient),
        ...t.exponents.flatMap((e, i) =>
          e === 0 ? [] : [powerExpression(symbolExpression(names[i] as string), e)],
        ),
      ]),
    ),
  );
}

/** numerator/denominator as a formula, each factored. */
export function fractionExpression(
  f: RationalFunction,
  names: readonly string[],
  hints: readonly Polynomial[] = [],
): Expression {
  if (f.numerator === 0n) return numberExpression(0n);
  const above = factor(f.numerator, hints);
  const below = factor(f.denominator, hints);
  return productExpression([
    { type: "number", ...exactQuotient(above.unit, below.unit) },
    ...factors(above, names, 1),
    ...factors(below, names, -1),
  ]);
}
