/** Rational functions back as expressions. */
import {
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
} from "../../symbolic/expression/build.js";
import { type Expression } from "../../symbolic/expression/expression.js";
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { termsOf } from "../../symbolic/polynomial/structure.js";
import { type RationalFunction } from "../../symbolic/fraction/rational-function.js";

/** numerator/denominator with its variables written out, in order. */
export function rationalExpression(f: RationalFunction, variables: readonly Expression[]): Expression {
  const polynomial = (p: Polynomial): Expression =>
    sumExpression(
      termsOf(p, variables.length).map(({ coefficient, exponents }) =>
        productExpression([
          numberExpression(coefficient),
          ...exponents.map((e, i) => powerExpression(variables[i] as Expression, e)),
        ]),
      ),
    );
  const above = polynomial(f.numerator);
  return typeof f.denominator === "bigint"
    ? productExpression([numberExpression(1n, f.denominator), above])
    : productExpression([above, powerExpression(polynomial(f.denominator), -1)]);
}
