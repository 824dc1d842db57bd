/**
 * The operations a subtraction-free algorithm needs: a positive semifield with zero. Elements are
 * immutable. Instances: exact rationals, floating point with a wide exponent, decimal.js numbers.
 */
export interface PositiveArithmetic<E> {
  readonly zero: E;
  readonly one: E;
  readonly add: (a: E, b: E) => E;
  readonly mul: (a: E, b: E) => E;
  /** The divisor is never zero. */
  readonly div: (a: E, b: E) => E;
  readonly isZero: (a: E) => boolean;
}

/** Adds what a difference of gains and losses, such as a current, needs. */
export interface SignedArithmetic<E> extends PositiveArithmetic<E> {
  readonly sub: (a: E, b: E) => E;
}

/** An exact rational number: lowest terms, positive denominator. */
export interface BigRational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/**
 * The rational numerator/denominator in lowest terms.
 * @throws RangeError if the denominator is zero
 */
export function bigRational(numerator: bigint, denominator = 1n): BigRational {
  if (denominator === 0n) throw new RangeError(`${numerator}/0 is not a rational number`);
  const divisor =
    gcd(numerator, denominator < 0n ? -denominator : denominator) * (denominator < 0n ? -1n : 1n);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Exact arithmetic in ℚ on bigints. */
export const rationalArithmetic: SignedArithmetic<BigRational> = {
  zero: { numerator: 0n, denominator: 1n },
  one: { numerator: 1n, denominator: 1n },
  add: (a, b) =>
    bigRational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator),
  sub: (a, b) =>
    bigRational(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator),
  mul: (a, b) => bigRational(a.numerator * b.numerator, a.denominator * b.denominator),
  div: (a, b) => bigRational(a.numerator * b.denominator, a.denominator * b.numerator),
  isZero: (a) => a.numerator === 0n,
};

/** What an arbitrary-precision number (decimal.js, mathjs BigNumber) must offer. */
export interface DecimalLike<D> {
  plus(other: D): D;
  minus(other: D): D;
  times(other: D): D;
  div(other: D): D;
  isZero(): boolean;
}

/** Arithmetic on numbers of the decimal.js kind, in the precision their constructor was set to. */
export function decimalArithmetic<D extends DecimalLike<D>>(zero: D, one: D): SignedArithmetic<D> {
  return {
    zero,
    one,
    add: (a, b) => a.plus(b),
    sub: (a, b) => a.minus(b),
    mul: (a, b) => a.times(b),
    div: (a, b) => a.div(b),
    isZero: (a) => a.isZero(),
  };
}
