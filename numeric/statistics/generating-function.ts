/**
 * Certified values of the generating function G(λ), the dominant eigenvalue of W(λ), at real λ.
 *
 * One mode: G = 2f/(K + √(K² + 4σf)), as far as the root is real: an oscillator's G ends at a branch point, beyond which the mean of
 * e^{λQ} grows faster than any exponential. N levels: W(λ) is a Metzler matrix of a connected graph, so that its dominant
 * eigenvalue is simple, and lies between the least and the largest of (W x)_i/x_i for every x > 0 (Collatz, Wielandt). x comes
 * from inverse iteration on the midpoints.
 */
import {
  type Ball,
  type BallArithmetic,
  containsZero,
  exactBall,
  isNegative,
  isPositive,
} from "../enclosure/ball.js";
import { startingBits } from "../enclosure/certified-decimal.js";
import { type CertifiedNumber, settle } from "../enclosure/settle.js";
import { DomainError, WideEnclosureError } from "../arithmetic/errors.js";
import { type ExactNumber } from "../junction/expression.js";
import { checkPoint } from "../junction/domain.js";
import { liftToBall } from "../junction/evaluate.js";
import { type LevelModel } from "../junction/level-model.js";
import { bigRational, rationalArithmetic } from "../arithmetic/semifield.js";
import { exactValue, type LadderModel, type Point } from "../junction/model.js";
import { pointLookup } from "../junction/rectification.js";
import { chainClasses } from "../levels/closed-classes.js";
import { ReducibleChainError } from "../levels/errors.js";
import { ballElements } from "../levels/hamiltonian-values.js";
import { type CountedRates } from "./counting-equation.js";
import { countingOf, type OneMode } from "./cumulants.js";

/**
 * G(λ) at each λ, to `digits` proved digits; "0" with `undecided` where it was not told from zero (at λ = 0, and at λ = −A by the
 * fluctuation theorem).
 * @throws DomainError for λ beyond the branch point of an oscillator
 */
export function generatingFunction(
  model: LadderModel | LevelModel,
  point: Point,
  lambdas: readonly ExactNumber[],
  digits: number,
): readonly CertifiedNumber[] {
  checkPoint(model, point);
  const compute = (B: BallArithmetic): Ball[] => {
    const lift = liftToBall(B);
    const at = generatingFunctionIn(B, model, point);
    return lambdas.map((lambda) => at(lift(lambda)));
  };
  // G(0) = 0 by definition, G(−A) = 0 by the fluctuation theorem; A = 4Δ/(T_a² − Δ²).
  const [sum, bias] = [
    exactValue("T_a", point.get("T_a") as number),
    exactValue("Delta", point.get("Delta") as number),
  ];
  const squares = rationalArithmetic.mul(
    rationalArithmetic.add(sum, bias),
    rationalArithmetic.sub(sum, bias),
  );
  const isZero = (i: number): boolean => {
    const lambda = lambdas[i];
    if (lambda === undefined) return false;
    const four = rationalArithmetic.mul(bigRational(4n), bias);
    return (
      lambda.numerator === 0n ||
      rationalArithmetic.add(rationalArithmetic.mul(lambda, squares), four).numerator === 0n
    );
  };
  return settle(compute, digits, { first: startingBits(digits) + 32, vanishes: isZero });
}

/** G as a function, at the precision of the arithmetic. @throws WideEnclosureError where that does not suffice */
export function generatingFunctionIn(
  B: BallArithmetic,
  model: LadderModel | LevelModel,
  point: Point,
): (lambda: Ball) => Ball {
  const parameter = pointLookup(point, liftToBall(B));
  const half = B.fromRational(1n, 2n);
  const hot = B.mul(half, B.add(parameter("T_a"), parameter("Delta")));
  const cold = B.mul(half, B.sub(parameter("T_a"), parameter("Delta")));
  const counting = countingOf(B, ballElements(B), model, point, [hot, cold], parameter);
  return counting.kind === "mode"
    ? (lambda) => modeValue(B, counting.mode, lambda)
    : levelsValue(B, counting.rates);
}

/** 2f/(K + √(K² + 4σf)). */
function modeValue(B: BallArithmetic, mode: OneMode<Ball>, lambda: Ball): Ball {
  const { gap, sigma, forth, back, relaxation: K } = mode;
  const exponent = B.mul(lambda, gap);
  const f = B.add(B.mul(forth, B.expm1(exponent)), B.mul(back, B.expm1(B.neg(exponent))));
  const four = B.fromRational(BigInt(4 * sigma), 1n);
  const radicand = B.add(B.mul(K, K), B.mul(four, f));
  if (isNegative(radicand))
    throw new DomainError(
      "lambda",
      "beyond the branch point of G",
      "K^2 + 4*sigma*f(lambda) must not be negative: the mean of e^(lambda*Q) diverges there",
    );
  return B.div(B.add(f, f), B.add(K, B.root(radicand, 2)));
}

/** Steps of the inverse iteration; in the end each about doubles the digits, since its shift is the last enclosure. */
const MOST_STEPS = 60;

function levelsValue(
  B: BallArithmetic,
  { size: n, left, right, gap }: CountedRates<Ball>,
): (lambda: Ball) => Ball {
  const isZero = (b: Ball | undefined): boolean => b === undefined || (b.mantissa === 0n && b.radius === 0n);
  const { closed } = chainClasses(
    n,
    (from, to) => !isZero(left[to * n + from]) || !isZero(right[to * n + from]),
  );
  if (closed.length > 1) throw new ReducibleChainError(closed);
  return (lambda) => {
    const w = Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      const counted = left[at] as Ball;
      if (i === j || isZero(counted)) return right[at] as Ball;
      return B.add(right[at] as Ball, B.mul(counted, B.exp(B.mul(lambda, gap(i, j)))));
    });
    for (let j = 0; j < n; j++) {
      let loss = B.zero;
      for (let i = 0; i < n; i++)
        if (i !== j) loss = B.add(loss, B.add(left[i * n + j] as Ball, right[i * n + j] as Ball));
      w[j * n + j] = B.neg(loss);
    }
    return perronRoot(B, w, n);
  };
}

/** Drops the radius: what steers an iteration need not be enclosed. */
const middle = (b: Ball): Ball => exactBall(b.mantissa, b.exponent);

/** An enclosure of the dominant eigenvalue of a Metzler matrix, to about the precision. */
function perronRoot(B: BallArithmetic, w: readonly Ball[], n: number): Ball {
  let x = Array.from({ length: n }, () => B.one);
  let best = bounds(B, w, x, n);
  for (let step = 0; step < MOST_STEPS; step++) {
    // Above the eigenvalue (shift − W) is an M-matrix: its inverse is positive, and the iteration keeps x > 0.
    const shift = middle(best.upper);
    const next = inverseStep(B, w, shift, x, n);
    if (next === undefined) break;
    const found = bounds(B, w, next, n);
    // At the limit of the precision the enclosure shrinks no more.
    if (!isPositive(B.sub(B.sub(best.upper, best.lower), B.sub(found.upper, found.lower)))) break;
    x = next;
    best = found;
  }
  return B.hull(best.lower, best.upper);
}

/** The least and the largest (Wx)_i/x_i. */
function bounds(
  B: BallArithmetic,
  w: readonly Ball[],
  x: readonly Ball[],
  n: number,
): { readonly lower: Ball; readonly upper: Ball } {
  const ratios = x.map((xi, i) => {
    let sum = B.zero;
    for (let j = 0; j < n; j++) sum = B.add(sum, B.mul(w[i * n + j] as Ball, x[j] as Ball));
    return B.div(sum, xi);
  });
  const first = ratios[0] as Ball;
  const less = (a: Ball, b: Ball): boolean => B.isNegative(B.sub(a, b));
  // Midpoints choose; the radii of all go into both ends, so that the hull holds the truth whichever was chosen.
  const lower = ratios.reduce((a, b) => (less(b, a) ? b : a), first);
  const upper = ratios.reduce((a, b) => (less(a, b) ? b : a), first);
  const widest = ratios.map((r) => B.sub(r, middle(r))).reduce((a, b) => B.add(a, widened(b)), B.zero);
  return { lower: B.add(lower, widest), upper: B.add(upper, widest) };
}

/** [−r, r]. */
const widened = (b: Ball): Ball => ({ mantissa: 0n, exponent: b.exponent, radius: b.radius });

/** (shift − W)^{−1} x on midpoints, largest component 1; undefined where it is not positive any more. */
function inverseStep(
  B: BallArithmetic,
  w: readonly Ball[],
  shift: Ball,
  x: readonly Ball[],
  n: number,
): Ball[] | undefined {
  const a = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j) => {
      const entry = B.neg(middle(w[i * n + j] as Ball));
      return i === j ? middle(B.add(shift, entry)) : entry;
    }),
  );
  const b = x.map(middle);
  try {
    for (let k = 0; k < n; k++) {
      const row = a[k] as Ball[];
      for (let i = k + 1; i < n; i++) {
        const other = a[i] as Ball[];
        const factor = middle(B.div(other[k] as Ball, row[k] as Ball));
        for (let j = k + 1; j < n; j++)
          other[j] = middle(B.sub(other[j] as Ball, B.mul(factor, row[j] as Ball)));
        b[i] = middle(B.sub(b[i] as Ball, B.mul(factor, b[k] as Ball)));
      }
    }
    for (let i = n - 1; i >= 0; i--) {
      const row = a[i] as Ball[];
      for (let j = i + 1; j < n; j++) b[i] = B.sub(b[i] as Ball, B.mul(row[j] as Ball, b[j] as Ball));
      b[i] = middle(B.div(b[i] as Ball, row[i] as Ball));
    }
  } catch (error) {
    if (error instanceof WideEnclosureError) return undefined;
    throw error;
  }
  const flip = B.isNegative(b[0] as Ball);
  const positive = b.map((y) => (flip ? B.neg(y) : y));
  if (positive.some((y) => containsZero(y) || isNegative(y))) return undefined;
  const largest = positive.reduce((p, q) => (B.isNegative(B.sub(p, q)) ? q : p));
  return positive.map((y) => middle(B.div(y, largest)));
}
