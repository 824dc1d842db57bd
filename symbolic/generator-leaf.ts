/**
 * A polynomial in z = 2b/T_a and q = e^{−z} as a product: z^a·sinh^b·cosh^c·Σ_fn (polynomial in z)·fn, with fn = cosh or
 * sinh of multiples of y = b/T_a.
 */
import { numberExpression, productExpression, sumExpression } from "./build.js";
import { type ExactNumber, type Expression } from "./expression.js";
import { exactQuotient } from "./factored-fraction.js";
import { type MonomialImage } from "./generator-presentation.js";
import { type HyperbolicFunction } from "./hyperbolic.js";
import { integerGcd, integerLcm } from "./integer.js";
import { type Polynomial } from "./polynomial.js";
import { positiveFirst } from "./present-sum.js";
import {
  emptyProduct,
  multiplyFunction,
  multiplySum,
  multiplyVariable,
  type PresentationRing,
  type Product,
  scaleBy,
} from "./product-form.js";

/** What the forms of one coefficient share. */
export interface FormContext {
  readonly ring: PresentationRing;
  readonly images: readonly MonomialImage[];
  /** Indices of z and q among the generators' variables. */
  readonly z: number;
  readonly q: number;
  /** The symbols of z in printing order. */
  readonly zSymbols: readonly { readonly variable: number; readonly exponent: number }[];
  /** For each level of nesting, how much the exponent of every generator's variable counts there. */
  readonly levels: readonly (readonly number[])[];
  /** Forms of the factors of denominators, which all coefficients share. */
  readonly denominators: Map<Polynomial, Product>;
}

/** Multiplies by a power of a generator's variable as it is printed. */
export function multiplyImage(product: Product, context: FormContext, i: number, exponent: number): void {
  if (exponent === 0) return;
  const image = context.images[i] as MonomialImage;
  scaleBy(product, image.numerator, image.denominator, exponent);
  for (const [v, e] of image.exponents) multiplyVariable(product, context.ring, v, e * exponent);
}

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

/** unit·z^low·(polynomial in z)·fn(weight·y). */
interface Part {
  readonly kind: HyperbolicFunction["kind"];
  readonly weight: number;
  /** Its sign makes the highest power of the energy positive in the sum. */
  readonly unit: ExactNumber;
  /** Highest and lowest power of z. */
  readonly top: number;
  readonly low: number;
  /** The primitive polynomial without z^low; undefined for 1. */
  readonly sum: Expression | undefined;
}

/** (Σ c_i z^powers_i)·fn as a part; powers fall. */
function zPolynomial(
  kind: Part["kind"],
  weight: number,
  powers: readonly number[],
  coefficients: readonly bigint[],
  context: FormContext,
): Part {
  const { numerator, denominator } = context.images[context.z] as MonomialImage;
  let top = -1;
  let low = 0;
  let content = 0n;
  let lead = 0n;
  const scaled = coefficients.map((c, i) => {
    if (c === 0n) return c;
    low = powers[i] as number;
    if (top < 0) top = low;
    // z^j = numerator^j·denominator^(top−j)·… over denominator^top
    let x = c * numerator ** BigInt(low);
    if (denominator !== 1n) x *= denominator ** BigInt(top - low);
    if (lead === 0n) lead = x;
    content = integerGcd(content, x);
    return x;
  });
  const unit = lead < 0n ? -content : content;
  let sum: Expression | undefined;
  if (top !== low) {
    const terms: Expression[] = [];
    scaled.forEach((x, i) => {
      if (x === 0n) return;
      const j = powers[i] as number;
      const factors: Expression[] = [numberExpression(x / unit)];
      for (const { variable, exponent } of context.zSymbols) {
        const own = exponent * (exponent > 0 ? j - low : j - top);
        if (own !== 0) factors.push(context.ring.symbol(variable, own));
      }
      terms.push(productExpression(factors));
    });
    sum = sumExpression(terms);
  }
  return { kind, weight, unit: exactQuotient(unit, denominator ** BigInt(top)), top, low, sum };
}

/** The exponent of a symbol of z in front of a part. */
const frontExponent = (exponent: number, part: Part): number =>
  exponent * (exponent > 0 ? part.low : part.top);

function multiplyPart(product: Product, part: Part, context: FormContext): void {
  scaleBy(product, part.unit.numerator, part.unit.denominator);
  for (const { variable, exponent } of context.zSymbols)
    multiplyVariable(product, context.ring, variable, frontExponent(exponent, part));
  if (part.sum) multiplySum(product, part.sum, 1);
  multiplyFunction(product, { kind: part.kind, multiples: [part.weight] }, 1);
}

/** Multiplies by Σ parts; the number and the symbols that all share stand in front. */
function multiplyParts(product: Product, parts: readonly Part[], context: FormContext): void {
  const { ring, zSymbols } = context;
  let numerator = 0n;
  let denominator = 1n;
  for (const { unit } of parts) {
    numerator = integerGcd(numerator, unit.numerator);
    denominator = integerLcm(denominator, unit.denominator);
  }
  const front = zSymbols.map(({ exponent }) =>
    Math.min(...parts.map((part) => frontExponent(exponent, part))),
  );
  zSymbols.forEach(({ variable }, i) => {
    multiplyVariable(product, ring, variable, front[i] as number);
  });
  // The highest power of the energy is positive.
  const top = Math.max(...parts.map((part) => part.top));
  const leading = parts.find((part) => part.top === top) as Part;
  if (leading.unit.numerator < 0n) numerator = -numerator;
  scaleBy(product, numerator, denominator);
  const trees: Expression[] = [];
  for (const part of parts) {
    const unit = (part.unit.numerator * (denominator / part.unit.denominator)) / numerator;
    const factors: Expression[] = [numberExpression(unit)];
    zSymbols.forEach(({ variable, exponent }, i) => {
      const e = frontExponent(exponent, part) - (front[i] as number);
      if (e !== 0) factors.push(ring.symbol(variable, e));
    });
    if (part.sum && part.kind === "one" && factors.length === 1) {
      // a constant part needs no parentheses
      const { sum } = part;
      if (sum.type === "sum") for (const t of sum.terms) trees.push(productExpression([factors[0]!, t]));
      continue;
    }
    if (part.sum) factors.push(part.sum);
    if (part.kind !== "one") factors.push(ring.call(part.kind, [part.weight], 1));
    trees.push(productExpression(factors));
  }
  multiplySum(product, positiveFirst(trees), 1);
}
