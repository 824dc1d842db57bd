/**
 * Rigorous enclosures of real numbers, of any precision: midpoint and radius on bigint, with a floating exponent.
 *
 * A ball stands for every real number in [(m − r)·2^e, (m + r)·2^e]. Each operation returns a ball that contains the
 * results for all numbers in its operands; rounding errors go into the radius. The precision belongs to the
 * arithmetic ({@link ballArithmetic}), never to a global.
 */
import type { Arithmetic } from "../arithmetic/arithmetic.js";
import { circularDyadic } from "./circular.js";
import { bitLength, expDyadic, EXPONENT_LIMIT_BITS, ln2Fixed, scaleFloor } from "./exp.js";
import { piFixed } from "./pi.js";
import { DomainError, WideEnclosureError } from "../arithmetic/errors.js";

/** All reals in [(mantissa − radius)·2^exponent, (mantissa + radius)·2^exponent]; radius ≥ 0. */
export interface Ball {
  readonly mantissa: bigint;
  readonly exponent: number;
  readonly radius: bigint;
}

/** Ball operations at one working precision. */
export interface BallArithmetic extends Arithmetic<Ball> {
  /** Bits kept in mantissas. */
  readonly bits: number;
  /** A double, exactly. @throws DomainError for a number that is not finite */
  fromNumber(x: number): Ball;
  /** The smallest ball found that contains both. */
  hull(a: Ball, b: Ball): Ball;
  /** a^n, n a JavaScript integer. */
  pow(a: Ball, n: number): Ball;
}

const absolute = (n: bigint): bigint => (n < 0n ? -n : n);

/** The exact ball {m·2^e}. */
export function exactBall(mantissa: bigint, exponent = 0): Ball {
  return { mantissa, exponent, radius: 0n };
}

/** True only if every number in the ball is positive. */
export function isPositive(a: Ball): boolean {
  return a.mantissa > a.radius;
}

/** True only if every number in the ball is negative. */
export function isNegative(a: Ball): boolean {
  return -a.mantissa > a.radius;
}

/** True if zero is in the ball. */
export function containsZero(a: Ball): boolean {
  return absolute(a.mantissa) <= a.radius;
}

/** True if the ball is the single number zero. */
export function isExactZero(a: Ball): boolean {
  return a.mantissa === 0n && a.radius === 0n;
}

/** Both balls' endpoints over a common exponent: [lower, upper] of a, then of b. */
function endpoints(a: Ball, b: Ball): { exponent: number; values: [bigint, bigint, bigint, bigint] } {
  const exponent = Math.min(a.exponent, b.exponent);
  const up = (n: bigint, e: number): bigint => scaleFloor(n, e - exponent);
  return {
    exponent,
    values: [
      up(a.mantissa - a.radius, a.exponent),
      up(a.mantissa + a.radius, a.exponent),
      up(b.mantissa - b.radius, b.exponent),
      up(b.mantissa + b.radius, b.exponent),
    ],
  };
}

/** True if the two balls have a number in common. */
export function overlaps(a: Ball, b: Ball): boolean {
  const [aLow, aHigh, bLow, bHigh] = endpoints(a, b).values;
  return aLow <= bHigh && bLow <= aHigh;
}

/** True if the ball contains numerator/denominator (denominator > 0), decided exactly. */
export function containsRational(a: Ball, numerator: bigint, denominator: bigint): boolean {
  const shift = a.exponent < 0 ? BigInt(-a.exponent) : 0n;
  const scaled = numerator << shift;
  const unit = a.exponent > 0 ? denominator << BigInt(a.exponent) : denominator;
  return (a.mantissa - a.radius) * unit <= scaled && scaled <= (a.mantissa + a.radius) * unit;
}

/** Largest integer whose n-th power is ≤ x, by Newton's iteration from above (x ≥ 0). */
export function integerRoot(x: bigint, n: number): bigint {
  if (x < 2n) return x;
  const degree = BigInt(n);
  let guess = 1n << BigInt(Math.ceil(bitLength(x) / n) + 1);
  for (;;) {
    const next = ((degree - 1n) * guess + x / guess ** (degree - 1n)) / degree;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** The operations at `bits` bits of working precision (≥ 8). Each result rounds to that; exact inputs may be longer. */
export function ballArithmetic(bits: number): BallArithmetic {
  if (!Number.isSafeInteger(bits) || bits < 8)
    throw new DomainError("bits", String(bits), "an integer of 8 or more");
  const zero = exactBall(0n);
  const one = exactBall(1n);
  const ln2Known = new Map<number, bigint>();
  const ln2 = (b: number): bigint => {
    const known = ln2Known.get(b);
    if (known !== undefined) return known;
    const value = ln2Fixed(b);
    ln2Known.set(b, value);
    return value;
  };

  function round(mantissa: bigint, exponent: number, radius: bigint): Ball {
    if (mantissa === 0n && radius === 0n) return zero;
    const size = bitLength(absolute(mantissa) > radius ? mantissa : radius);
    const excess = size - bits;
    if (excess <= 0) return { mantissa, exponent, radius };
    const shift = BigInt(excess);
    const short = mantissa >> shift;
    // Cutting loses less than one unit, shortening the radius less than one more.
    const exact = radius === 0n && short << shift === mantissa;
    return { mantissa: short, exponent: exponent + excess, radius: exact ? 0n : (radius >> shift) + 2n };
  }

  /** Exponent of the smallest power of two known to be at least every |number| in the ball. */
  const top = (a: Ball): number => a.exponent + bitLength(absolute(a.mantissa) + a.radius);

  function add(a: Ball, b: Ball): Ball {
    if (isExactZero(a)) return round(b.mantissa, b.exponent, b.radius);
    if (isExactZero(b)) return round(a.mantissa, a.exponent, a.radius);
    const [high, low] = a.exponent >= b.exponent ? [a, b] : [b, a];
    const distance = high.exponent - low.exponent;
    if (distance > 2 * bits + 64) {
      const floor = Math.min(high.exponent, top(high) - bits - 4);
      if (top(low) <= floor) {
        const shift = BigInt(high.exponent - floor);
        return round(high.mantissa << shift, floor, (high.radius << shift) + 1n);
      }
    }
    const shift = BigInt(distance);
    return round((high.mantissa << shift) + low.mantissa, low.exponent, (high.radius << shift) + low.radius);
  }

  const neg = (a: Ball): Ball => ({ mantissa: -a.mantissa, exponent: a.exponent, radius: a.radius });
  const sub = (a: Ball, b: Ball): Ball => add(a, neg(b));

  function mul(a: Ball, b: Ball): Ball {
    const radius =
      a.radius === 0n && b.radius === 0n
        ? 0n
        : absolute(a.mantissa) * b.radius + absolute(b.mantissa) * a.radius + a.radius * b.radius;
    return round(a.mantissa * b.mantissa, a.exponent + b.exponent, radius);
  }

  function div(a: Ball, b: Ball): Ball {
    const divisor = absolute(b.mantissa);
    const least = divisor - b.radius;
    if (least <= 0n) throw new WideEnclosureError("division");
    if (isExactZero(a)) return zero;
    const numerator = b.mantissa < 0n ? -a.mantissa : a.mantissa;
    const shift = Math.max(0, bits + 4 + bitLength(divisor) - bitLength(numerator));
    const scaled = numerator << BigInt(shift);
    const quotient = scaled / divisor;
    let radius = quotient * divisor === scaled ? 0n : 1n;
    if (a.radius !== 0n || b.radius !== 0n) {
      // |a/b − m_a/m_b| ≤ (r_a |m_b| + |m_a| r_b) / (|m_b| (|m_b| − r_b)), rounded up.
      const spread = (a.radius * divisor + absolute(numerator) * b.radius) << BigInt(shift);
      radius += spread / (divisor * least) + 1n;
    }
    return round(quotient, a.exponent - b.exponent - shift, radius);
  }

  function fromEndpoints(lower: bigint, upper: bigint, exponent: number): Ball {
    if (lower === upper) return round(lower, exponent, 0n);
    const middle = (lower + upper) >> 1n;
    return round(middle, exponent, upper - middle);
  }

  function root(a: Ball, n: number): Ball {
    if (isNegative(a))
      throw new DomainError("radicand", toNumber(a).toPrecision(6), "a root needs a number ≥ 0");
    if (a.mantissa < a.radius) throw new WideEnclosureError("root");
    if (n === 1 || isExactZero(a)) return round(a.mantissa, a.exponent, a.radius);
    const upper = a.mantissa + a.radius;
    let shift = Math.max(0, n * (bits + 4) - bitLength(upper));
    shift += (((a.exponent - shift) % n) + n) % n;
    const s = BigInt(shift);
    const low = integerRoot((a.mantissa - a.radius) << s, n);
    const high = a.radius === 0n ? low : integerRoot(upper << s, n);
    const exact = a.radius === 0n && low ** BigInt(n) === a.mantissa << s;
    return fromEndpoints(low, exact ? high : high + 1n, (a.exponent - shift) / n);
  }

  /** exp of the midpoint, with `extra` bits more than the working precision and not rounded. */
  function expMidpoint(a: Ball, extra: number): Ball {
    if (top(a) > EXPONENT_LIMIT_BITS) {
      throw new DomainError("argument of exp", `about 2^${top(a)}`, `must be below 2^${EXPONENT_LIMIT_BITS}`);
    }
    return expDyadic(a.mantissa, a.exponent, bits + extra, ln2);
  }

  /** |exp(x + d) − exp(x)| ≤ 2·rad·exp(x) for |d| ≤ rad ≤ 1/2: the ball [−2 rad, 2 rad]. */
  const spread = (a: Ball): Ball => ({ mantissa: 0n, exponent: a.exponent, radius: 2n * a.radius });
  const isWide = (a: Ball): boolean => a.radius !== 0n && a.exponent + bitLength(a.radius) > -1;
  const lowerEnd = (a: Ball): Ball => exactBall(a.mantissa - a.radius, a.exponent);
  const upperEnd = (a: Ball): Ball => exactBall(a.mantissa + a.radius, a.exponent);

  /** e^x for x ≤ −2^EXPONENT_LIMIT_BITS: between 0 and a power of two that no computation tells from it. */
  const isBeyond = (a: Ball): boolean =>
    isNegative(a) && top(exactBall(a.mantissa, a.exponent)) > EXPONENT_LIMIT_BITS;
  const NEXT_TO_ZERO: Ball = { mantissa: 1n, exponent: -(2 ** (EXPONENT_LIMIT_BITS - 1)), radius: 1n };

  function exp(a: Ball): Ball {
    if (isExactZero(a)) return one;
    if (isBeyond(upperEnd(a))) return NEXT_TO_ZERO;
    if (isWide(a)) return hull(isBeyond(lowerEnd(a)) ? zero : exp(lowerEnd(a)), exp(upperEnd(a)));
    const raw = expMidpoint(a, 4);
    const value = round(raw.mantissa, raw.exponent, raw.radius);
    return a.radius === 0n ? value : add(value, mul(value, spread(a)));
  }

  function expm1(a: Ball): Ball {
    if (isExactZero(a)) return zero;
    if (isWide(a)) return hull(expm1(lowerEnd(a)), expm1(upperEnd(a)));
    const middle = exactBall(a.mantissa, a.exponent);
    let value = middle;
    if (a.mantissa !== 0n && top(middle) < -bits) {
      // |expm1(x) − x| ≤ x² for |x| ≤ 1.
      const square = mul(middle, middle);
      value = add(middle, {
        mantissa: 0n,
        exponent: square.exponent,
        radius: square.mantissa + square.radius,
      });
    } else if (a.mantissa < 0n && top(middle) > bitLength(BigInt(bits)) + 2) {
      // x ≤ −2·bits: 0 < e^x < 2^−bits, whose own exponent may be beyond what can be aligned with one.
      value = { mantissa: -(1n << BigInt(bits)), exponent: -bits, radius: 1n };
    } else if (a.mantissa !== 0n) {
      const lost = Math.max(0, -top(middle)) + 6;
      const raw = expMidpoint(a, lost);
      const unit = scaleFloor(1n, -raw.exponent);
      // For exp(x) ≥ 2^w the unit is below one bit of the mantissa: subtract as balls then.
      value =
        raw.exponent <= 0
          ? round(raw.mantissa - unit, raw.exponent, raw.radius)
          : sub(round(raw.mantissa, raw.exponent, raw.radius), one);
    }
    return a.radius === 0n ? value : add(value, mul(add(value, one), spread(a)));
  }

  function circular(a: Ball): readonly [Ball, Ball] {
    if (isExactZero(a)) return [one, zero];
    if (top(a) > EXPONENT_LIMIT_BITS) {
      throw new DomainError(
        "argument of cos or sin",
        `about 2^${top(a)}`,
        `must be below 2^${EXPONENT_LIMIT_BITS}`,
      );
    }
    if (isWide(a)) {
      const anything: Ball = { mantissa: 0n, exponent: 0, radius: 1n };
      return [anything, anything];
    }
    const { cos, sin, exponent, radius } = circularDyadic(a.mantissa, a.exponent, bits + 4);
    // The slope of both is at most one.
    const spread: Ball = { mantissa: 0n, exponent: a.exponent, radius: a.radius };
    const value = (x: bigint): Ball => add(round(x, exponent, radius), spread);
    return [value(cos), value(sin)];
  }

  function hull(a: Ball, b: Ball): Ball {
    const { exponent, values } = endpoints(a, b);
    const lower = values[0] < values[2] ? values[0] : values[2];
    const upper = values[1] > values[3] ? values[1] : values[3];
    return fromEndpoints(lower, upper, exponent);
  }

  function pow(a: Ball, n: number): Ball {
    if (n < 0) return div(one, pow(a, -n));
    let result = one;
    let square = a;
    for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = mul(result, square);
      if (rest > 1) square = mul(square, square);
    }
    return result;
  }

  return {
    bits,
    zero,
    one,
    fromRational: (numerator, denominator) => div(exactBall(numerator), exactBall(denominator)),
    fromNumber: (x) => {
      const ball = fromDouble(x);
      return round(ball.mantissa, ball.exponent, 0n);
    },
    add,
    sub,
    mul,
    div,
    neg,
    exp,
    expm1,
    root,
    pi: () => round(piFixed(bits + PI_EXTRA_BITS), -bits - PI_EXTRA_BITS, 2n),
    circular,
    hull,
    pow,
    isNegative: (a) => a.mantissa < 0n,
  };
}

/** More bits than the mantissa keeps, so that the error of π is that of rounding it. */
const PI_EXTRA_BITS = 8;

/** A double as an exact ball. @throws DomainError for a number that is not finite */
export function fromDouble(x: number): Ball {
  if (!Number.isFinite(x)) throw new DomainError("number", String(x), "must be finite");
  if (x === 0) return exactBall(0n);
  let exponent = Math.max(-1074, Math.floor(Math.log2(Math.abs(x))) - 53);
  // x/2^exponent in two steps: 2^exponent itself may be below the smallest double.
  const half = Math.trunc(exponent / 2);
  let scaled = x / 2 ** half / 2 ** (exponent - half);
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent -= 1;
  }
  return exactBall(BigInt(scaled), exponent);
}

/** A double close to the midpoint (within 2 units in the last place), 0 or ±Infinity where a double cannot reach. */
export function toNumber(a: Ball): number {
  const excess = Math.max(0, bitLength(a.mantissa) - 64);
  const short = Number(a.mantissa >> BigInt(excess));
  const exponent = a.exponent + excess;
  const first = Math.max(-1000, Math.min(1000, exponent));
  const second = Math.max(-1074, Math.min(1023, exponent - first));
  return short * 2 ** first * 2 ** second;
}
