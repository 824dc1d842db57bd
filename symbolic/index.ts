/** The exact layer: polynomials over ℤ, their fraction field, and expansions in Δ in the thermal variables. */

// Formulas as trees
export { type ExactNumber, type Expression } from "./expression/expression.js";

// Polynomials over ℤ in numbered variables
export {
  add,
  divideExactly,
  equals,
  multiply,
  negate,
  type Polynomial,
  power,
  subtract,
  variablePower,
} from "./polynomial/polynomial.js";
export { gcd, gcdWithCofactors } from "./polynomial/gcd.js";
export { factor, type Factor, type Factorisation, squareRoot } from "./polynomial/factor.js";
export {
  degreeIn,
  derivative,
  fromTerms,
  substitute,
  type Term,
  termCount,
  termsOf,
} from "./polynomial/structure.js";

// The fraction field, in canonical form
export { fraction, isCanonical, type RationalFunction } from "./fraction/rational-function.js";
export { expandFactored, type FactoredFraction, isZeroFraction } from "./fraction/factored-fraction.js";

// Thermal variables and the expansion in Δ
export { type ThermalVariables, variableNames } from "./thermal/variables.js";
export { expandInDelta, type Expansion } from "./expansion/expansion.js";

// What went wrong
export { NotInvertibleError, NotRationalError, PoleError, SeriesOrderError } from "./integer/errors.js";
