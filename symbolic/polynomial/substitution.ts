/**
 * Substituting a fraction for a variable in a polynomial, with the denominator cleared: one convention, used by the
 * solver of parameter equations and stated in its proofs.
 */
import { add, multiply, type Polynomial, power } from "./polynomial.js";
import { coefficientsIn, degreeIn } from "./structure.js";

/** variable := numerator/denominator; neither holds the variable, and the denominator cannot vanish. */
export interface Substitution {
  readonly variable: number;
  readonly numerator: Polynomial;
  readonly denominator: Polynomial;
}

/** denominator^d · a(variable := numerator/denominator), d the degree of `a` in the variable. */
export function substituteFraction(a: Polynomial, s: Substitution): Polynomial {
  const degree = degreeIn(a, s.variable);
  if (degree === 0) return a;
  let sum: Polynomial = 0n;
  for (const [e, c] of coefficientsIn(a, s.variable)) {
    const term = multiply(power(s.numerator, e), power(s.denominator, degree - e));
    sum = add(sum, multiply(c, term));
  }
  return sum;
}

/** The substitutions one after the other. */
export function substituteAll(a: Polynomial, list: readonly Substitution[]): Polynomial {
  return list.reduce(substituteFraction, a);
}
