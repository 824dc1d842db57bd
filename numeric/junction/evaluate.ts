/**
 * The scalar Float64 evaluation: every number correct to within one unit in its last place.
 *
 * Double-double first, with a running error bound; where the bound is too wide (deep cancellation, numbers near the
 * ends of the range) the same formula runs in balls of growing precision. Nothing is assumed about the point.
 */
import type { Arithmetic } from "../arithmetic/arithmetic.js";
import { ballArithmetic, fromDouble, type Ball, type BallArithmetic } from "../enclosure/ball.js";
import { bitLength } from "../enclosure/exp.js";
import { certifiedDecimal } from "../enclosure/certified-decimal.js";
import {
  doubleDoubleArithmetic,
  fromFloat,
  isAccurate,
  type DoubleDouble,
} from "../arithmetic/double-double.js";
import { PrecisionLimitError, WideEnclosureError } from "../arithmetic/errors.js";
import type { ExactNumber } from "./expression.js";
import { checkPoint } from "./domain.js";
import { type LadderModel, type Point } from "./model.js";
import { isZeroValue, pointLookup, rectification, type Rectification } from "./rectification.js";

/** Doubles within one ulp of the truth. */
export interface Evaluation {
  /** Heat current at Δ; 0 only at Δ = 0 or below the smallest double (5e-324). */
  readonly J: number;
  /** Heat current at −Δ. */
  readonly J_reversed: number;
  /** |J/J_reversed|; 1 at Δ = 0 by continuity. */
  readonly R: number;
  /** R − 1, to full relative accuracy. */
  readonly R_minus_1: number;
  /** (|J| − |J_reversed|)/(|J| + |J_reversed|). */
  readonly contrast: number;
  readonly T_L: number;
  readonly T_R: number;
  /** r = P_n/P_{n−1}. */
  readonly ratio: number;
  /** Populations of the levels from the lowest up, or null for the infinite oscillator: there P_n = (1 − r)r^n. */
  readonly populations: readonly number[] | null;
  /** True if R − 1 and the contrast are below 2^−ZERO_BITS and were not told from zero: both are given as 0. */
  readonly undecided: boolean;
}

/** |R − 1| below 2^−ZERO_BITS is reported as 0 and `undecided`: no measurement and no double sum can see it. */
const ZERO_BITS = 400;

/** Bits of the first attempt in balls, and the last. */
const FIRST_BITS = 160;
const LAST_BITS = 5120;

/** Brings a number into balls: both kinds are exact rationals. */
export function liftToBall(A: BallArithmetic): (value: number | ExactNumber) => Ball {
  return (value) =>
    typeof value === "number" ? fromDouble(value) : A.fromRational(value.numerator, value.denominator);
}

/** Brings a number into double-doubles: doubles exactly, rationals rounded with their error. */
export const liftToDoubleDouble = (value: number | ExactNumber): DoubleDouble =>
  typeof value === "number"
    ? fromFloat(value)
    : doubleDoubleArithmetic.fromRational(value.numerator, value.denominator);

type Numbers<S> = Rectification<S> & { readonly populations: readonly S[] | null };

function numbersAt<S>(
  A: Arithmetic<S>,
  model: LadderModel,
  point: Point,
  lift: (value: number | ExactNumber) => S,
): Numbers<S> {
  const result = rectification(A, model, pointLookup(point, lift), isZeroValue(point.get("Delta")));
  return { ...result, populations: populations(A, model, result.ratio) };
}

/** P_n = r^n / Σ r^m. */
function populations<S>(A: Arithmetic<S>, model: LadderModel, ratio: S): readonly S[] | null {
  if (model.weights === "oscillator") return null;
  const powers: S[] = [A.one];
  let sum = A.one;
  for (let n = 0; n < model.weights.length; n++) {
    const next = A.mul(powers[n] as S, ratio);
    powers.push(next);
    sum = A.add(sum, next);
  }
  return powers.map((p) => A.div(p, sum));
}

const KEYS = ["J", "J_reversed", "R", "R_minus_1", "contrast", "ratio", "T_L", "T_R"] as const;
type Key = (typeof KEYS)[number];
const limitValue = (key: Key): number => (key === "R" ? 1 : 0);

function fromDoubleDouble(model: LadderModel, point: Point): Evaluation | null {
  let numbers: Numbers<DoubleDouble>;
  try {
    numbers = numbersAt(doubleDoubleArithmetic, model, point, liftToDoubleDouble);
  } catch (error) {
    if (error instanceof WideEnclosureError) return null;
    throw error;
  }
  const out = {} as Record<Key, number>;
  for (const key of KEYS) {
    const value = numbers[key];
    if (value !== null && !isAccurate(value)) return null;
    out[key] = value === null ? limitValue(key) : value.hi;
  }
  const levels = numbers.populations;
  if (levels !== null && !levels.every(isAccurate)) return null;
  return { ...out, populations: levels === null ? null : levels.map((p) => p.hi), undecided: false };
}

/** The double nearest to a ball (or next to it), or null if the ball is too wide to say. */
function nearestDouble(ball: Ball): number | null {
  // Below half the smallest double everything is zero.
  const magnitude = bitLength((ball.mantissa < 0n ? -ball.mantissa : ball.mantissa) + ball.radius);
  if (ball.exponent + magnitude < -1076) return 0;
  const text = certifiedDecimal(ball, 20);
  if (text !== null) return Number(text);
  // A tie of the 20th digit never resolves; 2^−70 of relative width is enough for a double.
  const narrow = bitLength(ball.mantissa) - bitLength(ball.radius) > 70;
  return narrow ? Number(certifiedDecimal({ ...ball, radius: 0n }, 25)) : null;
}

/** True if every number in the ball is below 2^−bits in magnitude. */
function isBelow(ball: Ball, bits: number): boolean {
  const magnitude = (ball.mantissa < 0n ? -ball.mantissa : ball.mantissa) + ball.radius;
  return ball.exponent + bitLength(magnitude) <= -bits;
}

function fromBalls(model: LadderModel, point: Point): Evaluation {
  let reason = "";
  for (let bits = FIRST_BITS; bits <= LAST_BITS; bits *= 2) {
    const A = ballArithmetic(bits);
    try {
      const numbers = numbersAt(A, model, point, liftToBall(A));
      const out = {} as Record<Key, number>;
      let undecided = false;
      let wide = "";
      for (const key of KEYS) {
        const value = numbers[key];
        const near = value === null ? limitValue(key) : nearestDouble(value);
        if (near !== null) out[key] = near;
        else if (value !== null && (key === "R_minus_1" || key === "contrast") && isBelow(value, ZERO_BITS)) {
          out[key] = 0;
          undecided = true;
        } else wide = key;
      }
      const levels = numbers.populations?.map(nearestDouble) ?? null;
      if (levels?.includes(null) === true) wide = "populations";
      if (wide === "") return { ...out, populations: levels as number[] | null, undecided };
      reason = `${wide} is not determined`;
    } catch (error) {
      if (!(error instanceof WideEnclosureError)) throw error;
      reason = error.message;
    }
  }
  throw new PrecisionLimitError(17, LAST_BITS, reason);
}

/**
 * J, J(−Δ), R, R − 1, contrast, temperatures and populations at a point, each within one ulp of the exact value at
 * the given doubles. Values below 5e-324 are returned as 0, beyond 1.8e308 as Infinity; never NaN.
 * @throws DomainError for a missing or non-finite value, |Δ| ≥ T_a, a negative gap, coupling or rate
 * @throws PrecisionLimitError if a value cannot be told from zero, e.g. a vanishing rate
 */
export function evaluate(model: LadderModel, point: Point): Evaluation {
  checkPoint(model, point);
  return fromDoubleDouble(model, point) ?? fromBalls(model, point);
}
