/**
 * A ladder by the parts of J = E·F(r): the coefficients near a corner, recomputed by expansion (docs/proofs.md,
 * section 5). Powers of s are told by the total degree in the Boltzmann factors.
 */
import { type PartsCertificate } from "../../certificate/format.js";
import {
  constantOf,
  demand,
  type Expanded,
  exponentOf,
  involves,
  monomialProduct,
  NOTHING,
  plus,
  renamed,
  replaced,
  same,
  sameUpToSign,
  signOf,
  times,
  variableOf,
  withoutVariables,
  limitedAs,
} from "./polynomial.js";
import { readPolynomial } from "./reader.js";
import { type LadderEnd, readFraction, type Ring } from "./ring.js";
import { type Quotient } from "./reader.js";

/** E and r of a certificate. */
export interface Parts {
  readonly exchange: Quotient;
  readonly ratio: Quotient;
}

/**
 * Reads E and r and checks them against the rates: E·(k_L + k_R) = ω k_L k_R (X_L − X_R), r·(k_L + k_R) = k_L X_L + k_R X_R.
 * @throws ProofError if they are others
 */
export function checkParts(
  c: PartsCertificate,
  ring: Ring,
  gap: Quotient,
  [left, right]: readonly [LadderEnd, LadderEnd],
): Parts {
  const exchange = readFraction(ring, c.exchange);
  const ratio = readFraction(ring, c.ratio);
  const product = (...list: Expanded[]): Expanded => list.reduce(times);
  const l = times(left.rate.numerator, right.rate.denominator);
  const r = times(right.rate.numerator, left.rate.denominator);
  const total = plus(l, r);
  const flow = product(left.rate.numerator, right.rate.numerator, plus(left.boltzmann, right.boltzmann, -1n));
  demand(
    total.size > 0 &&
      same(
        product(exchange.numerator, gap.denominator, total),
        product(exchange.denominator, gap.numerator, flow),
      ),
    "E is not that of the junction",
  );
  const up = plus(times(l, left.boltzmann), times(r, right.boltzmann));
  demand(same(times(ratio.numerator, total), times(ratio.denominator, up)), "r is not that of the junction");
  return { exchange, ratio };
}

/** The numerators of E + E′ and of r − r′. */
export function mirrorOf(ring: Ring, { exchange, ratio }: Parts): { exchange: Expanded; ratio: Expanded } {
  const back = (p: Expanded): Expanded => renamed(p, ring.exchange);
  return {
    exchange: plus(
      times(exchange.numerator, back(exchange.denominator)),
      times(back(exchange.numerator), exchange.denominator),
    ),
    ratio: plus(
      times(ratio.numerator, back(ratio.denominator)),
      times(back(ratio.numerator), ratio.denominator),
      -1n,
    ),
  };
}

/** Reads the coefficients near the corners and recomputes each. @throws ProofError at the first that is wrong */
export function checkCornerCoefficients(c: PartsCertificate, ring: Ring, parts: Parts): Expanded[] {
  const weights = c.weights === "oscillator" ? [] : c.weights.map(BigInt);
  demand(weights.length > 0, "an oscillator has no corner at r = 1");
  const known = new Map<string, { Q: Expanded; leading: readonly Expanded[] }>();
  return c.coefficients.map(({ corner, order, lead, monomial, value }) => {
    demand(order <= 8, "an order that is not looked at");
    const key = `${corner} ${order}`;
    const found = known.get(key) ?? partOf(c, ring, parts, weights, corner, order);
    known.set(key, found);
    const { Q, leading } = found;
    const factor = lead === undefined ? constantOf(1n, ring.count) : readPolynomial(lead, ring.plain);
    demand(
      lead === undefined
        ? leading.some((p) => signOf(p, ring.real) !== 0)
        : leading.some((p) => sameUpToSign(p, factor)),
      "the denominator of r may vanish to higher order at the corner",
    );
    const [at, unit] = [...readPolynomial(monomial, ring.plain)][0] ?? ["", 0n];
    const thermal = [...ring.ends.L, ...ring.ends.R];
    const stated = readPolynomial(value, ring.plain);
    demand(
      unit === 1n && at.length === ring.count && /^\0*$/.test(withoutVariables(at, thermal)),
      "a coefficient does not stand by a monomial",
    );
    const here = limitedAs(
      new Map([...Q].filter(([m]) => thermal.every((v) => exponentOf(m, v) === exponentOf(at, v)))),
      Q,
    );
    const expected = new Map([...stated].map(([m, n]) => [monomialProduct(m, at), n]));
    demand(
      stated.size > 0 && !involves(stated, thermal) && same(times(here, factor), expected),
      `a coefficient at the ${corner} corner is wrong`,
    );
    return stated;
  });
}

/** The part of order v + K of Q_K, and the coefficients of the leading part of b. */
function partOf(
  c: PartsCertificate,
  ring: Ring,
  { exchange, ratio }: Parts,
  weights: readonly bigint[],
  corner: "cold" | "hot",
  K: number,
): { Q: Expanded; leading: readonly Expanded[] } {
  const first = 1 + c.variables.formalFunctions.length;
  const factors = [...ring.ends.L.slice(first), ...ring.ends.R.slice(first)];
  const one = constantOf(1n, ring.count);
  const near = (p: Expanded): Expanded =>
    corner === "cold"
      ? p
      : factors.reduce((q, i) => replaced(q, i, plus(one, variableOf(i, ring.count), -1n), one), p);
  const small = corner === "cold" ? ratio.numerator : plus(ratio.denominator, ratio.numerator, -1n);
  const b = byDegree(near(ratio.denominator), factors);
  const tau = byDegree(near(small), factors);
  demand(tau.lowest > b.lowest, "r does not tend to a number at the corner");
  const N = byDegree(near(exchange.numerator), factors);
  const D = byDegree(near(exchange.denominator), factors);
  const back = (s: Series): Series => s.map((p) => renamed(p, ring.exchange));
  const series = (g: Graded): Series =>
    Array.from({ length: K + 1 }, (_, k) => g.parts.get(g.lowest + k) ?? NOTHING);
  const b_ = series(b);
  const c_ = Array.from({ length: K + 1 }, (_, k) => tau.parts.get(b.lowest + k) ?? NOTHING);
  const unit: Series = [one];
  const powers = (s: Series): Series[] => {
    const list = [unit];
    for (let n = 1; n <= K; n++) list.push(seriesTimes(list[n - 1] as Series, s, K));
    return list;
  };
  const [B, C] = [powers(b_), powers(c_)];
  const f = taylor(weights, corner, K);
  let sum: Series = [];
  f.forEach((value, n) => {
    const term = seriesTimes(B[K - n] as Series, C[n] as Series, K);
    sum = Array.from({ length: K + 1 }, (_, k) => plus(sum[k] ?? NOTHING, term[k] ?? NOTHING, value));
  });
  const common = seriesTimes(seriesTimes(series(N), back(series(D)), K), back(B[K] as Series), K);
  const half = seriesTimes(common, sum, K)[K] ?? NOTHING;
  return {
    Q: plus(half, renamed(half, ring.exchange)),
    leading: byMonomial(b.parts.get(b.lowest) ?? NOTHING, [...ring.ends.L, ...ring.ends.R]),
  };
}

type Series = readonly Expanded[];

function seriesTimes(a: Series, b: Series, K: number): Series {
  return Array.from({ length: K + 1 }, (_, k) => {
    let sum: Expanded = NOTHING;
    for (let i = 0; i <= k; i++) sum = plus(sum, times(a[i] ?? NOTHING, b[k - i] ?? NOTHING));
    return sum;
  });
}

interface Graded {
  readonly lowest: number;
  readonly parts: ReadonlyMap<number, Expanded>;
}

function byDegree(p: Expanded, factors: readonly number[]): Graded {
  const parts = new Map<number, Map<string, bigint>>();
  for (const [m, n] of p) {
    const degree = factors.reduce((d, i) => d + exponentOf(m, i), 0);
    parts.set(degree, (parts.get(degree) ?? new Map<string, bigint>()).set(m, n));
  }
  const limited = new Map([...parts].map(([degree, part]) => [degree, limitedAs(part, p)]));
  return { lowest: Math.min(...limited.keys()), parts: limited };
}

/** The coefficients with respect to the given variables, without the monomials. */
function byMonomial(p: Expanded, variables: readonly number[]): Expanded[] {
  const parts = new Map<string, Map<string, bigint>>();
  for (const [m, n] of p) {
    const key = variables.map((v) => exponentOf(m, v)).join();
    const rest = withoutVariables(m, variables);
    parts.set(key, (parts.get(key) ?? new Map<string, bigint>()).set(rest, n));
  }
  return [...parts.values()].map((part) => limitedAs(part, p));
}

/** The first Taylor coefficients of F at r = 0 in r, or at r = 1 in 1 − r, times M^{K+1} there, M the number of levels. */
function taylor(weights: readonly bigint[], corner: "cold" | "hot", K: number): bigint[] {
  const levels = weights.map(() => 1n).concat(1n);
  const [above, below] = [weights, levels].map((p) =>
    corner === "cold" ? Array.from({ length: K + 1 }, (_, k) => p[k] ?? 0n) : atOne(p, K),
  ) as [bigint[], bigint[]];
  const unit = below[0] as bigint;
  // F = Σ f_k τ^k with Σ_j below_j f_{k−j} = above_k; the f_k times unit^{K+1} are integers
  const f: bigint[] = [];
  for (let k = 0; k <= K; k++) {
    let rest = (above[k] as bigint) * unit ** BigInt(K + 1);
    for (let j = 1; j <= k; j++) rest -= (below[j] as bigint) * (f[k - j] as bigint);
    f.push(rest / unit);
  }
  return f;
}

/** Σ p_n r^n in powers of 1 − r: synthetic division by r − 1, again and again. */
function atOne(p: readonly bigint[], K: number): bigint[] {
  let rest = [...p].reverse();
  return Array.from({ length: K + 1 }, (_, k) => {
    let carry = 0n;
    const sums = rest.map((x) => (carry += x));
    const value = sums.pop() ?? 0n;
    rest = sums;
    return k % 2 === 0 ? value : -value;
  });
}
