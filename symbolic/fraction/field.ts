/** ℚ(x₀, x₁, …) as a field for generic algorithms. */
import { type Field } from "../ring/ring.js";
import {
  add,
  equals,
  invert,
  isZero,
  multiply,
  negate,
  ONE,
  type RationalFunction,
  ZERO,
} from "./rational-function.js";

/** ℚ(x₀, x₁, …) as a field. */
export const RATIONAL_FUNCTIONS: Field<RationalFunction> = {
  zero: ZERO,
  one: ONE,
  add,
  negate,
  multiply,
  invert,
  isZero,
  equals,
};
