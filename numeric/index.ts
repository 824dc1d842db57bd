/** The numeric layer: floats, double-doubles and enclosures, never a symbolic object. */

// Errors
export { DomainError, PrecisionLimitError, WideEnclosureError } from "./errors.js";

// Enclosures: arithmetic on balls, certified decimal digits
export { cosh, powInteger, sinh, tanh, type Arithmetic } from "./arithmetic.js";
export {
  ballArithmetic,
  containsRational,
  containsZero,
  exactBall,
  fromDouble,
  isExactZero,
  isNegative,
  isPositive,
  overlaps,
  toNumber,
  type Ball,
  type BallArithmetic,
} from "./ball.js";
export {
  certifiedDecimal,
  certifiedRational,
  DEFAULT_LIMIT_BITS,
  DIGITS_LIMIT,
  midpointDecimal,
  startingBits,
  withIncreasingPrecision,
} from "./certified-decimal.js";

// Junctions as plain data
export { symbol, type ExactNumber, type Expression } from "./expression.js";
export { checkPoint, exactValue, type BathModel, type LadderModel, type Point } from "./model.js";

// Currents, rectification and populations at a point
export { evaluate, type Evaluation } from "./evaluate.js";
export { evaluateCertified, type CertifiedEvaluation } from "./evaluate-certified.js";
export { sensitivities, sensitivity, type Sensitivity } from "./sensitivity.js";

// Expansion in Δ by Taylor arithmetic
export {
  alphaJet,
  taylorOfJunction,
  type JetCoefficient,
  type JetOptions,
  type JetQuantity,
} from "./alpha-jet.js";
export { jetArithmetic, type Jet } from "./jet.js";
