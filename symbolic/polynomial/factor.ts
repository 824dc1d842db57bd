/**
 * Splitting polynomials into coprime factors, as far as contents, square-free parts, linearity and univariate
 * splitting carry. Each factor says whether it is proved irreducible: primitive and of degree 1 in some variable,
 * or univariate and split completely. The product of the factors is checked against the argument.
 */
import {
  add,
  asInteger,
  divideExactly,
  equals,
  fromExponentMap,
  multiply,
  type Polynomial,
  power,
  subtract,
  variablePower,
} from "./polynomial.js";
import { contentIn, divideKnown, gcd, positive } from "./gcd.js";
import {
  coefficientsIn,
  degreeIn,
  derivative,
  integerContent,
  leadingCoefficient,
  shiftDown,
  termCount,
  valuationIn,
  variablesOf,
} from "./structure.js";
import { splitUnivariate } from "./univariate-factor.js";

/** base^exponent; bases of one factorisation are pairwise coprime, primitive, with positive leading coefficient. */
export interface Factor {
  readonly base: Polynomial;
  readonly exponent: number;
  readonly irreducible: boolean;
}

/** unit·Π base^exponent, where unit is the signed integer content. */
export interface Factorisation {
  readonly unit: bigint;
  readonly factors: readonly Factor[];
}

/** Factors a nonzero polynomial; `hints` are tried first as divisors (reasons one expects to see). */
export function factor(a: Polynomial, hints: readonly Polynomial[] = []): Factorisation {
  if (a === 0n) throw new RangeError("zero has no factorisation");
  const unit = integerContent(a) * (leadingCoefficient(a) < 0n ? -1n : 1n);
  const found: Factor[] = [];
  let rest = divideKnown(a, unit);
  for (const v of variablesOf(rest)) {
    const e = valuationIn(rest, v);
    rest = shiftDown(rest, v, e);
    if (e > 0) found.push({ base: variablePower(v), exponent: e, irreducible: true });
  }
  for (const hint of hints) {
    const base = positive(hint);
    if (asInteger(base) !== undefined) continue;
    let exponent = 0;
    for (let q = divideExactly(rest, base); q !== undefined; q = divideExactly(rest, base)) {
      rest = q;
      exponent++;
    }
    if (exponent > 0)
      for (const f of splitPrimitive(base)) found.push({ ...f, exponent: f.exponent * exponent });
  }
  found.push(...splitPrimitive(rest));
  const factors = mergeEqual(found);
  const product = factors.reduce<Polynomial>((p, f) => multiply(p, power(f.base, f.exponent)), unit);
  if (!equals(product, a)) throw new Error("internal: a factorisation does not multiply back");
  return { unit, factors };
}

function mergeEqual(list: readonly Factor[]): Factor[] {
  const merged: Factor[] = [];
  for (const f of list) {
    const i = merged.findIndex((g) => equals(g.base, f.base));
    if (i < 0) merged.push(f);
    else merged[i] = { ...f, exponent: f.exponent + (merged[i] as Factor).exponent };
  }
  return merged;
}

/**
 * A polynomial with a larger product of its two largest degrees is not split: energies without a short common unit make them, their common
 * divisors take minutes, and there is nothing to see in their factors.
 */
const LARGEST_DEGREES = 40_000;

/** Whether the product of the two largest degrees is beyond what common divisors are looked for in, where they only serve the eye. */
export function isTooLargeToSplit(p: Polynomial): boolean {
  const [largest = 0, second = 0] = variablesOf(p)
    .map((x) => degreeIn(p, x))
    .sort((x, y) => y - x);
  return largest * second > LARGEST_DEGREES;
}

/** Splits a polynomial without integer content. */
function splitPrimitive(a: Polynomial): Factor[] {
  if (typeof a === "bigint") return [];
  const p = positive(a);
  const variables = variablesOf(p);
  if (isTooLargeToSplit(p)) return [{ base: p, exponent: 1, irreducible: false }];
  // A factor free of some variable is a content in that variable.
  for (const v of variables) {
    const content = contentIn(p, v);
    if (content !== 1n) return [...splitPrimitive(content), ...splitPrimitive(divideKnown(p, content))];
  }
  if (variables.some((v) => degreeIn(p, v) === 1)) return [{ base: p, exponent: 1, irreducible: true }];
  const v = variables.reduce((best, x) => (degreeIn(p, x) < degreeIn(p, best) ? x : best));
  const repeated = gcd(p, derivative(p, v));
  if (repeated !== 1n)
    return coprimeFactors([...splitPrimitive(repeated), ...splitPrimitive(divideKnown(p, repeated))]);
  if (variables.length === 1) return splitInOneVariable(p, v);
  return splitQuadratic(p, variables) ?? [{ base: p, exponent: 1, irreducible: false }];
}

/** The same product over pairwise coprime bases. */
export function coprimeFactors(list: readonly Factor[]): Factor[] {
  const all = mergeEqual(list);
  for (let i = 0; i < all.length; i++) {
    for (let j = i + 1; j < all.length; j++) {
      const [x, y] = [all[i] as Factor, all[j] as Factor];
      if (x.irreducible && y.irreducible) continue;
      const common = gcd(x.base, y.base);
      if (common === 1n) continue;
      const pieces = [x, y].flatMap((f) => [
        ...splitPrimitive(common).map((c) => ({ ...c, exponent: c.exponent * f.exponent })),
        ...splitPrimitive(divideKnown(f.base, common)).map((c) => ({
          ...c,
          exponent: c.exponent * f.exponent,
        })),
      ]);
      return coprimeFactors([...all.filter((_, k) => k !== i && k !== j), ...pieces]);
    }
  }
  return all;
}

function splitInOneVariable(p: Polynomial, v: number): Factor[] {
  const coefficients = new Array<bigint>(degreeIn(p, v) + 1).fill(0n);
  for (const [e, c] of coefficientsIn(p, v)) coefficients[e] = asInteger(c) ?? 0n;
  return splitUnivariate(coefficients).map(({ coefficients: list, irreducible }) => ({
    base: positive(fromExponentMap(v, new Map(list.map((c, e) => [e, c])))),
    exponent: 1,
    irreducible,
  }));
}

/** A primitive square-free quadratic in some variable splits iff its discriminant is a square. */
function splitQuadratic(p: Polynomial, variables: readonly number[]): Factor[] | undefined {
  for (const v of variables) {
    if (degreeIn(p, v) !== 2) continue;
    const parts = coefficientsIn(p, v);
    const [c, b, a] = [parts.get(0) ?? 0n, parts.get(1) ?? 0n, parts.get(2) as Polynomial];
    // A square takes squares at integers: the product of long polynomials is made only where their values do not rule it out.
    if (
      !POINTS.every((point) => isSquare(valueAt(b, point) ** 2n - 4n * valueAt(a, point) * valueAt(c, point)))
    )
      return [{ base: p, exponent: 1, irreducible: true }];
    if (termCount(b) ** 2 + termCount(a) * termCount(c) > MOST_PRODUCTS) continue;
    const discriminant = subtractProduct(multiply(b, b), 4n, multiply(a, c));
    const root = squareRoot(discriminant);
    if (root === undefined) return [{ base: p, exponent: 1, irreducible: true }];
    // 4a·p = (2a v + b − root)(2a v + b + root)
    const twoA = multiply(2n, a);
    const linear = add(multiply(twoA, variablePower(v)), subtractProduct(b, 1n, root));
    const primitive = divideKnown(linear, contentIn(linear, v));
    const first = positive(divideKnown(primitive, integerContent(primitive)));
    const second = divideExactly(p, first);
    if (second !== undefined) return [...splitPrimitive(first), ...splitPrimitive(second)];
  }
  return undefined;
}

function subtractProduct(a: Polynomial, k: bigint, b: Polynomial): Polynomial {
  return subtract(a, multiply(k, b));
}

/** Products of terms that a discriminant may take; seconds. Beyond them a quadratic is left as it is, not called irreducible. */
const MOST_PRODUCTS = 1e7;

/** Integers for the variables, in turn. */
const POINTS: readonly (readonly bigint[])[] = [
  [2n, 3n, 5n, 7n, 11n],
  [3n, 7n, 2n, 13n, 5n],
];

function valueAt(p: Polynomial, point: readonly bigint[]): bigint {
  if (typeof p === "bigint") return p;
  const x = point[p.variable % point.length] as bigint;
  return p.coefficients.reduce<bigint>(
    (sum, c, i) => sum + valueAt(c, point) * x ** BigInt(p.exponents[i] as number),
    0n,
  );
}

function isSquare(n: bigint): boolean {
  return n >= 0n && integerSquareRoot(n) ** 2n === n;
}

/** The polynomial whose square is `a`, if there is one. */
export function squareRoot(a: Polynomial): Polynomial | undefined {
  if (typeof a === "bigint") {
    if (a < 0n) return undefined;
    const root = integerSquareRoot(a);
    return root * root === a ? root : undefined;
  }
  if (leadingCoefficient(a) < 0n || termCount(a) === 0) return undefined;
  const { variable } = a;
  const degree = degreeIn(a, variable);
  if (degree % 2 === 1) return undefined;
  const target = coefficientsIn(a, variable);
  const half = degree / 2;
  const lead = squareRoot(target.get(degree) as Polynomial);
  if (lead === undefined) return undefined;
  // Coefficients from the top: 2·r_half·r_{half−i} = a_{degree−i} − Σ r_j r_{…}
  const root = new Map<number, Polynomial>([[half, lead]]);
  for (let i = 1; i <= half; i++) {
    let rest: Polynomial = target.get(degree - i) ?? 0n;
    for (let j = 1; j < i; j++) {
      rest = subtractProduct(rest, 1n, multiply(root.get(half - j) ?? 0n, root.get(half - i + j) ?? 0n));
    }
    const next = divideExactly(rest, multiply(2n, lead));
    if (next === undefined) return undefined;
    root.set(half - i, next);
  }
  const candidate = fromExponentMap(variable, root);
  return equals(multiply(candidate, candidate), a) ? candidate : undefined;
}

function integerSquareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}
