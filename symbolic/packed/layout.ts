/**
 * How to pack the coefficients of a quotient of series: which exponents determine the others, which variable goes
 * into the bigints, and how many bits its coefficients need. All bounds come from running the recursion of
 * `series/quotient-series.ts` on degrees and on 1-norms, so packing can neither overflow nor lose a sign.
 */
import { bitLength } from "../integer/integer.js";
import { type Layout } from "./kronecker.js";
import { type Term } from "../polynomial/structure.js";

/** Exponents that determine the others: pivot columns of the span of all differences of exponent vectors. */
interface Lattice {
  readonly pivots: readonly number[];
  /** columns[i][v]/scale: how much the exponent of variable v grows with that of pivot i. */
  readonly columns: readonly (readonly number[])[];
  readonly scale: number;
}

/** Everything about exponents that a quotient of series needs, up to one order. */
export interface Arrangement {
  readonly layout: Layout;
  readonly lattice: Lattice;
  /** Lowest exponents of numerator and denominator coefficients: what packing subtracts. */
  readonly low: { readonly n: readonly number[]; readonly d: readonly number[] };
  /** Exponents of one term of the numerator series and of D_0: the coset all others lie in. */
  readonly anchor: { readonly n: readonly number[]; readonly d: readonly number[] };
}

/** Chooses keys, packed variable and coefficient width for all P_k up to the order of the given lists of terms. */
export function arrange(
  nTerms: readonly (readonly Term[])[],
  dTerms: readonly (readonly Term[])[],
  shift: number,
  count: number,
  innerCandidates: readonly number[],
): Arrangement {
  const order = nTerms.length - 1;
  const nLow = minima(nTerms, count);
  const dLow = minima(dTerms, count);
  const degrees = resultDegrees(nTerms, dTerms, nLow, dLow, shift, order, count);
  const bits = coefficientBits(nTerms, dTerms, shift, order);
  const inner = chooseInner(innerCandidates, degrees, dTerms, bits);
  const lattice = exponentLattice([nTerms, dTerms], count, inner);
  const radices = lattice.pivots.map((v) => (degrees[v] as number) + 1);
  const weights: number[] = [];
  let size = 1;
  for (const radix of radices) {
    weights.push(size);
    size *= radix;
  }
  if (size > Number.MAX_SAFE_INTEGER) {
    throw new RangeError(
      `order ${order} has too many independent symbols (${lattice.pivots.length}) to be expanded symbolically`,
    );
  }
  const layout: Layout = { pivots: lattice.pivots, weights, radices, inner, bits, size };
  const anchorOf = (list: readonly (readonly Term[])[]): number[] => {
    const exponents = list.find((t) => t.length > 0)?.[0]?.exponents ?? [];
    return Array.from({ length: count }, (_, v) => exponents[v] ?? 0);
  };
  return {
    layout,
    lattice,
    low: { n: nLow, d: dLow },
    anchor: { n: anchorOf(nTerms), d: anchorOf(dTerms) },
  };
}

function minima(series: readonly (readonly Term[])[], count: number): number[] {
  const low = new Array<number>(count).fill(Infinity);
  for (const terms of series) {
    for (const { exponents } of terms) {
      for (let v = 0; v < count; v++) low[v] = Math.min(low[v] as number, exponents[v] ?? 0);
    }
  }
  return low.map((x) => (x === Infinity ? 0 : x));
}

/** Upper bounds for the exponents of all P_k, above their offsets, by the recursion itself. */
function resultDegrees(
  nTerms: readonly (readonly Term[])[],
  dTerms: readonly (readonly Term[])[],
  nLow: readonly number[],
  dLow: readonly number[],
  shift: number,
  order: number,
  count: number,
): number[] {
  return Array.from({ length: count }, (_, v) => {
    const top = (terms: readonly Term[], low: number): number =>
      terms.reduce((m, t) => Math.max(m, (t.exponents[v] ?? 0) - low), -Infinity);
    const n = nTerms.map((t) => top(t, nLow[v] as number));
    const d = dTerms.map((t) => top(t, dLow[v] as number));
    const result: number[] = [];
    for (let k = 0; k <= order; k++) {
      let degree = k < shift ? -Infinity : (n[k] as number) + (k - shift) * (d[0] as number);
      for (let j = 1; j <= k - shift; j++) {
        degree = Math.max(degree, (d[j] as number) + (result[k - j] as number) + (j - 1) * (d[0] as number));
      }
      result.push(degree);
    }
    return Math.max(0, ...n, ...d, ...result.filter((x) => x > -Infinity));
  });
}

/** Bits that hold every inner coefficient of every P_k with its sign: the recursion on 1-norms. */
function coefficientBits(
  nTerms: readonly (readonly Term[])[],
  dTerms: readonly (readonly Term[])[],
  shift: number,
  order: number,
): number {
  const norm = (terms: readonly Term[]): bigint =>
    terms.reduce((sum, t) => sum + (t.coefficient < 0n ? -t.coefficient : t.coefficient), 0n);
  const n = nTerms.map(norm);
  const d = dTerms.map(norm);
  const result: bigint[] = [];
  let largest = 1n;
  for (let k = 0; k <= order; k++) {
    if (k < shift) {
      result.push(0n);
      continue;
    }
    let horner = n[k] as bigint;
    let choose = 1n;
    for (let j = k; j > k - shift; j--) choose = (choose * BigInt(j)) / BigInt(k - j + 1);
    for (let j = k - shift; j >= 1; j--) {
      horner = horner * (d[0] as bigint) + choose * (d[j] as bigint) * (result[k - j] as bigint);
      choose = (choose * BigInt(j)) / BigInt(k - j + 1);
    }
    result.push(horner);
    if (horner > largest) largest = horner;
  }
  return bitLength(largest) + 2;
}

/** The candidate of highest degree, unless its polynomials are too sparse to be packed densely. */
function chooseInner(
  candidates: readonly number[],
  degrees: readonly number[],
  dTerms: readonly (readonly Term[])[],
  bits: number,
): number {
  const dense = candidates.filter(
    (v) => (degrees[v] as number) * bits < 400_000 && (degrees[v] as number) < 4000,
  );
  const used = dense.filter((v) => dTerms.some((terms) => terms.some((t) => (t.exponents[v] ?? 0) !== 0)));
  return used.reduce(
    (best, v) => (best < 0 || (degrees[v] as number) > (degrees[best] as number) ? v : best),
    -1,
  );
}

function exponentLattice(
  series: readonly (readonly (readonly Term[])[])[],
  count: number,
  inner: number,
): Lattice {
  // Row-reduce the differences to the first vector of each series, over ℚ (small integers: numbers are exact).
  const basis: { pivot: number; row: number[] }[] = [];
  const reduce = (vector: number[]): number[] => {
    let row = vector;
    for (const b of basis) {
      const factor = row[b.pivot] as number;
      if (factor === 0) continue;
      const lead = b.row[b.pivot] as number;
      row = normalise(row.map((x, i) => x * lead - factor * (b.row[i] as number)));
    }
    return row;
  };
  const seen = new Set<string>();
  for (const list of series) {
    const reference = list.find((t) => t.length > 0)?.[0]?.exponents;
    if (!reference) continue;
    for (const terms of list) {
      for (const { exponents } of terms) {
        const difference = Array.from({ length: count }, (_, v) =>
          v === inner ? 0 : (exponents[v] ?? 0) - (reference[v] ?? 0),
        );
        const key = difference.join();
        if (seen.has(key)) continue;
        seen.add(key);
        const row = reduce(difference);
        const pivot = row.findIndex((x) => x !== 0);
        if (pivot < 0) continue;
        for (const b of basis) {
          const factor = b.row[pivot] as number;
          if (factor === 0) continue;
          const lead = row[pivot] as number;
          b.row = normalise(b.row.map((x, i) => x * lead - factor * (row[i] as number)));
        }
        basis.push({ pivot, row });
      }
    }
  }
  basis.sort((a, b) => a.pivot - b.pivot);
  const scale = basis.reduce((s, b) => lcm(s, Math.abs(b.row[b.pivot] as number)), 1);
  const columns = basis.map((b) => b.row.map((x) => (x * scale) / (b.row[b.pivot] as number)));
  return { pivots: basis.map((b) => b.pivot), columns, scale };
}

function normalise(row: number[]): number[] {
  const g = row.reduce((a, b) => gcd(a, Math.abs(b)), 0);
  return g > 1 ? row.map((x) => x / g) : row;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

function lcm(a: number, b: number): number {
  return (a / gcd(a, b)) * b;
}
