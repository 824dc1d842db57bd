/** Signs of polynomials in the parameters, as far as what is assumed of them, or a point given for the order of levels, decides. */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { add, constant, multiply, power } from "../../symbolic/fraction/rational-function.js";
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { termsOf } from "../../symbolic/polynomial/structure.js";

/** The sign of a polynomial in the parameters at a point; undefined where the point lacks one, or it vanishes there. */
export function signAt(
  p: Polynomial,
  names: readonly string[],
  at: ReadonlyMap<string, ExactNumber>,
): 1 | -1 | undefined {
  let sum = constant(0n);
  for (const { coefficient, exponents } of termsOf(p, names.length)) {
    let term = constant(coefficient);
    for (const [i, e] of exponents.entries()) {
      const value = e === 0 ? undefined : at.get(names[i] ?? "");
      if (e !== 0 && value === undefined) return undefined;
      if (value) term = multiply(term, power(constant(value), e));
    }
    sum = add(sum, term);
  }
  const { numerator } = sum;
  return typeof numerator !== "bigint" || numerator === 0n ? undefined : numerator > 0n ? 1 : -1;
}
