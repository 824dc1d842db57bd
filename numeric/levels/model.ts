/**
 * General levels (11)–(12) as plain data, and their steady state in any arithmetic: enclosures for certified digits,
 * Taylor jets for the coefficients of Δ.
 */
import type { Arithmetic } from "../arithmetic/arithmetic.js";
import { DomainError, WideEnclosureError } from "../arithmetic/errors.js";
import { coherentCurrents } from "../coherence/currents.js";
import { downwardRate } from "../junction/downward-rate.js";
import { evaluateExpression } from "../junction/evaluate-expression.js";
import { type ExactNumber, type Expression } from "../junction/expression.js";
import { levelCurrents, type LevelCurrents } from "./currents.js";
import { rationalArithmetic } from "../arithmetic/semifield.js";
import { exactExpression } from "../junction/exact-expression.js";
import { type LevelModel } from "../junction/level-model.js";
import { type Point } from "../junction/model.js";
import {
  type BallElements,
  hamiltonianEnergies,
  hamiltonianValues,
  type LevelValues,
} from "./hamiltonian-values.js";

/** A model at a point: its energies, and the rates that each bath makes. */
export interface LevelRates<S> {
  readonly levels: readonly S[];
  /** E_i − E_j, exactly where the energies are rational at the point; exactly zero for levels of one expression. */
  readonly gapOf: (i: number, j: number) => S;
  /** Row-major N×N, [i*N + j] the rate j → i; exactly zero where there is no coupling. */
  readonly left: readonly S[];
  readonly right: readonly S[];
}

/**
 * Steady state and currents of the model by GTH elimination in any arithmetic.
 * @throws DomainError as {@link levelRates}
 * @throws ReducibleChainError if the levels fall apart
 */
export function levelModelCurrents<S>(
  A: Arithmetic<S>,
  elements: BallElements<S>,
  model: LevelModel,
  point: Point,
  temperatures: readonly [S, S],
  parameter: (name: string) => S,
): LevelCurrents<S> {
  const { coherence } = model;
  if (coherence) {
    const withZero = { ...A, isZero: elements.isZero };
    return coherentCurrents(withZero, model, coherence, point, temperatures, parameter);
  }
  const { levels, left, right } = levelRates(A, elements, model, point, temperatures, parameter);
  return levelCurrents({ ...A, isZero: elements.isZero }, levels, left, right);
}

/**
 * Energies and rates of the model in any arithmetic.
 *
 * Energies and couplings are evaluated exactly where they are rational at the point, so that equal levels and
 * vanishing couplings are recognised; otherwise in the arithmetic, where the lower triangle of S counts.
 *
 * @param temperatures T_L and T_R in the arithmetic (for a Taylor expansion: T_a/2 ± Δ/2 as jets)
 * @param parameter    the parameters in the arithmetic; `point` holds the same values exactly
 * @throws DomainError for a matrix of wrong size or not symmetric, a negative rate, or coupled levels of one
 *         energy without a limit of the rate
 * @throws WideEnclosureError where the order of two coupled levels is open at this precision
 */
export function levelRates<S>(
  A: Arithmetic<S>,
  elements: BallElements<S>,
  model: LevelModel,
  point: Point,
  temperatures: readonly [S, S],
  parameter: (name: string) => S,
): LevelRates<S> {
  // Populations alone would be another equation's answer.
  if (model.coherence)
    throw new DomainError("rates", "of populations", "are not all: the master equation keeps coherences");
  const n = model.energies.length;
  if (n === 0) throw new DomainError("energies", "[]", "a subsystem needs at least one level");
  const { isZero } = elements;
  const {
    energies,
    gap: gapOf,
    element: elementOf,
  } = model.hamiltonian
    ? hamiltonianValues(elements, model.hamiltonian)
    : expressionValues(A, elements, model, point, parameter);
  const rates = (side: "left" | "right"): S[] => {
    const t = temperatures[side === "left" ? 0 : 1];
    const result = Array.from({ length: n * n }, () => A.zero);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const element = elementOf(side, i, j);
        if (isZero(element)) continue;
        const difference = gapOf(i, j);
        const strength = A.mul(element, element);
        if (isZero(difference)) {
          const limit = model.zeroGapRates?.[side];
          if (!limit)
            throw new DomainError(`gap of levels ${i},${j}`, "0", "give the limit of the rate at gap 0");
          const lookup = (name: string): S => (name === "T" ? t : parameter(name));
          const k = A.mul(strength, evaluateExpression(A, limit, { lookup, temperature: t }));
          result[i * n + j] = result[j * n + i] = k;
          continue;
        }
        const [upper, lower] = A.isNegative(difference) ? [j, i] : [i, j];
        const gap = upper === i ? difference : A.neg(difference);
        const down = A.mul(strength, downwardRate(A, model[side], gap, t, parameter));
        result[lower * n + upper] = down;
        result[upper * n + lower] = A.mul(down, A.exp(A.neg(A.div(gap, t))));
      }
    }
    return result;
  };
  return { levels: energies, gapOf, left: rates("left"), right: rates("right") };
}

/** The energies of a model. @param parameter  the parameters in the arithmetic */
export function levelEnergies<S>(
  A: Arithmetic<S>,
  elements: BallElements<S>,
  { energies, hamiltonian }: LevelModel,
  parameter: (name: string) => S,
): readonly S[] {
  return hamiltonian
    ? hamiltonianEnergies(elements, hamiltonian)
    : energies.map((energy) => evaluateExpression(A, energy, { lookup: parameter }));
}

/**
 * Levels given by expressions.
 * @throws DomainError for matrices of wrong size or not symmetric, WideEnclosureError where the order of two levels is open
 */
function expressionValues<S>(
  A: Arithmetic<S>,
  { isOpen }: BallElements<S>,
  { energies, S_L, S_R }: LevelModel,
  point: Point,
  parameter: (name: string) => S,
): LevelValues<S> {
  const n = energies.length;
  const matrix = { left: S_L, right: S_R };
  for (const [name, S] of [
    ["S_L", S_L],
    ["S_R", S_R],
  ] as const)
    if (S.length !== n || S.some((row) => row.length !== n))
      throw new DomainError(name, `${S.length} rows`, `must be ${n}×${n}`);
  const value = (expression: Expression): S => {
    const exact = exactExpression(expression, point);
    return exact
      ? A.fromRational(exact.numerator, exact.denominator)
      : evaluateExpression(A, expression, { lookup: parameter });
  };
  const exactLevels = energies.map((energy) => exactExpression(energy, point));
  const levels = energies.map(value);
  // Levels of one expression are one energy, whatever the arithmetic makes of it.
  const written = energies.map((energy) =>
    JSON.stringify(energy, (_, x: unknown) => (typeof x === "bigint" ? `${x}n` : x)),
  );
  return {
    energies: levels,
    gap(i, j) {
      const [a, b] = [exactLevels[i], exactLevels[j]];
      if (written[i] === written[j]) return A.zero;
      if (!a || !b) {
        const difference = A.sub(levels[i] as NonNullable<S>, levels[j] as NonNullable<S>);
        if (isOpen(difference)) throw new WideEnclosureError(`distance of the levels ${j} and ${i}`);
        return difference;
      }
      const { numerator, denominator } = rationalArithmetic.sub(a, b);
      return A.fromRational(numerator, denominator);
    },
    element(side, i, j) {
      const at = (k: number, l: number): Expression =>
        (matrix[side][k] as readonly Expression[])[l] as Expression;
      requireSymmetric(i, j, exactExpression(at(i, j), point), exactExpression(at(j, i), point));
      return value(at(i, j));
    },
  };
}

/** @throws DomainError if both elements are known exactly and differ */
function requireSymmetric(i: number, j: number, a: ExactNumber | null, b: ExactNumber | null): void {
  if (a && b && (a.numerator !== b.numerator || a.denominator !== b.denominator)) {
    const value = `${a.numerator}/${a.denominator}`;
    throw new DomainError(`S[${i}][${j}]`, value, "a coupling matrix is symmetric");
  }
}
