/**
 * Cumulants κ_1, κ_2, … per unit time of the heat taken from the left bath, in any arithmetic made of balls or of doubles:
 * κ_n = G⁽ⁿ⁾(0), κ_1 = J, κ_2 = S = ∫⟨δJ(τ) δJ(0)⟩dτ over all τ (not twice it). Units ħ = k_B = 1: κ_n is energy^n per time.
 *
 * One mode (two levels, σ = 1; the oscillator, σ = −1) has the closed equation
 *     σG² + K G = f(λ),   K = a(1 + σX_L) + b(1 + σX_R),   f = ab X_L(e^{λω} − 1) + ab X_R(e^{−λω} − 1),
 * a = k_L, b = k_R. Longer ladders and general levels are N levels (`statistics/counting-equation.ts`).
 */
import { choose, type Arithmetic } from "../arithmetic/arithmetic.js";
import { DomainError } from "../arithmetic/errors.js";
import { evaluateExpression } from "../junction/evaluate-expression.js";
import { type LevelModel } from "../junction/level-model.js";
import { type LadderModel, type Point } from "../junction/model.js";
import { type BallElements } from "../levels/hamiltonian-values.js";
import { downwardRate } from "../junction/downward-rate.js";
import { levelRates } from "../levels/model.js";
import {
  countingEquation,
  type CountedRates,
  type CountingEquation,
  solvedForG,
} from "./counting-equation.js";
import { place } from "./two-variable-series.js";

/** Largest order of a cumulant: beyond it digits and time are lost without an insight. */
const HIGHEST_CUMULANT = 40;

/** The rates of one mode at the two temperatures. */
export interface OneMode<S> {
  /** ω. */
  readonly gap: S;
  /** +1 two levels, −1 the oscillator. */
  readonly sigma: 1 | -1;
  /** ab X_L. */
  readonly forth: S;
  /** ab X_R. */
  readonly back: S;
  /** ab (X_L − X_R), without cancellation. */
  readonly drive: S;
  /** K. */
  readonly relaxation: S;
}

/** What is counted in: one mode, or N levels with their rates. */
export type Counting<S> =
  | { readonly kind: "mode"; readonly mode: OneMode<S> }
  | { readonly kind: "levels"; readonly rates: CountedRates<S> };

/** True for a two-level system or an oscillator. */
function isOneMode({ weights }: LadderModel): boolean {
  return weights === "oscillator" || (weights.length === 1 && weights[0] === 1n);
}

/**
 * The rates of a junction at the temperatures T_L and T_R.
 * @param parameter the parameters in the arithmetic; `point` holds the same values exactly
 * @throws DomainError as `levelRates`
 */
export function countingOf<S>(
  A: Arithmetic<S>,
  elements: BallElements<S>,
  model: LadderModel | LevelModel,
  point: Point,
  temperatures: readonly [S, S],
  parameter: (name: string) => S,
): Counting<S> {
  if (!("weights" in model)) {
    const { levels, gapOf, left, right } = levelRates(A, elements, model, point, temperatures, parameter);
    return { kind: "levels", rates: { size: levels.length, gap: gapOf, left, right } };
  }
  return ladderCounting(A, model, temperatures, parameter);
}

/** The rates of a ladder, in any arithmetic. */
export function ladderCounting<S>(
  A: Arithmetic<S>,
  model: LadderModel,
  [tL, tR]: readonly [S, S],
  parameter: (name: string) => S,
): Counting<S> {
  const gap = evaluateExpression(A, model.gap, { lookup: parameter });
  const [a, b] = [
    downwardRate(A, model.left, gap, tL, parameter),
    downwardRate(A, model.right, gap, tR, parameter),
  ];
  const [xL, xR] = [A.exp(A.neg(A.div(gap, tL))), A.exp(A.neg(A.div(gap, tR)))];
  if (isOneMode(model)) {
    const product = A.mul(a, b);
    const oscillator = model.weights === "oscillator";
    const dressed = (rate: S, x: S, t: S): S =>
      oscillator ? A.neg(A.mul(rate, A.expm1(A.neg(A.div(gap, t))))) : A.add(rate, A.mul(rate, x));
    return {
      kind: "mode",
      mode: {
        gap,
        sigma: oscillator ? -1 : 1,
        forth: A.mul(product, xL),
        back: A.mul(product, xR),
        drive: A.mul(product, drop(A, gap, [tL, tR], [xL, xR])),
        relaxation: A.add(dressed(a, xL, tL), dressed(b, xR, tR)),
      },
    };
  }
  const weights = model.weights as readonly bigint[];
  const n = weights.length + 1;
  const matrix = (down: S, x: S): S[] => {
    const up = A.mul(down, x);
    const rates = Array.from({ length: n * n }, () => A.zero);
    weights.forEach((w, k) => {
      const weight = A.fromRational(w, 1n);
      rates[k * n + k + 1] = A.mul(weight, down);
      rates[(k + 1) * n + k] = A.mul(weight, up);
    });
    return rates;
  };
  const minus = A.neg(gap);
  return {
    kind: "levels",
    rates: { size: n, left: matrix(a, xL), right: matrix(b, xR), gap: (i, j) => (i > j ? gap : minus) },
  };
}

/** X_L − X_R from the difference of the temperatures. */
function drop<S>(A: Arithmetic<S>, gap: S, [tL, tR]: readonly [S, S], [xL, xR]: readonly [S, S]): S {
  const exponent = A.div(A.mul(gap, A.sub(tL, tR)), A.mul(tL, tR)); // ωA
  return choose(
    A,
    exponent,
    () => A.mul(xR, A.expm1(exponent)),
    () => A.neg(A.mul(xL, A.expm1(A.neg(exponent)))),
  );
}

/** κ_1 … κ_order. @throws ReducibleChainError if the levels fall apart, DomainError for an order out of its range */
export function cumulants<S>(
  A: Arithmetic<S>,
  isZero: (a: S) => boolean,
  counting: Counting<S>,
  order: number,
): readonly S[] {
  if (!Number.isInteger(order) || order < 1 || order > HIGHEST_CUMULANT)
    throw new DomainError("order", String(order), `a cumulant has an order from 1 to ${HIGHEST_CUMULANT}`);
  const equation =
    counting.kind === "mode"
      ? modeEquation(A, counting.mode, order)
      : countingEquation(A, isZero, counting.rates, order);
  let factorial = 1n;
  return solvedForG(A, equation).map((g, k) => {
    factorial *= BigInt(k + 1);
    return k === 0 ? g : A.mul(g, A.fromRational(factorial, 1n));
  });
}

/** f(λ) − K G − σG². */
function modeEquation<S>(
  A: Arithmetic<S>,
  { gap, sigma, forth, back, drive, relaxation }: OneMode<S>,
  degree: number,
): CountingEquation<S> {
  const rest: (S | undefined)[] = [];
  rest[place(0, 1)] = A.neg(relaxation);
  if (degree > 1) rest[place(0, 2)] = sigma === 1 ? A.neg(A.one) : A.one;
  const both = A.add(forth, back);
  let power = A.one; // ω^l/l!
  for (let l = 1; l <= degree; l++) {
    power = A.mul(power, l === 1 ? gap : A.div(gap, A.fromRational(BigInt(l), 1n)));
    rest[place(l, 0)] = A.mul(l % 2 === 1 ? drive : both, power);
  }
  return { degree, equation: Array.from(rest, (x) => x) };
}
