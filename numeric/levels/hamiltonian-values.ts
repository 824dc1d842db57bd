/** Energies and matrix elements at a point, in whatever arithmetic they are asked for. */
import { WideEnclosureError } from "../arithmetic/errors.js";
import { type Jet } from "../arithmetic/jet.js";
import { type Ball, type BallArithmetic, containsZero, isExactZero } from "../enclosure/ball.js";
import { type HamiltonianModel } from "../junction/level-model.js";
import { type EnclosedLevels, enclosedLevels } from "./enclosed-levels.js";

/** Elements of an arithmetic that are made of balls: balls themselves, or jets of them. */
export interface BallElements<S> {
  /** True only if the element is exactly zero. */
  readonly isZero: (a: S) => boolean;
  /** Whether the element is not zero, and its value (of a jet: the first coefficient) is not told from zero at this precision. */
  readonly isOpen: (a: S) => boolean;
  /** The arithmetic of the balls. */
  readonly balls: BallArithmetic;
  /** A number as an element. */
  readonly lift: (a: Ball) => S;
}

const isOpen = (a: Ball): boolean => containsZero(a) && !isExactZero(a);

/** Balls by themselves. */
export function ballElements(balls: BallArithmetic): BallElements<Ball> {
  return { isZero: isExactZero, isOpen, balls, lift: (a) => a };
}

/** Jets of balls, of any order. */
export function jetElements(balls: BallArithmetic): BallElements<Jet<Ball>> {
  return {
    isZero: (a) => a.every(isExactZero),
    isOpen: ([value]) => value !== undefined && isOpen(value),
    balls,
    lift: (a) => [a],
  };
}

/** The levels at a point. */
export interface LevelValues<S> {
  readonly energies: readonly S[];
  /** E_i − E_j, exactly zero where they are one energy. @throws WideEnclosureError where its sign is open at this precision */
  readonly gap: (i: number, j: number) => S;
  /** S^ν_ij. */
  readonly element: (side: "left" | "right", i: number, j: number) => S;
}

/** Diagonalised once for each precision: every order of a jet, and every point of a scan, asks for the same. */
const KNOWN = new WeakMap<HamiltonianModel, Map<number, EnclosedLevels>>();

function levelsAt(balls: BallArithmetic, model: HamiltonianModel): EnclosedLevels {
  const known = KNOWN.get(model) ?? new Map<number, EnclosedLevels>();
  KNOWN.set(model, known);
  const levels = known.get(balls.bits) ?? enclosedLevels(balls, model);
  known.set(balls.bits, levels);
  return levels;
}

/** The energies of a Hamiltonian. */
export function hamiltonianEnergies<S>({ balls, lift }: BallElements<S>, model: HamiltonianModel): S[] {
  return levelsAt(balls, model).energies.map(lift);
}

/**
 * The levels of a Hamiltonian.
 * @throws WideEnclosureError where the eigenvectors are not told apart at this precision
 */
export function hamiltonianValues<S>(
  { balls, lift }: BallElements<S>,
  model: HamiltonianModel,
): LevelValues<S> {
  const { energies, S_L, S_R, setOf, determined } = levelsAt(balls, model);
  if (!determined) throw new WideEnclosureError("distance of levels that share a bath");
  const S = { left: S_L, right: S_R };
  return {
    energies: energies.map(lift),
    gap(i, j) {
      if (setOf[i] === setOf[j]) return lift(balls.zero);
      const difference = balls.sub(energies[i] as Ball, energies[j] as Ball);
      if (containsZero(difference)) throw new WideEnclosureError(`distance of the levels ${j} and ${i}`);
      return lift(difference);
    },
    element: (side, i, j) => lift((S[side][i] as readonly Ball[])[j] as Ball),
  };
}
