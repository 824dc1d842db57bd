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
  DEFAULT_LIMIT_BITS,
  DIGITS_LIMIT,
  midpointDecimal,
  startingBits,
  withIncreasingPrecision,
} from "./certified-decimal.js";
