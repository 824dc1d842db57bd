/**
 * The contract every kind of number of this layer keeps: balls, double-double numbers, Float64, jets over any of
 * them. A formula is written once over this contract and runs in all of them.
 */

import { DomainError } from "./errors.js";

/** A field with exp, as far as evaluation needs it. Elements are immutable. */
export interface Arithmetic<S> {
  readonly zero: S;
  readonly one: S;
  /** The value numerator/denominator, rounded or enclosed as the arithmetic does. */
  fromRational(numerator: bigint, denominator: bigint): S;
  add(a: S, b: S): S;
  sub(a: S, b: S): S;
  mul(a: S, b: S): S;
  /** @throws WideEnclosureError if an enclosure of `b` contains zero */
  div(a: S, b: S): S;
  neg(a: S): S;
  exp(a: S): S;
  /** exp(a) − 1 without cancellation. */
  expm1(a: S): S;
  /** The positive n-th root of a positive number, n ≥ 1 an integer. */
  root(a: S, n: number): S;
  /** Sign of a representative (a midpoint). It may only choose between equivalent forms, never decide a fact. */
  isNegative(a: S): boolean;
  /** cos a and sin a, where the arithmetic knows them. */
  readonly circular?: (a: S) => readonly [S, S];
  /** π, where the arithmetic knows it. */
  readonly pi?: () => S;
  /** Only where the sign is not known when the formula is written down (a tape): both branches, chosen later. */
  readonly select?: (condition: S, ifNegative: S, otherwise: S) => S;
}

/** The number π. @throws DomainError in an arithmetic without it */
export function piValue<S>(arithmetic: Arithmetic<S>): S {
  if (arithmetic.pi === undefined) throw new DomainError("pi", "", "has no value in this arithmetic");
  return arithmetic.pi();
}

/** cos a or sin a. @throws DomainError in an arithmetic without them */
export function circularValue<S>(arithmetic: Arithmetic<S>, name: "cos" | "sin", a: S): S {
  if (arithmetic.circular === undefined)
    throw new DomainError(name, "call", "has no value in this arithmetic");
  return arithmetic.circular(a)[name === "cos" ? 0 : 1];
}

/** One of two equivalent forms, by the sign of `condition`. */
export function choose<S>(
  arithmetic: Arithmetic<S>,
  condition: S,
  ifNegative: () => S,
  otherwise: () => S,
): S {
  if (arithmetic.select !== undefined) return arithmetic.select(condition, ifNegative(), otherwise());
  return arithmetic.isNegative(condition) ? ifNegative() : otherwise();
}

/** a^n for an integer n (as a JavaScript integer), by repeated squaring. */
export function powInteger<S>(arithmetic: Arithmetic<S>, a: S, n: number): S {
  if (n < 0) return arithmetic.div(arithmetic.one, powInteger(arithmetic, a, -n));
  let result = arithmetic.one;
  let square = a;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result === arithmetic.one ? square : arithmetic.mul(result, square);
    if (rest > 1) square = arithmetic.mul(square, square);
  }
  return result;
}

/** sinh a = (expm1(a) − expm1(−a))/2: the two terms have one sign, so nothing cancels. */
export function sinh<S>(arithmetic: Arithmetic<S>, a: S): S {
  const difference = arithmetic.sub(arithmetic.expm1(a), arithmetic.expm1(arithmetic.neg(a)));
  return arithmetic.div(difference, arithmetic.fromRational(2n, 1n));
}

/** cosh a = (e^a + e^−a)/2. */
export function cosh<S>(arithmetic: Arithmetic<S>, a: S): S {
  const sum = arithmetic.add(arithmetic.exp(a), arithmetic.exp(arithmetic.neg(a)));
  return arithmetic.div(sum, arithmetic.fromRational(2n, 1n));
}

/** tanh a = −E/(2+E), E = expm1(−2|a|), with the sign of a: E never overflows. */
export function tanh<S>(arithmetic: Arithmetic<S>, a: S): S {
  const two = arithmetic.fromRational(2n, 1n);
  const twice = arithmetic.mul(two, a);
  const quotient = (exponent: S): S => {
    const e = arithmetic.expm1(exponent);
    return arithmetic.div(e, arithmetic.add(two, e));
  };
  return choose(
    arithmetic,
    a,
    () => quotient(twice),
    () => arithmetic.neg(quotient(arithmetic.neg(twice))),
  );
}
