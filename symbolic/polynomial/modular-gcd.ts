/**
 * The gcd of polynomials in several variables by evaluation and interpolation modulo word-size primes (Brown, 1971).
 *
 * Let x be the last variable and γ = gcd(lc_x a, lc_x b). On a grid of values for the other variables the univariate
 * gcds, scaled to the leading coefficient γ, are the values of G = (γ/lc_x g)·g wherever no leading coefficient
 * vanishes and no image has too high a degree. The grid has deg_i g + deg_i γ + 1 nodes in each variable. Images modulo
 * several primes are combined by the Chinese remainder theorem until a candidate divides both operands: only that
 * division makes it the gcd. The cost is polynomial in the size of the grid, without growth of coefficients.
 */
import { divideExactly, type Polynomial } from "./polynomial.js";
import { coefficientsIn, degreeIn, fromTerms, type Term } from "./structure.js";

/** A polynomial over F_p, nested as in `polynomial/polynomial.ts`. */
type Residue =
  | number
  | {
      readonly variable: number;
      readonly exponents: readonly number[];
      readonly coefficients: readonly Residue[];
    };

/** What the search needs to know of the operands, which are primitive with respect to the last variable x. */
export interface GcdProblem {
  readonly a: Polynomial;
  readonly b: Polynomial;
  /** Variables of both operands, ascending; the gcd has positive degree in each. */
  readonly variables: readonly number[];
  /** Upper bounds of the gcd's degrees, by variable index. */
  degreeBound(variable: number): number;
  /** gcd of two polynomials in fewer variables. */
  gcd(a: Polynomial, b: Polynomial): Polynomial;
  /** The primitive part with respect to x, integers included. */
  primitivePart(p: Polynomial): Polynomial;
}

const MOST_NODES = 100_000;
const MOST_PRIMES = 400;

/** The gcd up to sign and integer content, or undefined where the grid would be too large or no prime worked. */
export function modularGcd(problem: GcdProblem): Polynomial | undefined {
  const { a, b, variables } = problem;
  const x = variables[variables.length - 1] as number;
  const outer = variables.slice(0, -1);
  const leading = (p: Polynomial): Polynomial => coefficientsIn(p, x).get(degreeIn(p, x)) as Polynomial;
  const gamma = problem.gcd(leading(a), leading(b));
  const nodes = outer.map((v) => problem.degreeBound(v) + degreeIn(gamma, v) + 1);
  if (nodes.reduce((n, k) => n * k, 1) > MOST_NODES) return undefined;
  let degree = problem.degreeBound(x);
  let modulus = 1n;
  let lifted: bigint[] = [];
  let previous: bigint[] | undefined;
  for (let attempt = 0; attempt < MOST_PRIMES; attempt++) {
    const p = primeBelow(attempt);
    const image = gridImage(problem, { p, x, outer, nodes, degree, gamma, start: 2 + 17 * attempt });
    if (image === undefined) continue;
    if (typeof image === "number") {
      // A lower degree was found: what was collected belongs to no gcd.
      degree = image;
      [modulus, lifted, previous] = [1n, [], undefined];
      if (degree === 0) return 1n;
      attempt--;
      continue;
    }
    lifted = combine(lifted, modulus, image, p);
    modulus *= BigInt(p);
    if (previous && previous.every((c, i) => c === lifted[i])) {
      const candidate = problem.primitivePart(assemble(lifted, outer, x, nodes));
      if (divideExactly(a, candidate) !== undefined && divideExactly(b, candidate) !== undefined)
        return candidate;
    }
    previous = lifted;
  }
  return undefined;
}

interface Grid {
  readonly p: number;
  readonly x: number;
  readonly outer: readonly number[];
  readonly nodes: readonly number[];
  readonly degree: number;
  readonly gamma: Polynomial;
  readonly start: number;
}

/**
 * Coefficients of G modulo p, the last index running over powers of x; a number if some image has a gcd of lower
 * degree than expected; undefined if a point of the grid is unlucky.
 */
function gridImage(problem: GcdProblem, grid: Grid): Float64Array | number | undefined {
  const { p, outer, nodes, degree, start } = grid;
  const width = degree + 1;
  const values = new Float64Array(nodes.reduce((n, k) => n * k, 1) * width);
  let lower: number | undefined;
  const degrees = [problem.a, problem.b].map((q) => degreeIn(q, grid.x)) as [number, number];
  const visit = (depth: number, offset: number, a: Residue, b: Residue, gamma: Residue): boolean => {
    if (depth === outer.length) {
      const [u, v] = [univariate(a), univariate(b)];
      if (u.length - 1 !== degrees[0] || v.length - 1 !== degrees[1]) return false;
      const g = monicGcd(u, v, p);
      if (g.length - 1 < degree) {
        lower = g.length - 1;
        return false;
      }
      if (g.length - 1 > degree) return false;
      g.forEach((c, k) => (values[offset * width + k] = times(c, gamma as number, p)));
      return true;
    }
    const variable = outer[depth] as number;
    const count = nodes[depth] as number;
    for (let i = 0; i < count; i++) {
      const t = start + i;
      const next = [a, b, gamma].map((q) => atNode(q, variable, t, p)) as [Residue, Residue, Residue];
      if (!visit(depth + 1, offset * count + i, ...next)) return false;
    }
    return true;
  };
  const [a, b, gamma] = [problem.a, problem.b, grid.gamma].map((q) => reduce(q, p)) as [
    Residue,
    Residue,
    Residue,
  ];
  if (!visit(0, 0, a, b, gamma)) return lower;
  let stride = width;
  for (let axis = outer.length - 1; axis >= 0; axis--) {
    interpolateAxis(values, nodes[axis] as number, stride, start, p);
    stride *= nodes[axis] as number;
  }
  return values;
}

/** Newton interpolation along one axis of a tensor of values, in place: values at start, start+1, … → coefficients. */
function interpolateAxis(values: Float64Array, n: number, stride: number, start: number, p: number): void {
  const inverses = Array.from({ length: n }, (_, k) => inverse(k, p));
  for (let block = 0; block < values.length; block += n * stride) {
    for (let s = 0; s < stride; s++) {
      const at = (i: number): number => block + i * stride + s;
      for (let level = 1; level < n; level++) {
        for (let i = n - 1; i >= level; i--) {
          const difference = (values[at(i)] as number) - (values[at(i - 1)] as number) + p;
          values[at(i)] = times(difference % p, inverses[level] as number, p);
        }
      }
      // Newton form to powers: multiply out (t − node_i) from the inside
      for (let i = n - 2; i >= 0; i--) {
        for (let k = i; k < n - 1; k++) {
          const product = times(values[at(k + 1)] as number, (start + i) % p, p);
          values[at(k)] = ((values[at(k)] as number) - product + p) % p;
        }
      }
    }
  }
}

/** Chinese remainders with symmetric representatives. */
function combine(known: readonly bigint[], modulus: bigint, image: Float64Array, p: number): bigint[] {
  const P = BigInt(p);
  const inverseOfModulus = BigInt(inverse(Number(modulus % P), p));
  const total = modulus * P;
  return Array.from(image, (value, i) => {
    const old = known[i] ?? 0n;
    const step = ((((BigInt(value) - old) % P) + P) * inverseOfModulus) % P;
    const next = (((old + modulus * step) % total) + total) % total;
    return 2n * next > total ? next - total : next;
  });
}

function assemble(
  coefficients: readonly bigint[],
  outer: readonly number[],
  x: number,
  nodes: readonly number[],
): Polynomial {
  const width = coefficients.length / nodes.reduce((n, k) => n * k, 1);
  const terms: Term[] = [];
  coefficients.forEach((coefficient, index) => {
    if (coefficient === 0n) return;
    const exponents = new Array<number>(x + 1).fill(0);
    exponents[x] = index % width;
    let rest = Math.floor(index / width);
    for (let axis = outer.length - 1; axis >= 0; axis--) {
      const n = nodes[axis] as number;
      exponents[outer[axis] as number] = rest % n;
      rest = Math.floor(rest / n);
    }
    terms.push({ coefficient, exponents });
  });
  return fromTerms(terms);
}

const times = (a: number, b: number, p: number): number => {
  const product = a * b;
  return product - Math.floor(product / p) * p;
};

function inverse(a: number, p: number): number {
  let result = 1;
  let base = ((a % p) + p) % p;
  for (let e = p - 2; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = times(result, base, p);
    base = times(base, base, p);
  }
  return result;
}

function reduce(q: Polynomial, p: number): Residue {
  if (typeof q === "bigint") {
    const r = Number(q % BigInt(p));
    return r < 0 ? r + p : r;
  }
  return { ...q, coefficients: q.coefficients.map((c) => reduce(c, p)) };
}

/** q with its variable set to t, if that is q's main variable. */
function atNode(q: Residue, variable: number, t: number, p: number): Residue {
  if (typeof q === "number" || q.variable !== variable) return q;
  let sum: Residue = 0;
  let previous = q.exponents[0] as number;
  q.exponents.forEach((e, i) => {
    sum = plus(scaled(sum, powerOf(t, previous - e, p), p), q.coefficients[i] as Residue, p);
    previous = e;
  });
  return scaled(sum, powerOf(t, previous, p), p);
}

function powerOf(t: number, e: number, p: number): number {
  let result = 1;
  for (let i = 0; i < e; i++) result = times(result, t, p);
  return result;
}

function scaled(q: Residue, c: number, p: number): Residue {
  if (c === 1) return q;
  if (typeof q === "number") return times(q, c, p);
  return { ...q, coefficients: q.coefficients.map((x) => scaled(x, c, p)) };
}

/** Sums may keep zero coefficients: only the univariate end result is trimmed. */
function plus(a: Residue, b: Residue, p: number): Residue {
  if (typeof a === "number") {
    if (typeof b === "number") return (a + b) % p;
    return a === 0 ? b : plus(b, a, p);
  }
  if (typeof b === "number" || b.variable > a.variable) {
    if (b === 0) return a;
    return merge(a, { variable: a.variable, exponents: [0], coefficients: [b] }, p);
  }
  if (b.variable < a.variable) return plus(b, a, p);
  return merge(a, b, p);
}

function merge(a: Exclude<Residue, number>, b: Exclude<Residue, number>, p: number): Residue {
  const exponents: number[] = [];
  const coefficients: Residue[] = [];
  for (let i = 0, j = 0; i < a.exponents.length || j < b.exponents.length;) {
    const ea = a.exponents[i] ?? -1;
    const eb = b.exponents[j] ?? -1;
    exponents.push(Math.max(ea, eb));
    if (ea === eb) coefficients.push(plus(a.coefficients[i++] as Residue, b.coefficients[j++] as Residue, p));
    else coefficients.push((ea > eb ? a.coefficients[i++] : b.coefficients[j++]) as Residue);
  }
  return { variable: a.variable, exponents, coefficients };
}

/** Coefficients, lowest first, without trailing zeros. */
function univariate(q: Residue): number[] {
  if (typeof q === "number") return q === 0 ? [] : [q];
  const list = new Array<number>((q.exponents[0] as number) + 1).fill(0);
  q.exponents.forEach((e, i) => (list[e] = q.coefficients[i] as number));
  while (list.length > 0 && list[list.length - 1] === 0) list.pop();
  return list;
}

function monicGcd(a: readonly number[], b: readonly number[], p: number): number[] {
  let [x, y] = [[...a], [...b]];
  while (y.length > 0) {
    const lead = inverse(y[y.length - 1] as number, p);
    while (x.length >= y.length) {
      const factor = times(x[x.length - 1] as number, lead, p);
      const shift = x.length - y.length;
      y.forEach((c, k) => (x[k + shift] = ((x[k + shift] as number) - times(factor, c, p) + p) % p));
      while (x.length > 0 && x[x.length - 1] === 0) x.pop();
    }
    [x, y] = [y, x];
  }
  const lead = inverse(x[x.length - 1] as number, p);
  return x.map((c) => times(c, lead, p));
}

/** The (index+1)-th prime below 2²⁶. */
function primeBelow(index: number): number {
  const known = PRIMES[index];
  if (known !== undefined) return known;
  let candidate = PRIMES[PRIMES.length - 1] as number;
  for (let found = PRIMES.length - 1; found < index;) if (isPrime(--candidate)) found++;
  return candidate;
}

/** The first of them; few gcds need more. */
const PRIMES: readonly number[] = primesBelow(2 ** 26, 8);

function primesBelow(limit: number, count: number): number[] {
  const primes: number[] = [];
  for (let candidate = limit - 1; primes.length < count; candidate--)
    if (isPrime(candidate)) primes.push(candidate);
  return primes;
}

/** Miller and Rabin's test: with the bases 2, 3, 5, 7 it is exact below 3.2·10⁹, and below 2²⁶ products are exact doubles. */
function isPrime(n: number): boolean {
  if (n % 2 === 0) return false;
  let odd = n - 1;
  let twos = 0;
  for (; odd % 2 === 0; odd /= 2) twos++;
  return [2, 3, 5, 7].every((base) => {
    let x = 1;
    for (let b = base, e = odd; e > 0; e = Math.floor(e / 2)) {
      if (e % 2 === 1) x = (x * b) % n;
      b = (b * b) % n;
    }
    if (x === 1) return true;
    for (let i = 0; i < twos; i++) {
      if (x === n - 1) return true;
      x = (x * x) % n;
    }
    return false;
  });
}
