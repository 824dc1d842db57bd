/**
 * A polynomial in z = 2b/T_a and q = e^{−z} as a product: z^a·sinh^b·cosh^c·Σ_fn (polynomial in z)·fn, with fn = cosh or
 * sinh of multiples of y = b/T_a.
 */
import { multiplyPart, multiplyParts, type Part, zPolynomial } from "./energy-part.js";
import { type FormContext } from "./form-context.js";
import { integerGcd } from "../integer/integer.js";
import { emptyProduct, multiplyFunction, type Product, scaleBy } from "./product.js";

/** The rows of a leaf: for each power of z the nonzero coefficients by powers of q. */
export type Leaf = Map<number, (bigint | undefined)[]>;

/** Coefficients of z^j by powers of q. */
interface Row {
  readonly j: number;
  readonly row: readonly bigint[];
}

/** The rows from the lowest power of q to the highest, highest power of z first. */
function denseRows(leaf: Leaf): { readonly rows: Row[]; readonly low: number } {
  let low = Infinity;
  let high = 0;
  for (const row of leaf.values()) {
    let first = 0;
    while (row[first] === undefined) first++;
    low = Math.min(low, first);
    high = Math.max(high, row.length - 1);
  }
  const rows: Row[] = [];
  for (const [j, sparse] of leaf) {
    const row: bigint[] = [];
    for (let i = low; i <= high; i++) row.push(sparse[i] ?? 0n);
    rows.push({ j, row });
  }
  return { rows: rows.sort((a, b) => b.j - a.j), low };
}

/** Divisors in q that are hyperbolic functions: 1 − q, 1 + q and 1 + q² are sinh y, cosh y and cosh 2y, times 2q^(…). */
const DIVISORS = [
  { step: 1, sign: -1n, fn: { kind: "sinh", multiples: [1] } },
  { step: 1, sign: 1n, fn: { kind: "cosh", multiples: [1] } },
  { step: 2, sign: 1n, fn: { kind: "cosh", multiples: [2] } },
] as const;

/** Whether 1 + sign·q^step divides the row: at its zeros, powers of q are congruent modulo the step up to sign. */
function divisible(row: readonly bigint[], step: number, sign: bigint): boolean {
  if (row.length <= step) return false;
  for (let m = 0; m < step; m++) {
    let sum = 0n;
    let negative = false;
    for (let i = m; i < row.length; i += step) {
      sum = negative ? sum - (row[i] as bigint) : sum + (row[i] as bigint);
      if (sign === 1n) negative = !negative;
    }
    if (sum !== 0n) return false;
  }
  return true;
}

/** row/(1 + sign·q^step), which must be a polynomial. */
function dividedBy(row: readonly bigint[], step: number, sign: bigint): bigint[] {
  const quotient = row.slice(0, row.length - step);
  for (let i = step; i < quotient.length; i++) {
    const before = quotient[i - step] as bigint;
    if (before !== 0n)
      quotient[i] = sign === 1n ? (quotient[i] as bigint) - before : (quotient[i] as bigint) + before;
  }
  return quotient;
}

/** The product, or undefined where a polynomial in q has no parity. */
export function leafForm(leaf: Leaf, context: FormContext): Product | undefined {
  const { ring } = context;
  const product = emptyProduct(ring);
  const dense = denseRows(leaf);
  product.halfPowers[0] = 2 * dense.low;
  let { rows } = dense;
  for (const { step, sign, fn } of DIVISORS) {
    while (rows.every(({ row }) => divisible(row, step, sign))) {
      rows = rows.map(({ j, row }) => ({ j, row: dividedBy(row, step, sign) }));
      // 1 ∓ q^s = 2q^(s/2)·sinh or cosh of s·y
      scaleBy(product, 2n);
      product.halfPowers[0] += step;
      multiplyFunction(product, fn, 1);
    }
  }
  const width = (rows[0] as Row).row.length;
  product.halfPowers[0] += width - 1;
  const split = proportional(rows);
  if (!split) return multiplyFunctions(product, rows, context);
  const powers = rows.map(({ j }) => j);
  multiplyPart(product, zPolynomial("one", 0, powers, split, context), context);
  return multiplyFunctions(product, [{ j: 0, row: primitive((rows[0] as Row).row) }], context);
}

/** Factors c_i with row_i = c_i·(a primitive row), where all rows are proportional. */
function proportional(rows: readonly Row[]): bigint[] | undefined {
  if (rows.length < 2) return undefined;
  const base = primitive((rows[0] as Row).row);
  const place = base.findIndex((c) => c !== 0n);
  const factors: bigint[] = [];
  for (const { row } of rows) {
    const lead = row[place] as bigint;
    const unit = base[place] as bigint;
    if (lead % unit !== 0n) return undefined;
    const c = lead / unit;
    if (!row.every((x, i) => x === c * (base[i] as bigint))) return undefined;
    factors.push(c);
  }
  return factors;
}

function primitive(row: readonly bigint[]): bigint[] {
  const g = row.reduce((d, c) => integerGcd(d, c), 0n);
  const lead = row.find((c) => c !== 0n) as bigint;
  return row.map((c) => c / (lead < 0n ? -g : g));
}

/** Multiplies by Σ rows as functions of y, undefined where a row has no parity. */
function multiplyFunctions(
  product: Product,
  rows: readonly Row[],
  context: FormContext,
): Product | undefined {
  const parities = rows.map(({ row }) => parityOf(row));
  if (parities.includes(0)) return undefined;
  const powers = rows.map(({ j }) => j);
  const width = (rows[0] as Row).row.length;
  const parts: Part[] = [];
  for (let i = 0; 2 * i < width; i++) {
    const weight = width - 1 - 2 * i;
    for (const parity of PARITIES) {
      const kind = weight === 0 ? "one" : parity === 1 ? "cosh" : "sinh";
      const column = rows.map(({ row }, r) => (parities[r] === parity ? (row[i] as bigint) : 0n));
      if (column.every((c) => c === 0n)) continue;
      // c·q^j + c·q^(h−j) = q^(h/2)·2c·cosh
      const doubled = weight === 0 ? column : column.map((c) => 2n * c);
      parts.push(zPolynomial(kind, weight, powers, doubled, context));
    }
  }
  const [only] = parts;
  if (only && parts.length === 1) multiplyPart(product, only, context);
  else multiplyParts(product, parts, context);
  return product;
}

/** cosh stands before sinh of the same angle. */
const PARITIES = [1, -1] as const;

/** 1 for a symmetric row, −1 for an antisymmetric one, 0 otherwise. */
function parityOf(row: readonly bigint[]): 1 | -1 | 0 {
  let parity: 1 | -1 | 0 = 0;
  for (let i = 0, k = row.length - 1; i <= k; i++, k--) {
    const c = row[i] as bigint;
    const partner = row[k] as bigint;
    if (c === 0n && partner === 0n) continue;
    const own = c === partner ? 1 : c === -partner ? -1 : 0;
    if (own === 0 || (parity !== 0 && own !== parity)) return 0;
    parity = own;
  }
  return parity;
}
