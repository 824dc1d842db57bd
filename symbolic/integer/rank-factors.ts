/**
 * An integer matrix as a sum of as few products (column)·(row) as its rank, with few entries other than zero.
 *
 * Elimination gives one such sum for each order of the columns: the rows are those of the reduced echelon form, the
 * columns stand in the matrix itself. Then terms exchange multiples of one another as long as zeros are won.
 */
import { integerGcd } from "./integer.js";

/** left·right/denominator, an outer product; `right` is primitive. */
export interface RankFactor {
  readonly left: readonly bigint[];
  readonly right: readonly bigint[];
  readonly denominator: bigint;
}

/** The matrix as a sum of its rank of outer products. @param order  the columns in the order of pivots */
export function rankFactors(
  matrix: readonly (readonly bigint[])[],
  order: readonly number[],
): readonly RankFactor[] {
  const rows = matrix.map((row) => [...row]);
  const pivots: { readonly row: number; readonly column: number }[] = [];
  for (const column of order) {
    const r = pivots.length;
    const found = rows.findIndex((row, i) => i >= r && row[column] !== 0n);
    if (found < 0) continue;
    const pivot = primitive(rows[found] as bigint[]);
    rows[found] = rows[r] as bigint[];
    rows[r] = pivot;
    rows.forEach((row, i) => {
      const x = row[column] as bigint;
      if (i === r || x === 0n) return;
      const p = pivot[column] as bigint;
      rows[i] = primitive(row.map((c, j) => c * p - (pivot[j] as bigint) * x));
    });
    pivots.push({ row: r, column });
  }
  return pivots.map(({ row, column }) => {
    const right = rows[row] as bigint[];
    return { left: matrix.map((m) => m[column] as bigint), right, denominator: right[column] as bigint };
  });
}

/** The same sum after exchanges between its terms that leave fewer entries other than zero. */
export function sparserFactors(factors: readonly RankFactor[]): readonly RankFactor[] {
  const width = factors[0]?.right.length ?? 0;
  if (factors.length > MOST_TERMS || factors.length ** 2 * width > MOST_RATIOS_LOOKED_AT) return factors;
  const terms = [...factors];
  // Of each ordered pair the best exchange; an exchange changes two terms, and with them only their pairs.
  const best = new Map<number, Exchange | undefined>();
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
    let chosen: (Exchange & { readonly i: number; readonly k: number }) | undefined;
    for (let i = 0; i < terms.length; i++)
      for (let k = 0; k < terms.length; k++) {
        if (i === k) continue;
        const pair = i * terms.length + k;
        if (!best.has(pair)) best.set(pair, bestExchange(terms[i] as RankFactor, terms[k] as RankFactor));
        const found = best.get(pair);
        if (found && found.gain > (chosen?.gain ?? 0)) chosen = { ...found, i, k };
      }
    if (!chosen) break;
    const { i, k, a, b } = chosen;
    terms[i] = a;
    terms[k] = b;
    for (let t = 0; t < terms.length; t++)
      for (const changed of [i, k]) {
        best.delete(changed * terms.length + t);
        best.delete(t * terms.length + changed);
      }
  }
  return terms;
}

/** Two terms in the place of two, with so many more zeros. */
interface Exchange {
  readonly gain: number;
  readonly a: RankFactor;
  readonly b: RankFactor;
}

/** The exchange of a multiple of own.right that wins most zeros; undefined where none is won. */
function bestExchange(own: RankFactor, other: RankFactor): Exchange | undefined {
  let best: Exchange | undefined;
  for (const [x, y] of ratios(own.right, other.right)) {
    // other.right = (x·own.right + rest)/y; what own.right had of it goes to the left
    const rest = other.right.map((c, j) => y * c - x * (own.right[j] as bigint));
    const won = entries(other.right) - entries(rest);
    if (won + entries(own.left) <= (best?.gain ?? 0)) continue;
    const left = own.left.map(
      (c, j) => c * y * other.denominator + x * (other.left[j] as bigint) * own.denominator,
    );
    const gain = won + entries(own.left) - entries(left);
    if (gain <= (best?.gain ?? 0)) continue;
    const a = normal(left, own.right, own.denominator * other.denominator * y);
    const b = normal(other.left, rest, other.denominator * y);
    best = { gain, a, b };
  }
  return best;
}

/** Sums of more terms are left as elimination makes them. */
const MOST_TERMS = 16;
/** Quotients of entries in a round: wider matrices are those of formulas that fill pages. */
const MOST_RATIOS_LOOKED_AT = 20_000;
/** More exchanges than any formula that is read needs. */
const MOST_ROUNDS = 40;

const entries = (v: readonly bigint[]): number => v.reduce((n, c) => (c === 0n ? n : n + 1), 0);

/** The ratios x/y = b_j/a_j of entries that would become zero, those that most entries share. */
function ratios(a: readonly bigint[], b: readonly bigint[]): (readonly [bigint, bigint])[] {
  const found = new Map<string, { readonly ratio: readonly [bigint, bigint]; count: number }>();
  a.forEach((c, j) => {
    const d = b[j] as bigint;
    if (c === 0n || d === 0n) return;
    const g = integerGcd(c, d);
    const ratio = c < 0n ? ([-d / g, -c / g] as const) : ([d / g, c / g] as const);
    const known = found.get(ratio.join());
    if (known) known.count++;
    else found.set(ratio.join(), { ratio, count: 1 });
  });
  return [...found.values()]
    .sort((x, y) => y.count - x.count)
    .slice(0, MOST_RATIOS)
    .map(({ ratio }) => ratio);
}

const MOST_RATIOS = 6;

function normal(left: readonly bigint[], right: readonly bigint[], denominator: bigint): RankFactor {
  const g = right.reduce(integerGcd, 0n);
  const above = left.map((c) => c * g);
  let common = above.reduce(integerGcd, denominator);
  if (denominator < 0n) common = -common;
  return {
    left: above.map((c) => c / common),
    right: right.map((c) => c / g),
    denominator: denominator / common,
  };
}

function primitive(row: readonly bigint[]): bigint[] {
  const g = row.reduce(integerGcd, 0n);
  return g === 0n || g === 1n ? [...row] : row.map((c) => c / g);
}
