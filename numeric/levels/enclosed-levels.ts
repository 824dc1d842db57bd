/**
 * Energies and coupling matrices of a Hamiltonian in its eigenbasis, enclosed at any precision.
 *
 * H falls into blocks, the connected parts of the graph of its elements; elements of S between blocks that S does not join are exactly
 * zero. Blocks written alike have the same energies. All else, that two energies are one or that an element vanishes, no
 * enclosure proves: see {@link LevelSet}.
 */
import { type Ball, type BallArithmetic, isExactZero, overlaps } from "../enclosure/ball.js";
import { evaluateExpression } from "../junction/evaluate-expression.js";
import { type Expression } from "../junction/expression.js";
import { type HamiltonianModel, type LevelSet, type ProductMatrices } from "../junction/level-model.js";
import { DomainError } from "../arithmetic/errors.js";
import {
  type EnclosedBasis,
  enclosedElements,
  enclosedEigensystem,
  productBasis,
} from "../linear-algebra/enclosed-eigensystem.js";

type Matrix = readonly (readonly Expression[])[];
type BallMatrix = readonly (readonly Ball[])[];

/** The levels in their eigenbasis, by ascending energy. */
export interface EnclosedLevels {
  readonly energies: readonly Ball[];
  readonly S_L: BallMatrix;
  readonly S_R: BallMatrix;
  /** Equal for levels of one set; each other level has a number of its own. */
  readonly setOf: readonly number[];
  /** False where the precision does not tell the vectors apart: then the elements are those of some basis. */
  readonly determined: boolean;
}

/** Bits in which it is decided which energies count as one and which elements as zero: 38 digits. */
export const DECIDING_BITS = 128;

/** Decides order and sets: energies whose enclosures at this precision nearly overlap count as one. */
export function hamiltonianModel(A: BallArithmetic, matrices: ProductMatrices): HamiltonianModel {
  const H = enclosed(A, matrices.H);
  const blocks = blocksOf(H);
  const energies = blocks.flatMap((block) => enclosedEigensystem(A, part(H, block, block)).values);
  const places = blocks.flatMap((block, b) => block.map((_, index) => ({ block: b, index })));
  const written = blocks.map((block) => writtenAs(matrices.H, block));
  const alike = (i: number, j: number): boolean => {
    const [a, b] = [places[i], places[j]] as { block: number; index: number }[] as [Place, Place];
    return a.block !== b.block && a.index === b.index && written[a.block] === written[b.block];
  };
  const order = [...energies.keys()].sort((i, j) => {
    const difference = A.sub(energies[i] as Ball, energies[j] as Ball);
    return difference.mantissa < 0n ? -1 : difference.mantissa > 0n ? 1 : i - j;
  });
  const sets: number[][] = [];
  for (const i of order) {
    const last = sets.at(-1);
    const one = last?.some(
      (j) => alike(i, j) || overlaps(wider(energies[i] as Ball), wider(energies[j] as Ball)),
    );
    if (last && one === true) last.push(i);
    else sets.push([i]);
  }
  const joined = [matrices.S_L, matrices.S_R].map((S) => {
    const elements = enclosed(A, S);
    return blocks.map((a) => blocks.map((b) => part(elements, a, b).some((row) => !row.every(isExactZero))));
  });
  const blockOf = (i: number): number => (places[i] as Place).block;
  /** Whether a bath may couple two of the levels with each other, or to a common one. */
  const used = (levels: readonly number[]): boolean =>
    joined.some((S) =>
      levels.some((i) =>
        levels.some(
          (j) =>
            i !== j &&
            (S[blockOf(i)]?.[blockOf(j)] === true ||
              blocks.some((_, b) => S[blockOf(i)]?.[b] === true && S[blockOf(j)]?.[b] === true)),
        ),
      ),
    );
  const equality = (levels: readonly number[]): LevelSet["equality"] => {
    if (levels.every((i, k) => k === 0 || alike(levels[0] as number, i))) return "proved";
    return used(levels) ? "assumed" : "unused";
  };
  return {
    ...matrices,
    order,
    sets: sets
      .filter((levels) => levels.length > 1)
      .map((levels) => ({ levels, equality: equality(levels) })),
  };
}

interface Place {
  readonly block: number;
  readonly index: number;
}

/**
 * The levels at the precision of the arithmetic.
 * @throws WideEnclosureError as {@link enclosedEigensystem}
 */
export function enclosedLevels(A: BallArithmetic, model: HamiltonianModel): EnclosedLevels {
  const H = enclosed(A, model.H);
  const blocks = blocksOf(H);
  const setOf = blocks.flat().map((_, i) => i);
  const sets = model.sets.filter(({ equality }) => equality !== "unused");
  for (const { levels } of sets) for (const i of levels) setOf[i] = levels[0] as number;
  let first = 0;
  const systems = blocks.map((block) => {
    const own = setOf.slice(first, first + block.length);
    first += block.length;
    return enclosedEigensystem(A, part(H, block, block), runs(own));
  });
  const found = systems.flatMap(({ values }) => values);
  const energies = setOf.map((i) => found[i] as Ball);
  const inBasis = (S: BallMatrix): Ball[][] => {
    const result = energies.map(() => energies.map(() => A.zero));
    let row = 0;
    blocks.forEach((left, a) => {
      let column = 0;
      blocks.forEach((right, b) => {
        const joined = part(S, left, right);
        if (!joined.every((r) => r.every(isExactZero)))
          place(result, enclosedElements(A, basisOf(systems, a), joined, basisOf(systems, b)), row, column);
        column += right.length;
      });
      row += left.length;
    });
    return result;
  };
  const couplings = [inBasis(enclosed(A, model.S_L)), inBasis(enclosed(A, model.S_R))] as const;
  const clear = systems.every(({ basis }) => basis.deviations.every((d) => d !== null));
  const turned = turnSets(A, couplings, sets, setOf);
  const inOrder = (S: BallMatrix): Ball[][] => part(S, model.order, model.order);
  return {
    energies: model.order.map((i) => energies[i] as Ball),
    S_L: inOrder(couplings[0]),
    S_R: inOrder(couplings[1]),
    setOf: model.order.map((i) => setOf[i] as number),
    determined: clear && turned,
  };
}

/**
 * Turns each set, in place, into the eigenbasis of Σ w S^ν_im S^ν_jm over both baths and the levels m outside, with unlike
 * weights w > 0: a basis in which each level is coupled by itself, if there is one. Sets are taken in turn; levels of a set still to
 * come share a weight, since its basis is open.
 * @returns whether every basis is determined
 */
function turnSets(
  A: BallArithmetic,
  couplings: readonly Ball[][][],
  sets: readonly LevelSet[],
  setOf: readonly number[],
): boolean {
  let determined = true;
  const open = new Set(sets.flatMap(({ levels }) => levels));
  for (const { levels } of sets) {
    levels.forEach((i) => open.delete(i));
    const outside = [...setOf.keys()].filter((m) => !levels.includes(m));
    const coupled = (S: Ball[][], i: number, m: number): boolean => !isExactZero(at(S, i, m));
    const apart = couplings.every((S) =>
      outside.every((m) => levels.filter((i) => coupled(S, i, m)).length < 2),
    );
    if (apart) continue;
    const weight = (m: number, bath: number): Ball => {
      const label = open.has(m) ? (setOf[m] as number) : m;
      return A.fromRational(BigInt(101 + ((label * 37 + bath * 53) % 101)), 101n);
    };
    const sum = levels.map((i) =>
      levels.map((j) =>
        couplings.reduce(
          (total, S, bath) =>
            outside.reduce(
              (t, m) => A.add(t, A.mul(weight(m, bath), A.mul(at(S, i, m), at(S, j, m)))),
              total,
            ),
          A.zero,
        ),
      ),
    );
    const { values } = enclosedEigensystem(A, sum);
    const sizes = runs(
      values.map((x, k) => values.findIndex((y, l) => l === k || overlaps(wider(x), wider(y)))),
    );
    // Vectors that the baths couple alike are any basis of their span, which is for a high precision to say.
    if (sizes.length < levels.length && A.bits < DECIDING_BITS) determined = false;
    const { basis } = enclosedEigensystem(A, sum, sizes);
    const all = [...setOf.keys()];
    for (const S of couplings) {
      const rows = enclosedElements(A, basis, part(S, levels, all), productBasis(A, all.length));
      levels.forEach((i, k) => (S[i] = rows[k] as Ball[]));
      const columns = enclosedElements(A, productBasis(A, all.length), part(S, all, levels), basis);
      S.forEach((row, i) => levels.forEach((j, k) => (row[j] = (columns[i] as Ball[])[k] as Ball)));
    }
  }
  return determined;
}

/** The states of the product basis that H connects, each list ascending. */
function blocksOf(H: BallMatrix): readonly (readonly number[])[] {
  const done = new Set<number>();
  return H.flatMap((_, start) => {
    if (done.has(start)) return [];
    const block = new Set([start]);
    for (const i of block) (H[i] as Ball[]).forEach((x, j) => isExactZero(x) || block.add(j));
    block.forEach((i) => done.add(i));
    return [[...block].sort((i, j) => i - j)];
  });
}

function enclosed(A: BallArithmetic, matrix: Matrix): Ball[][] {
  const lookup = (name: string): never => {
    throw new DomainError(name, "(no value)", "a matrix of numbers has no parameters");
  };
  return matrix.map((row) => row.map((e) => evaluateExpression(A, e, { lookup })));
}

/** A text that blocks with the same elements share, the states in their order or in the reverse one. */
function writtenAs(H: Matrix, block: readonly number[]): string {
  const text = (states: readonly number[]): string =>
    JSON.stringify(part(H, states, states), (_, x: unknown) => (typeof x === "bigint" ? `${x}n` : x));
  const [a, b] = [text(block), text([...block].reverse())];
  return a < b ? a : b;
}

const at = (S: BallMatrix, i: number, j: number): Ball => (S[i] as readonly Ball[])[j] as Ball;
const wider = (x: Ball): Ball => ({ ...x, radius: 8n * x.radius });

function part<T>(
  matrix: readonly (readonly T[])[],
  rows: readonly number[],
  columns: readonly number[],
): T[][] {
  return rows.map((i) => columns.map((j) => (matrix[i] as readonly T[])[j] as T));
}

/** Lengths of the runs of equal numbers. */
function runs(list: readonly number[]): number[] {
  const starts = [...list.keys()].filter((k) => k === 0 || list[k] !== list[k - 1]);
  return starts.map((start, k) => (starts[k + 1] ?? list.length) - start);
}

function basisOf(systems: readonly { readonly basis: EnclosedBasis }[], k: number): EnclosedBasis {
  return (systems[k] as { readonly basis: EnclosedBasis }).basis;
}

function place(into: Ball[][], block: BallMatrix, row: number, column: number): void {
  block.forEach((r, i) => r.forEach((x, j) => ((into[row + i] as Ball[])[column + j] = x)));
}
