/**
 * A printed product while it is being collected: number, powers of variables, sums, sinh and cosh, and a power of
 * the Boltzmann factors q_i = e^{−2y_i}. Equal factors meet here; `productTree` turns the collection into a tree.
 */
import {
  compareLength,
  nodeCount,
  powerExpression,
  productExpression,
  sameExpression,
} from "../expression/build.js";
import { type ExactNumber, type Expression } from "../expression/expression.js";
import { exactQuotient } from "../fraction/factored-fraction.js";
import { type HyperbolicFunction } from "./hyperbolic.js";

/** How the variables of a ring are printed. */
export interface PresentationRing {
  /** Number of variables. */
  readonly count: number;
  /** x_index^exponent as a formula, for every variable that is not a Boltzmann factor. */
  symbol(index: number, exponent: number): Expression;
  /** Indices of the Boltzmann factors q_i = e^{−2y_i}. */
  readonly q: readonly number[];
  /** name(Σ multiples_i·y_i)^exponent as a formula. */
  call(name: string, multiples: readonly number[], exponent: number): Expression;
  /** Indices of the variables that count as energies and temperature. */
  readonly kinematic: ReadonlySet<number>;
  /** Indices of variables in printing order: energies, couplings, temperature. */
  readonly order: readonly number[];
}

/** constant × Π variable^exponent × Π sum^exponent × Π function^exponent × q^(halfPowers/2). */
export interface Product {
  constant: ExactNumber;
  /** Exponents of the ring's variables; those of the Boltzmann factors stay 0. */
  readonly symbols: number[];
  readonly sums: SumFactor[];
  /** Powers of sinh and cosh of different angles. */
  readonly functions: FunctionFactor[];
  readonly halfPowers: number[];
}

/** A power of sinh or cosh. */
export interface FunctionFactor {
  readonly fn: HyperbolicFunction;
  exponent: number;
}

/** A power of a sum. */
interface SumFactor {
  readonly expression: Expression;
  exponent: number;
}

/** The empty product, 1. */
export function emptyProduct(ring: PresentationRing): Product {
  return {
    constant: { numerator: 1n, denominator: 1n },
    symbols: new Array<number>(ring.count).fill(0),
    sums: [],
    functions: [],
    halfPowers: new Array<number>(ring.q.length).fill(0),
  };
}

/** Multiplies by (numerator/denominator)^exponent. */
export function scaleBy(product: Product, numerator: bigint, denominator = 1n, exponent = 1): void {
  if (exponent === 0 || (numerator === 1n && denominator === 1n)) return;
  const above = exponent < 0 ? denominator : numerator;
  const below = exponent < 0 ? numerator : denominator;
  const { constant } = product;
  if (exponent === 1 || exponent === -1) {
    product.constant = exactQuotient(constant.numerator * above, constant.denominator * below);
    return;
  }
  const e = BigInt(Math.abs(exponent));
  product.constant = exactQuotient(constant.numerator * above ** e, constant.denominator * below ** e);
}

/** Multiplies by x_index^exponent. */
export function multiplyVariable(
  product: Product,
  ring: PresentationRing,
  index: number,
  exponent: number,
): void {
  if (exponent === 0) return;
  const i = ring.q.indexOf(index);
  if (i >= 0) product.halfPowers[i]! += 2 * exponent;
  else product.symbols[index]! += exponent;
}

/** Multiplies by a hyperbolic function. */
export function multiplyFunction(product: Product, fn: HyperbolicFunction, exponent: number): void {
  if (fn.kind === "one") return;
  const old = functionFactor(product, fn);
  if (old) old.exponent += exponent;
  else product.functions.push({ fn, exponent });
}

/** The factor that is a power of this function, if there is one. */
export function functionFactor(product: Product, fn: HyperbolicFunction): FunctionFactor | undefined {
  return product.functions.find((f) => f.fn.kind === fn.kind && sameMultiples(f.fn.multiples, fn.multiples));
}

function sameMultiples(a: readonly number[], b: readonly number[]): boolean {
  return a === b || a.every((m, i) => m === b[i]);
}

/** Multiplies by a sum. */
export function multiplySum(product: Product, expression: Expression, exponent: number): void {
  const old = product.sums.find((s) => sameExpression(s.expression, expression));
  if (old) old.exponent += exponent;
  else product.sums.push({ expression, exponent });
}

/** Multiplies by part^exponent. */
export function multiplyProduct(product: Product, part: Product, exponent = 1): void {
  scaleBy(product, part.constant.numerator, part.constant.denominator, exponent);
  part.symbols.forEach((e, i) => (product.symbols[i]! += e * exponent));
  for (const s of part.sums) multiplySum(product, s.expression, s.exponent * exponent);
  for (const f of part.functions) multiplyFunction(product, f.fn, f.exponent * exponent);
  part.halfPowers.forEach((h, i) => (product.halfPowers[i]! += h * exponent));
}

/** Moves the powers of symbols that all parts share into `into`. */
export function takeCommonSymbols(parts: readonly Product[], into: Product): void {
  for (let v = 0; v < into.symbols.length; v++) {
    let least = Infinity;
    for (const part of parts) least = Math.min(least, part.symbols[v] as number);
    if (least === 0) continue;
    for (const part of parts) part.symbols[v]! -= least;
    into.symbols[v]! += least;
  }
}

/** Number of nodes of the tree, without the power of q in front. */
export function lengthOf(product: Product, ring: PresentationRing): number {
  return nodeCount(productTree({ ...product, halfPowers: ring.q.map(() => 0) }, ring));
}

/** The product as a tree: number, symbols in printing order, sums, functions, exponential. */
export function productTree(product: Product, ring: PresentationRing): Expression {
  const { functions, constant } =
    product.functions.length === 0 ? { functions: [], constant: product.constant } : joinFunctions(product);
  const factors: Expression[] = [{ type: "number", ...constant }];
  for (const v of ring.order) {
    const e = product.symbols[v] as number;
    if (e !== 0) factors.push(ring.symbol(v, e));
  }
  const sums = product.sums.filter((s) => s.exponent !== 0);
  if (sums.length > 1) sums.sort((a, b) => compareLength(a.expression, b.expression));
  for (const s of sums) factors.push(powerExpression(s.expression, s.exponent));
  for (const f of functions) factors.push(ring.call(f.name, f.multiples, f.exponent));
  if (product.halfPowers.some((h) => h !== 0)) {
    factors.push(
      ring.call(
        "exp",
        product.halfPowers.map((h) => -h),
        1,
      ),
    );
  }
  return factors.length === 1 ? (factors[0] as Expression) : productExpression(factors);
}

interface JoinedFunction {
  readonly name: string;
  readonly multiples: readonly number[];
  readonly exponent: number;
}

/** sinh^a·cosh^b of one angle → sinh of the double angle; sinh/cosh → tanh, cosh/sinh → coth. */
function joinFunctions(product: Product): { functions: JoinedFunction[]; constant: ExactNumber } {
  const pending: { readonly multiples: readonly number[]; sinh: number; cosh: number }[] = [];
  const withAngle = (multiples: readonly number[]): (typeof pending)[number] | undefined =>
    pending.find((e) => sameMultiples(e.multiples, multiples));
  for (const { fn, exponent } of product.functions) {
    let entry = withAngle(fn.multiples);
    if (!entry) pending.push((entry = { multiples: fn.multiples, sinh: 0, cosh: 0 }));
    if (fn.kind === "sinh") entry.sinh += exponent;
    else entry.cosh += exponent;
  }
  const rescaled = { constant: product.constant } as Product;
  const functions: JoinedFunction[] = [];
  // small angles first, since joining moves to the double angle
  if (pending.length > 1) pending.sort((a, b) => angleSize(a.multiples) - angleSize(b.multiples));
  for (let entry = pending.shift(); entry; entry = pending.shift()) {
    const { multiples } = entry;
    const sign = Math.sign(entry.sinh);
    const both =
      sign !== 0 && sign === Math.sign(entry.cosh) ? Math.min(Math.abs(entry.sinh), Math.abs(entry.cosh)) : 0;
    if (both > 0) {
      entry.sinh -= sign * both;
      entry.cosh -= sign * both;
      scaleBy(rescaled, 1n, 2n, sign * both);
      const doubled = multiples.map((m) => 2 * m);
      const known = withAngle(doubled);
      if (known) known.sinh += sign * both;
      else pending.unshift({ multiples: doubled, sinh: sign * both, cosh: 0 });
    }
    const quotient =
      Math.sign(entry.sinh) * Math.sign(entry.cosh) < 0
        ? Math.min(Math.abs(entry.sinh), Math.abs(entry.cosh))
        : 0;
    if (quotient > 0) {
      const up = Math.sign(entry.sinh);
      functions.push({ name: up > 0 ? "tanh" : "coth", multiples, exponent: quotient });
      entry.sinh -= up * quotient;
      entry.cosh += up * quotient;
    }
    if (entry.sinh !== 0) functions.push({ name: "sinh", multiples, exponent: entry.sinh });
    if (entry.cosh !== 0) functions.push({ name: "cosh", multiples, exponent: entry.cosh });
  }
  return { functions, constant: rescaled.constant };
}

function angleSize(multiples: readonly number[]): number {
  return multiples.reduce((s, m) => s + Math.abs(m), 0);
}
