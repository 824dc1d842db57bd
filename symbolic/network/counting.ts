/**
 * The cumulants of the heat that a Markov chain takes from one bath, over any commutative ring and without a division.
 *
 * χ(λ, G) = det[(W(λ) − G) Q], Q diagonal, is expanded in λ and G: c_ij is the coefficient of λ^i G^j, known to a total
 * degree. The first row is replaced by the sum of all rows, Σ_i counted terms − G Q, which begins with degree one. The rest is
 * the minor expansion of `network/matrix-tree.ts` over truncated polynomials in λ and G. Up to one sign each c_0j is the sum
 * over spanning forests with j roots.
 *
 * G(λ) = Σ g_k λ^k solves χ = 0: with D = c_01, g_k = h_k/D^{2k−1}, the h_k made by
 *     h_k = −Σ_{(i,j) ≠ (0,1)} D^{2i+j−2} c_ij H_{j,k−i},    H_{j,m} = D^{2m−j}·[λ^m] G^j.
 */
import { type Ring } from "../ring/ring.js";

/** A chain with a common scale for the rates out of each level. */
export interface CountedChain<E> {
  /** total[i][j]: the rate from level j to level i, times Q_j; the diagonal is ignored. */
  readonly total: readonly (readonly E[])[];
  /** counted[i][j][l − 1]: the coefficient of λ^l, l = 1, 2, …, of the same entry. */
  readonly counted: readonly (readonly (readonly E[])[])[];
  /** Q_j. */
  readonly scale: readonly E[];
}

/** Coefficients of λ^i G^j by [i][j]; those that are absent vanish, or are beyond the degree. */
export type CountedDeterminant<E> = readonly (readonly (E | undefined)[])[];

/** c_ij for i + j ≤ degree. */
export function countedDeterminant<E>(
  ring: Ring<E>,
  { total, counted, scale }: CountedChain<E>,
  degree: number,
): CountedDeterminant<E> {
  type Table = (E | undefined)[][];
  const n = total.length;
  const empty = (): Table => [];
  const put = (table: Table, i: number, j: number, value: E): void => {
    const row = (table[i] ??= []);
    const old = row[j];
    row[j] = old === undefined ? value : ring.add(old, value);
  };
  /** sign·a·b to the total degree `top`, added to a table. */
  const addProduct = (into: Table, a: Table, b: Table, sign: 1 | -1, top: number): void => {
    a.forEach((ra, i) => {
      ra.forEach((x, j) => {
        if (x === undefined || ring.isZero(x)) return;
        b.forEach((rb, k) => {
          rb.forEach((y, l) => {
            if (y === undefined || i + j + k + l > top || ring.isZero(y)) return;
            const term = ring.multiply(x, y);
            put(into, i + k, j + l, sign === 1 ? term : ring.negate(term));
          });
        });
      });
    });
  };
  const entry = (i: number, j: number): Table => {
    const table = empty();
    if (i === j) {
      let loss = ring.zero;
      for (let m = 0; m < n; m++) if (m !== j) loss = ring.add(loss, total[m]?.[j] as E);
      put(table, 0, 0, ring.negate(loss));
      put(table, 0, 1, ring.negate(scale[j] as E));
      return table;
    }
    const rate = total[i]?.[j] as E;
    if (!ring.isZero(rate)) put(table, 0, 0, rate);
    counted[i]?.[j]?.forEach((x, l) => {
      if (!ring.isZero(x)) put(table, l + 1, 0, x);
    });
    return table;
  };
  let minors = new Map<number, Table>([[0, [[ring.one]]]]);
  for (let row = 1; row < n; row++) {
    const next = new Map<number, Table>();
    const entries = Array.from({ length: n }, (_, c) => entry(row, c));
    for (const [columns, minor] of minors) {
      for (let c = 0; c < n; c++) {
        const own = entries[c] as Table;
        if (columns & (1 << c) || own.length === 0) continue;
        const key = columns | (1 << c);
        const table = next.get(key) ?? empty();
        next.set(key, table);
        addProduct(table, own, minor, bitCount(columns >> (c + 1)) % 2 === 0 ? 1 : -1, degree - 1);
      }
    }
    minors = next;
  }
  const all = (1 << n) - 1;
  const result = empty();
  for (let c = 0; c < n; c++) {
    const sum = empty();
    put(sum, 0, 1, ring.negate(scale[c] as E));
    for (let i = 0; i < n; i++) {
      if (i === c) continue;
      counted[i]?.[c]?.forEach((x, l) => {
        if (!ring.isZero(x) && l < degree) put(sum, l + 1, 0, x);
      });
    }
    // The first row comes first: columns of the minor to the left of c are passed.
    const minor = minors.get(all ^ (1 << c));
    if (minor) addProduct(result, sum, minor, c % 2 === 0 ? 1 : -1, degree);
  }
  // One sign for all, so that D = c_01 is the sum over spanning trees.
  return n % 2 === 1 ? result.map((r) => r.map((x) => x && ring.negate(x))) : result;
}

/** The numerators h_1 … h_n and D: g_k = h_k/D^{2k−1}, κ_k = k! g_k. */
export function countedNumerators<E>(
  ring: Ring<E>,
  c: CountedDeterminant<E>,
  order: number,
): { readonly numerators: readonly E[]; readonly denominator: E } {
  // −χ begins with D·G − …: the sign is that of the positive sum.
  const D = c[0]?.[1] ?? ring.zero;
  const powers: E[] = [ring.one];
  const powerOf = (k: number): E => (powers[k] ??= ring.multiply(powerOf(k - 1), D));
  const h: E[] = [];
  /** H[j][m]. */
  const H: (E | undefined)[][] = Array.from({ length: order + 1 }, () => []);
  for (let k = 1; k <= order; k++) {
    for (let j = 2; j <= k; j++) {
      let sum: E | undefined;
      for (let l = 1; l < k; l++) {
        const below = H[j - 1]?.[k - l];
        if (below === undefined) continue;
        const term = ring.multiply(h[l - 1] as E, below);
        sum = sum === undefined ? term : ring.add(sum, term);
      }
      (H[j] as (E | undefined)[])[k] = sum;
    }
    let total = ring.zero;
    for (let i = 0; i <= k; i++) {
      for (let j = 0; i + j <= k; j++) {
        const x = c[i]?.[j];
        if (x === undefined || (i === 0 && j === 1) || ring.isZero(x)) continue;
        const power = j === 0 ? (i === k ? ring.one : undefined) : H[j]?.[k - i];
        if (power === undefined) continue;
        // For j = 0 the power is D^{2k−2}, which 2i + j − 2 says too, i being k.
        total = ring.add(total, ring.multiply(powerOf(2 * i + j - 2), ring.multiply(x, power)));
      }
    }
    h.push(ring.negate(total));
    (H[1] as (E | undefined)[])[k] = h[k - 1];
  }
  return { numerators: h, denominator: D };
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
