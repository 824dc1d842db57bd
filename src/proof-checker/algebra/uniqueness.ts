/**
 * Whether a master equation has one steady state only, for the proof checker: its rank on what the populations reach, at one point
 * modulo a prime. There the rank can only be smaller than for parameters in general position, so that a full one is a proof. What
 * is reached is read off the elements that are not identically zero, never off their residues: an element that happens to vanish
 * at the point must not take a part of the equation away.
 */
import { demand, type Expanded } from "./polynomial.js";
import { isNothing } from "./quotient.js";
import { type Quotient } from "./reader.js";

type Matrix = readonly (readonly Quotient[])[];

/** 2^61 − 1. */
const PRIME = (1n << 61n) - 1n;

/** A number modulo the prime, and whether what it is the residue of is identically zero. */
interface Residue {
  readonly value: bigint;
  readonly zero: boolean;
}

/**
 * True if the populations reach one steady state only, for parameters in general position.
 * @param channels A and B of 𝒟(ρ) = ½(AρBᵀ + BρAᵀ − BᵀAρ − ρAᵀB)
 * @param H        the Hamiltonian, n by n
 * @param count    number of variables
 * @throws ProofError where a denominator vanishes at the point
 */
export function hasOneSteadyState(
  channels: readonly { readonly A: Matrix; readonly B: Matrix }[],
  H: Matrix,
  count: number,
): boolean {
  const n = H.length;
  // Any residues do; these do not repeat.
  const point = Array.from({ length: count }, (_, i) => BigInt(i + 2) ** 7n % PRIME);
  const residue = (q: Quotient): Residue => {
    const below = valueAt(q.denominator, point);
    demand(below !== 0n, "a denominator vanishes at the point where the rank is taken");
    return {
      value: (valueAt(q.numerator, point) * powerOf(below, PRIME - 2n)) % PRIME,
      zero: isNothing(q),
    };
  };
  const residues = (m: Matrix): Residue[][] => m.map((row) => row.map(residue));
  const own = channels.map(({ A, B }) => ({ A: residues(A), B: residues(B) }));
  const h = residues(H);
  const columns = new Map<string, Map<string, bigint>>();
  const open = Array.from({ length: n }, (_, i) => keyOf("U", i, i, n));
  for (const name of open) {
    if (columns.has(name)) continue;
    const column = columnOf(name, own, h);
    columns.set(name, column);
    for (const key of column.keys()) if (!columns.has(key)) open.push(key);
  }
  const names = [...columns.keys()];
  const rows = names.map((r) => names.map((name) => columns.get(name)?.get(r) ?? 0n));
  return rankOf(rows) === names.length - 1;
}

type Part = "U" | "V";
const keyOf = (part: Part, i: number, j: number, n: number): string => `${part} ${i * n + j}`;

/** Twice d/dt of every element where one element of U or V is 1, with all elements that are not identically unmoved. */
function columnOf(
  name: string,
  channels: readonly {
    readonly A: readonly (readonly Residue[])[];
    readonly B: readonly (readonly Residue[])[];
  }[],
  h: readonly (readonly Residue[])[],
): Map<string, bigint> {
  const n = h.length;
  const [part, place] = [name.slice(0, 1) as Part, Number(name.slice(2))];
  const [k, l] = [Math.floor(place / n), place % n];
  const column = new Map<string, bigint>();
  const put = (to: Part, i: number, j: number, x: bigint): void => {
    if (i > j || (to === "V" && i === j)) return;
    const key = keyOf(to, i, j, n);
    column.set(key, modulo((column.get(key) ?? 0n) + x));
  };
  const at = (m: readonly (readonly Residue[])[], i: number, j: number): Residue => m[i]?.[j] as Residue;
  /** A product of two elements, put at its place unless it is identically zero. */
  const add = (to: Part, i: number, j: number, factor: bigint, ...elements: readonly Residue[]): void => {
    if (elements.some(({ zero }) => zero)) return;
    put(
      to,
      i,
      j,
      elements.reduce((product, { value }) => modulo(product * value), modulo(factor)),
    );
  };
  const parts: readonly (readonly [number, number, bigint])[] =
    k === l
      ? [[k, k, 1n]]
      : [
          [k, l, 1n],
          [l, k, part === "U" ? 1n : -1n],
        ];
  const other: Part = part === "U" ? "V" : "U";
  const turn = part === "U" ? -2n : 2n;
  for (const [a, b, x] of parts) {
    for (let i = 0; i < n; i++) {
      for (const { A, B } of channels) {
        for (let j = 0; j < n; j++) {
          add(part, i, j, x, at(A, i, a), at(B, j, b));
          add(part, i, j, x, at(B, i, a), at(A, j, b));
          add(part, i, b, -x, at(B, j, i), at(A, j, a));
          add(part, a, i, -x, at(A, j, b), at(B, j, i));
        }
      }
      add(other, i, b, turn * x, at(h, i, a));
      add(other, a, i, -turn * x, at(h, b, i));
    }
  }
  return column;
}

const modulo = (x: bigint): bigint => ((x % PRIME) + PRIME) % PRIME;

function valueAt(p: Expanded, point: readonly bigint[]): bigint {
  let total = 0n;
  for (const [exponents, coefficient] of p) {
    let term = ((coefficient % PRIME) + PRIME) % PRIME;
    for (let i = 0; i < exponents.length; i++)
      term = (term * powerOf(point[i] as bigint, BigInt(exponents.charCodeAt(i)))) % PRIME;
    total = (total + term) % PRIME;
  }
  return total;
}

function powerOf(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}

function rankOf(rows: bigint[][]): number {
  let rank = 0;
  const width = rows[0]?.length ?? 0;
  for (let c = 0; c < width; c++) {
    const found = rows.findIndex((row, r) => r >= rank && row[c] !== 0n);
    if (found < 0) continue;
    const lead = rows[found] as bigint[];
    rows[found] = rows[rank] as bigint[];
    rows[rank] = lead;
    const inverted = powerOf(lead[c] as bigint, PRIME - 2n);
    for (let r = rank + 1; r < rows.length; r++) {
      const row = rows[r] as bigint[];
      const factor = ((row[c] as bigint) * inverted) % PRIME;
      if (factor === 0n) continue;
      for (let k = c; k < width; k++)
        row[k] = ((((row[k] as bigint) - factor * (lead[k] as bigint)) % PRIME) + PRIME) % PRIME;
    }
    rank++;
  }
  return rank;
}
