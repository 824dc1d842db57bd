/**
 * Certified statistics of the heat: cumulants, the quantities made of them, their derivatives by parameters and their
 * coefficients of Δ^k, by enclosures at rising precision. Independent of the exact kernel and of the recursion in doubles.
 */
import type { Arithmetic } from "../arithmetic/arithmetic.js";
import { jetArithmetic, type Jet } from "../arithmetic/jet.js";
import { type Ball, type BallArithmetic } from "../enclosure/ball.js";
import { startingBits } from "../enclosure/certified-decimal.js";
import { type CertifiedNumber, settle } from "../enclosure/settle.js";
import { checkPoint } from "../junction/domain.js";
import { liftToBall } from "../junction/evaluate.js";
import { type LevelModel } from "../junction/level-model.js";
import { type LadderModel, type Point } from "../junction/model.js";
import { isZeroValue, pointLookup } from "../junction/rectification.js";
import { movedParameter, settledSlopes, type Slope } from "../junction/settled-slopes.js";
import { type BallElements, ballElements, jetElements } from "../levels/hamiltonian-values.js";
import { countingOf, cumulants } from "./cumulants.js";

/** What is made of the cumulants. A = 1/T_R − 1/T_L. */
export type Statistic =
  | { readonly kind: "kappa"; readonly n: number }
  /** S/J. */
  | { readonly kind: "fano" }
  /** [S(Δ) − S(−Δ)]/[S(Δ) + S(−Δ)]. */
  | { readonly kind: "noise_contrast" }
  /** S·A/J, at least 2. */
  | { readonly kind: "TUR" };

/** A statistic at Δ and at −Δ; null where it is not defined. */
export interface StatisticValue {
  readonly value: CertifiedNumber | null;
  readonly reversed: CertifiedNumber | null;
}

/** The order of the highest cumulant that a statistic is made of. */
export function cumulantOrder(statistic: Statistic): number {
  return statistic.kind === "kappa" ? statistic.n : 2;
}

const ZERO: CertifiedNumber = { value: "0", undecided: false };

/**
 * What a statistic is at Δ = 0 without any computation: the fluctuation theorem makes odd cumulants vanish there, S/J has a pole,
 * and S·A/J → 2 (Johnson–Nyquist). Undefined where it has to be computed.
 */
function atEquilibrium(statistic: Statistic): CertifiedNumber | null | undefined {
  switch (statistic.kind) {
    case "kappa":
      return statistic.n % 2 === 1 ? ZERO : undefined;
    case "fano":
      return null;
    case "noise_contrast":
      return ZERO;
    case "TUR":
      return { value: "2", undecided: false };
  }
}

/** What certified values are asked for with. */
export interface StatisticOptions {
  /** Where the search for a nonzero digit ends; default 8 times the first attempt. */
  readonly limitBits?: number;
  /** True if all cumulants are proved to have the parity of their order in Δ: the noise contrast is 0 then. */
  readonly unrectified?: () => boolean;
}

/**
 * Statistics at a point and at its reverse, to `digits` proved digits.
 * @throws DomainError for a point out of its domain
 * @throws ReducibleChainError if the levels fall apart
 * @throws PrecisionLimitError if a value that is not near zero does not settle
 */
export function certifiedStatistics(
  model: LadderModel | LevelModel,
  point: Point,
  wanted: readonly Statistic[],
  digits: number,
  { limitBits, unrectified }: StatisticOptions = {},
): readonly StatisticValue[] {
  checkPoint(model, point);
  const still = isZeroValue(point.get("Delta"));
  const known = wanted.map((s) => (still ? atEquilibrium(s) : undefined));
  const open = wanted.filter((_, i) => known[i] === undefined);
  const order = Math.max(1, ...open.map(cumulantOrder));
  const compute = (B: BallArithmetic): Ball[] => {
    const parameter = pointLookup(point, liftToBall(B));
    const [forward, backward] = bothWays(B, ballElements(B), model, point, parameter, order);
    const affinity = affinityOf(B, parameter);
    return open.flatMap((s) => [
      statisticOf(B, s, forward, backward, affinity),
      statisticOf(B, s, backward, forward, B.neg(affinity)),
    ]);
  };
  const first = startingBits(digits) + 16 + 8 * order;
  const isContrast = (i: number): boolean => open[Math.floor(i / 2)]?.kind === "noise_contrast";
  const found =
    open.length === 0
      ? []
      : settle(compute, digits, {
          first,
          most: limitBits ?? 8 * first,
          vanishes: (i) => isContrast(i) && unrectified?.() === true,
        });
  let next = 0;
  return known.map((k): StatisticValue => {
    if (k !== undefined) return { value: k, reversed: k };
    const at = 2 * next++;
    return { value: found[at] as CertifiedNumber, reversed: found[at + 1] as CertifiedNumber };
  });
}

/** κ_1 … κ_order at Δ and at −Δ. */
function bothWays<S>(
  A: Arithmetic<S>,
  elements: BallElements<S>,
  model: LadderModel | LevelModel,
  point: Point,
  parameter: (name: string) => S,
  order: number,
): readonly [readonly S[], readonly S[]] {
  const half = A.fromRational(1n, 2n);
  const hot = A.mul(half, A.add(parameter("T_a"), parameter("Delta")));
  const cold = A.mul(half, A.sub(parameter("T_a"), parameter("Delta")));
  const at = (temperatures: readonly [S, S]): readonly S[] =>
    cumulants(A, elements.isZero, countingOf(A, elements, model, point, temperatures, parameter), order);
  return [at([hot, cold]), at([cold, hot])];
}

/** A = 1/T_R − 1/T_L = 4Δ/(T_a² − Δ²). */
function affinityOf<S>(A: Arithmetic<S>, parameter: (name: string) => S): S {
  const [sum, bias] = [parameter("T_a"), parameter("Delta")];
  return A.div(A.mul(A.fromRational(4n, 1n), bias), A.mul(A.add(sum, bias), A.sub(sum, bias)));
}

/** Whether a statistic is made of cumulants at −Δ too. */
export function needsReversal({ kind }: Statistic): boolean {
  return kind === "noise_contrast";
}

/** A statistic from the cumulants at Δ and at −Δ. */
export function statisticOf<S>(
  A: Arithmetic<S>,
  statistic: Statistic,
  kappa: readonly S[],
  reversed: readonly S[],
  affinity: S,
): S {
  const at = (list: readonly S[], n: number): S => list[n - 1] as S;
  switch (statistic.kind) {
    case "kappa":
      return at(kappa, statistic.n);
    case "fano":
      return A.div(at(kappa, 2), at(kappa, 1));
    case "TUR":
      return A.div(A.mul(at(kappa, 2), affinity), at(kappa, 1));
    case "noise_contrast":
      return A.div(A.sub(at(kappa, 2), at(reversed, 2)), A.add(at(kappa, 2), at(reversed, 2)));
  }
}

/**
 * Derivatives of a statistic at Δ and at −Δ by one parameter (`T_a` and `Delta` included), every digit proved; null where it was
 * not told from zero, or is not defined.
 * @throws DomainError, PrecisionLimitError as `settledSlopes`
 */
export function statisticSlopes(
  model: LadderModel | LevelModel,
  point: Point,
  wanted: readonly Statistic[],
  name: string,
  digits: number,
): readonly { readonly value: Slope; readonly reversed: Slope }[] {
  const still = isZeroValue(point.get("Delta"));
  const isFixed = (s: Statistic): boolean =>
    still && (s.kind === "fano" || s.kind === "TUR" || (name !== "Delta" && atEquilibrium(s) !== undefined));
  const open = wanted.filter((s) => !isFixed(s));
  const order = Math.max(1, ...open.map(cumulantOrder));
  // What depends on the parameter has no exact value.
  const others: Point = new Map([...point].filter(([other]) => other !== name));
  const compute = (B: BallArithmetic): (Ball | null)[] => {
    const A = jetArithmetic(B, 1);
    const parameter = movedParameter(B, point, name);
    const [forward, backward] = bothWays(A, jetElements(B), model, others, parameter, order);
    const affinity = affinityOf(A, parameter);
    const slope = (jet: Jet<Ball>): Ball | null => jet[1] ?? null;
    return open.flatMap((s) => [
      slope(statisticOf(A, s, forward, backward, affinity)),
      slope(statisticOf(A, s, backward, forward, A.neg(affinity))),
    ]);
  };
  const label = (i: number): string => open[Math.floor(i / 2)]?.kind ?? "a statistic";
  const found = open.length === 0 ? [] : settledSlopes(model, point, name, digits, label, compute);
  let next = 0;
  return wanted.map((s) => {
    // κ_n of odd order, S·A/J and the noise contrast keep their values at Δ = 0 whatever the other parameters.
    if (isFixed(s))
      return s.kind === "fano" ? { value: null, reversed: null } : { value: "0", reversed: "0" };
    const at = 2 * next++;
    return { value: found[at] ?? null, reversed: found[at + 1] ?? null };
  });
}

/** What {@link statisticTaylor} is asked beyond the order. */
export interface StatisticTaylorOptions {
  /** Significant digits, default 17. */
  readonly digits?: number;
  /** True of a coefficient proved to vanish by other means; asked where its first enclosure contains zero. */
  readonly vanishes?: (k: number) => boolean;
  /** Where the search for a nonzero digit ends; default 8 times the first attempt. */
  readonly limitBits?: number;
}

/**
 * The coefficients of Δ^0 … Δ^order of a statistic at T_a, each certified; of Δ·S/J for the Fano factor, which has a pole.
 * A coefficient that vanishes comes out `undecided` with a bound, unless `vanishes` says so.
 * @throws PrecisionLimitError if a nonzero coefficient does not settle
 */
export function statisticTaylor(
  model: LadderModel | LevelModel,
  point: Point,
  statistic: Statistic,
  order: number,
  { digits = 17, vanishes, limitBits }: StatisticTaylorOptions = {},
): readonly CertifiedNumber[] {
  const atMean: Point = new Map([...point, ["Delta", 0]]);
  checkPoint(model, atMean);
  const first = startingBits(digits) + 16 + 4 * order + 8 * cumulantOrder(statistic);
  return settle((B) => taylorOf(B, model, atMean, statistic, order), digits, {
    first,
    most: limitBits ?? 8 * first,
    name: (k) => `the coefficient of Delta^${k}`,
    ...(vanishes ? { vanishes } : {}),
  });
}

function taylorOf(
  B: BallArithmetic,
  model: LadderModel | LevelModel,
  atMean: Point,
  statistic: Statistic,
  order: number,
): Ball[] {
  // J begins with Δ: a quotient by it needs one order more.
  const top = statistic.kind === "fano" || statistic.kind === "TUR" ? order + 1 : order;
  const A = jetArithmetic(B, top);
  const parameter = pointLookup(atMean, liftToBall(B));
  const half = B.fromRational(1n, 2n);
  const mean = B.mul(half, parameter("T_a"));
  const temperature = (slope: Ball): Jet<Ball> => (top === 0 ? [mean] : [mean, slope]);
  const elements = jetElements(B);
  const counting = countingOf(
    A,
    elements,
    model,
    atMean,
    [temperature(half), temperature(B.neg(half))],
    (name) => [parameter(name)],
  );
  const kappa = cumulants(A, elements.isZero, counting, cumulantOrder(statistic));
  const padded = (jet: Jet<Ball>): Ball[] => Array.from({ length: order + 1 }, (_, k) => jet[k] ?? B.zero);
  const of = (n: number): Jet<Ball> => kappa[n - 1] as Jet<Ball>;
  switch (statistic.kind) {
    case "kappa":
      return padded(of(statistic.n));
    case "noise_contrast": {
      const part = (parity: 0 | 1): Ball[] => padded(of(2)).map((c, k) => (k % 2 === parity ? c : B.zero));
      return padded(A.div(part(1), part(0)));
    }
    case "fano":
    case "TUR": {
      const J = padded(of(1))
        .concat(of(1)[top] ?? B.zero)
        .slice(1);
      const quotient = A.div(of(2), J);
      if (statistic.kind === "fano") return padded(quotient);
      // Δ·A/Δ = 4/(T_a² − Δ²).
      const square = B.mul(parameter("T_a"), parameter("T_a"));
      const four: Jet<Ball> = [B.fromRational(4n, 1n)];
      return padded(A.div(A.mul(four, quotient), [square, B.zero, B.neg(B.one)]));
    }
  }
}
