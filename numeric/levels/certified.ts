/**
 * Certified numbers of N-level junctions: J(±Δ), R and populations at a point, and the coefficients α_k of Δ^k, from the
 * rate equation (12) by GTH elimination over enclosures. Independent of the exact kernel and of the closed forms.
 */
import { type Ball, type BallArithmetic, containsZero } from "../enclosure/ball.js";
import { type Coherence } from "../coherence/currents.js";
import { startingBits } from "../enclosure/certified-decimal.js";
import { liftToBall } from "../junction/evaluate.js";
import { jetArithmetic, type Jet } from "../arithmetic/jet.js";
import { type JetQuantity } from "../junction/taylor-coefficients.js";
import { type LevelModel } from "../junction/level-model.js";
import { ballElements, jetElements } from "./hamiltonian-values.js";
import { levelModelCurrents } from "./model.js";
import { checkPoint } from "../junction/domain.js";
import { type Point } from "../junction/model.js";
import { pointLookup } from "../junction/rectification.js";
import { type CertifiedNumber, settle } from "../enclosure/settle.js";

/** Certified values of an N-level junction at a point. */
export interface LevelEvaluation {
  readonly J: CertifiedNumber;
  readonly J_reversed: CertifiedNumber;
  /** |J(Δ)/J(−Δ)|; null at Δ = 0. */
  readonly R: CertifiedNumber | null;
  /** (|J(Δ)| − |J(−Δ)|)/(|J(Δ)| + |J(−Δ)|); null where R is. */
  readonly contrast: CertifiedNumber | null;
  /** Populations at +Δ, in the order of the energies. */
  readonly populations: readonly CertifiedNumber[];
  /** Coherences at +Δ, where the master equation keeps any. */
  readonly coherences: readonly Coherence<CertifiedNumber>[];
}

/** What {@link evaluateLevels} is asked beyond the digits. */
export interface LevelEvaluationOptions {
  /** Where the search for a nonzero digit ends; default 8 times the first attempt. */
  readonly limitBits?: number;
  /** True if J(Δ) = −J(−Δ) is proved by other means: the contrast is 0 then. Asked where its enclosure contains zero. */
  readonly odd?: () => boolean;
}

/** Place of the contrast among what is computed. */
const CONTRAST = 3;

/**
 * J, J(−Δ), R, the contrast and the populations to `digits` proved digits.
 * @throws DomainError as {@link levelModelCurrents}, or for a point out of its domain
 * @throws PrecisionLimitError if a value that is not near zero does not settle
 */
export function evaluateLevels(
  model: LevelModel,
  point: Point,
  digits: number,
  { limitBits, odd }: LevelEvaluationOptions = {},
): LevelEvaluation {
  checkPoint(model, point);
  let kept: readonly Coherence<Ball>[] = [];
  const compute = (A: BallArithmetic): Ball[] => {
    const parameter = pointLookup(point, liftToBall(A));
    const elements = ballElements(A);
    const half = A.fromRational(1n, 2n);
    const hot = A.mul(half, A.add(parameter("T_a"), parameter("Delta")));
    const cold = A.mul(half, A.sub(parameter("T_a"), parameter("Delta")));
    const forward = levelModelCurrents(A, elements, model, point, [hot, cold], parameter);
    const backward = levelModelCurrents(A, elements, model, point, [cold, hot], parameter);
    const [J, reversed] = [forward.fromLeft, backward.fromLeft];
    // J and J(−Δ) have opposite signs (second law): nothing cancels in their difference. An equation that breaks the law may
    // give both one sign; then |J| + |J(−Δ)| is their sum.
    const alike = !containsZero(J) && !containsZero(reversed) && A.isNegative(J) === A.isNegative(reversed);
    const [difference, spread] = alike
      ? [A.sub(J, reversed), A.add(J, reversed)]
      : [A.add(J, reversed), A.sub(J, reversed)];
    const flows = !containsZero(reversed) && !containsZero(spread);
    const ratio = flows ? A.div(J, reversed) : A.zero;
    const contrast = flows ? A.div(difference, spread) : A.zero;
    kept = forward.coherences ?? [];
    const parts = kept.flatMap(({ real, imaginary }) => [real, imaginary]);
    const size = A.isNegative(ratio) ? A.neg(ratio) : ratio;
    return [J, reversed, size, contrast, ...forward.populations, ...parts];
  };
  const first = startingBits(digits) + 16;
  const [J, J_reversed, R, contrast, ...others] = settle(compute, digits, {
    first,
    most: limitBits ?? 8 * first,
    vanishes: (i) => i === CONTRAST && odd?.() === true,
    beside: (i) => i > CONTRAST + model.energies.length,
  }) as [CertifiedNumber, CertifiedNumber, CertifiedNumber, CertifiedNumber, ...CertifiedNumber[]];
  const still = J.undecided || J_reversed.undecided || J.value === "0";
  const n = model.energies.length;
  const coherences = kept.map(({ row, column }, c) => ({
    row,
    column,
    real: others[n + 2 * c] as CertifiedNumber,
    imaginary: others[n + 2 * c + 1] as CertifiedNumber,
  }));
  return {
    J,
    J_reversed,
    R: still ? null : R,
    contrast: still ? null : contrast,
    populations: others.slice(0, n),
    coherences,
  };
}

/** What {@link alphaOfLevels} is asked beyond the order. */
export interface LevelExpansionOptions {
  /** Significant digits, default 17. */
  readonly digits?: number;
  /** Default "J". */
  readonly quantity?: JetQuantity;
  /** True of a coefficient proved to vanish by other means; asked where its first enclosure contains zero. */
  readonly vanishes?: (k: number) => boolean;
  /** Where the search for a nonzero digit ends; default 8 times the first attempt. */
  readonly limitBits?: number;
}

/**
 * The coefficients of Δ^0 … Δ^order of J, R or the contrast at T_a (a `Delta` in the point is ignored), each certified.
 * α_0 = 0: between baths of one temperature detailed balance (13) leaves no current. Any other coefficient that vanishes
 * comes out `undecided` with a bound: enclosures never prove a zero.
 *
 * With f(Δ) = J(Δ)/Δ, whose coefficients are α_1, α_2, …: R = f(Δ)/f(−Δ), contrast = odd(f)/even(f).
 * @throws DomainError as {@link levelModelCurrents}
 * @throws PrecisionLimitError if a nonzero coefficient does not settle
 */
export function alphaOfLevels(
  model: LevelModel,
  point: Point,
  order: number,
  { digits = 17, quantity = "J", vanishes, limitBits }: LevelExpansionOptions = {},
): readonly CertifiedNumber[] {
  const atMean: Point = new Map([...point, ["Delta", 0]]);
  checkPoint(model, atMean);
  const compute = (A: BallArithmetic): Ball[] => {
    const top = quantity === "J" ? order : order + 1;
    const alpha = levelTaylor(A, model, atMean, top);
    const all = Array.from({ length: top + 1 }, (_, k) => (k === 0 ? A.zero : (alpha[k] ?? A.zero)));
    if (quantity === "J") return all;
    const f = all.slice(1);
    const jets = jetArithmetic(A, order);
    const part = (parity: 0 | 1, sign: 0 | 1): Ball[] =>
      f.map((c, k) => (k % 2 === parity ? c : sign === 0 ? A.zero : A.neg(c)));
    const quotient = quantity === "R" ? jets.div(f, part(0, 1)) : jets.div(part(1, 0), part(0, 0));
    return Array.from({ length: order + 1 }, (_, k) => quotient[k] ?? A.zero);
  };
  const first = startingBits(digits) + 16 + 3 * order;
  const name = (k: number): string => `the coefficient of Delta^${k}`;
  const most = limitBits ?? 8 * first;
  return settle(compute, digits, { first, most, name, ...(vanishes ? { vanishes } : {}) });
}

/** J as a Taylor polynomial in Δ. */
function levelTaylor(A: BallArithmetic, model: LevelModel, atMean: Point, order: number): Jet<Ball> {
  const jets = jetArithmetic(A, order);
  const parameter = pointLookup(atMean, liftToBall(A));
  const half = A.fromRational(1n, 2n);
  const mean = A.mul(half, parameter("T_a"));
  return levelModelCurrents(
    jets,
    jetElements(A),
    model,
    atMean,
    [order === 0 ? [mean] : [mean, half], order === 0 ? [mean] : [mean, A.neg(half)]],
    (name) => [parameter(name)],
  ).fromLeft;
}
