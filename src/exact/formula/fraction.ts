/** Rational functions of the thermal variables as factored formulas, in the names that proofs use for the variables. */
import {
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
  symbolExpression,
} from "../../../symbolic/expression/build.js";
import { type Expression } from "../../../symbolic/expression/expression.js";
import { factor, type Factorisation } from "../../../symbolic/polynomial/factor.js";
import { exactQuotient } from "../../../symbolic/fraction/factored-fraction.js";
import { type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { termCount, termsOf } from "../../../symbolic/polynomial/structure.js";
import { type RationalFunction } from "../../../symbolic/fraction/rational-function.js";
import { type ThermalVariables } from "../../../symbolic/thermal/variables.js";
import { presentNamed } from "./thermal-fraction.js";

/** Factors with more terms are printed as they stand: no shorter form of them would be read. */
const MOST_TERMS = 40;

/** Polynomials of more terms fill pages whether they are factored or not, and are not. */
const MOST_FACTORED = 1000;

function factored(p: Polynomial, hints: readonly Polynomial[]): Factorisation {
  return termCount(p) <= MOST_FACTORED
    ? factor(p, hints)
    : { unit: 1n, factors: [{ base: p, exponent: 1, irreducible: false }] };
}

/** The fraction as a formula, factored, in the given names of the thermal variables. */
export function fractionExpression(
  v: ThermalVariables,
  f: RationalFunction,
  names: readonly string[],
  hints: readonly Polynomial[] = [],
): Expression {
  if (f.numerator === 0n) return numberExpression(0n);
  const [above, below] = [factored(f.numerator, hints), factored(f.denominator, hints)] as const;
  if ([...above.factors, ...below.factors].every(({ base }) => termCount(base) <= MOST_TERMS))
    return presentNamed(v, above, below, names);
  return productExpression([
    { type: "number", ...exactQuotient(above.unit, below.unit) },
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
