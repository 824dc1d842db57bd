/**
 * N levels (11)–(12) in doubles, from energies and couplings that are formulas or from a Hamiltonian that is diagonalised at each
 * point, with an estimate of what the roundings have grown to. For searches and grids: whoever needs certified digits, or gets no
 * answer here, asks `levels/certified.ts`.
 */
import { DomainError } from "../arithmetic/errors.js";
import { type Expression } from "../junction/expression.js";
import { type BathModel, unhandledBath } from "../junction/model.js";
import { ReducibleChainError } from "../levels/errors.js";
import { steadyState } from "../levels/master-equation.js";
import { type LevelJunction } from "../levels/rates.js";
import { blockEigenbasis, connectedBlocks } from "./block-eigenbasis.js";
import { type Compiled, compileExpression, noRoundings, type Roundings } from "./compiled-expression.js";

type Matrix = readonly (readonly Expression[])[];

/** Where levels come from: energies with couplings between them, or H with couplings in one product basis. */
export interface LevelSource {
  readonly left: BathModel;
  readonly right: BathModel;
  readonly energies?: readonly Expression[];
  /** Real symmetric, in place of `energies`. */
  readonly H?: Matrix;
  readonly S_L: Matrix;
  readonly S_R: Matrix;
}

/** The current both ways. */
export interface DoubleCurrents {
  readonly J: number;
  /** J(−Δ). */
  readonly J_reversed: number;
  /** In the order of the energies; ascending where they are those of H. */
  readonly populations: Float64Array;
  /** Estimate of the relative error of the currents and populations; see {@link levelsInDoubles}. */
  readonly error: number;
}

/** Levels at points whose values stand in a list, in the order of the names they were prepared with. */
export interface LevelsInDoubles {
  /** The levels with their contacts; undefined where doubles do not tell them apart. */
  junction(values: Float64Array): LevelJunction | undefined;
  /** The currents at T_L, T_R; undefined where they cannot be had in doubles, or a sign of the domain is open. */
  currents(values: Float64Array, T_L: number, T_R: number, difference: number): DoubleCurrents | undefined;
}

/** Unit roundoff of doubles. */
const U = 2 ** -53;
/** Elements of S below this part of the sum of their terms' sizes are roundings of zero. */
const NEGLIGIBLE = 1e-13;
/** Levels closer than this part of the largest energy are left to enclosures. */
const CLOSE = 1e-9;

/** The levels at one point. */
interface Levels {
  readonly energies: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** Estimate of the relative error of gaps. */
  readonly gaps: number;
  /** Estimate of the relative error of |S|². */
  readonly squares: number;
}

/**
 * Prepares levels for many points.
 *
 * The estimate of the error is that of `steadyState`, a bound, with what its rates may be off by: 8N·2^−53‖H‖ over the smallest gap
 * that a bath drives, the same over the smallest distance within a block for the amplitudes, and the growth of a rounding in the
 * formulas of couplings and rates. It is an estimate, not an enclosure.
 *
 * @param names  parameters, in the order of the values; room for four more values is needed behind them ({@link valueCount})
 * @throws DomainError for a formula that has no value in doubles
 */
export function levelsInDoubles(source: LevelSource, names: readonly string[]): LevelsInDoubles {
  const slots = new Map(names.map((name, i) => [name, i]));
  const own = ["omega", "T", "n_B", "n_S"];
  const slot = (name: string): number => {
    const at = own.includes(name) ? names.length + own.indexOf(name) : slots.get(name);
    if (at === undefined) throw new DomainError(name, "(no value)", "a value is needed for this parameter");
    return at;
  };
  const levelsAt = source.H ? fromHamiltonian(source, source.H, slot) : fromEnergies(source, slot);
  const roundings = noRoundings();
  const baths = { left: downward(source.left, slot), right: downward(source.right, slot) };
  const contact = (
    side: "left" | "right",
    squaredCoupling: Float64Array,
    values: Float64Array,
  ): LevelJunction["left"] => ({
    squaredCoupling,
    rate: (gap, T) => {
      values[names.length] = gap;
      values[names.length + 1] = T;
      return baths[side](values, roundings, gap, T);
    },
  });
  const junctionOf = ({ energies, left, right }: Levels, values: Float64Array): LevelJunction => ({
    energies,
    left: contact("left", left, values),
    right: contact("right", right, values),
  });
  return {
    junction(values) {
      const levels = levelsAt(values);
      return levels && junctionOf(levels, values);
    },
    currents(values, T_L, T_R, difference) {
      if (!(T_L > 0 && T_R > 0 && difference !== 0)) return undefined;
      const levels = levelsAt(values);
      if (!levels) return undefined;
      roundings.growth = 1;
      const junction = junctionOf(levels, values);
      const widest = spread(levels.energies) / Math.min(T_L, T_R);
      try {
        // Both directions compute the same rates, whose growth is known after the first.
        const back = steadyState(junction, T_R, T_L, -difference);
        const rates = 8 * roundings.growth + (levels.squares + (8 + widest) * levels.gaps) / U;
        const there = steadyState(junction, T_L, T_R, difference, 4 + rates);
        const error = there.errorBound / Math.min(Math.abs(there.current), Math.abs(back.current));
        return {
          J: there.current,
          J_reversed: back.current,
          populations: there.populations,
          error: Number.isFinite(error) ? error + levels.gaps : Infinity,
        };
      } catch (error) {
        if (
          error instanceof UnsureError ||
          error instanceof DomainError ||
          error instanceof ReducibleChainError
        )
          return undefined;
        throw error;
      }
    },
  };
}

/** Values that are needed for the names. */
export function valueCount(names: readonly string[]): number {
  return names.length + 4;
}

/** A sign that doubles leave open, or a rate that is zero. */
class UnsureError extends Error {}

function positive(x: number): number {
  if (x > 0 && x < Infinity) return x;
  throw new UnsureError();
}

type Rate = (values: Float64Array, roundings: Roundings, gap: number, T: number) => number;

/** As `junction/downward-rate.ts`, compiled; what is not positive throws. */
function downward(bath: BathModel, slot: (name: string) => number): Rate {
  if (bath.kind === "rate") {
    const rate = compileExpression(bath.rate, slot);
    const [boson, spin] = [slot("n_B"), slot("n_S")];
    return (values, roundings, gap, T) => {
      const x = Math.exp(-gap / T);
      values[boson] = -x / Math.expm1(-gap / T);
      values[spin] = x / (1 + x);
      return positive(rate(values, roundings));
    };
  }
  const coupling = compileExpression(bath.coupling, slot);
  switch (bath.kind) {
    case "spin":
      return (values, roundings, gap, T) => positive(coupling(values, roundings)) / (1 + Math.exp(-gap / T));
    case "solid":
      return (values, roundings, gap, T) => positive(coupling(values, roundings)) / -Math.expm1(-gap / T);
    case "metal": {
      const [delta, mu] = [compileExpression(bath.delta, slot), compileExpression(bath.mu, slot)];
      return (values, roundings, gap, T) => {
        const change = (delta(values, roundings) * T) / positive(mu(values, roundings));
        const factor = positive(1 + change);
        roundings.growth = Math.max(roundings.growth, (1 + Math.abs(change)) / factor);
        return (positive(coupling(values, roundings)) * factor) / -Math.expm1(-gap / T);
      };
    }
    default:
      return unhandledBath(bath);
  }
}

function spread(energies: Float64Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const e of energies) {
    if (e < low) low = e;
    if (e > high) high = e;
  }
  return high - low;
}

const isZero = (e: Expression): boolean => e.type === "number" && e.numerator === 0n;

/** The elements of a matrix that are not written as zero, row-major. */
function elementsOf(
  matrix: Matrix,
  slot: (name: string) => number,
): readonly { readonly row: number; readonly column: number; readonly value: Compiled }[] {
  return matrix.flatMap((line, row) =>
    line.flatMap((e, column) =>
      // The lower triangle counts, so that the matrix is symmetric to the last digit.
      column > row || isZero(e) ? [] : [{ row, column, value: compileExpression(e, slot) }],
    ),
  );
}

type At = (values: Float64Array) => Levels | undefined;

function fromEnergies({ energies = [], S_L, S_R }: LevelSource, slot: (name: string) => number): At {
  const n = energies.length;
  const compiled = energies.map((e) => compileExpression(e, slot));
  const couplings = [S_L, S_R].map((S) => elementsOf(S, slot).filter(({ row, column }) => row !== column));
  return (values) => {
    const roundings = noRoundings();
    const own = Float64Array.from(compiled, (e) => e(values, roundings));
    const norm = own.reduce((m, e) => Math.max(m, Math.abs(e)), roundings.largest);
    const elements = noRoundings();
    const [left, right] = couplings.map((list) => {
      const squares = new Float64Array(n * n);
      for (const { row, column, value } of list) {
        const x = value(values, elements);
        squares[row * n + column] = squares[column * n + row] = x * x;
      }
      return squares;
    }) as [Float64Array, Float64Array];
    const gaps = relativeGaps(own, left, right, 8 * U * norm, CLOSE * norm);
    if (gaps === undefined) return undefined;
    return { energies: own, left, right, gaps, squares: 16 * U * elements.growth };
  };
}

function fromHamiltonian({ S_L, S_R }: LevelSource, H: Matrix, slot: (name: string) => number): At {
  const n = H.length;
  const elements = elementsOf(H, slot);
  const couplings = [S_L, S_R].map((S) => elementsOf(S, slot));
  const blocks = connectedBlocks(n, (i, j) => !isZero(H[i]?.[j] as Expression));
  const pairs = blocks.every((block) => block.length <= 2);
  return (values) => {
    const roundings = noRoundings();
    const matrix = new Float64Array(n * n);
    for (const { row, column, value } of elements)
      matrix[row * n + column] = matrix[column * n + row] = value(values, roundings);
    const basis = blockEigenbasis(n, matrix, blocks);
    const norm = basis.values.reduce((m, e) => Math.max(m, Math.abs(e)), roundings.largest);
    const absolute = 8 * n * U * norm;
    // Vectors of levels that nearly meet are any vectors of their plane.
    if (!(basis.separation > CLOSE * norm)) return undefined;
    const turned = absolute / basis.separation + 4 * n * U;
    // The half angle of a pair has a relative error of its own, the amplitudes of larger blocks an absolute one.
    const relative = pairs ? 4 * U * (4 + norm / basis.separation + roundings.growth) : undefined;
    const order = [...basis.values.keys()].sort(
      (a, b) => (basis.values[a] as number) - (basis.values[b] as number),
    );
    const energies = Float64Array.from(order, (a) => basis.values[a] as number);
    let squares = 0;
    const [left, right] = couplings.map((list) => {
      const S = new Float64Array(n * n);
      for (const { row, column, value } of list)
        S[row * n + column] = S[column * n + row] = value(values, roundings);
      const found = inBasis(n, S, basis.vectors, order);
      const own = relative === undefined ? turned / found.smallest : relative * found.growth;
      squares = Math.max(squares, 2 * own);
      return found.squares;
    }) as [Float64Array, Float64Array];
    const gaps = relativeGaps(energies, left, right, absolute, CLOSE * norm);
    if (gaps === undefined) return undefined;
    return { energies, left, right, gaps, squares };
  };
}

/** |S|² between eigenvectors, roundings of zero put to zero. */
interface Squares {
  readonly squares: Float64Array;
  /** The least element that stays, over the largest; 1 where there is none. */
  readonly smallest: number;
  /** The largest quotient of the terms of an element, without their signs, and the element. */
  readonly growth: number;
}

function inBasis(n: number, S: Float64Array, vectors: Float64Array, order: readonly number[]): Squares {
  const half = new Float64Array(n * n);
  const size = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const x = S[i * n + k] as number;
      if (x === 0) continue;
      for (let b = 0; b < n; b++) {
        const term = x * (vectors[k * n + (order[b] as number)] as number);
        half[i * n + b] = (half[i * n + b] as number) + term;
        size[i * n + b] = (size[i * n + b] as number) + Math.abs(term);
      }
    }
  }
  const squares = new Float64Array(n * n);
  let [largest, smallest, growth] = [0, Infinity, 1];
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < a; b++) {
      let [sum, terms] = [0, 0];
      for (let i = 0; i < n; i++) {
        const amplitude = vectors[i * n + (order[a] as number)] as number;
        sum += amplitude * (half[i * n + b] as number);
        terms += Math.abs(amplitude) * (size[i * n + b] as number);
      }
      squares[a * n + b] = sum;
      // Of the terms, for the element in the upper triangle.
      squares[b * n + a] = terms;
      largest = Math.max(largest, Math.abs(sum));
    }
  }
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < a; b++) {
      const x = Math.abs(squares[a * n + b] as number);
      const terms = squares[b * n + a] as number;
      const kept = x > NEGLIGIBLE * terms ? x : 0;
      if (kept > 0) {
        smallest = Math.min(smallest, kept);
        growth = Math.max(growth, terms / kept);
      }
      squares[a * n + b] = squares[b * n + a] = kept * kept;
    }
  }
  return { squares, smallest: smallest < Infinity ? smallest / largest : 1, growth };
}

/**
 * The largest relative error of a gap that a bath drives, for an absolute one of the energies; undefined where two levels that a bath
 * drives together are closer than `least`.
 */
function relativeGaps(
  energies: Float64Array,
  left: Float64Array,
  right: Float64Array,
  absolute: number,
  least: number,
): number | undefined {
  const n = energies.length;
  let worst = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const gap = Math.abs((energies[i] as number) - (energies[j] as number));
      const driven = (left[i * n + j] as number) > 0 || (right[i * n + j] as number) > 0;
      if (gap > least) {
        if (driven) worst = Math.max(worst, absolute / gap);
      } else if (driven || shareNeighbour(n, i, j, left, right)) return undefined;
    }
  }
  return worst;
}

/** Whether one bath couples both levels to a third. */
function shareNeighbour(n: number, i: number, j: number, left: Float64Array, right: Float64Array): boolean {
  for (let m = 0; m < n; m++) {
    if ((left[i * n + m] as number) > 0 && (left[j * n + m] as number) > 0) return true;
    if ((right[i * n + m] as number) > 0 && (right[j * n + m] as number) > 0) return true;
  }
  return false;
}
