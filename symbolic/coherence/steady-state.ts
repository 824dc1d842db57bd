/**
 * Stationary solutions of a real linear system over ℚ(x₀, x₁, …), by fraction-free elimination.
 *
 * Signs occur in the rows of coherences, so that populations are no sums over trees. Rows are cleared of denominators and
 * eliminated by Bareiss's rule in its Gauss–Jordan form: every entry is a minor of the matrix, each division is exact, and
 * what is left is d·1 beside the column that was kept, d the minor of all others. O(n³) products of polynomials.
 */
import { add, isZero, multiply, negate, type Polynomial, subtract } from "../polynomial/polynomial.js";
import { divideKnown, gcd, gcdOfAll, positive } from "../polynomial/gcd.js";
import { termCount } from "../polynomial/structure.js";
import { divide, fraction, type RationalFunction } from "../fraction/rational-function.js";

/** The steady state of a system, or how many there are. */
export type SteadyState =
  | {
      readonly kind: "unique";
      /** The unknowns up to one common factor: coprime polynomials. */
      readonly weights: readonly Polynomial[];
    }
  | {
      readonly kind: "many";
      /** Linear functions of the unknowns that the equation conserves, the trace among them; rows in reduced echelon form. */
      readonly conserved: readonly (readonly RationalFunction[])[];
    };

/**
 * The null space of a generator whose rows 0 … populations − 1 add up to zero.
 * @param generator   square; generator[r][c] as in `LinearSystem`
 * @param populations how many of the unknowns are populations
 */
export function steadyState(
  generator: readonly (readonly RationalFunction[])[],
  populations: number,
): SteadyState {
  const n = generator.length;
  // The populations' equations follow from one another by Tr ρ = const: one of them, the longest, is left out.
  const cleared = generator.map(clearRow);
  const cost = (row: readonly Polynomial[]): number => row.reduce((sum, p) => sum + termCount(p), 0);
  const longest = cleared
    .slice(0, populations)
    .reduce((best, row, i) => (cost(row) > cost(cleared[best] as Polynomial[]) ? i : best), 0);
  const rows = cleared.filter((_, r) => r !== longest).map((row) => [...row]);
  const { pivots, determinant } = eliminate(rows, n, longest);
  if (pivots.length < n - 1) return { kind: "many", conserved: conservedOf(generator) };
  const weights = new Array<Polynomial>(n).fill(0n);
  weights[longest] = determinant;
  for (const { row, column } of pivots)
    weights[column] = negate((rows[row] as Polynomial[])[longest] as Polynomial);
  const common = gcdOfAll(weights);
  const reduced = weights.map((w) => divideKnown(w, common));
  // Populations are positive together: the sign of the whole is that of their sum.
  const total = reduced.slice(0, populations).reduce(add, 0n);
  return { kind: "unique", weights: positive(total) === total ? reduced : reduced.map(negate) };
}

/** Columns past which the bound on the terms of a solution is not counted out. */
const MOST_COLUMNS = 14;

/**
 * How many terms the weights of {@link steadyState} can have together before anything cancels: the permanents of the numbers
 * of terms, one weight after the other, by sums over subsets of columns in O(n² 2ⁿ). Infinite past 14 unknowns.
 */
export function termBound(generator: readonly (readonly RationalFunction[])[]): number {
  const n = generator.length;
  if (n > MOST_COLUMNS) return Infinity;
  const terms = generator.map((row) =>
    row.map(({ numerator }) => (isZero(numerator) ? 0 : termCount(numerator))),
  );
  // ways[s]: the sum over all ways to take one entry in each row so far from different columns, those of the set s.
  let ways = new Map([[0, 1]]);
  for (const row of terms.slice(1)) {
    const next = new Map<number, number>();
    for (const [set, count] of ways) {
      row.forEach((size, c) => {
        const bit = 1 << c;
        if (size > 0 && (set & bit) === 0) next.set(set | bit, (next.get(set | bit) ?? 0) + count * size);
      });
    }
    ways = next;
  }
  return [...ways.values()].reduce((a, b) => a + b, 0);
}

/** The row times the least common denominator of its entries, without their content. */
function clearRow(row: readonly RationalFunction[]): readonly Polynomial[] {
  const scale = row.reduce<Polynomial>(
    (q, { denominator }) => multiply(q, divideKnown(denominator, gcd(q, denominator))),
    1n,
  );
  const cleared = row.map(({ numerator, denominator }) =>
    multiply(numerator, divideKnown(scale, denominator)),
  );
  const content = gcdOfAll(cleared);
  return isZero(content) ? cleared : cleared.map((p) => divideKnown(p, content));
}

interface Pivot {
  readonly row: number;
  readonly column: number;
}

/** Eliminates every column but `kept`, in place. The pivot of least size is taken at each step. */
function eliminate(
  rows: Polynomial[][],
  columns: number,
  kept: number,
): { readonly pivots: readonly Pivot[]; readonly determinant: Polynomial } {
  const pivots: Pivot[] = [];
  const free = new Set(rows.keys());
  const open = new Set(Array.from({ length: columns }, (_, c) => c).filter((c) => c !== kept));
  let previous: Polynomial = 1n;
  for (;;) {
    const pivot = smallestEntry(rows, free, open);
    if (!pivot) return { pivots, determinant: previous };
    const lead = rows[pivot.row] as Polynomial[];
    const p = lead[pivot.column] as Polynomial;
    rows.forEach((row, r) => {
      if (r === pivot.row) return;
      const factor = row[pivot.column] as Polynomial;
      for (let c = 0; c < columns; c++) {
        const product = multiply(row[c] as Polynomial, p);
        const next = isZero(factor) ? product : subtract(product, multiply(factor, lead[c] as Polynomial));
        row[c] = divideKnown(next, previous);
      }
    });
    free.delete(pivot.row);
    open.delete(pivot.column);
    pivots.push(pivot);
    previous = p;
  }
}

function smallestEntry(
  rows: readonly (readonly Polynomial[])[],
  free: ReadonlySet<number>,
  open: ReadonlySet<number>,
): Pivot | undefined {
  let best: Pivot | undefined;
  let size = Infinity;
  for (const row of free) {
    for (const column of open) {
      const entry = (rows[row] as readonly Polynomial[])[column] as Polynomial;
      if (isZero(entry)) continue;
      const terms = termCount(entry);
      if (terms < size) [best, size] = [{ row, column }, terms];
    }
  }
  return best;
}

/** The left null space: y with Σ_r y_r generator[r][c] = 0 for every c, in reduced echelon form. */
function conservedOf(generator: readonly (readonly RationalFunction[])[]): RationalFunction[][] {
  const n = generator.length;
  const rows = Array.from({ length: n }, (_, c) => [
    ...clearRow(generator.map((row) => row[c] as RationalFunction)),
  ]);
  // Later unknowns (coherences) are eliminated first, so that the vectors are written in few populations.
  const { pivots, determinant } = eliminate(rows, n, -1);
  const bound = new Map(pivots.map(({ row, column }) => [column, row]));
  return Array.from({ length: n }, (_, c) => c)
    .filter((c) => !bound.has(c))
    .map((c) =>
      Array.from({ length: n }, (_, i) => {
        const row = bound.get(i);
        if (row === undefined) return fraction(i === c ? 1n : 0n);
        return divide(fraction(negate((rows[row] as Polynomial[])[c] as Polynomial)), fraction(determinant));
      }),
    );
}
