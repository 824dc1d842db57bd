/**
 * A polynomial in z = 2b/T_a and q = e^{−z} as a product: z^a·sinh^b·cosh^c·Σ_fn (polynomial in z)·fn, with fn = cosh or
 * sinh of multiples of y = b/T_a.
 */
import { numberExpression, productExpression, sumExpression } from "./build.js";
import { type Expression } from "./expression.js";
import { type MonomialImage } from "./generator-presentation.js";
import { type HyperbolicFunction } from "./hyperbolic.js";
import { absolute, integerGcd, integerLcm } from "./integer.js";
import { type Polynomial } from "./polynomial.js";
import { positiveFirst } from "./present-sum.js";
import {
  emptyProduct,
  multiplyFunction,
  multiplyProduct,
  multiplySum,
  multiplyVariable,
  type PresentationRing,
  type Product,
  productTree,
  scaleBy,
  sumFactor,
  takeCommonSymbols,
} from "./product-form.js";

/** What the forms of one coefficient share. */
export interface FormContext {
  readonly ring: PresentationRing;
  readonly images: readonly MonomialImage[];
  /** Indices of z and q among the generators' variables. */
  readonly z: number;
  readonly q: number;
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

/** The rows of a leaf: for each power of z the coefficients by powers of q. */
export type Leaf = Map<number, (bigint | undefined)[]>;

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
  let low = Infinity;
  let high = 0;
  for (const row of leaf.values()) {
    low = Math.min(
      low,
      row.findIndex((c) => c !== undefined && c !== 0n),
    );
    high = Math.max(high, row.length - 1);
  }
  let rows = [...leaf].map(([j, row]) => ({
    j,
    row: Array.from({ length: high - low + 1 }, (_, i) => row[low + i] ?? 0n),
  }));
  rows.sort((a, b) => b.j - a.j);
  product.halfPowers[0] = 2 * low;
  for (const { step, sign, fn } of DIVISORS) {
    while (rows.every(({ row }) => divisible(row, step, sign))) {
      rows = rows.map(({ j, row }) => ({ j, row: dividedBy(row, step, sign) }));
      // 1 ∓ q^s = 2q^(s/2)·sinh or cosh of s·y
      scaleBy(product, 2n);
      product.halfPowers[0] += step;
      multiplyFunction(product, fn, 1);
    }
  }
  const width = (rows[0] as { row: bigint[] }).row.length;
  product.halfPowers[0] += width - 1;
  const least = (rows.at(-1) as { j: number }).j;
  multiplyImage(product, context, context.z, least);
  const split = proportional(rows);
  if (split) {
    multiplyProduct(
      product,
      zPolynomial(
        split.map((c, i) => [(rows[i] as { j: number }).j - least, c]),
        context,
      ),
    );
    return multiplyFunctions(
      product,
      [{ j: 0, row: primitive((rows[0] as { row: bigint[] }).row) }],
      context,
    );
  }
  return multiplyFunctions(
    product,
    rows.map(({ j, row }) => ({ j: j - least, row })),
    context,
  );
}

/** Factors c_i with row_i = c_i·(a primitive row), where all rows are proportional. */
function proportional(rows: readonly { readonly row: readonly bigint[] }[]): bigint[] | undefined {
  if (rows.length < 2) return undefined;
  const base = primitive((rows[0] as { row: bigint[] }).row);
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
  rows: readonly { readonly j: number; readonly row: readonly bigint[] }[],
  context: FormContext,
): Product | undefined {
  const width = (rows[0] as { row: readonly bigint[] }).row.length;
  const sums = new Map<string, { fn: HyperbolicFunction; weight: number; terms: [number, bigint][] }>();
  for (const { j, row } of rows) {
    let parity = 0n;
    for (let i = 0; 2 * i < width; i++) {
      const c = row[i] as bigint;
      const partner = row[width - 1 - i] as bigint;
      if (c === 0n && partner === 0n) continue;
      const own = c === partner ? 1n : c === -partner ? -1n : 0n;
      if (own === 0n || (parity !== 0n && own !== parity)) return undefined;
      const weight = width - 1 - 2 * i;
      if (weight === 0 && own === -1n) return undefined;
      parity = own;
      const kind = weight === 0 ? "one" : own === 1n ? "cosh" : "sinh";
      const key = `${kind}${weight}`;
      let sum = sums.get(key);
      if (!sum) sums.set(key, (sum = { fn: { kind, multiples: [weight] }, weight, terms: [] }));
      sum.terms.push([j, weight === 0 ? c : 2n * c]);
    }
  }
  const list = [...sums.values()].sort((a, b) => b.weight - a.weight || (a.fn.kind < b.fn.kind ? -1 : 1));
  const parts = list.map(({ fn, terms }) => {
    const part = zPolynomial(terms, context);
    multiplyFunction(part, fn, 1);
    return part;
  });
  const [only] = parts;
  if (only && parts.length === 1) {
    multiplyProduct(product, only);
    return product;
  }
  // Numbers and symbols that all parts share stand in front; a constant part needs no parentheses.
  const shared = commonNumbers(parts, context.ring);
  multiplyProduct(product, shared);
  const top = Math.max(...rows.map(({ j }) => j));
  const leading = list.findIndex(({ terms }) => terms.some(([j]) => j === top));
  if ((parts[leading] as Product).constant.numerator < 0n)
    for (const p of [product, ...parts]) scaleBy(p, -1n);
  const trees = parts.flatMap((part, i) => {
    const tree = productTree(part, context.ring);
    return (list[i] as { fn: HyperbolicFunction }).fn.kind === "one" ? distributed(tree) : [tree];
  });
  multiplySum(product, positiveFirst(trees), 1);
  return product;
}

/** The terms of number × sum; anything else is a single term. */
function distributed(e: Expression): readonly Expression[] {
  if (e.type === "sum") return e.terms;
  if (e.type !== "product") return [e];
  const sum = e.factors.at(-1) as Expression;
  if (sum.type !== "sum" || e.factors.some((x, i) => i < e.factors.length - 1 && x.type !== "number"))
    return [e];
  return sum.terms.map((t) => productExpression([...e.factors.slice(0, -1), t]));
}

/** Takes the number and the symbols that all parts share out of them. */
function commonNumbers(parts: readonly Product[], ring: PresentationRing): Product {
  const result = emptyProduct(ring);
  takeCommonSymbols(parts, result);
  const numerator = parts.reduce((g, part) => integerGcd(g, part.constant.numerator), 0n);
  const denominator = parts.reduce((l, part) => integerLcm(l, part.constant.denominator), 1n);
  scaleBy(result, numerator, denominator);
  for (const part of parts) scaleBy(part, denominator, numerator);
  return result;
}

/** Σ c_j z^j with its number and its symbols in front, and the highest power of the energy first and positive. */
function zPolynomial(terms: readonly (readonly [number, bigint])[], context: FormContext): Product {
  const { ring, images } = context;
  const image = images[context.z] as MonomialImage;
  const product = emptyProduct(ring);
  const top = Math.max(...terms.map(([j]) => j));
  const scaled = terms
    .filter(([, c]) => c !== 0n)
    .map(([j, c]) => ({ j, c: c * image.numerator ** BigInt(j) * image.denominator ** BigInt(top - j) }));
  scaled.sort((a, b) => b.j - a.j);
  scaleBy(product, 1n, image.denominator, top);
  const least = image.exponents.map(([v, e]) => [v, e, Math.min(...scaled.map(({ j }) => j * e))] as const);
  for (const [v, , low] of least) multiplyVariable(product, ring, v, low);
  const content = scaled.reduce((g, { c }) => integerGcd(g, c), 0n);
  const lead = (scaled[0] as { c: bigint }).c;
  const unit = lead < 0n ? -absolute(content) : absolute(content);
  scaleBy(product, unit);
  if (scaled.length === 1) return product;
  const symbols = ring.order.flatMap((v) => least.filter(([u]) => u === v));
  const expression = sumExpression(
    scaled.map(({ j, c }) => {
      const factors = [numberExpression(c / unit)];
      for (const [v, e, low] of symbols) if (j * e !== low) factors.push(ring.symbol(v, j * e - low));
      return productExpression(factors);
    }),
  );
  product.sums.push(sumFactor(expression, 1));
  return product;
}
