import { type Broadening, broadenedDelta } from "./broadened-delta.js";
import { DomainError } from "../arithmetic/errors.js";

/** A bath of independent two-level systems p with H = Σ (ε_p/2) σ_z and B = Σ b_p σ_x. */
export interface SpinBath {
  /** Splittings ε_p(1) − ε_p(0) > 0. */
  readonly splittings: readonly number[];
  /** Matrix elements b_p = ⟨0|b_p|1⟩. */
  readonly couplings: readonly number[];
}

/** Υ(ω) = 2π Σ_p |b_p|² δ(ω − ε_p), (16), with a broadened δ. @throws DomainError for a bad bath */
export function spinBathStrength(bath: SpinBath, broadening: Broadening, omega: number): number {
  requireBath(bath);
  let sum = 0;
  bath.splittings.forEach((splitting, p) => {
    sum += (bath.couplings[p] as number) ** 2 * broadenedDelta(broadening, omega - splitting);
  });
  return 2 * Math.PI * sum;
}

/** The downward rate k = Υ(ω)/(1 + e^{−ω/T}), (16), ω of either sign with Υ even: detailed balance holds. */
export function spinBathRate(
  bath: SpinBath,
  broadening: Broadening,
  omega: number,
  temperature: number,
): number {
  requireTemperature(temperature);
  return spinBathStrength(bath, broadening, Math.abs(omega)) / (1 + Math.exp(-omega / temperature));
}

/**
 * The rate straight from (13), ∫ e^{iωτ}⟨B(τ)B(0)⟩ dτ = 2π Σ |b_p|² [p_p δ(ω − ε_p) + (1 − p_p) δ(ω + ε_p)] with
 * p_p = 1/(1 + e^{−ε_p/T}) the ground population of each spin. It tends to (16) as the broadening does to zero;
 * at finite width its detailed balance holds only up to the width over T.
 */
export function spinBathCorrelationRate(
  bath: SpinBath,
  broadening: Broadening,
  omega: number,
  temperature: number,
): number {
  requireBath(bath);
  requireTemperature(temperature);
  let sum = 0;
  bath.splittings.forEach((splitting, p) => {
    const ground = 1 / (1 + Math.exp(-splitting / temperature));
    const absorbs = ground * broadenedDelta(broadening, omega - splitting);
    const emits = (1 - ground) * broadenedDelta(broadening, omega + splitting);
    sum += (bath.couplings[p] as number) ** 2 * (absorbs + emits);
  });
  return 2 * Math.PI * sum;
}

function requireBath({ splittings, couplings }: SpinBath): void {
  if (splittings.length === 0 || splittings.length !== couplings.length)
    throw new DomainError(
      "couplings",
      String(couplings.length),
      `one for each of ${splittings.length} spins`,
    );
  for (const splitting of splittings) {
    if (!(splitting > 0 && splitting < Infinity))
      throw new DomainError("splitting", String(splitting), "must be positive and finite");
  }
  for (const coupling of couplings) {
    if (!Number.isFinite(coupling)) throw new DomainError("coupling", String(coupling), "must be finite");
  }
}

function requireTemperature(temperature: number): void {
  if (!(temperature > 0 && temperature < Infinity))
    throw new DomainError("T", String(temperature), "a temperature must be positive and finite");
}
