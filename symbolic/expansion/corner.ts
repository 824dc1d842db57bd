/**
 * The parity identity of E·F(r), F(r) = Σ_{n≥1} w_n r^{n−1}/Σ_{n<M} r^n, near two corners of the thermal variables, without
 * forming the composite: what a ladder of any length says of its parameters is seen there in a few short coefficients.
 *
 * Cold corner: every Boltzmann factor is s·X; hot corner: every Boltzmann factor is 1 − s·X. In both r goes to a number,
 * 0 or 1, so F has a power series with numbers as coefficients, F = Σ f_n τ^n with τ = r or τ = 1 − r, and τ = O(s). With
 * E = N/D, τ = c/b and ′ for the exchange of the temperatures,
 *     Q_K = N·D′·b′^K·Σ_{n≤K} f_n c^n b^{K−n} + N′·D·b^K·Σ_{n≤K} f_n c′^n b′^{K−n}
 * agrees with [E F(r) + E′ F(r′)]·D·D′·(b b′)^K up to the order v + K in s, v the sum of the leading orders. So where the
 * current is odd, the part of Q_K of that order vanishes, if the leading part of b does not; and always its product with a
 * coefficient of that leading part.
 */
import { binomial } from "../integer/integer.js";
import { type ThermalCoefficient, thermalCoefficients } from "../thermal/parity.js";
import { add, multiply, negate, type Polynomial, subtract } from "../polynomial/polynomial.js";
import { fromTerms, renameVariables, type Term, termCount, termsOf } from "../polynomial/structure.js";
import { type RationalFunction } from "../fraction/rational-function.js";
import { type Assumption, definiteSign } from "../polynomial/sign.js";
import { boltzmannIndex, reversal, type ThermalVariables, variableCount } from "../thermal/variables.js";

/** Where all Boltzmann factors are 0, or 1. */
export type Corner = "cold" | "hot";

/** The current E·F(r) of a ladder. */
export interface LadderCurrent {
  /** E. */
  readonly exchange: RationalFunction;
  /** r. */
  readonly ratio: RationalFunction;
  /** w_1, w_2, … */
  readonly weights: readonly bigint[];
}

/** f_0 … f_K of F at the corner, times a common positive number that makes them integers. */
export function ladderSeries(weights: readonly bigint[], corner: Corner, order: number): bigint[] {
  const M = weights.length + 1;
  if (corner === "cold") {
    const f: bigint[] = [];
    for (let n = 0; n <= order; n++) {
      const earlier = f.slice(Math.max(0, n - M + 1), n).reduce((a, b) => a + b, 0n);
      f.push((weights[n] ?? 0n) - earlier);
    }
    return f;
  }
  // F(1 − t): Σ_n w_n (1 − t)^{n−1} over Σ_{n<M} (1 − t)^n, whose coefficients are (−1)^j C(M, j+1).
  const sign = (j: number): bigint => (j % 2 === 0 ? 1n : -1n);
  const above = Array.from(
    { length: order + 1 },
    (_, j) => sign(j) * weights.reduce((sum, w, n) => sum + (n < j ? 0n : w * binomial(n, j)), 0n),
  );
  const below = Array.from({ length: order + 1 }, (_, j) => (j < M ? sign(j) * binomial(M, j + 1) : 0n));
  const lead = below[0] as bigint;
  // scaled[n] = f_n·lead^{n+1}
  const scaled: bigint[] = [];
  for (let n = 0; n <= order; n++) {
    let value = (above[n] as bigint) * lead ** BigInt(n);
    for (let j = 1; j <= n; j++)
      value -= (below[j] as bigint) * lead ** BigInt(j - 1) * (scaled[n - j] as bigint);
    scaled.push(value);
  }
  return scaled.map((x, n) => x * lead ** BigInt(order - n));
}

/** Parts of one polynomial by powers of s from its lowest on. */
interface Graded {
  readonly lowest: number;
  /** parts[k] is the coefficient of s^(lowest + k). */
  readonly parts: readonly Polynomial[];
}

/** What vanishes at a corner where the current is odd. */
export interface CornerCoefficients {
  /** A coefficient of the leading part of b; 1 if one of them cannot vanish. */
  readonly lead: Polynomial;
  /** Those of the part of order v + K of Q_K, times `lead`. */
  readonly coefficients: readonly ThermalCoefficient[];
}

/** The coefficients of order K at a corner; undefined where r does not tend to a number. */
export function cornerCoefficients(
  v: ThermalVariables,
  assumptions: readonly Assumption[],
  { exchange, ratio, weights }: LadderCurrent,
  corner: Corner,
  order: number,
): CornerCoefficients | undefined {
  const near = corner === "cold" ? (p: Polynomial): Polynomial => p : aroundOne(v);
  const grade = (p: Polynomial): Graded =>
    p === 0n ? graded(v, p, order) : lowestParts(v, (most) => near(p, most), order);
  const b = grade(ratio.denominator);
  const leading = thermalCoefficients(v, b.parts[0] as Polynomial).map((x) => x.value);
  const safe = leading.some((p) => definiteSign(p, assumptions) !== undefined);
  const [shortest] = [...leading].sort((x, y) => termCount(x) - termCount(y));
  const lead = safe ? 1n : (shortest as Polynomial);
  const c = corner === "cold" ? ratio.numerator : subtract(ratio.denominator, ratio.numerator);
  const small = graded(v, near(c, b.lowest + order), order - 1, b.lowest + 1);
  if (small === undefined) return undefined;
  const [N, D] = [grade(exchange.numerator), grade(exchange.denominator)];
  const map = reversal(v);
  const back = (g: readonly Polynomial[]): Polynomial[] => g.map((p) => renameVariables(p, map));
  const f = ladderSeries(weights, corner, order);
  // Σ_{n≤K} f_n τ^n·b^K, by powers of s: Horner in c, with s c in place of c
  const b_ = truncated(b.parts, order);
  const c_ = [0n, ...small.parts].slice(0, order + 1);
  let sum: Polynomial[] = [f[order] as bigint];
  let power: Polynomial[] = [1n];
  for (let n = order - 1; n >= 0; n--) {
    power = times(power, b_, order);
    sum = plus(times(sum, c_, order), scaledBy(power, f[n] as bigint));
  }
  const one = times(times(N.parts, back(D.parts), order), back(power), order);
  const Q = times(one, sum, order)[order] ?? 0n;
  return { lead, coefficients: thermalCoefficients(v, multiply(lead, add(Q, renameVariables(Q, map)))) };
}

/** p with every Boltzmann factor X replaced by 1 − X, up to a total degree in the factors: exponents may be in the thousands. */
function aroundOne(v: ThermalVariables): (p: Polynomial, most: number) => Polynomial {
  const factors = boltzmannFactors(v);
  return (p, most) => {
    const terms: Term[] = [];
    const expanded = (t: Term, place: number, room: number): void => {
      const index = factors[place];
      if (index === undefined) return void terms.push(t);
      const power = t.exponents[index] as number;
      for (let e = 0; e <= Math.min(power, room); e++) {
        const exponents = t.exponents.with(index, e);
        const factor = binomial(power, e) * (e % 2 === 0 ? 1n : -1n);
        expanded({ coefficient: t.coefficient * factor, exponents }, place + 1, room - e);
      }
    };
    for (const t of termsOf(p, variableCount(v))) expanded(t, 0, most);
    return fromTerms(terms);
  };
}

/** The parts of lowest degree of a polynomial ≠ 0 that is given up to any degree. */
function lowestParts(v: ThermalVariables, upTo: (most: number) => Polynomial, order: number): Graded {
  for (let most = order + 2; ; most *= 2) {
    const p = upTo(most);
    const parts = p === 0n ? undefined : graded(v, p, order);
    if (parts && parts.lowest + order <= most) return parts;
    if (parts) return graded(v, upTo(parts.lowest + order), order);
  }
}

function boltzmannFactors(v: ThermalVariables): number[] {
  return v.energies.flatMap((_, i) => [boltzmannIndex(v, "L", i), boltzmannIndex(v, "R", i)]);
}

/** By total degree in the Boltzmann factors; undefined if the lowest degree is below the one asked for. */
function graded(v: ThermalVariables, p: Polynomial, order: number): Graded;
function graded(v: ThermalVariables, p: Polynomial, order: number, from: number): Graded | undefined;
function graded(v: ThermalVariables, p: Polynomial, order: number, from?: number): Graded | undefined {
  const factors = boltzmannFactors(v);
  const byDegree = new Map<number, Term[]>();
  for (const t of termsOf(p, variableCount(v))) {
    const degree = factors.reduce((d, i) => d + (t.exponents[i] as number), 0);
    const list = byDegree.get(degree);
    if (list) list.push(t);
    else byDegree.set(degree, [t]);
  }
  const least = Math.min(...byDegree.keys());
  if (from !== undefined && least < from) return undefined;
  const lowest = from ?? least;
  return {
    lowest,
    parts: Array.from({ length: order + 1 }, (_, k) => fromTerms(byDegree.get(lowest + k) ?? [])),
  };
}

const truncated = (a: readonly Polynomial[], order: number): readonly Polynomial[] => a.slice(0, order + 1);

function times(a: readonly Polynomial[], b: readonly Polynomial[], order: number): Polynomial[] {
  const product = new Array<Polynomial>(order + 1).fill(0n);
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      if (i + j <= order && x !== 0n && y !== 0n)
        product[i + j] = add(product[i + j] as Polynomial, multiply(x, y));
    });
  });
  return product;
}

function plus(a: readonly Polynomial[], b: readonly Polynomial[]): Polynomial[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, k) => add(a[k] ?? 0n, b[k] ?? 0n));
}

const scaledBy = (a: readonly Polynomial[], n: bigint): Polynomial[] => a.map((p) => multiply(n, p));

/** What must vanish for E′ = −E and r′ = r: the numerators of E + E′ and of r − r′, by monomials. */
export function mirrorCoefficients(
  v: ThermalVariables,
  { exchange, ratio }: LadderCurrent,
): { readonly exchange: ThermalCoefficient[]; readonly ratio: ThermalCoefficient[] } {
  const map = reversal(v);
  const back = (p: Polynomial): Polynomial => renameVariables(p, map);
  const sum = add(
    multiply(exchange.numerator, back(exchange.denominator)),
    multiply(back(exchange.numerator), exchange.denominator),
  );
  const difference = add(
    multiply(ratio.numerator, back(ratio.denominator)),
    negate(multiply(back(ratio.numerator), ratio.denominator)),
  );
  return { exchange: thermalCoefficients(v, sum), ratio: thermalCoefficients(v, difference) };
}
