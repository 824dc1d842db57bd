/**
 * Double-double numbers (about 106 bits) with a running bound of their error.
 *
 * A value stands for hi + lo, |lo| ≤ ulp(hi)/2, and the true number is within `error` of it. The bound makes every
 * evaluation check itself: where cancellation has eaten the digits, the caller sees it and goes to balls. Products
 * near the underflow threshold lose their low part; the bound pays for it with an absolute term.
 */
import type { Arithmetic } from "./arithmetic.js";
import { DomainError, WideEnclosureError } from "./errors.js";

/** hi + lo, off by at most `error`. */
export interface DoubleDouble {
  readonly hi: number;
  readonly lo: number;
  readonly error: number;
}

/** Relative rounding of one operation: the published bounds are below 2^−102 (Joldes, Muller, Popescu 2017). */
const ROUNDING = 2 ** -100;
/** exp: the argument reduction is off by 2^−105 · |x| ≤ 2^−95, ten doublings multiply the rest. */
const EXP_ROUNDING = 2 ** -90;
/** A low part below 2^−1074 vanishes, in products of several partial products. */
const UNDERFLOW = 2 ** -1060;
/** Makes the bound's own rounding harmless. */
const SLACK = 1 + 2 ** -40;

const LN2_HI = Math.LN2;
/** ln 2 − LN2_HI, rounded to a double. */
const LN2_LO = 2.3190468138462996e-17;
const SPLITTER = 2 ** 27 + 1;

/** hi + lo = a·b exactly (Dekker; no overflow below 2^996). */
function productLow(a: number, b: number, product: number): number {
  const ca = SPLITTER * a;
  const ah = ca - (ca - a);
  const al = a - ah;
  const cb = SPLITTER * b;
  const bh = cb - (cb - b);
  const bl = b - bh;
  return al * bl - (product - ah * bh - al * bh - ah * bl);
}

function make(hi: number, lo: number, error: number): DoubleDouble {
  const sum = hi + lo;
  return { hi: sum, lo: lo - (sum - hi), error };
}

/** A double, exactly. */
export function fromFloat(x: number): DoubleDouble {
  return { hi: x, lo: 0, error: 0 };
}

const ZERO = fromFloat(0);
const ONE = fromFloat(1);

function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const s = a.hi + b.hi;
  const v = s - a.hi;
  const e = a.hi - (s - v) + (b.hi - v);
  const t = a.lo + b.lo;
  const w = t - a.lo;
  const f = a.lo - (t - w) + (b.lo - w);
  const c = e + t;
  const s2 = s + c;
  const d = c - (s2 - s) + f;
  const hi = s2 + d;
  const lo = d - (hi - s2);
  const exact = a.lo === 0 && b.lo === 0;
  const error = (a.error + b.error + (exact ? 0 : Math.abs(hi) * ROUNDING)) * SLACK;
  // Among subnormal numbers SLACK rounds away; the least step stands in for it.
  return { hi, lo, error: error === 0 ? 0 : error + UNDERFLOW };
}

function neg(a: DoubleDouble): DoubleDouble {
  return { hi: -a.hi, lo: -a.lo, error: a.error };
}

function mul(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const p = a.hi * b.hi;
  const low = productLow(a.hi, b.hi, p) + (a.hi * b.lo + a.lo * b.hi);
  const hi = p + low;
  const lo = low - (hi - p);
  const error =
    (Math.abs(a.hi) * b.error + Math.abs(b.hi) * a.error + a.error * b.error + Math.abs(hi) * ROUNDING) *
      SLACK +
    UNDERFLOW;
  return { hi, lo, error };
}

function div(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const size = Math.abs(b.hi);
  const least = size - b.error;
  if (!(least > 0)) throw new WideEnclosureError("division");
  const q1 = a.hi / b.hi;
  const p = q1 * b.hi;
  // a − q1·b in pieces: p is within an ulp of a.hi, so the first difference is exact.
  const rest = a.hi - p - productLow(q1, b.hi, p) + (a.lo - q1 * b.lo);
  const q2 = rest / b.hi;
  const hi = q1 + q2;
  const lo = q2 - (hi - q1);
  // q2 carries only 53 bits after the leading 53, less the rounding of `rest`: 2^−100 holds with a correction step.
  const quotient = Math.abs(hi);
  const error =
    ((a.error + quotient * b.error) / least + quotient * ROUNDING) * SLACK + UNDERFLOW * (1 + 1 / least);
  return { hi, lo, error };
}

function sqrt(a: DoubleDouble): DoubleDouble {
  if (a.hi === 0) return ZERO;
  const x = Math.sqrt(a.hi);
  const square = x * x;
  const rest = a.hi - square - productLow(x, x, square) + a.lo;
  const y = make(x, rest / (2 * x), 0);
  const error = (a.error / x + Math.abs(x) * ROUNDING) * SLACK + UNDERFLOW / x;
  return { ...y, error };
}

/** 1/n! as double-doubles, n = 0 … 10. */
function inverseFactorials(): readonly DoubleDouble[] {
  const list: DoubleDouble[] = [ONE];
  for (let n = 1; n <= 10; n++) list.push(div(list[n - 1] as DoubleDouble, fromFloat(n)));
  return list;
}

const INVERSE_FACTORIALS = inverseFactorials();
const HALVINGS = 9;

/** a·2^n for a power of two that is a normal double. */
function scale(a: DoubleDouble, factor: number): DoubleDouble {
  return { hi: a.hi * factor, lo: a.lo * factor, error: a.error * factor };
}

/** The number k of ln 2's in x and expm1(x − k ln 2), without the error of x itself. */
function reducedExpm1(x: DoubleDouble): { k: number; value: DoubleDouble } {
  const k = Math.round(x.hi / LN2_HI);
  const r =
    k === 0
      ? { hi: x.hi, lo: x.lo, error: 0 }
      : add({ ...x, error: 0 }, mul(fromFloat(-k), { hi: LN2_HI, lo: LN2_LO, error: 0 }));
  const t = scale(r, 2 ** -HALVINGS);
  // t + t²/2! + … : |t| < 2^−10.5, the eleventh term is below 2^−130 of the first.
  let sum = INVERSE_FACTORIALS[10] as DoubleDouble;
  for (let n = 9; n >= 1; n--) sum = add(mul(sum, t), INVERSE_FACTORIALS[n] as DoubleDouble);
  let value = mul(sum, t);
  // expm1(2t) = 2 expm1(t) + expm1(t)²
  for (let i = 0; i < HALVINGS; i++) value = add(scale(value, 2), mul(value, value));
  return { k, value };
}

/** 2^k in two factors, each a normal double. */
function scaleByPower(a: DoubleDouble, k: number): DoubleDouble {
  const half = Math.trunc(k / 2);
  return scale(scale(a, 2 ** half), 2 ** (k - half));
}

/** Relative factor by which the error of the argument moves exp: e^d − 1 ≤ 2d for d ≤ 1. */
function spread(x: DoubleDouble): number {
  return x.error <= 1 ? 2 * x.error : Infinity;
}

function exp(x: DoubleDouble): DoubleDouble {
  if (x.hi < -746) return { hi: 0, lo: 0, error: 5e-324 };
  const { k, value } = reducedExpm1(x);
  const y = scaleByPower(add(ONE, value), k);
  return { hi: y.hi, lo: y.lo, error: Math.abs(y.hi) * (EXP_ROUNDING + spread(x)) * SLACK + UNDERFLOW };
}

function expm1(x: DoubleDouble): DoubleDouble {
  if (x.hi < -746) return { hi: -1, lo: 0, error: 5e-324 };
  const { k, value } = reducedExpm1(x);
  if (k === 0) {
    // Relative accuracy down to the smallest numbers; e^x ≤ √2 here.
    return { ...value, error: Math.abs(value.hi) * EXP_ROUNDING + 2 * spread(x) + UNDERFLOW };
  }
  const y = scaleByPower(add(ONE, value), k);
  const difference = add({ ...y, error: 0 }, fromFloat(-1));
  const error = (Math.abs(y.hi) + 1) * EXP_ROUNDING + Math.abs(y.hi) * spread(x) * SLACK + UNDERFLOW;
  return { ...difference, error };
}

/** n/d rounded to a double-double: two divisions of integers, so that 10^400/3^800 and the like come out too. */
function fromRational(numerator: bigint, denominator: bigint): DoubleDouble {
  const n = Number(numerator);
  const d = Number(denominator);
  if (Number.isSafeInteger(n) && Number.isSafeInteger(d))
    return d === 1 ? fromFloat(n) : div(fromFloat(n), fromFloat(d));
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  const shift = 120 + denominator.toString(2).length - magnitude.toString(2).length;
  const q =
    shift >= 0 ? (magnitude << BigInt(shift)) / denominator : magnitude / (denominator << BigInt(-shift));
  // q has 120 or 121 bits: split after 60.
  const high = Number(q >> 60n);
  const low = Number(q & ((1n << 60n) - 1n));
  // `high` is rounded to 53 bits: carry what that drops.
  const dropped = Number((q >> 60n) - BigInt(high));
  const value = make(high * 2 ** 60, dropped * 2 ** 60 + low, 0);
  const scaled = scaleByPower(value, Math.max(-2100, Math.min(2000, -shift)));
  const sign = negative ? -1 : 1;
  return { hi: sign * scaled.hi, lo: sign * scaled.lo, error: Math.abs(scaled.hi) * ROUNDING + UNDERFLOW };
}

function root(a: DoubleDouble, n: number): DoubleDouble {
  if (a.hi < 0) throw new DomainError("radicand", String(a.hi), "a root needs a number >= 0");
  if (n === 1) return a;
  if (a.hi - a.error <= 0 && a.error > 0) throw new WideEnclosureError("root");
  if (n === 2 || a.hi === 0) return sqrt(a);
  // One Newton step from the double root doubles its 50 good bits: y − (y^n − a)/(n y^{n−1}).
  const guess = fromFloat(a.hi ** (1 / n));
  let power = ONE;
  for (let i = 1; i < n; i++) power = mul(power, guess);
  const exact = { ...a, error: 0 };
  const correction = div(add(mul(power, guess), neg(exact)), mul(power, fromFloat(n)));
  const y = add(guess, neg(correction));
  // Quadratic remainder ≤ n·ε² with ε = 2^−49·n (pow of V8 is good to about 2^−51); derivative a/(n·a) of the input.
  const remainder = Math.abs(y.hi) * n * (n * 2 ** -49) ** 2;
  return { ...y, error: y.error + remainder + (a.error / (a.hi - a.error)) * Math.abs(y.hi) };
}

/** The arithmetic of double-doubles with running error bounds. */
export const doubleDoubleArithmetic: Arithmetic<DoubleDouble> = {
  zero: ZERO,
  one: ONE,
  fromRational,
  add,
  sub: (a, b) => add(a, neg(b)),
  mul,
  div,
  neg,
  exp,
  expm1,
  root,
  isNegative: (a) => a.hi < 0,
  // Enclosures take their place.
  circular: () => {
    throw new WideEnclosureError("cos or sin");
  },
  // π − hi − lo = −2.9948e-33
  pi: () => ({ hi: Math.PI, lo: 1.2246467991473532e-16, error: 3e-33 }),
};

/**
 * True if hi is the nearest double of the true number to within 2^−12 of half a unit in its last place: what the
 * scalar evaluation asks before it trusts a double-double.
 */
export function isAccurate(a: DoubleDouble): boolean {
  if (a.hi === 0 && a.error === 0) return true;
  return a.error <= Math.abs(a.hi) * 2 ** -66 && Math.abs(a.hi) >= 2 ** -1000 && Math.abs(a.hi) <= 2 ** 1000;
}
