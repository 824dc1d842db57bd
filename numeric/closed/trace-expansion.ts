import { finiteJunction, type FiniteJunctionModel } from "./finite-junction.js";
import { currentDiagonal, diagonaliseJunction } from "./heisenberg-current.js";
import {
  currentCoefficients,
  traceMoments,
  type CurrentCoefficient,
  type MomentTable,
  type TraceMoments,
} from "./trace-moments.js";

/**
 * The expansion (5) to any order, restored to an identity: docs/traces.md derives it. With u = Δ/T_a,
 *     a = (2/T_a)·u/(1−u²),  b = −u·a,
 *     J = Σ m_jk a^j b^k/(j!k!) / Σ s_jk a^j b^k/(j!k!)  = Σ κ_jk a^j b^k/(j!k!).
 * Only moments with j + 2k ≤ order contribute, because b is of second order in u.
 */

/** The pieces of the recursion c_k = n_k − Σ_{j≥1} z_j c_{k−j}; every array runs from order 0. */
export interface UncentredExpansion {
  /** u-coefficients of Σ m_jk a^j b^k/(j!k!). */
  readonly numerator: readonly number[];
  /** u-coefficients of Σ s_jk a^j b^k/(j!k!); z_0 = 1, z_1 = (2/T_a)·Tr[Xρ_T]. */
  readonly partition: readonly number[];
  /** u-coefficients of J. */
  readonly current: readonly number[];
  /** −z_1 c_{k−1}: what remark [20] says order k inherits from order k−1 (0 for k = 0). */
  readonly inherited: readonly number[];
  /** α_k = c_k/T_a^k. */
  readonly coefficients: readonly number[];
  /** Bounds of the errors of `coefficients`, from those of the moments and the rounding of the recursion. */
  readonly errors: readonly number[];
}

/** The coefficients α_k from the uncentred moments m_jk, s_jk, by division of the two series in u. */
export function expandFromMoments(moments: TraceMoments): UncentredExpansion {
  const { T_a, order, m, s } = moments;
  const numerator = composeSeries(m.values, T_a, order);
  const partition = composeSeries(s.values, T_a, order);
  const numeratorErrors = seriesErrors(m, T_a, order);
  const partitionErrors = seriesErrors(s, T_a, order);
  const current: number[] = [];
  const inherited: number[] = [];
  const errors: number[] = [];
  for (let k = 0; k <= order; k++) {
    let c = numerator[k]!;
    let error = numeratorErrors[k]! + partitionErrors[0]! * Math.abs(c);
    let size = Math.abs(c);
    for (let j = 1; j <= k; j++) {
      const term = partition[j]! * current[k - j]!;
      c -= term;
      size += Math.abs(term);
      error += Math.abs(partition[j]!) * errors[k - j]! + partitionErrors[j]! * Math.abs(current[k - j]!);
    }
    current.push(c / partition[0]!);
    errors.push(error + (k + 2) * Number.EPSILON * size);
    inherited.push(k === 0 ? 0 : -partition[1]! * current[k - 1]!);
  }
  return {
    numerator,
    partition,
    current,
    inherited,
    coefficients: current.map((c, k) => c / T_a ** k),
    errors: errors.map((error, k) => error / T_a ** k),
  };
}

/**
 * The joint cumulants κ_jk = κ(Ĵ, X^j, Y^k), linear in Ĵ: j!k! times the coefficients of the quotient of the two
 * generating functions, Σ m_jk a^j b^k/(j!k!) over Σ s_jk a^j b^k/(j!k!). All but κ_00 are unchanged, term by term,
 * by H_ν → H_ν + const and by Ĵ → Ĵ + const.
 */
export function jointCumulants(moments: TraceMoments): number[][] {
  const { order } = moments;
  const scaled = (table: readonly (readonly number[])[], j: number, k: number) =>
    table[j]![k]! / (factorial(j) * factorial(k));
  const quotient: number[][] = [];
  for (let j = 0; j <= order; j++) {
    quotient.push([]);
    for (let k = 0; j + k <= order; k++) {
      let value = scaled(moments.m.values, j, k);
      for (let i = 0; i <= j; i++) {
        for (let l = 0; l <= k; l++) {
          if (i + l > 0) value -= scaled(moments.s.values, i, l) * quotient[j - i]![k - l]!;
        }
      }
      quotient[j]!.push(value / moments.s.values[0]![0]!);
    }
  }
  return quotient.map((row, j) => row.map((value, k) => value * factorial(j) * factorial(k)));
}

/** The coefficients α_k = T_a^{−k} [u^k] Σ κ_jk a^j b^k/(j!k!). */
export function expandFromCumulants(
  cumulants: readonly (readonly number[])[],
  T_a: number,
  order: number,
): number[] {
  return composeSeries(cumulants, T_a, order).map((c, k) => c / T_a ** k);
}

/** α_1 and α_2 as (5)–(7) print them, and what those equations leave out. */
export interface PaperCoefficients {
  /** (2/T_a²)·A_0 and (4/T_a⁴)·A_1 with A_0 = m_10 (6), A_1 = m_20/2 − m_10 s_10 (7). */
  readonly alpha_1: number;
  readonly alpha_2: number;
  /** The exact coefficient minus the printed one: terms with m_00 and, in α_2, with m_01. */
  readonly dropped_1: number;
  readonly dropped_2: number;
}

/**
 * Equations (5)–(7) and the terms they drop:
 *     α_1 = (2/T_a²)(m_10 − m_00 s_10),
 *     α_2 = (4/T_a⁴)(m_20/2 − m_10 s_10 − m_00 s_20/2 + m_00 s_10²) − (2/T_a³)(m_01 − m_00 s_01).
 * @throws RangeError if the moments do not reach order 2
 */
export function paperCoefficients(moments: TraceMoments): PaperCoefficients {
  if (moments.order < 2) throw new RangeError(`(7) needs moments to order 2, not ${moments.order}`);
  const { T_a } = moments;
  const m = (j: number, k: number) => moments.m.values[j]![k]!;
  const s = (j: number, k: number) => moments.s.values[j]![k]!;
  return {
    alpha_1: (2 / T_a ** 2) * m(1, 0),
    alpha_2: (4 / T_a ** 4) * (m(2, 0) / 2 - m(1, 0) * s(1, 0)),
    dropped_1: (-2 / T_a ** 2) * m(0, 0) * s(1, 0),
    dropped_2:
      (4 / T_a ** 4) * m(0, 0) * (s(1, 0) ** 2 - s(2, 0) / 2) -
      (2 / T_a ** 3) * (m(0, 1) - m(0, 0) * s(0, 1)),
  };
}

/** What `heatdiode traces FILE --time t --at T_a=… --order N --json` prints. */
export interface ClosedJunctionTraces {
  readonly time: number;
  readonly at: { readonly T_a: number };
  readonly coefficients: readonly CurrentCoefficient[];
  /** m_jk = Tr[Ĵ(t) X^j Y^k ρ_T] under the key "j,k". */
  readonly moments: Readonly<Record<string, number>>;
  /** s_jk = Tr[X^j Y^k ρ_T] under the key "j,k". */
  readonly stateMoments: Readonly<Record<string, number>>;
  /** Error bounds of `moments` and `stateMoments`. */
  readonly momentErrors: Readonly<Record<string, number>>;
  readonly stateMomentErrors: Readonly<Record<string, number>>;
}

/**
 * Diagonalises a closed junction and returns the coefficients of J = Tr[Ĵ(t)ρ] in Δ with all moments to `order`.
 * @throws DomainError for a malformed model, T_a ≤ 0, a bad order or a Hilbert space that is too large
 */
export function closedJunctionTraces(
  model: FiniteJunctionModel,
  at: { readonly time: number; readonly T_a: number; readonly order: number },
): ClosedJunctionTraces {
  const junction = finiteJunction(model);
  const diagonal = currentDiagonal(diagonaliseJunction(junction), at.time);
  const moments = traceMoments(junction, diagonal, at.T_a, at.order);
  return {
    time: at.time,
    at: { T_a: at.T_a },
    coefficients: currentCoefficients(junction, diagonal, at.T_a, at.order),
    moments: byIndex(moments.m.values),
    stateMoments: byIndex(moments.s.values),
    momentErrors: byIndex(moments.m.errors),
    stateMomentErrors: byIndex(moments.s.errors),
  };
}

/** Error bounds of {@link composeSeries}: those of the moments, and a few roundings for each term. */
function seriesErrors(table: MomentTable, T_a: number, order: number): number[] {
  const bounds = table.values.map((row, j) =>
    row.map((value, k) => table.errors[j]![k]! + (order + 8) * Number.EPSILON * Math.abs(value)),
  );
  // |b|^k: the sign of b would let the bounds cancel.
  const unsigned = bounds.map((row) => row.map((bound, k) => (-1) ** k * bound));
  return composeSeries(unsigned, T_a, order);
}

/** The u-coefficients of Σ table[j][k] a^j b^k/(j!k!), to `order`. */
function composeSeries(table: readonly (readonly number[])[], T_a: number, order: number): number[] {
  // a^j b^k = (−1)^k (2/T_a)^{j+k} u^{j+2k} (1 − u²)^{−(j+k)}, and (1 − u²)^{−p} = Σ_i C(p+i−1, i) u^{2i}.
  const series = new Array<number>(order + 1).fill(0);
  for (let j = 0; j <= order; j++) {
    for (let k = 0; j + 2 * k <= order; k++) {
      const power = j + k;
      const factor = ((-1) ** k * (2 / T_a) ** power * table[j]![k]!) / (factorial(j) * factorial(k));
      let binomial = 1;
      for (let i = 0; j + 2 * k + 2 * i <= order; i++) {
        series[j + 2 * k + 2 * i]! += factor * binomial;
        binomial *= (power + i) / (i + 1);
      }
    }
  }
  return series;
}

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}

function byIndex(table: readonly (readonly number[])[]): Record<string, number> {
  return Object.fromEntries(table.flatMap((row, j) => row.map((value, k) => [`${j},${k}`, value])));
}
