/** What generic algorithms (power series) and the laws in the tests ask of a field: its operations, as plain functions. */
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

/** A field with decidable equality. */
export interface Field<T> {
  readonly zero: T;
  readonly one: T;
  add(a: T, b: T): T;
  negate(a: T): T;
  multiply(a: T, b: T): T;
  /** 1/a. @throws NotInvertibleError if a is zero */
  invert(a: T): T;
  isZero(a: T): boolean;
  equals(a: T, b: T): boolean;
}

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
