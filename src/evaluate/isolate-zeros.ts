/**
 * The zeros of a function on an interval, all of them: f and f′ are enclosed on an interval I. f(I) without zero, or
 * f(m) + f′(I)(I − m) without zero: none in I. f′(I) without zero: f is monotone, and the proved signs at the ends decide
 * between one zero and none. Otherwise I is halved. None is missed; what stays undecided after many halvings is
 * reported as such.
 */
import {
  ballArithmetic,
  type Ball,
  containsZero,
  isNegative,
  isPositive,
} from "../../numeric/enclosure/ball.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { exactQuotient } from "../../symbolic/fraction/factored-fraction.js";
import { addExact, compareExact, multiplyExact, negateExact } from "../input/exact-number.js";

/** A closed interval of exact numbers. */
export interface ExactInterval {
  readonly lower: ExactNumber;
  readonly upper: ExactNumber;
}

/** Zeros found: each interval of `zeros` holds exactly one, and outside `undecided` there is no other. */
export interface IsolatedZeros {
  readonly zeros: readonly (ExactInterval & {
    /** The proved sign of f at the upper end: that at the lower one is the opposite. */
    readonly sign: 1 | -1;
  })[];
  readonly undecided: readonly ExactInterval[];
}

/** Enclosures of f and f′ on an interval; undefined where it is too wide for any. */
export type Enclose = (at: ExactInterval) => { readonly f: Ball; readonly slope: Ball } | undefined;

/** Whether f vanishes at a number, decided exactly; false where that is not known. */
export type ExactZero = (x: ExactNumber) => boolean;

/** How hard to try. */
export interface IsolationLimits {
  /** Intervals that are not decided after this many halvings stay undecided. */
  readonly deepest: number;
  readonly intervals: number;
  /** Halvings of an interval that holds one zero. */
  readonly refinements: number;
}

/** The arithmetic in which an interval is made a ball and the mean value form is formed. */
const BITS = 128;

/** A ball that covers the interval. */
export function intervalBall(B: ReturnType<typeof ballArithmetic>, { lower, upper }: ExactInterval): Ball {
  const [low, high] = [lower, upper].map((x) => B.fromRational(x.numerator, x.denominator)) as [Ball, Ball];
  const half = B.fromRational(1n, 2n);
  const middle = B.mul(half, B.add(low, high));
  const radius = B.mul(half, B.sub(high, low));
  // [−1, 1] × radius, as a ball of radius 1 around 0.
  return B.add(middle, B.mul(radius, { mantissa: 0n, radius: 1n, exponent: 0 }));
}

/**
 * Isolates the zeros of f in a range.
 * @param isZero  finds zeros at the ends of the range, which no enclosure can; `sign` of such a zero is that of f′
 */
export function isolateZeros(
  enclose: Enclose,
  range: ExactInterval,
  { deepest, intervals, refinements }: IsolationLimits,
  isZero: ExactZero = () => false,
): IsolatedZeros {
  const B = ballArithmetic(BITS);
  const signAt = (x: ExactNumber): 1 | -1 | 0 => {
    const f = enclose({ lower: x, upper: x })?.f;
    return f === undefined ? 0 : isPositive(f) ? 1 : isNegative(f) ? -1 : 0;
  };
  const excludedByMean = (at: ExactInterval, slope: Ball): boolean => {
    const middle = between(at);
    const f = enclose({ lower: middle, upper: middle })?.f;
    if (f === undefined) return false;
    const spread = B.sub(intervalBall(B, at), B.fromRational(middle.numerator, middle.denominator));
    return !containsZero(B.add(f, B.mul(slope, spread)));
  };
  const zeros: (ExactInterval & { sign: 1 | -1 })[] = [];
  const undecided: ExactInterval[] = [];
  const stack: { at: ExactInterval; depth: number }[] = [{ at: range, depth: 0 }];
  let used = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { at, depth } = next;
    if (++used > intervals || depth > deepest) {
      const last = undecided[undecided.length - 1];
      // Neighbours are one interval.
      if (last && compareExact(last.upper, at.lower) === 0)
        undecided[undecided.length - 1] = { lower: last.lower, upper: at.upper };
      else undecided.push(at);
      continue;
    }
    const found = enclose(at);
    if (found) {
      if (!containsZero(found.f)) continue;
      if (!containsZero(found.slope)) {
        const [left, right] = [signAt(at.lower), signAt(at.upper)];
        if (left * right > 0) continue;
        if (left * right < 0) {
          zeros.push({ ...refined(at, left, signAt, refinements), sign: right as 1 | -1 });
          continue;
        }
        // f is strictly monotone: a zero at one end is the only one
        const end = [at.lower, at.upper].find((x, i) => (i === 0 ? left : right) === 0 && isZero(x));
        if (end) {
          const known = zeros[zeros.length - 1];
          if (known === undefined || compareExact(known.upper, end) !== 0)
            zeros.push({ lower: end, upper: end, sign: isPositive(found.slope) ? 1 : -1 });
          continue;
        }
      } else if (excludedByMean(at, found.slope)) continue;
    }
    const middle = between(at);
    stack.push(
      { at: { lower: middle, upper: at.upper }, depth: depth + 1 },
      { at: { lower: at.lower, upper: middle }, depth: depth + 1 },
    );
  }
  return { zeros, undecided };
}

/** A point inside, off the middle: zeros at round numbers should not fall on ends of intervals. */
function between({ lower, upper }: ExactInterval): ExactNumber {
  const left = multiplyExact(lower, { numerator: 513n, denominator: 1024n });
  const right = multiplyExact(upper, { numerator: 511n, denominator: 1024n });
  return shortened(addExact(left, right), addExact(upper, negateExact(lower)));
}

/** A dyadic number close to x, against the width. */
function shortened(x: ExactNumber, width: ExactNumber): ExactNumber {
  let scale = 1n << 12n;
  while (scale * width.numerator < width.denominator << 12n) scale <<= 1n;
  return exactQuotient((2n * x.numerator * scale + x.denominator) / (2n * x.denominator), scale);
}

/** Halves an interval with one sign change until it is short. */
function refined(
  at: ExactInterval,
  left: 1 | -1 | 0,
  signAt: (x: ExactNumber) => 1 | -1 | 0,
  halvings: number,
): ExactInterval {
  let { lower, upper } = at;
  for (let i = 0; i < halvings; i++) {
    const middle = between({ lower, upper });
    if (compareExact(middle, lower) <= 0 || compareExact(middle, upper) >= 0) break;
    const sign = signAt(middle);
    if (sign === 0) break;
    if (sign === left) lower = middle;
    else upper = middle;
  }
  return { lower, upper };
}
