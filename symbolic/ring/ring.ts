/** What generic algorithms (spanning trees, series) and the laws in the tests ask of rings and fields: plain functions. */

/** A commutative ring; elements are immutable. */
export interface Ring<E> {
  readonly zero: E;
  readonly one: E;
  add(a: E, b: E): E;
  negate(a: E): E;
  multiply(a: E, b: E): E;
  isZero(a: E): boolean;
}

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
