/**
 * The thermal variables, before and after the expansion in Δ (design §3).
 *
 * Before: for each end ν = L, R the independent quantities
 *     T_ν^(1/n),  g(T_ν) for each formal function g,  X_ν,i = exp(−b_i/T_ν)
 * where b_1, …, b_m is a ℤ-basis of the energies that occur. They are algebraically independent over the parameters:
 * exponentials of energies that are linearly independent over ℚ, a root of their own variable, and unknown functions.
 *
 * After, with u = Δ/T_a:  T_L = (T_a/2)(1+u), T_R = (T_a/2)(1−u), and with z_i = 2b_i/T_a, q_i = e^{−z_i}
 *     X_L,i = q_i·exp(z_i·u/(1+u)),   X_R,i = q_i·exp(−z_i·u/(1−u)),
 *     g(T_L) = Σ_j g^(j)(T_a/2)·(T_a u/2)^j/j!.
 * Every u-coefficient is a polynomial in z_i times a monomial in q_i: N and D of a rational current become power
 * series whose coefficients, scaled by k!·σ^k, are Laurent polynomials over ℤ in the parameters, T_a, q_i and the
 * jets of g. `series/monomial-series.ts` and `series/thermal-series.ts` make these coefficients; `series/quotient-series.ts` divides the series.
 */
import { type Polynomial } from "../polynomial/polynomial.js";

/** What the thermal variables of a current are. Energies are polynomials in the parameters over an integer. */
export interface ThermalVariables {
  /** Names of the parameters, in the order of their indices 0 … p−1. */
  readonly parameters: readonly string[];
  /** n: the temperatures enter through T^(1/n). */
  readonly root: number;
  /** Names of the formal functions of temperature. */
  readonly formalFunctions: readonly string[];
  /** ℤ-basis of energies b_i = numerator/denominator. */
  readonly energies: readonly { readonly numerator: Polynomial; readonly denominator: bigint }[];
}

/** One end of the junction. */
export type Side = "L" | "R";

/** Index, in the ring before expansion, of T_ν^(1/n). */
export function temperatureIndex(v: ThermalVariables, side: Side): number {
  return v.parameters.length + (side === "L" ? 0 : 1);
}

/** Index, in the ring before expansion, of the value g(T_ν) of formal function number f. */
export function formalIndex(v: ThermalVariables, side: Side, f: number): number {
  return v.parameters.length + 2 + 2 * f + (side === "L" ? 0 : 1);
}

/** Index, in the ring before expansion, of X_ν,i. */
export function boltzmannIndex(v: ThermalVariables, side: Side, i: number): number {
  return v.parameters.length + 2 + 2 * v.formalFunctions.length + 2 * i + (side === "L" ? 0 : 1);
}

/** Number of variables before expansion. */
export function variableCount(v: ThermalVariables): number {
  return v.parameters.length + 2 + 2 * v.formalFunctions.length + 2 * v.energies.length;
}

/** The renaming of variables that exchanges the two temperatures: Δ → −Δ. */
export function reversal(v: ThermalVariables): number[] {
  const p = v.parameters.length;
  return Array.from({ length: variableCount(v) }, (_, i) => (i < p ? i : (i - p) % 2 === 0 ? i + 1 : i - 1));
}

/** Names of the variables before expansion, for messages and certificates. */
export function variableNames(v: ThermalVariables): string[] {
  const label = (i: number): string => (v.energies.length === 1 ? "" : String(i + 1));
  return [
    ...v.parameters,
    ...["L", "R"].map((s) => (v.root === 1 ? `T_${s}` : `T_${s}^(1/${v.root})`)),
    ...v.formalFunctions.flatMap((g) => ["L", "R"].map((s) => `${g}_${s}`)),
    ...v.energies.flatMap((_, i) => ["L", "R"].map((s) => `X${label(i)}_${s}`)),
  ];
}

/** Index, after expansion, of T_a (root 1) or of (T_a/2)^(1/n). */
export function meanTemperatureIndex(v: ThermalVariables): number {
  return v.parameters.length;
}

/** Index, after expansion, of q_i. */
export function meanBoltzmannIndex(v: ThermalVariables, i: number): number {
  return v.parameters.length + 1 + i;
}

/** Index, after expansion, of the j-th derivative of formal function f at T_a/2. */
export function jetIndex(v: ThermalVariables, f: number, j: number): number {
  return v.parameters.length + 1 + v.energies.length + j * v.formalFunctions.length + f;
}

/** Number of variables after expansion to the given order. */
export function expandedVariableCount(v: ThermalVariables, order: number): number {
  return jetIndex(v, 0, 0) + v.formalFunctions.length * (order + 1);
}
