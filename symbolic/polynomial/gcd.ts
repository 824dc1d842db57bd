/**
 * Greatest common divisors in ℤ[x₀, x₁, …], true in every variable, each confirmed by exact division.
 *
 * Order of attack, cheapest first:
 *  1. integer and monomial contents;
 *  2. modular images, one variable at a time: a variable in which the gcd provably has degree 0 is eliminated by
 *     passing to the coefficients in it;
 *  3. trial division of one operand by the other;
 *  4. the heuristic gcd (evaluate at a large integer, take the gcd below, lift ξ-adically), accepted only if it
 *     divides both operands; Char, Geddes & Gonnet (1984): then it is the gcd;
 *  5. evaluation and interpolation modulo primes (`polynomial/modular-gcd.ts`), again accepted only if it divides;
 *  6. the primitive polynomial remainder sequence, which always ends.
 */
import { bitLength, integerGcd } from "../integer/integer.js";
import { modularGcd } from "./modular-gcd.js";
import { imageGcd, imageGcdDegree, univariateImage } from "./modular-image.js";
import {
  add,
  divideExactly,
  equals,
  fromExponentMap,
  multiply,
  negate,
  type NestedPolynomial,
  type Polynomial,
  power,
  subtract,
  variablePower,
} from "./polynomial.js";
import {
  coefficientsIn,
  degreeIn,
  integerContent,
  leadingCoefficient,
  maxNorm,
  shiftDown,
  substitute,
  termCount,
  valuationIn,
  variablesOf,
} from "./structure.js";

/** The gcd of a and b, with positive leading coefficient; gcd(0, 0) = 0. Exactness is checked by division. */
export function gcd(a: Polynomial, b: Polynomial): Polynomial {
  if (a === 0n) return positive(b);
  if (b === 0n) return positive(a);
  if (a === 1n || b === 1n) return 1n;
  if (typeof a === "bigint") return integerGcd(a, integerContent(b));
  if (typeof b === "bigint") return integerGcd(b, integerContent(a));
  if (equals(a, b)) return positive(a);
  const contentA = integerContent(a);
  const contentB = integerContent(b);
  const inB = new Set(variablesOf(b));
  if (!variablesOf(a).some((v) => inB.has(v))) return integerGcd(contentA, contentB);
  let x = exact(a, contentA);
  let y = exact(b, contentB);
  let known: Polynomial = integerGcd(contentA, contentB);
  for (const v of variablesOf(a)) {
    const low = [valuationIn(x, v), valuationIn(y, v)] as const;
    x = shiftDown(x, v, low[0]);
    y = shiftDown(y, v, low[1]);
    known = multiply(known, variablePower(v, Math.min(low[0], low[1])));
  }
  return positive(multiply(known, gcdPrimitive(x, y)));
}

/** Lists with fewer terms in all are folded pair by pair. */
const LONG_LIST = 60;

/**
 * The gcd of a list; 1 as soon as that is settled. A variable that some member lacks, or in which the images of all members modulo a
 * prime have a gcd of degree 0, is not in it, and the coefficients in that variable take its place. Where all variables are left, the
 * gcd of one member and a combination of the others is tried, and confirmed by division.
 */
export function gcdOfAll(list: Iterable<Polynomial>): Polynomial {
  const all = [...list].filter((a) => a !== 0n);
  if (all.length > 2 && all.reduce((n, a) => n + termCount(a), 0) > LONG_LIST) {
    const own = all.map((a) => [a, variablesOf(a)] as const);
    const first = own.reduce((a, b) => (b[1].length < a[1].length ? b : a));
    const every = [...new Set(own.flatMap(([, v]) => v))];
    const absent =
      every.find((v) => !own.every(([, vs]) => vs.includes(v))) ??
      first[1].find((v) => listDegreeBound(all, v) === 0);
    if (absent !== undefined)
      return gcdOfAll(smallestFirst(all.flatMap((a) => [...coefficientsIn(a, absent).values()])));
    if (every.length > 0) {
      const [smallest, ...rest] = smallestFirst(all) as [Polynomial, ...Polynomial[]];
      const mixed = rest.reduce<Polynomial>((s, a, i) => add(s, multiply(BigInt(2 * i + 1), a)), 0n);
      const g = gcd(smallest, mixed);
      if (rest.every((a) => divideExactly(a, g) !== undefined)) return g;
    }
  }
  let g: Polynomial = 0n;
  for (const a of all) {
    g = gcd(g, a);
    if (g === 1n) break;
  }
  return g;
}

/** An upper bound for the degree of the gcd of all in the variable; 0 is a proof. */
function listDegreeBound(list: readonly Polynomial[], variable: number): number {
  for (let attempt = 0; attempt < 4; attempt++) {
    // One surviving leading coefficient suffices: the gcd's leading coefficient divides it.
    let survives = false;
    let image: number[] = [];
    for (const a of list) {
      const own = univariateImage(a, variable, attempt);
      survives ||= own.length - 1 === degreeIn(a, variable);
      image = imageGcd(image, own);
      if (survives && image.length === 1) return 0;
    }
    if (survives) return image.length - 1;
  }
  return Infinity;
}

/** The gcd of the coefficients of `a` with respect to one variable. */
export function contentIn(a: Polynomial, variable: number): Polynomial {
  return gcdOfAll(smallestFirst(coefficientsIn(a, variable).values()));
}

/** The sign-normalised associate. */
export function positive(a: Polynomial): Polynomial {
  return leadingCoefficient(a) < 0n ? negate(a) : a;
}

function exact(a: Polynomial, b: Polynomial): Polynomial {
  const q = divideExactly(a, b);
  if (q === undefined) throw new Error("internal: a division known to be exact was not");
  return q;
}

function smallestFirst(list: Iterable<Polynomial>): Polynomial[] {
  const size = (p: Polynomial): number =>
    typeof p === "bigint" ? 0 : p.coefficients.reduce<number>((n, c) => n + 1 + size(c), 0);
  return [...list]
    .map((p) => [size(p), p] as const)
    .sort((p, q) => p[0] - q[0])
    .map(([, p]) => p);
}

/** gcd of operands without integer or monomial content. */
function gcdPrimitive(a: Polynomial, b: Polynomial): Polynomial {
  if (typeof a === "bigint" || typeof b === "bigint") return 1n;
  const inA = variablesOf(a);
  const inB = variablesOf(b);
  const shared = inA.filter((v) => inB.includes(v));
  if (shared.length === 0) return 1n;
  // A variable of only one operand cannot occur in the gcd.
  const absent =
    [...inA, ...inB].find((v) => !shared.includes(v)) ?? shared.find((v) => gcdDegreeBound(a, b, v) === 0);
  if (absent !== undefined)
    return gcdOfAll(
      smallestFirst([...coefficientsIn(a, absent).values(), ...coefficientsIn(b, absent).values()]),
    );
  if (divideExactly(a, b) !== undefined) return b;
  if (divideExactly(b, a) !== undefined) return a;
  return heuristicGcd(a, b, 0) ?? evaluatedGcd(a, b) ?? primitiveRemainderGcd(a, b);
}

/** An upper bound for the degree of gcd(a, b) in the variable; 0 is a proof. */
function gcdDegreeBound(a: Polynomial, b: Polynomial, variable: number): number {
  const degrees = [degreeIn(a, variable), degreeIn(b, variable)] as const;
  for (let attempt = 0; attempt < 4; attempt++) {
    const imageA = univariateImage(a, variable, attempt);
    const imageB = univariateImage(b, variable, attempt);
    // One surviving leading coefficient suffices: the gcd's leading coefficient divides it.
    if (imageA.length - 1 === degrees[0] || imageB.length - 1 === degrees[1])
      return imageGcdDegree(imageA, imageB);
  }
  return Math.min(...degrees);
}

const HEURISTIC_BIT_LIMIT = 60_000;

/** GCDHEU; undefined when the numbers grow too long or no evaluation point worked. Integer content is removed. */
function heuristicGcd(a: Polynomial, b: Polynomial, depth: number): Polynomial | undefined {
  if (typeof a === "bigint" || typeof b === "bigint") {
    return integerGcd(integerContent(a), integerContent(b));
  }
  const variable = Math.min(a.variable, b.variable);
  const normA = maxNorm(a);
  const normB = maxNorm(b);
  let point = 2n * (normA < normB ? normA : normB) + 29n;
  const degree = Math.max(degreeIn(a, variable), degreeIn(b, variable));
  for (let attempt = 0; attempt < 4; attempt++) {
    if (bitLength(point) * degree > HEURISTIC_BIT_LIMIT) return undefined;
    const below = heuristicGcd(substitute(a, variable, point), substitute(b, variable, point), depth + 1);
    if (below === undefined) return undefined;
    const lifted = lift(below, variable, point);
    const candidate = positive(exact(lifted, integerContent(lifted)));
    if (divideExactly(a, candidate) !== undefined && divideExactly(b, candidate) !== undefined) {
      if (depth === 0) return candidate;
      return multiply(candidate, integerGcd(integerContent(a), integerContent(b)));
    }
    point = (point * 73_794n) / 27_011n;
  }
  return undefined;
}

/** The polynomial in x_variable whose value at `point` is `a`, with coefficients of absolute value ≤ point/2. */
function lift(a: Polynomial, variable: number, point: bigint): Polynomial {
  const sums = new Map<number, Polynomial>();
  let rest = a;
  for (let e = 0; rest !== 0n; e++) {
    const digit = symmetricRemainder(rest, point);
    sums.set(e, digit);
    rest = exact(subtract(rest, digit), point);
  }
  return fromExponentMap(variable, sums);
}

function symmetricRemainder(a: Polynomial, modulus: bigint): Polynomial {
  if (typeof a === "bigint") {
    const r = ((a % modulus) + modulus) % modulus;
    return 2n * r > modulus ? r - modulus : r;
  }
  const sums = new Map<number, Polynomial>();
  a.exponents.forEach((e, i) => sums.set(e, symmetricRemainder(a.coefficients[i] as Polynomial, modulus)));
  return fromExponentMap(a.variable, sums);
}

/** Step 5 of the file's head, for operands that share all their variables. */
function evaluatedGcd(a: Polynomial, b: Polynomial): Polynomial | undefined {
  const variables = variablesOf(a);
  const x = variables[variables.length - 1] as number;
  const contents = [contentIn(a, x), contentIn(b, x)] as const;
  const [first, second] = [exact(a, contents[0]), exact(b, contents[1])];
  const candidate = modularGcd({
    a: first,
    b: second,
    variables,
    degreeBound: (v) => gcdDegreeBound(first, second, v),
    gcd,
    primitivePart: (p) => {
      const primitive = exact(p, contentIn(p, x));
      return exact(primitive, integerContent(primitive));
    },
  });
  return candidate && positive(multiply(gcd(contents[0], contents[1]), candidate));
}

/** The primitive Euclidean algorithm in the main variable, recursing into the coefficients. */
function primitiveRemainderGcd(a: NestedPolynomial, b: NestedPolynomial): Polynomial {
  const variable = Math.min(a.variable, b.variable);
  const contentA = contentIn(a, variable);
  const contentB = contentIn(b, variable);
  let x = exact(a, contentA);
  let y = exact(b, contentB);
  if (degreeIn(x, variable) < degreeIn(y, variable)) [x, y] = [y, x];
  if (degreeIn(y, variable) === 0) x = 1n;
  while (degreeIn(y, variable) > 0) {
    const remainder = pseudoRemainder(x, y, variable);
    x = y;
    if (remainder === 0n) break;
    y = exact(remainder, contentIn(remainder, variable));
    if (degreeIn(y, variable) === 0) x = 1n;
  }
  return multiply(gcd(contentA, contentB), positive(x));
}

/** lc(y)^d·x mod y in the given variable. */
function pseudoRemainder(x: Polynomial, y: Polynomial, variable: number): Polynomial {
  const degree = degreeIn(y, variable);
  const coefficientsY = coefficientsIn(y, variable);
  const leading = coefficientsY.get(degree) as Polynomial;
  const tail = add(y, negate(multiply(leading, variablePower(variable, degree))));
  let rest = x;
  while (rest !== 0n && degreeIn(rest, variable) >= degree) {
    const d = degreeIn(rest, variable);
    const top = coefficientsIn(rest, variable).get(d) as Polynomial;
    const withoutTop = subtract(rest, multiply(top, variablePower(variable, d)));
    rest = subtract(
      multiply(leading, withoutTop),
      multiply(multiply(top, power(variablePower(variable, 1), d - degree)), tail),
    );
  }
  return rest;
}

/** gcd with both cofactors: a = gcd·cofactors[0], b = gcd·cofactors[1]. */
export function gcdWithCofactors(
  a: Polynomial,
  b: Polynomial,
): { gcd: Polynomial; cofactors: [Polynomial, Polynomial] } {
  const g = gcd(a, b);
  if (g === 0n) return { gcd: 0n, cofactors: [0n, 0n] };
  return { gcd: g, cofactors: [exact(a, g), exact(b, g)] };
}

/** a/b where b is known to divide a. @throws Error if it does not. */
export { exact as divideKnown };
