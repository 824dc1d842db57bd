/**
 * The sign of a function of one temperature where every parameter is a number: all its changes over the whole range of
 * temperatures, proved. In s = T^{−1/root} the function is Σ c s^k e^{−e s^root}: for large s its slowest exponential
 * outweighs the rest, near s = 0 its first nonzero derivative keeps its sign, and between the zeros are isolated.
 */
import {
  ballArithmetic,
  type Ball,
  containsZero,
  isNegative,
  isPositive,
  type Jet,
  jetArithmetic,
  powInteger,
  WideEnclosureError,
} from "../../../numeric/index.js";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { factorial } from "../../../symbolic/integer/integer.js";
import { type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { forEachTerm } from "../../../symbolic/polynomial/structure.js";
import {
  boltzmannIndex,
  temperatureIndex,
  type ThermalVariables,
  variableCount,
} from "../../../symbolic/thermal/variables.js";
import { addExact, compareExact, exactNumber, multiplyExact, negateExact } from "../../input/exact-number.js";
import { type ExactInterval, intervalBall, isolateZeros } from "../../evaluate/isolate-zeros.js";

/** Signs in the order of rising T, and the temperatures of the changes between them. */
export interface SignProfile {
  readonly signs: readonly (1 | -1)[];
  readonly changes: readonly ExactInterval[];
}

interface SeriesTerm {
  readonly coefficient: ExactNumber;
  readonly power: number;
  readonly rate: ExactNumber;
}

const BITS = 112;
const LIMITS = { deepest: 40, intervals: 4000, refinements: 28 };
/** How far the ends are looked for, in halvings. */
const FARTHEST = 40;
const MOST_DERIVATIVES = 24;

/**
 * @param p       a polynomial in the parameters, T_L and X_L
 * @param values  of all parameters
 * @param last    T_max, or undefined for ∞
 * @returns undefined if p vanishes identically or the arithmetic cannot decide
 */
export function signProfile(
  v: ThermalVariables,
  p: Polynomial,
  values: readonly ExactNumber[],
  last: ExactNumber | undefined,
): SignProfile | undefined {
  const terms = seriesTerms(v, p, values);
  if (terms.length === 0) return undefined;
  const B = ballArithmetic(BITS);
  const ball = (x: ExactNumber): Ball => B.fromRational(x.numerator, x.denominator);
  const parts = decayingParts(ball, terms);
  const cold = coldEnd(B, ball, terms, v.root);
  const hot = last === undefined ? hotEnd(B, parts, terms, v.root) : { from: rootOf(last, v.root) };
  if (!cold || !hot.from) return undefined;
  const enclose = (at: ExactInterval): { f: Ball; slope: Ball } | undefined => {
    try {
      const A = jetArithmetic(B, 1);
      const [f, slope] = seriesValue(A, [intervalBall(B, at), B.one], parts, v.root);
      return { f: f ?? B.zero, slope: slope ?? B.zero };
    } catch (error) {
      if (error instanceof WideEnclosureError) return undefined;
      throw error;
    }
  };
  if (compareExact(hot.from, cold.from) >= 0) {
    return { signs: [cold.sign], changes: [] };
  }
  const { zeros, undecided } = isolateZeros(enclose, { lower: hot.from, upper: cold.from }, LIMITS);
  if (undecided.length > 0) return undefined;
  const changes = [...zeros].sort((a, b) => compareExact(b.lower, a.lower));
  // T rises as s falls
  const signs = [cold.sign, ...changes.map((z) => -z.sign as 1 | -1)];
  return {
    signs,
    changes: changes.map((z) => ({
      lower: temperature(z.upper, v.root),
      upper: temperature(z.lower, v.root),
    })),
  };
}

/** The terms with equal power and rate collected; powers made nonnegative by a common factor of s. */
function seriesTerms(v: ThermalVariables, p: Polynomial, values: readonly ExactNumber[]): SeriesTerm[] {
  const t = temperatureIndex(v, "L");
  const xs = v.energies.map((_, i) => boltzmannIndex(v, "L", i));
  const energies = v.energies.map((e) =>
    multiplyExact(valueOf(e.numerator, values, variableCount(v)), exactNumber(1n, e.denominator)),
  );
  const sums = new Map<string, SeriesTerm>();
  forEachTerm(p, variableCount(v), (c, exponents) => {
    let coefficient = exactNumber(c);
    values.forEach(
      (x, i) => (coefficient = multiplyExact(coefficient, integerPower(x, exponents[i] as number))),
    );
    const rate = energies.reduce(
      (s, b, i) => addExact(s, multiplyExact(b, exactNumber(exponents[xs[i] as number] as number))),
      exactNumber(0),
    );
    const power = -(exponents[t] as number);
    const key = `${power} ${rate.numerator}/${rate.denominator}`;
    const known = sums.get(key);
    sums.set(key, {
      coefficient: known ? addExact(known.coefficient, coefficient) : coefficient,
      power,
      rate,
    });
  });
  const terms = [...sums.values()].filter((x) => x.coefficient.numerator !== 0n);
  const lowest = Math.min(...terms.map((x) => x.power));
  return terms.map((x) => ({ ...x, power: x.power - lowest }));
}

function valueOf(p: Polynomial, values: readonly ExactNumber[], count: number): ExactNumber {
  let sum = exactNumber(0);
  forEachTerm(p, count, (c, exponents) => {
    const term = values.reduce(
      (x, y, i) => multiplyExact(x, integerPower(y, exponents[i] as number)),
      exactNumber(c),
    );
    sum = addExact(sum, term);
  });
  return sum;
}

const integerPower = (x: ExactNumber, n: number): ExactNumber =>
  exactNumber(x.numerator ** BigInt(n), x.denominator ** BigInt(n));

/** e^{−rate·s^root}·Σ c s^power. */
interface DecayingPart {
  /** Undefined for 0. */
  readonly rate: Ball | undefined;
  readonly terms: readonly { readonly coefficient: Ball; readonly power: number }[];
}

/** Terms of one rate together: their exponential is taken once, and outside their sum it widens the enclosure least. */
function decayingParts(ball: (x: ExactNumber) => Ball, terms: readonly SeriesTerm[]): DecayingPart[] {
  const parts = new Map<string, SeriesTerm[]>();
  for (const term of terms) {
    const key = `${term.rate.numerator}/${term.rate.denominator}`;
    parts.set(key, [...(parts.get(key) ?? []), term]);
  }
  return [...parts.values()].map((list) => {
    const { rate } = list[0] as SeriesTerm;
    return {
      rate: rate.numerator === 0n ? undefined : ball(rate),
      terms: list.map(({ coefficient, power }) => ({ coefficient: ball(coefficient), power })),
    };
  });
}

/** The sum at s, in jets of balls. */
function seriesValue(
  A: ReturnType<typeof jetArithmetic<Ball>>,
  s: Jet<Ball>,
  parts: readonly DecayingPart[],
  root: number,
): Jet<Ball> {
  const powers: Jet<Ball>[] = [];
  const power = (k: number): Jet<Ball> => (powers[k] ??= powInteger(A, s, k));
  let sum = A.zero;
  for (const { rate, terms } of parts) {
    let polynomial = A.zero;
    for (const t of terms) polynomial = A.add(polynomial, A.mul([t.coefficient], power(t.power)));
    const decay = rate && A.exp(A.neg(A.mul([rate], power(root))));
    sum = A.add(sum, decay ? A.mul(polynomial, decay) : polynomial);
  }
  return sum;
}

/** Beyond `from` the slowest exponential with its highest power has the sign of the sum. */
function coldEnd(
  B: ReturnType<typeof ballArithmetic>,
  ball: (x: ExactNumber) => Ball,
  terms: readonly SeriesTerm[],
  root: number,
): { from: ExactNumber; sign: 1 | -1 } | undefined {
  const slowest = terms.map((x) => x.rate).reduce((a, b) => (compareExact(a, b) <= 0 ? a : b));
  const leading = terms
    .filter((x) => compareExact(x.rate, slowest) === 0)
    .reduce((a, b) => (a.power >= b.power ? a : b));
  const others = terms
    .filter((x) => x !== leading)
    .map((x) => ({ ...x, power: x.power - leading.power, rate: addExact(x.rate, negateExact(slowest)) }));
  for (let n = 0; n <= FARTHEST; n++) {
    const s = exactNumber(1n << BigInt(n));
    const power = integerPower(s, root);
    // s^k e^{−r s^n} falls beyond s where s^n ≥ k/(n·r)
    const falling = others.every(
      (x) =>
        x.power <= 0 ||
        compareExact(multiplyExact(x.rate, multiplyExact(power, exactNumber(root))), exactNumber(x.power)) >=
          0,
    );
    if (!falling) continue;
    const rest = others.reduce((sum, x) => {
      const size = ball({ ...x.coefficient, numerator: absolute(x.coefficient.numerator) });
      const decay = B.exp(B.neg(ball(multiplyExact(x.rate, power))));
      return B.add(sum, B.mul(B.mul(size, B.pow(ball(s), x.power)), decay));
    }, B.zero);
    const main = ball({ ...leading.coefficient, numerator: absolute(leading.coefficient.numerator) });
    if (isPositive(B.sub(main, rest))) return { from: s, sign: leading.coefficient.numerator > 0n ? 1 : -1 };
  }
  return undefined;
}

const absolute = (n: bigint): bigint => (n < 0n ? -n : n);

/** Below `from` the first nonzero derivative at s = 0 keeps its sign, and so does the sum. */
function hotEnd(
  B: ReturnType<typeof ballArithmetic>,
  parts: readonly DecayingPart[],
  terms: readonly SeriesTerm[],
  root: number,
): { from: ExactNumber | undefined } {
  const order = firstDerivative(terms, root);
  if (order === undefined) return { from: undefined };
  const A = jetArithmetic(B, order);
  for (let n = 0; n <= FARTHEST; n++) {
    const from = exactNumber(1n, 1n << BigInt(n));
    const s: Jet<Ball> = [intervalBall(B, { lower: exactNumber(0), upper: from }), B.one];
    const found = seriesValue(A, s, parts, root)[order] ?? B.zero;
    if (!containsZero(found) && (isPositive(found) || isNegative(found))) return { from };
  }
  return { from: undefined };
}

/** The order of the zero at s = 0, exactly. */
function firstDerivative(terms: readonly SeriesTerm[], root: number): number | undefined {
  for (let order = 0; order <= MOST_DERIVATIVES; order++) {
    let sum = exactNumber(0);
    for (const { coefficient, power, rate } of terms) {
      const m = (order - power) / root;
      if (m < 0 || !Number.isInteger(m)) continue;
      const term = multiplyExact(integerPower(negateExact(rate), m), exactNumber(1n, factorial(m)));
      sum = addExact(sum, multiplyExact(coefficient, term));
    }
    if (sum.numerator !== 0n) return order;
  }
  return undefined;
}

/** T from s. */
const temperature = (s: ExactNumber, root: number): ExactNumber =>
  exactNumber(s.denominator ** BigInt(root), s.numerator ** BigInt(root));

/** s at T_max; only where no roots of T occur. */
const rootOf = (T: ExactNumber, root: number): ExactNumber | undefined =>
  root === 1 ? exactNumber(T.denominator, T.numerator) : undefined;
