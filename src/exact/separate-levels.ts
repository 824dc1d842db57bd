/**
 * A basis of levels of one energy in which each is coupled by itself (`exact/degenerate-levels.ts` says when that is needed).
 *
 * Sets of levels of one energy are taken one after another; those done, and single levels, are fixed. A fixed level m drives in
 * the set B the direction v_i = S^ν_im, i ∈ B, which has to be a vector of the new basis: all these directions, of both baths,
 * must be pairwise parallel or orthogonal. So must those of a set still open, where they are all parallel. The rest of the
 * basis completes them, and what no bath couples then is a dark state. Exact in the parameters and in roots of them; where
 * the directions are not of that kind, or the new elements would hold sums of roots, the levels stay as they are.
 */
import { type Expression } from "../../symbolic/expression/expression.js";
import {
  add,
  divide,
  equals,
  isZero,
  multiply,
  ONE,
  type RationalFunction,
  subtract,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import { type Side } from "../../symbolic/thermal/variables.js";
import { number } from "../expression/tree.js";
import { coherentPair, degenerateBlocks } from "./degenerate-levels.js";
import { graphOfLevels } from "./level-graph.js";
import { type RootField, rootField } from "../expression/root-field.js";
import { type Levels } from "../junction/ladder.js";

type Matrix = RationalFunction[][];
type Vector = readonly RationalFunction[];

/** The levels in such a basis, where there is one and it is found; else as they are. */
export function separated(levels: Levels): Levels {
  if (!coherentPair(graphOfLevels(levels, new Map()))) return levels;
  const field = rootField();
  const read = (S: readonly (readonly Expression[])[]): Matrix =>
    S.map((row) => row.map((e) => field.form(e)));
  const S = { L: read(levels.S_L), R: read(levels.S_R) };
  const blocks = degenerateBlocks(levels.energies.map((e) => field.form(e)));
  // The true element is S_ij/√(norm_i norm_j).
  const norms = levels.energies.map(() => ONE);
  const open = new Set(blocks.flat());
  for (const block of blocks) {
    block.forEach((i) => open.delete(i));
    const openSets = blocks.filter(([first]) => open.has(first as number));
    const basis = orthogonalBasis(block.length, directions(field, S, block, open, openSets), field);
    if (!basis) return levels;
    (["L", "R"] as const).forEach((side) => rotate(field, S[side], block, basis));
    block.forEach((i, a) => (norms[i] = field.reduce(dot(basis[a] as Vector, basis[a] as Vector))));
  }
  const written = (matrix: Matrix): Expression[][] | undefined => {
    const rows = matrix.map((row, i) =>
      row.map((x, j) => {
        if (isZero(x)) return number(0);
        return field.overRoot(
          x,
          field.reduce(multiply(norms[i] as RationalFunction, norms[j] as RationalFunction)),
        );
      }),
    );
    return rows.every((row): row is Expression[] => row.every((e) => e !== undefined)) ? rows : undefined;
  };
  const [S_L, S_R] = [written(S.L), written(S.R)];
  if (!S_L || !S_R) return levels;
  const turned = { ...levels, S_L, S_R };
  return coherentPair(graphOfLevels(turned, new Map())) ? levels : turned;
}

/** What the levels outside the set drive in it. */
function directions(
  field: RootField,
  S: Readonly<Record<Side, Matrix>>,
  block: readonly number[],
  open: ReadonlySet<number>,
  openSets: readonly (readonly number[])[],
): Vector[] {
  return (["L", "R"] as const).flatMap((side) => {
    const column = (m: number): Vector => block.map((i) => (S[side][i] as Vector)[m] as RationalFunction);
    const fixed = S[side].flatMap((_, m) => (open.has(m) || block.includes(m) ? [] : [column(m)]));
    const together = openSets.flatMap((set) => {
      const columns = set.map(column).filter((v) => !v.every(isZero));
      const [first] = columns;
      return first && columns.every((v) => parallel(field, first, v)) ? [first] : [];
    });
    return [...fixed, ...together].filter((v) => !v.every(isZero));
  });
}

/** Orthogonal vectors with every given one parallel to one of them; undefined if there are none, or their norms hold roots. */
function orthogonalBasis(size: number, vectors: readonly Vector[], field: RootField): Vector[] | undefined {
  const basis: Vector[] = [];
  for (const v of vectors) {
    const related = basis.filter((b) => !isZero(field.reduce(dot(b, v))));
    if (related.length === 0) basis.push(v);
    else if (!related.every((b) => parallel(field, b, v))) return undefined;
  }
  const squares = (): RationalFunction[] => basis.map((b) => field.reduce(dot(b, b)));
  for (let k = 0; k < size && basis.length < size; k++) {
    const lengths = squares();
    if (!lengths.every(field.isRootFree)) return undefined;
    const rest = Array.from({ length: size }, (_, i) =>
      basis.reduce(
        (x, b, a) => {
          const part = field.reduce(multiply(b[i] as RationalFunction, b[k] as RationalFunction));
          return subtract(x, divide(part, lengths[a] as RationalFunction));
        },
        i === k ? ONE : ZERO,
      ),
    ).map(field.reduce);
    if (!rest.every(isZero)) basis.push(rest);
  }
  return squares().every(field.isRootFree) ? basis : undefined;
}

function rotate(field: RootField, S: Matrix, block: readonly number[], basis: readonly Vector[]): void {
  const at = (i: number, j: number): RationalFunction => (S[i] as Matrix[number])[j] as RationalFunction;
  for (const m of S.keys()) {
    const turned = basis.map((b) =>
      field.reduce(
        dot(
          b,
          block.map((i) => at(i, m)),
        ),
      ),
    );
    block.forEach((i, a) => ((S[i] as Matrix[number])[m] = turned[a] as RationalFunction));
  }
  for (const m of S.keys()) {
    const turned = basis.map((b) =>
      field.reduce(
        dot(
          b,
          block.map((i) => at(m, i)),
        ),
      ),
    );
    block.forEach((i, a) => ((S[m] as Matrix[number])[i] = turned[a] as RationalFunction));
  }
}

const dot = (a: Vector, b: Vector): RationalFunction =>
  a.reduce((sum, x, i) => add(sum, multiply(x, b[i] as RationalFunction)), ZERO);

function parallel(field: RootField, a: Vector, b: Vector): boolean {
  const cross = (i: number, j: number): RationalFunction =>
    field.reduce(multiply(a[i] as RationalFunction, b[j] as RationalFunction));
  return a.every((_, i) => a.every((__, j) => j >= i || equals(cross(i, j), cross(j, i))));
}
