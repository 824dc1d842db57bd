/**
 * The equation d(λ, G) = 0 whose solution that vanishes at λ = 0 is the cumulant generating function G(λ), the dominant
 * eigenvalue of the rate equation (12) with the heat from the left bath counted by e^{λ(E_n − E_m)}.
 *
 * The levels are eliminated one by one from W(λ) − G, as GTH does at λ = G = 0. Kept are the rates w_ij ≥ 0 and, in the
 * place of the diagonal, the column sums d_j(λ, G) = −G + Σ_i w^L_ij (e^{λ(E_i − E_j)} − 1), which begin with degree one:
 *     exit_k = Σ_i w_ik − d_k,   w_ij ← w_ij + w_ik w_kj/exit_k,   d_j ← d_j + d_k w_kj/exit_k.
 * At λ = G = 0 no subtraction occurs. What is left of the last level is d, and det(W(λ) − G) = ± d·Π exit_k.
 */
import type { Arithmetic } from "../arithmetic/arithmetic.js";
import { chainClasses } from "../levels/closed-classes.js";
import { ReducibleChainError } from "../levels/errors.js";
import { place, type TwoVariableSeries, twoVariableSeries } from "./two-variable-series.js";

/** The rate equation of N levels with the rates of the two baths apart. */
export interface CountedRates<S> {
  readonly size: number;
  /** Row-major N×N: [i*N + j] is the rate from level j to level i due to the left bath, the bath at which is counted. */
  readonly left: readonly S[];
  readonly right: readonly S[];
  /** E_i − E_j. */
  readonly gap: (i: number, j: number) => S;
}

/** d(λ, G) by its coefficients. */
export interface CountingEquation<S> {
  /** Total degree to which it is known. */
  readonly degree: number;
  readonly equation: TwoVariableSeries<S>;
}

/**
 * The equation of N levels.
 * @param isZero true only of an exact zero
 * @throws ReducibleChainError if the levels fall apart
 */
export function countingEquation<S>(
  A: Arithmetic<S>,
  isZero: (a: S) => boolean,
  { size: n, left, right, gap }: CountedRates<S>,
  degree: number,
): CountingEquation<S> {
  const series = twoVariableSeries(A, degree);
  const total = left.map((x, k) => {
    const y = right[k] as S;
    return isZero(x) ? y : isZero(y) ? x : A.add(x, y);
  });
  const { closed } = chainClasses(n, (from, to) => !isZero(total[to * n + from] as S));
  if (closed.length > 1) throw new ReducibleChainError(closed);
  const w: TwoVariableSeries<S>[] = [];
  const d = Array.from({ length: n }, (): TwoVariableSeries<S> => {
    const only: (S | undefined)[] = [];
    only[place(0, 1)] = A.neg(A.one);
    return Array.from(only, (x) => x);
  });
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const at = i * n + j;
      const rate = total[at] as S;
      if (i === j || isZero(rate)) {
        w[at] = series.zero;
        continue;
      }
      const counted = left[at] as S;
      if (isZero(counted)) {
        w[at] = [rate];
        continue;
      }
      const growth = exponentialTerms(A, counted, gap(i, j), degree);
      w[at] = series.add([rate], growth);
      d[j] = series.add(d[j] as TwoVariableSeries<S>, growth);
    }
  }
  for (let k = n - 1; k > 0; k--) {
    const dk = d[k] as TwoVariableSeries<S>;
    let exit = series.neg(dk);
    for (let i = 0; i < k; i++) exit = series.add(exit, w[i * n + k] as TwoVariableSeries<S>);
    for (let j = 0; j < k; j++) {
      const into = w[k * n + j] as TwoVariableSeries<S>;
      if (series.isZero(into)) continue;
      const share = series.div(into, exit);
      d[j] = series.add(d[j] as TwoVariableSeries<S>, series.mul(dk, share));
      for (let i = 0; i < k; i++) {
        const out = w[i * n + k] as TwoVariableSeries<S>;
        if (i === j || series.isZero(out)) continue;
        w[i * n + j] = series.add(w[i * n + j] as TwoVariableSeries<S>, series.mul(out, share));
      }
    }
  }
  return { degree, equation: d[0] as TwoVariableSeries<S> };
}

/** rate·(e^{λ·gap} − 1). */
function exponentialTerms<S>(A: Arithmetic<S>, rate: S, gap: S, degree: number): TwoVariableSeries<S> {
  const terms: (S | undefined)[] = [];
  let term = rate;
  for (let l = 1; l <= degree; l++) {
    term = A.mul(term, l === 1 ? gap : A.div(gap, A.fromRational(BigInt(l), 1n)));
    terms[place(l, 0)] = term;
  }
  return Array.from(terms, (x) => x);
}

/**
 * The Taylor coefficients g_1 … g_n of the solution G(λ) = Σ g_k λ^k of d(λ, G(λ)) = 0, order by order: d begins with
 * −aG + bλ, a > 0.
 */
export function solvedForG<S>(A: Arithmetic<S>, { degree: n, equation }: CountingEquation<S>): readonly S[] {
  const slope = equation[place(0, 1)] as S;
  /** powers[j][k] is the coefficient of λ^k in G^j, as far as it is known. */
  const powers: (S | undefined)[][] = Array.from({ length: n + 1 }, () => []);
  const g: S[] = [];
  for (let k = 1; k <= n; k++) {
    // G^j at λ^k, j ≥ 2, needs g_1 … g_{k−1} only.
    for (let j = 2; j <= k; j++) {
      let sum: S | undefined;
      for (let l = 1; l < k; l++) {
        const below = powers[j - 1]?.[k - l];
        if (below === undefined) continue;
        const term = A.mul(g[l - 1] as S, below);
        sum = sum === undefined ? term : A.add(sum, term);
      }
      (powers[j] as (S | undefined)[])[k] = sum;
    }
    let rest = equation[place(k, 0)];
    for (let j = 1; j <= k; j++) {
      for (let i = 0; i + j <= k; i++) {
        const c = equation[place(i, j)];
        const power = powers[j]?.[k - i];
        if (c === undefined || power === undefined) continue;
        const term = A.mul(c, power);
        rest = rest === undefined ? term : A.add(rest, term);
      }
    }
    const value = rest === undefined ? A.zero : A.neg(A.div(rest, slope));
    g.push(value);
    (powers[1] as (S | undefined)[])[k] = value;
  }
  return g;
}
