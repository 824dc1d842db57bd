/**
 * From a canonical coefficient to the formula a physicist would print.
 *
 * Every step is an identity on the exact value, chosen by length, never by recognising a junction:
 *  1. the numerator is split into contents: a factor in the couplings alone, a factor in energies and Boltzmann
 *     factors alone, and a core that mixes them;
 *  2. where a denominator holds a + b, the core is tried in a + b and a − b;
 *  3. Boltzmann factors become hyperbolic functions wherever parities allow (`hyperbolic.ts`); powers of sinh and
 *     cosh of one angle join into sinh of the double angle, quotients into tanh and coth;
 *  4. a core is written both as Σ (coupling monomial)·(function) and as Σ (function)·(polynomial); the shorter wins.
 */
import {
  callExpression,
  nodeCount,
  numberExpression,
  powerExpression,
  productExpression,
  sumExpression,
} from "./build.js";
import { type ExactNumber, type Expression } from "./expression.js";
import { type Factor, factor } from "./factor.js";
import { exactQuotient, type FactoredFraction, isZeroFraction } from "./factored-fraction.js";
import { hyperbolicForm, type HyperbolicFunction } from "./hyperbolic.js";
import {
  add,
  asInteger,
  equals,
  multiply,
  negate,
  type Polynomial,
  power,
  variablePower,
} from "./polynomial.js";
import { divideKnown, gcdOfAll } from "./polynomial-gcd.js";
import {
  coefficientsInAll,
  degreeIn,
  fromTerms,
  integerContent,
  shiftDown,
  substitute,
  type Term,
  termCount,
  termsOf,
  valuationIn,
  variablesOf,
} from "./polynomial-structure.js";

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

/** constant × Π factor^exponent × q^(halfPowers/2), being collected. */
interface Product {
  constant: ExactNumber;
  readonly symbols: Map<number, number>;
  readonly sums: { readonly expression: Expression; exponent: number; readonly key: string }[];
  /** Powers of sinh and cosh of an angle. */
  readonly functions: Map<string, { readonly fn: HyperbolicFunction; exponent: number }>;
  readonly halfPowers: number[];
}

/** Polynomials with more terms are printed as they are, without a search for factors. */
const SEARCH_LIMIT = 400;
/** Sums with more terms are not searched for a shorter grouping. */
const GROUPING_LIMIT = 12;

/** The printable form of a canonical coefficient. */
export function present(f: FactoredFraction, ring: PresentationRing): Expression {
  if (isZeroFraction(f)) return numberExpression(0n);
  const product = emptyProduct(ring);
  scaleBy(product, f.constant.numerator, f.constant.denominator);
  f.monomial.forEach((e, i) => multiplyVariable(product, ring, i, e));
  const rewritings = f.denominator.flatMap((d) => rewritingsFrom(d.base, ring));
  for (const d of f.denominator) multiplyPolynomial(product, ring, d.base, -d.exponent);
  presentNumerator(product, ring, f.numerator, rewritings);
  return toExpression(product, ring);
}

/** The printable form of a polynomial, factored where it is short enough. */
export function presentPolynomial(p: Polynomial, ring: PresentationRing): Expression {
  if (p === 0n) return numberExpression(0n);
  const product = emptyProduct(ring);
  presentNumerator(product, ring, p, []);
  return toExpression(product, ring);
}

function emptyProduct(ring: PresentationRing): Product {
  return {
    constant: { numerator: 1n, denominator: 1n },
    symbols: new Map(),
    sums: [],
    functions: new Map(),
    halfPowers: ring.q.map(() => 0),
  };
}

function scaleBy(product: Product, numerator: bigint, denominator = 1n): void {
  product.constant = exactQuotient(
    product.constant.numerator * numerator,
    product.constant.denominator * denominator,
  );
}

function multiplyVariable(product: Product, ring: PresentationRing, index: number, exponent: number): void {
  if (exponent === 0) return;
  const i = ring.q.indexOf(index);
  if (i >= 0) product.halfPowers[i]! += 2 * exponent;
  else product.symbols.set(index, (product.symbols.get(index) ?? 0) + exponent);
}

function multiplyFunction(product: Product, fn: HyperbolicFunction, exponent: number): void {
  const key = `${fn.kind}${fn.multiples.join()}`;
  const old = product.functions.get(key);
  if (old) old.exponent += exponent;
  else product.functions.set(key, { fn, exponent });
}

function multiplySum(product: Product, expression: Expression, exponent: number): void {
  const key = JSON.stringify(expression, (_, v: unknown) => (typeof v === "bigint" ? `${v}n` : v));
  const old = product.sums.find((s) => s.key === key);
  if (old) old.exponent += exponent;
  else product.sums.push({ expression, exponent, key });
}

/** Takes integer content, sign and monomial out into the product and returns what is left. */
function takeContent(product: Product, ring: PresentationRing, p: Polynomial, exponent: number): Polynomial {
  let rest = p;
  for (const v of variablesOf(p)) {
    const e = valuationIn(rest, v);
    rest = shiftDown(rest, v, e);
    multiplyVariable(product, ring, v, e * exponent);
  }
  let unit = integerContent(rest);
  if (firstPrinted(rest, ring) < 0n) unit = -unit;
  if (exponent > 0) scaleBy(product, unit ** BigInt(exponent));
  else scaleBy(product, 1n, unit ** BigInt(-exponent));
  return divideKnown(rest, unit);
}

/** The coefficient of the term that is printed first; sums start with a plus sign. */
function firstPrinted(p: Polynomial, ring: PresentationRing): bigint {
  if (typeof p === "bigint") return p;
  const [v, ...others] = variablesOf(p);
  // 1 − q rather than q − 1: sinh of a positive angle
  if (v !== undefined && others.length === 0 && ring.q.includes(v)) {
    return asInteger(coefficientsInAll(p, [v]).find((c) => c.exponents[0] === 0)?.value ?? 0n) ?? 0n;
  }
  return (sortTerms(termsOf(p, ring.count), ring)[0] as Term).coefficient;
}

/** p^exponent as one factor: an elementary hyperbolic function if it is one, otherwise a sum. */
function multiplyPolynomial(product: Product, ring: PresentationRing, p: Polynomial, exponent: number): void {
  const rest = takeContent(product, ring, p, exponent);
  if (asInteger(rest) !== undefined) return;
  const usesQ = variablesOf(rest).some((v) => ring.q.includes(v));
  if (!usesQ) {
    multiplySum(product, plainSum(rest, ring), exponent);
    return;
  }
  const form = hyperbolicForm(rest, ring);
  if (!form) {
    multiplyExponentialSum(product, ring, rest, exponent);
    return;
  }
  form.halfPowers.forEach((h, i) => (product.halfPowers[i]! += h * exponent));
  const [only, ...others] = form.terms;
  if (only && others.length === 0) {
    const unit = asInteger(only.coefficient);
    if (unit !== undefined) {
      if (exponent > 0) scaleBy(product, unit ** BigInt(exponent));
      else scaleBy(product, 1n, unit ** BigInt(-exponent));
    } else multiplyPolynomial(product, ring, only.coefficient, exponent);
    if (only.fn.kind !== "one") multiplyFunction(product, only.fn, exponent);
    return;
  }
  // Common integer factor of all coefficients goes in front.
  const common = form.terms.reduce<bigint>((g, t) => gcdInteger(g, integerContent(t.coefficient)), 0n);
  if (exponent > 0) scaleBy(product, common ** BigInt(exponent));
  else scaleBy(product, 1n, common ** BigInt(-exponent));
  const terms = form.terms.map((t) => ({ fn: t.fn, coefficient: divideKnown(t.coefficient, common) }));
  multiplySum(product, functionSum(terms, ring), exponent);
}

function gcdInteger(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : gcdInteger(b, a % b);
}

/** Σ coefficient·function with factored coefficients, the highest angle first. */
function functionSum(
  terms: readonly { readonly fn: HyperbolicFunction; readonly coefficient: Polynomial }[],
  ring: PresentationRing,
): Expression {
  const weight = (fn: HyperbolicFunction): number => fn.multiples.reduce((s, m) => s + Math.abs(m), 0);
  const sorted = [...terms].sort((a, b) => weight(b.fn) - weight(a.fn) || (a.fn.kind < b.fn.kind ? -1 : 1));
  // A leading minus sign reads badly; start with a positive term where there is one.
  const positiveFirst = sorted.findIndex((t) => firstPrinted(t.coefficient, ring) > 0n);
  if (positiveFirst > 0) sorted.unshift(...sorted.splice(positiveFirst, 1));
  return sumExpression(
    sorted.map(({ fn, coefficient }) => {
      const part = emptyProduct(ring);
      multiplyFactored(part, ring, coefficient);
      if (fn.kind !== "one") multiplyFunction(part, fn, 1);
      return toExpression(part, ring);
    }),
  );
}

/** A polynomial free of q's, factored if short. */
function multiplyFactored(product: Product, ring: PresentationRing, p: Polynomial): void {
  const rest = takeContent(product, ring, p, 1);
  if (asInteger(rest) !== undefined) return;
  if (termCount(rest) > 60) {
    multiplySum(product, plainSum(rest, ring), 1);
    return;
  }
  const { unit, factors } = factor(rest);
  scaleBy(product, unit);
  for (const f of factors) multiplyPolynomial(product, ring, f.base, f.exponent);
}

/** Printing order of terms: low degree first, then by the order of the variables. */
function sortTerms(terms: Term[], ring: PresentationRing): Term[] {
  const degree = (t: Term): number => t.exponents.reduce((a, b) => a + b, 0);
  return terms.sort((a, b) => {
    const d = degree(a) - degree(b);
    if (d !== 0) return d;
    for (const v of ring.order) {
      const e = (b.exponents[v] as number) - (a.exponents[v] as number);
      if (e !== 0) return e;
    }
    return 0;
  });
}

/** A polynomial free of q's as a sum: expanded, or grouped by the powers of one variable if that is shorter. */
function plainSum(p: Polynomial, ring: PresentationRing): Expression {
  const sorted = sortTerms(termsOf(p, ring.count), ring);
  const expanded = sumExpression(sorted.map((t) => termExpression(t, ring)));
  if (sorted.length < 3 || sorted.length > GROUPING_LIMIT) return expanded;
  let best = expanded;
  const couplings = variablesOf(p).filter((v) => !ring.kinematic.has(v));
  for (const v of couplings.length > 0 ? couplings : variablesOf(p)) {
    const groups = coefficientsInAll(p, [v]).sort(
      (a, b) => (a.exponents[0] as number) - (b.exponents[0] as number),
    );
    const parts = groups.map(({ exponents, value }) => {
      const part = emptyProduct(ring);
      multiplyFactored(part, ring, value);
      multiplyVariable(part, ring, v, exponents[0] as number);
      return toExpression(part, ring);
    });
    const first = parts.findIndex(
      (e) => !(e.type === "product" && e.factors[0]?.type === "number" && e.factors[0].numerator < 0n),
    );
    if (first > 0) parts.unshift(...parts.splice(first, 1));
    const grouped = sumExpression(parts);
    if (nodeCount(grouped) < nodeCount(best)) best = grouped;
  }
  return best;
}

function termExpression(t: Term, ring: PresentationRing): Expression {
  const factors = ring.order.flatMap((v) =>
    (t.exponents[v] as number) === 0 ? [] : [ring.symbol(v, t.exponents[v] as number)],
  );
  return productExpression([numberExpression(t.coefficient), ...factors]);
}

/**
 * A polynomial with q's of no definite parity: q^(h/2)·Σ coefficient·e^{(h−2j)y}, centred, so that it stands beside
 * hyperbolic functions without powers of q in between.
 */
function multiplyExponentialSum(
  product: Product,
  ring: PresentationRing,
  p: Polynomial,
  exponent: number,
): void {
  const groups = coefficientsInAll(p, ring.q).sort(
    (a, b) => a.exponents.reduce((x, y) => x + y, 0) - b.exponents.reduce((x, y) => x + y, 0),
  );
  const center = ring.q.map((_, i) => {
    const list = groups.map((g) => g.exponents[i] as number);
    return Math.min(...list) + Math.max(...list);
  });
  const terms = groups.map(({ exponents, value }) => {
    const part = emptyProduct(ring);
    multiplyFactored(part, ring, value);
    exponents.forEach((e, i) => (part.halfPowers[i]! += 2 * e - (center[i] as number)));
    return toExpression(part, ring);
  });
  center.forEach((h, i) => (product.halfPowers[i]! += h * exponent));
  multiplySum(product, sumExpression(terms), exponent);
}

/** A change of variables in which a core may be shorter. */
type Rewriting =
  | { readonly kind: "sum and difference"; readonly pair: readonly [number, number] }
  | { readonly kind: "linear form"; readonly form: Polynomial; readonly variable: number };

/** Rewritings suggested by a denominator: a + b itself, and linear forms among the coefficients of its functions. */
function rewritingsFrom(base: Polynomial, ring: PresentationRing): Rewriting[] {
  const [a, b, ...others] = variablesOf(base);
  if (
    a !== undefined &&
    b !== undefined &&
    others.length === 0 &&
    equals(base, add(variablePower(a), variablePower(b)))
  ) {
    return [{ kind: "sum and difference", pair: [a, b] }];
  }
  const found: Rewriting[] = [];
  for (const { value } of variablesOf(base).flatMap((v) => coefficientsInAll(base, [v]))) {
    const q = variablesOf(value).find((v) => ring.q.includes(v));
    const parts = q === undefined ? [value] : coefficientsInAll(value, ring.q).map((c) => c.value);
    for (const { base: form } of parts.filter((p) => termCount(p) <= 4).flatMap((p) => factor(p).factors)) {
      if (termCount(form) !== 2 || found.some((r) => r.kind === "linear form" && equals(r.form, form)))
        continue;
      const variable = variablesOf(form).find(
        (v) =>
          !ring.kinematic.has(v) && degreeIn(form, v) === 1 && termCount(coefficientIn(form, v, 1)) === 1,
      );
      if (variable !== undefined) found.push({ kind: "linear form", form, variable });
    }
  }
  return found;
}

function coefficientIn(p: Polynomial, v: number, exponent: number): Polynomial {
  return coefficientsInAll(p, [v]).find((c) => c.exponents[0] === exponent)?.value ?? 0n;
}

/** Step 1 and 2 of the file's head. */
function presentNumerator(
  product: Product,
  ring: PresentationRing,
  p: Polynomial,
  rewritings: readonly Rewriting[],
): void {
  const primitive = takeContent(product, ring, p, 1);
  if (asInteger(primitive) !== undefined) return;
  const variables = variablesOf(primitive);
  const kinematic = variables.filter((v) => ring.kinematic.has(v) || ring.q.includes(v));
  const couplings = variables.filter((v) => !kinematic.includes(v));
  let core = primitive;
  for (const outer of [kinematic, couplings, ring.q.filter((v) => variables.includes(v))]) {
    // The content with respect to `outer` is a factor in the remaining variables alone.
    const content = contentInAll(core, outer);
    if (asInteger(content) !== undefined) continue;
    core = divideKnown(core, content);
    for (const f of smallFactors(content)) multiplyPolynomial(product, ring, f.base, f.exponent);
    if (asInteger(core) !== undefined) break;
  }
  const inQ = contentInAll(
    core,
    variables.filter((v) => !ring.q.includes(v)),
  );
  if (asInteger(inQ) === undefined) {
    core = divideKnown(core, inQ);
    for (const f of smallFactors(inQ)) multiplyPolynomial(product, ring, f.base, f.exponent);
  }
  presentCore(product, ring, core, rewritings);
}

function smallFactors(p: Polynomial): readonly Factor[] {
  if (termCount(p) > SEARCH_LIMIT) return [{ base: p, exponent: 1, irreducible: false }];
  const { unit, factors } = factor(p);
  return unit === 1n ? factors : [{ base: unit, exponent: 1, irreducible: true }, ...factors];
}

function contentInAll(p: Polynomial, outer: readonly number[]): Polynomial {
  if (outer.length === 0 || asInteger(p) !== undefined) return asInteger(p) === undefined ? p : 1n;
  return gcdOfAll(
    coefficientsInAll(p, outer)
      .map((c) => c.value)
      .sort((a, b) => termCount(a) - termCount(b)),
  );
}

function presentCore(
  product: Product,
  ring: PresentationRing,
  p: Polynomial,
  rewritings: readonly Rewriting[],
): void {
  const core = takeContent(product, ring, p, 1);
  if (asInteger(core) !== undefined) return;
  const candidates: Product[] = [byFunction(core, ring)];
  if (termCount(core) <= SEARCH_LIMIT) {
    for (const rewrite of [undefined, ...rewritings]) {
      const candidate = rewrittenCore(core, ring, rewrite);
      if (candidate) candidates.push(candidate);
    }
  }
  const length = (c: Product): number =>
    nodeCount(toExpression({ ...c, halfPowers: ring.q.map(() => 0) }, ring));
  const best = candidates.map((c) => [length(c), c] as const).reduce((a, b) => (b[0] < a[0] ? b : a))[1];
  mergeInto(product, best);
}

function mergeInto(product: Product, part: Product): void {
  scaleBy(product, part.constant.numerator, part.constant.denominator);
  for (const [i, e] of part.symbols) product.symbols.set(i, (product.symbols.get(i) ?? 0) + e);
  for (const s of part.sums) multiplySum(product, s.expression, s.exponent);
  for (const f of part.functions.values()) multiplyFunction(product, f.fn, f.exponent);
  part.halfPowers.forEach((h, i) => (product.halfPowers[i]! += h));
}

/** Σ function·polynomial. */
function byFunction(core: Polynomial, ring: PresentationRing): Product {
  const product = emptyProduct(ring);
  multiplyPolynomial(product, ring, core, 1);
  return product;
}

/** The core by couplings, after a rewriting if one is given. */
function rewrittenCore(
  core: Polynomial,
  ring: PresentationRing,
  rewriting: Rewriting | undefined,
): Product | undefined {
  if (!rewriting) return byCoupling(core, ring);
  if (rewriting.kind === "sum and difference") {
    const [a, b] = rewriting.pair;
    if (degreeIn(core, a) === 0 || degreeIn(core, b) === 0) return undefined;
    const halves = Math.max(
      ...termsOf(core, ring.count).map((t) => (t.exponents[a] as number) + (t.exponents[b] as number)),
    );
    const [sum, difference] = [1n, -1n].map((sign) =>
      sumExpression([ring.symbol(a, 1), productExpression([numberExpression(sign), ring.symbol(b, 1)])]),
    ) as [Expression, Expression];
    const named = new Map([
      [a, sum],
      [b, difference],
    ]);
    const product = byCoupling(inSumAndDifference(core, a, b, halves, ring.count), ring, named);
    if (product) scaleBy(product, 1n, 2n ** BigInt(halves));
    return product;
  }
  // x = (L − rest)/c, and c^d clears the denominators; index x then stands for L.
  const { form, variable } = rewriting;
  const d = degreeIn(core, variable);
  if (d === 0) return undefined;
  const c = coefficientIn(form, variable, 1);
  const shifted = add(variablePower(variable), negate(coefficientIn(form, variable, 0)));
  let poly: Polynomial = 0n;
  for (const { exponents, value } of coefficientsInAll(core, [variable])) {
    const e = exponents[0] as number;
    poly = add(poly, multiply(value, multiply(power(shifted, e), power(c, d - e))));
  }
  const product = byCoupling(poly, ring, new Map([[variable, plainSum(form, ring)]]));
  if (product) multiplyPolynomial(product, ring, c, -d);
  return product;
}

/**
 * Σ coupling monomial·function of energies; variables in `named` are printed as the given sums. Undefined if
 * parities do not allow it.
 */
function byCoupling(
  poly: Polynomial,
  ring: PresentationRing,
  named: ReadonlyMap<number, Expression> = new Map(),
): Product | undefined {
  const result = emptyProduct(ring);
  const core = takeNamedContent(result, ring, poly, named);
  const couplings = variablesOf(core).filter((v) => !ring.kinematic.has(v) && !ring.q.includes(v));
  if (couplings.length === 0) return undefined;
  const groups = coefficientsInAll(core, couplings);
  if (groups.length > 40) return undefined;
  const center = hyperbolicForm(core, ring)?.halfPowers;
  const usesQ = variablesOf(core).some((v) => ring.q.includes(v));
  if (usesQ && !center) return undefined;
  const parts: { expression: Expression; positive: boolean }[] = [];
  for (const { exponents, value } of groups) {
    const part = emptyProduct(ring);
    presentKinematic(part, ring, value);
    // Inside one sum every part must carry the same power of q.
    if (center && part.halfPowers.some((h, i) => h !== center[i])) return undefined;
    part.halfPowers.fill(0);
    couplings.forEach((v, i) => multiplyNamed(part, ring, v, exponents[i] as number, named));
    parts.push({ expression: toExpression(part, ring), positive: part.constant.numerator > 0n });
  }
  center?.forEach((h, i) => (result.halfPowers[i]! += h));
  const first = parts.findIndex((p) => p.positive);
  if (first > 0) parts.unshift(...parts.splice(first, 1));
  const { content, terms } = commonNumber(parts.map((p) => p.expression));
  scaleBy(result, content.numerator, content.denominator);
  multiplySum(result, sumExpression(terms), 1);
  return result;
}

/** The gcd of the numbers in front of the terms, taken out. */
function commonNumber(terms: readonly Expression[]): { content: ExactNumber; terms: Expression[] } {
  const numbers = terms.map((t): ExactNumber => {
    const n = t.type === "product" ? (t.factors[0] as Expression) : t;
    return n.type === "number" ? n : { numerator: 1n, denominator: 1n };
  });
  const numerator = numbers.reduce((g, n) => gcdInteger(g, n.numerator), 0n);
  const denominator = numbers.reduce((l, n) => (l / gcdInteger(l, n.denominator)) * n.denominator, 1n);
  const content = { numerator, denominator };
  const inverse = numberExpression(denominator, 1n);
  return {
    content,
    terms: terms.map((t) =>
      productExpression([{ type: "number", ...exactQuotient(1n, numerator) }, inverse, t]),
    ),
  };
}

function multiplyNamed(
  product: Product,
  ring: PresentationRing,
  v: number,
  exponent: number,
  named: ReadonlyMap<number, Expression>,
): void {
  const expression = named.get(v);
  if (exponent === 0) return;
  if (expression) multiplySum(product, expression, exponent);
  else multiplyVariable(product, ring, v, exponent);
}

/** Integer and monomial content into the product, named variables as their sums. */
function takeNamedContent(
  product: Product,
  ring: PresentationRing,
  p: Polynomial,
  named: ReadonlyMap<number, Expression>,
): Polynomial {
  let rest = p;
  for (const v of variablesOf(p)) {
    const e = valuationIn(rest, v);
    rest = shiftDown(rest, v, e);
    multiplyNamed(product, ring, v, e, named);
  }
  const unit = integerContent(rest);
  scaleBy(product, unit);
  return divideKnown(rest, unit);
}

/** 2^d·p with x_a = (a+b)/2, x_b = (a−b)/2: index a then stands for the sum, index b for the difference. */
function inSumAndDifference(p: Polynomial, a: number, b: number, d: number, count: number): Polynomial {
  const scaled = fromTerms(
    termsOf(p, count).map((t) => {
      const used = (t.exponents[a] as number) + (t.exponents[b] as number);
      return { ...t, coefficient: t.coefficient * 2n ** BigInt(d - used) };
    }),
  );
  const spare = count;
  const sum = add(variablePower(a), variablePower(b));
  const difference = add(variablePower(a), negate(variablePower(b)));
  const moved = substitute(scaled, a, variablePower(spare));
  return substitute(substitute(moved, b, difference), spare, sum);
}

/** A polynomial in energies, temperature and q's: contents in q out, the rest by function. */
function presentKinematic(product: Product, ring: PresentationRing, p: Polynomial): void {
  let rest = takeContent(product, ring, p, 1);
  const others = variablesOf(rest).filter((v) => !ring.q.includes(v));
  const inQ = contentInAll(rest, others);
  if (asInteger(inQ) === undefined) {
    rest = divideKnown(rest, inQ);
    for (const f of smallFactors(inQ)) multiplyPolynomial(product, ring, f.base, f.exponent);
  }
  const outsideQ = contentInAll(
    rest,
    ring.q.filter((v) => variablesOf(rest).includes(v)),
  );
  if (asInteger(rest) === undefined && asInteger(outsideQ) === undefined) {
    rest = divideKnown(rest, outsideQ);
    for (const f of smallFactors(outsideQ)) multiplyPolynomial(product, ring, f.base, f.exponent);
  }
  multiplyPolynomial(product, ring, rest, 1);
}

/** sinh^a·cosh^b of one angle → sinh of the double angle; sinh/cosh → tanh, cosh/sinh → coth. */
function joinFunctions(product: Product): { name: string; multiples: readonly number[]; exponent: number }[] {
  const powers = new Map<string, { multiples: readonly number[]; sinh: number; cosh: number }>();
  for (const { fn, exponent } of product.functions.values()) {
    const key = fn.multiples.join();
    const entry = powers.get(key) ?? { multiples: fn.multiples, sinh: 0, cosh: 0 };
    powers.set(key, entry);
    if (fn.kind === "sinh") entry.sinh += exponent;
    else entry.cosh += exponent;
  }
  const list = [...powers.values()];
  const result: { name: string; multiples: readonly number[]; exponent: number }[] = [];
  for (let i = 0; i < list.length; i++) {
    const entry = list[i] as (typeof list)[number];
    const sign = Math.sign(entry.sinh);
    const joined =
      sign !== 0 && sign === Math.sign(entry.cosh) ? Math.min(Math.abs(entry.sinh), Math.abs(entry.cosh)) : 0;
    if (joined > 0) {
      const exponent = sign * joined;
      entry.sinh -= exponent;
      entry.cosh -= exponent;
      if (exponent > 0) scaleBy(product, 1n, 2n ** BigInt(exponent));
      else scaleBy(product, 2n ** BigInt(-exponent));
      const multiples = entry.multiples.map((m) => 2 * m);
      const next = list.find((e) => e.multiples.join() === multiples.join());
      if (next && list.indexOf(next) > i) next.sinh += exponent;
      else if (next) result.push({ name: "sinh", multiples, exponent });
      else list.push({ multiples, sinh: exponent, cosh: 0 });
    }
    const quotient = Math.min(Math.abs(entry.sinh), Math.abs(entry.cosh));
    if (quotient > 0) {
      const up = Math.sign(entry.sinh);
      result.push({ name: up > 0 ? "tanh" : "coth", multiples: entry.multiples, exponent: quotient });
      entry.sinh -= up * quotient;
      entry.cosh += up * quotient;
    }
    if (entry.sinh !== 0) result.push({ name: "sinh", multiples: entry.multiples, exponent: entry.sinh });
    if (entry.cosh !== 0) result.push({ name: "cosh", multiples: entry.multiples, exponent: entry.cosh });
  }
  return result;
}

/** The product as a tree: number, symbols in printing order, sums, functions, exponential. */
function toExpression(product: Product, ring: PresentationRing): Expression {
  const copy: Product = { ...product };
  const functions = joinFunctions(copy);
  const factors: Expression[] = [{ type: "number", ...copy.constant }];
  for (const v of ring.order) {
    const e = product.symbols.get(v) ?? 0;
    if (e !== 0) factors.push(ring.symbol(v, e));
  }
  const sums = product.sums.filter((s) => s.exponent !== 0).sort((a, b) => a.key.length - b.key.length);
  for (const s of sums) factors.push(powerExpression(s.expression, s.exponent));
  for (const f of functions)
    factors.push(powerExpression(callExpression(f.name, ring.angle(f.multiples)), f.exponent));
  if (product.halfPowers.some((h) => h !== 0)) {
    const exponent = ring.angle(product.halfPowers.map((h) => -h));
    factors.push(callExpression("exp", exponent));
  }
  return productExpression(factors);
}
