/**
 * Certified numbers of N-level junctions: J(±Δ), R and populations at a point, and the coefficients α_k of Δ^k, from the
 * rate equation (12) by GTH elimination over enclosures. Independent of the exact kernel and of the closed forms.
 */
import { ballArithmetic, type Ball, containsZero, exactBall, isExactZero } from "./ball.js";
import { certifiedDecimal, midpointDecimal, startingBits } from "./certified-decimal.js";
import { DomainError, PrecisionLimitError, WideEnclosureError } from "./errors.js";
import { liftToBall } from "./evaluate.js";
import { jetArithmetic } from "./jet.js";
import { type LevelModel, levelModelCurrents } from "./level-model.js";
import { checkPoint, type Point } from "./model.js";
import { pointLookup } from "./rectification.js";

/** A number with proved digits, or the statement that it could not be told from zero. */
export interface CertifiedNumber {
  /** Decimal string, every digit proved; "0" where undecided. */
  readonly value: string;
  /** True if the enclosure still contains zero at the limit of precision, |number| ≤ bound. */
  readonly undecided: boolean;
  /** Where undecided, a decimal upper bound of |number|; otherwise absent. */
  readonly bound?: string;
}

/** Certified values of an N-level junction at a point. */
export interface LevelEvaluation {
  readonly J: CertifiedNumber;
  readonly J_reversed: CertifiedNumber;
  /** |J(Δ)/J(−Δ)|; null at Δ = 0. */
  readonly R: CertifiedNumber | null;
  /** Populations at +Δ, in the order of the energies. */
  readonly populations: readonly CertifiedNumber[];
}

const ballZero = { isZero: isExactZero };

/**
 * J, J(−Δ), R and the populations to `digits` proved digits.
 * @throws DomainError as {@link levelModelCurrents}, or for a point out of its domain
 * @throws PrecisionLimitError if a value that is not near zero does not settle
 */
export function evaluateLevels(model: LevelModel, point: Point, digits: number): LevelEvaluation {
  checkPoint(point);
  const n = model.energies.length;
  const compute = (bits: number): Ball[] => {
    const A = ballArithmetic(bits);
    const parameter = pointLookup(point, liftToBall(A));
    const half = A.fromRational(1n, 2n);
    const hot = A.mul(half, A.add(parameter("T_a"), parameter("Delta")));
    const cold = A.mul(half, A.sub(parameter("T_a"), parameter("Delta")));
    const forward = levelModelCurrents(A, ballZero, model, point, [hot, cold], parameter);
    const backward = levelModelCurrents(A, ballZero, model, point, [cold, hot], parameter);
    const [J, reversed] = [forward.fromLeft, backward.fromLeft];
    const ratio = containsZero(reversed) ? A.zero : A.div(J, reversed);
    return [J, reversed, A.isNegative(ratio) ? A.neg(ratio) : ratio, ...forward.populations];
  };
  const values = settle(compute, n + 3, digits);
  const vanishes = (values[1] as CertifiedNumber).undecided || (values[0] as CertifiedNumber).undecided;
  return {
    J: values[0] as CertifiedNumber,
    J_reversed: values[1] as CertifiedNumber,
    R: vanishes ? null : (values[2] as CertifiedNumber),
    populations: values.slice(3),
  };
}

/**
 * α_0 … α_order of J = Σ α_k Δ^k at T_a (a `Delta` in the point is ignored), to `digits` proved digits. A coefficient
 * that vanishes, such as α_0, comes out `undecided` with a bound: enclosures never prove a zero.
 * @throws DomainError as {@link levelModelCurrents}
 */
export function alphaOfLevels(
  model: LevelModel,
  point: Point,
  order: number,
  digits = 17,
): readonly CertifiedNumber[] {
  const atMean: Point = new Map([...point, ["Delta", 0]]);
  checkPoint(atMean);
  const compute = (bits: number): Ball[] => {
    const A = ballArithmetic(bits + 3 * order);
    const jets = jetArithmetic(A, order);
    const parameter = pointLookup(atMean, liftToBall(A));
    const half = A.fromRational(1n, 2n);
    const mean = A.mul(half, parameter("T_a"));
    const { fromLeft } = levelModelCurrents(
      jets,
      { isZero: (a) => a.every(isExactZero) },
      model,
      atMean,
      [order === 0 ? [mean] : [mean, half], order === 0 ? [mean] : [mean, A.neg(half)]],
      (name) => [parameter(name)],
    );
    return Array.from({ length: order + 1 }, (_, k) => fromLeft[k] ?? A.zero);
  };
  return settle(compute, order + 1, digits);
}

/** Doubles the precision until every ball is settled or, at four doublings, only balls around zero are left. */
function settle(compute: (bits: number) => Ball[], count: number, digits: number): CertifiedNumber[] {
  if (!Number.isSafeInteger(digits) || digits < 1)
    throw new DomainError("digits", String(digits), "an integer >= 1");
  const found: (CertifiedNumber | undefined)[] = Array.from({ length: count }, () => undefined);
  const first = startingBits(digits) + 16;
  const limit = 8 * first;
  let last: Ball[] = [];
  let reason = "a value does not settle";
  for (let bits = first; bits <= limit; bits *= 2) {
    try {
      last = compute(bits);
    } catch (error) {
      if (!(error instanceof WideEnclosureError)) throw error;
      reason = error.message;
      continue;
    }
    last.forEach((ball, k) => {
      const value = found[k] ? null : certifiedDecimal(ball, digits);
      if (value !== null) found[k] = { value, undecided: false };
    });
    if (!found.includes(undefined)) break;
  }
  return found.map((known, k) => {
    if (known) return known;
    const ball = last[k];
    if (!ball || !containsZero(ball)) throw new PrecisionLimitError(digits, limit, reason);
    const size = (ball.mantissa < 0n ? -ball.mantissa : ball.mantissa) + ball.radius;
    return { value: "0", undecided: true, bound: upperDecimal(size, ball.exponent) };
  });
}

/** A short decimal above size·2^exponent: 1 % is added before rounding to three digits. */
function upperDecimal(size: bigint, exponent: number): string {
  const A = ballArithmetic(64);
  return midpointDecimal(A.mul(exactBall(size, exponent), A.fromRational(101n, 100n)), 3);
}
