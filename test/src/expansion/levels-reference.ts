/**
 * An independent road to J of general levels as a Taylor polynomial in Δ: the rate equation (11)–(12) with BigNumbers of 70
 * digits, solved by Gaussian elimination with subtractions. It shares no code with the program.
 */
import { type BigNumber } from "mathjs";
import { big, type Taylor, type TaylorArithmetic } from "../../laws/taylor-reference.js";

/** A bath as the downward rate k(ω, T) in Taylor arithmetic. */
export type ReferenceRate = (A: TaylorArithmetic, gap: BigNumber, T: Taylor) => Taylor;

/** Levels with numbers for everything. */
export interface ReferenceLevels {
  readonly energies: readonly string[];
  readonly S_L: readonly (readonly string[])[];
  readonly S_R: readonly (readonly string[])[];
  readonly left: ReferenceRate;
  readonly right: ReferenceRate;
}

/** Γ/(1 − e^{−ω/T}) (17). */
export const solidRate =
  (coupling: string): ReferenceRate =>
  (A, gap, T) =>
    A.divide(A.constant(big(coupling)), A.subtract(A.constant(big(1)), boltzmann(A, gap, T)));

/** Υ/(1 + e^{−ω/T}) (16). */
export const spinRate =
  (coupling: string): ReferenceRate =>
  (A, gap, T) =>
    A.divide(A.constant(big(coupling)), A.add(A.constant(big(1)), boltzmann(A, gap, T)));

/** Γ(1 + δT/μ)/(1 − e^{−ω/T}) (18). */
export const metalRate =
  (coupling: string, delta: string, mu: string): ReferenceRate =>
  (A, gap, T) =>
    A.multiply(
      solidRate(coupling)(A, gap, T),
      A.add(A.constant(big(1)), A.multiply(A.constant(big(delta).div(big(mu))), T)),
    );

function boltzmann(A: TaylorArithmetic, gap: BigNumber, T: Taylor): Taylor {
  return A.exp(A.divide(A.constant(gap.neg()), T));
}

/** J from T_a/2 ± Δ/2. */
export function referenceLevelCurrent(levels: ReferenceLevels, T_a: BigNumber, A: TaylorArithmetic): Taylor {
  const half = T_a.div(2);
  const E = levels.energies.map((e) => big(e));
  const n = E.length;
  const zero = A.constant(big(0));
  const one = A.constant(big(1));
  const matrix = (S: readonly (readonly string[])[], rate: ReferenceRate, T: Taylor): Taylor[][] => {
    const rates = Array.from({ length: n }, () => new Array<Taylor>(n).fill(zero));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const gap = (E[i] as BigNumber).minus(E[j] as BigNumber);
        if (gap.lte(0)) continue; // i above j
        const element = big(S[i]?.[j] ?? "0");
        const down = A.multiply(A.constant(element.times(element)), rate(A, gap, T));
        (rates[j] as Taylor[])[i] = down;
        (rates[i] as Taylor[])[j] = A.multiply(down, boltzmann(A, gap, T));
      }
    }
    return rates;
  };
  const left = matrix(levels.S_L, levels.left, A.variable(half, big(0.5)));
  const right = matrix(levels.S_R, levels.right, A.variable(half, big(-0.5)));
  const at = (m: Taylor[][], i: number, j: number): Taylor => m[i]?.[j] as Taylor;
  // Σ_j W_ij p_j = p_i Σ_j W_ji for i ≥ 1, and Σ p = 1.
  const rows = Array.from({ length: n }, (_, i): Taylor[] => {
    if (i === 0) return [...new Array<Taylor>(n).fill(one), one];
    const row = Array.from({ length: n }, (__, j) => A.add(at(left, i, j), at(right, i, j)));
    let out = zero;
    for (let j = 0; j < n; j++) out = A.add(out, A.add(at(left, j, i), at(right, j, i)));
    row[i] = A.subtract(zero, out);
    return [...row, zero];
  });
  const p = solve(A, rows);
  let J = zero;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const gap = (E[i] as BigNumber).minus(E[j] as BigNumber);
      if (gap.lte(0)) continue;
      const net = A.subtract(
        A.multiply(at(left, i, j), p[j] as Taylor),
        A.multiply(at(left, j, i), p[i] as Taylor),
      );
      J = A.add(J, A.multiply(A.constant(gap), net));
    }
  }
  return J;
}

/** Gauss–Jordan with the largest constant coefficient as pivot; the last column is the right-hand side. */
function solve(A: TaylorArithmetic, rows: Taylor[][]): Taylor[] {
  const n = rows.length;
  const size = (i: number, c: number): BigNumber => (rows[i]?.[c]?.[0] as BigNumber).abs();
  for (let c = 0; c < n; c++) {
    let best = c;
    for (let i = c + 1; i < n; i++) if (size(i, c).gt(size(best, c))) best = i;
    [rows[c], rows[best]] = [rows[best] as Taylor[], rows[c] as Taylor[]];
    const pivot = rows[c] as Taylor[];
    const by = pivot[c] as Taylor;
    rows[c] = pivot.map((x) => A.divide(x, by));
    for (let i = 0; i < n; i++) {
      if (i === c) continue;
      const factor = rows[i]?.[c] as Taylor;
      rows[i] = (rows[i] as Taylor[]).map((x, k) =>
        A.subtract(x, A.multiply(factor, rows[c]?.[k] as Taylor)),
      );
    }
  }
  return rows.map((row) => row[n] as Taylor);
}
