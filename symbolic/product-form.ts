/**
 * A printed product while it is being collected: number, powers of variables, sums, sinh and cosh, and a power of
 * the Boltzmann factors q_i = e^{−2y_i}. Equal factors meet here; `productTree` turns the collection into a tree.
 */
import { callExpression, nodeCount, powerExpression, productExpression, sameExpression } from "./build.js";
import { type ExactNumber, type Expression } from "./expression.js";
import { exactQuotient } from "./factored-fraction.js";
import { type HyperbolicFunction } from "./hyperbolic.js";

/** How the variables of a ring are printed. */
export interface PresentationRing {
  /** Number of variables. */
  readonly count: number;
  /** x_index^exponent as a formula, for every variable that is not a Boltzmann factor. */
  symbol(index: number, exponent: number): Expression;
  /** Indices of the Boltzmann factors q_i = e^{−2y_i}. */
  readonly q: readonly number[];
  /** Σ multiples_i·y_i as a formula. */
  angle(multiples: readonly number[]): Expression;
  /** Indices of the variables that count as energies and temperature. */
  readonly kinematic: ReadonlySet<number>;
  /** Indices of variables in printing order: energies, couplings, temperature. */
  readonly order: readonly number[];
}

/** constant × Π variable^exponent × Π sum^exponent × Π function^exponent × q^(halfPowers/2). */
export interface Product {
  constant: ExactNumber;
  readonly symbols: Map<number, number>;
  readonly sums: { readonly expression: Expression; exponent: number; readonly size: number }[];
  /** Powers of sinh and cosh of an angle. */
  readonly functions: Map<string, { readonly fn: HyperbolicFunction; exponent: number }>;
  readonly halfPowers: number[];
}

/** The empty product, 1. */
export function emptyProduct(ring: PresentationRing): Product {
  return {
    constant: { numerator: 1n, denominator: 1n },
    symbols: new Map(),
    sums: [],
    functions: new Map(),
    halfPowers: ring.q.map(() => 0),
  };
}

/** Multiplies by (numerator/denominator)^exponent. */
export function scaleBy(product: Product, numerator: bigint, denominator = 1n, exponent = 1): void {
  if (numerator === 1n && denominator === 1n) return;
  const [n, d] = exponent < 0 ? [denominator, numerator] : [numerator, denominator];
  const e = BigInt(Math.abs(exponent));
  product.constant = exactQuotient(
    product.constant.numerator * n ** e,
    product.constant.denominator * d ** e,
  );
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
  else product.symbols.set(index, (product.symbols.get(index) ?? 0) + exponent);
}

/** Multiplies by a hyperbolic function. */
export function multiplyFunction(product: Product, fn: HyperbolicFunction, exponent: number): void {
  if (fn.kind === "one") return;
  const key = `${fn.kind}${fn.multiples.join()}`;
  const old = product.functions.get(key);
  if (old) old.exponent += exponent;
  else product.functions.set(key, { fn, exponent });
}

/** expression^exponent as a factor; its length is counted when it is asked for. */
export function sumFactor(expression: Expression, exponent: number): Product["sums"][number] {
  let size: number | undefined;
  return {
    expression,
    exponent,
    get size() {
      return (size ??= nodeCount(expression));
    },
  };
}

/** Multiplies by a sum. */
export function multiplySum(product: Product, expression: Expression, exponent: number): void {
  const old = product.sums.find((s) => sameExpression(s.expression, expression));
  if (old) old.exponent += exponent;
  else product.sums.push(sumFactor(expression, exponent));
}

/** Multiplies by part^exponent. */
export function multiplyProduct(product: Product, part: Product, exponent = 1): void {
  scaleBy(product, part.constant.numerator, part.constant.denominator, exponent);
  for (const [i, e] of part.symbols) product.symbols.set(i, (product.symbols.get(i) ?? 0) + e * exponent);
  for (const s of part.sums) multiplySum(product, s.expression, s.exponent * exponent);
  for (const f of part.functions.values()) multiplyFunction(product, f.fn, f.exponent * exponent);
  part.halfPowers.forEach((h, i) => (product.halfPowers[i]! += h * exponent));
}

/** Moves the powers of symbols that all parts share into `into`. */
export function takeCommonSymbols(parts: readonly Product[], into: Product): void {
  for (const v of new Set(parts.flatMap((part) => [...part.symbols.keys()]))) {
    const least = Math.min(...parts.map((part) => part.symbols.get(v) ?? 0));
    if (least === 0) continue;
    for (const part of parts) part.symbols.set(v, (part.symbols.get(v) ?? 0) - least);
    into.symbols.set(v, (into.symbols.get(v) ?? 0) + least);
  }
}

/** Number of nodes of the tree, without the power of q in front. */
export function lengthOf(product: Product, ring: PresentationRing): number {
  return nodeCount(productTree({ ...product, halfPowers: ring.q.map(() => 0) }, ring));
}

/** The product as a tree: number, symbols in printing order, sums, functions, exponential. */
export function productTree(product: Product, ring: PresentationRing): Expression {
  const { functions, constant } = joinFunctions(product);
  const factors: Expression[] = [{ type: "number", ...constant }];
  for (const v of ring.order) {
    const e = product.symbols.get(v) ?? 0;
    if (e !== 0) factors.push(ring.symbol(v, e));
  }
  const sums = product.sums.filter((s) => s.exponent !== 0);
  if (sums.length > 1) sums.sort((a, b) => a.size - b.size);
  for (const s of sums) factors.push(powerExpression(s.expression, s.exponent));
  for (const f of functions)
    factors.push(powerExpression(callExpression(f.name, ring.angle(f.multiples)), f.exponent));
  if (product.halfPowers.some((h) => h !== 0)) {
    factors.push(callExpression("exp", ring.angle(product.halfPowers.map((h) => -h))));
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
  const powers = new Map<string, { multiples: readonly number[]; sinh: number; cosh: number }>();
  const entryFor = (multiples: readonly number[]): { sinh: number; cosh: number } => {
    const key = multiples.join();
    const entry = powers.get(key) ?? { multiples, sinh: 0, cosh: 0 };
    powers.set(key, entry);
    return entry;
  };
  for (const { fn, exponent } of product.functions.values()) {
    const entry = entryFor(fn.multiples);
    if (fn.kind === "sinh") entry.sinh += exponent;
    else entry.cosh += exponent;
  }
  const rescaled = { constant: product.constant } as Product;
  const functions: JoinedFunction[] = [];
  // small angles first, since joining moves to the double angle
  const pending = [...powers.values()].sort((a, b) => angleSize(a.multiples) - angleSize(b.multiples));
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
      const known = pending.find((e) => e.multiples.join() === doubled.join());
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
