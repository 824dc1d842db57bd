import { DomainError } from "../arithmetic/errors.js";
import { finiteJunction } from "./finite-junction.js";
import { gaussianCurrent, type HarmonicModes, type ProductTemperatures } from "./gaussian-junction.js";
import { currentInTime, diagonaliseJunction } from "./heisenberg-current.js";
import { thermalWeights } from "./trace-moments.js";

/**
 * A band of equally spaced bath energies from `low` to `high`. A site at ε carries λ² = rate·f(ε)/f(gap)·δ/2π, δ the
 * spacing, so that 2πΣλ²δ(ω − ε), smeared over more than δ, is `rate` at the gap ((16): Υ; (17): Γ). The shape f is 1
 * ("flat") or sin² of π(ε − low)/(high − low) ("smooth"), whose bath correlations die out faster: the memory of sharp
 * edges decays only as 1/t and would cover the plateau of a small bath.
 */
export interface Band {
  readonly low: number;
  readonly high: number;
  readonly shape: "flat" | "smooth";
}

/** A junction to be approached by finite baths; the golden rule is the limit of weak coupling and dense baths. */
export interface ConvergenceModel {
  readonly gap: number;
  readonly T_L: number;
  readonly T_R: number;
  /** Υ_L, Υ_R of (16) or Γ_L, Γ_R of (17). */
  readonly rate_L: number;
  readonly rate_R: number;
  readonly band: Band;
}

/** A current from a finite closed junction, next to what the golden rule gives. */
export interface PlateauRow {
  readonly sites: number;
  readonly rate_L: number;
  readonly rate_R: number;
  /** The window averaged over. */
  readonly from: number;
  readonly to: number;
  /** Mean of Tr[Ĵ(t)ρ] over the window. */
  readonly current: number;
  /** Root mean square, over the window, of J(t) minus the golden rule's J(t) minus their mean difference. */
  readonly ripple: number;
  /** Mean of the golden rule's current over the same window: (11) with the populations of (12) at that time. */
  readonly goldenRule: number;
  /** current/goldenRule − 1. */
  readonly deviation: number;
}

/** J(t) of a finite junction and of the golden rule at the same times: the data of a plot. */
export interface CurrentCurve {
  readonly sites: number;
  readonly times: readonly number[];
  readonly current: readonly number[];
  readonly goldenRule: readonly number[];
}

/**
 * Energies ε_p at the midpoints of `sites` equal intervals of the band, with their couplings λ_p.
 * @throws DomainError unless low < gap < high, sites ≥ 1 and rate ≥ 0
 */
export function bandSites(band: Band, gap: number, sites: number, rate: number): HarmonicModes {
  const { low, high } = band;
  if (!(low < gap && gap < high))
    throw new DomainError("band", `${low} … ${high}`, `must contain the gap ${gap}`);
  if (!(rate >= 0)) throw new DomainError("rate", String(rate), "must not be negative");
  if (!Number.isInteger(sites) || sites < 1)
    throw new DomainError("sites", String(sites), "must be a whole number ≥ 1");
  const spacing = (high - low) / sites;
  const frequencies = Float64Array.from({ length: sites }, (_, p) => low + (p + 0.5) * spacing);
  const shape = (energy: number) =>
    band.shape === "flat" ? 1 : Math.sin((Math.PI * (energy - low)) / (high - low)) ** 2;
  const couplings = frequencies.map((energy) =>
    Math.sqrt((((rate * shape(energy)) / shape(gap)) * spacing) / (2 * Math.PI)),
  );
  return { frequencies, couplings };
}

/**
 * The golden rule's current at time t from a thermal start at T_S, for a two-level system between spin baths (16).
 * Upward and downward rates are Υn_S and Υ(1 − n_S), (12) gives P_1(t) = P_∞ + (P_1(0) − P_∞)e^{−(Υ_L+Υ_R)t}, and
 * (11) J = ½ω[Υ_L(n_L − P_1) − Υ_R(n_R − P_1)]; at late times it is (15).
 */
export function goldenRuleSpin(model: ConvergenceModel, T_S: number, time: number): number {
  return goldenRuleLinear(model, (T) => 1 / (Math.exp(model.gap / T) + 1), T_S, time);
}

/**
 * The same for the harmonic mode between harmonic baths (17): the mean occupation obeys the same linear equation with
 * Bose factors, and at late times the current is (14).
 */
export function goldenRuleHarmonic(model: ConvergenceModel, T_S: number, time: number): number {
  return goldenRuleLinear(model, (T) => 1 / Math.expm1(model.gap / T), T_S, time);
}

function goldenRuleLinear(
  { gap, T_L, T_R, rate_L, rate_R }: ConvergenceModel,
  occupation: (T: number) => number,
  T_S: number,
  time: number,
): number {
  const left = occupation(T_L);
  const right = occupation(T_R);
  const total = rate_L + rate_R;
  const final = (rate_L * left + rate_R * right) / total;
  const now = final + (occupation(T_S) - final) * Math.exp(-total * time);
  return (gap / 2) * (rate_L * (left - now) - rate_R * (right - now));
}

/** J(t) of a two-level system between `sites` spins a side, by exact diagonalisation of 2^(2·sites + 1) states. */
export function spinCurrentCurve(
  model: ConvergenceModel,
  sites: number,
  times: readonly number[],
): CurrentCurve {
  const bath = (rate: number) => {
    const { frequencies, couplings } = bandSites(model.band, model.gap, sites, rate);
    return {
      bath: "finite-spins" as const,
      energies: Array.from(frequencies),
      couplings: Array.from(couplings),
      zz: 0,
      shift: 0,
    };
  };
  const junction = finiteJunction({
    left: bath(model.rate_L),
    subsystem: { kind: "TLS", gap: model.gap },
    right: bath(model.rate_R),
  });
  const temperatures = initialTemperatures(model);
  const current = currentInTime(diagonaliseJunction(junction), thermalWeights(junction, temperatures), times);
  const goldenRule = times.map((time) => goldenRuleSpin(model, temperatures.T_S, time));
  return { sites, times, current, goldenRule };
}

/** J(t) of a harmonic mode between `sites` harmonic modes a side, from the covariances. */
export function harmonicCurrentCurve(
  model: ConvergenceModel,
  sites: number,
  times: readonly number[],
): CurrentCurve {
  const left = bandSites(model.band, model.gap, sites, model.rate_L);
  const right = bandSites(model.band, model.gap, sites, model.rate_R);
  const temperatures = initialTemperatures(model);
  const current = gaussianCurrent({ gap: model.gap, left, right }, temperatures, times);
  const goldenRule = times.map((time) => goldenRuleHarmonic(model, temperatures.T_S, time));
  return { sites, times, current, goldenRule };
}

/**
 * Averages a curve over [from, to] and sets it against the golden rule.
 * @throws DomainError if no time of the curve lies in the window
 */
export function plateau(
  curve: CurrentCurve,
  model: ConvergenceModel,
  window: { readonly from: number; readonly to: number },
): PlateauRow {
  const inside = curve.times.flatMap((time, i) =>
    time >= window.from * (1 - 1e-12) && time <= window.to * (1 + 1e-12) ? [i] : [],
  );
  if (inside.length === 0)
    throw new DomainError("window", `${window.from}…${window.to}`, "holds no time of the curve");
  const mean = (f: (i: number) => number) => inside.reduce((sum, i) => sum + f(i), 0) / inside.length;
  const current = mean((i) => curve.current[i]!);
  const goldenRule = mean((i) => curve.goldenRule[i]!);
  const offset = current - goldenRule;
  const ripple = Math.sqrt(mean((i) => (curve.current[i]! - curve.goldenRule[i]! - offset) ** 2));
  return {
    sites: curve.sites,
    rate_L: model.rate_L,
    rate_R: model.rate_R,
    ...window,
    current,
    ripple,
    goldenRule,
    deviation: current / goldenRule - 1,
  };
}

/** One line of a convergence table: how many sites a side, and the factor on both rates. */
export interface ConvergenceStep {
  readonly sites: number;
  readonly scale: number;
}

/**
 * The approach to the golden rule: each step's J averaged between `from` and `to` (in units of the recurrence time),
 * next to the golden rule. Two errors remain and can be read off: what shrinks with `scale` at fixed density is of
 * higher order in the coupling; what shrinks with `sites` at fixed `scale` is the finite size.
 */
export function convergenceTable(
  kind: "spins" | "oscillators",
  model: ConvergenceModel,
  steps: readonly ConvergenceStep[],
  window: { readonly from: number; readonly to: number },
): PlateauRow[] {
  return steps.map(({ sites, scale }) => {
    const scaled = { ...model, rate_L: model.rate_L * scale, rate_R: model.rate_R * scale };
    const recurrence = recurrenceTime(model.band, sites);
    const limits = { from: window.from * recurrence, to: window.to * recurrence };
    const times = timeGrid(limits.from, limits.to, WINDOW_SAMPLES);
    const curve = (kind === "spins" ? spinCurrentCurve : harmonicCurrentCurve)(scaled, sites, times);
    return plateau(curve, scaled, limits);
  });
}

/** Enough to resolve the oscillation at 2ω in the windows used here; the mean is insensitive to it. */
const WINDOW_SAMPLES = 61;

/** The time 2π/δ after which energy comes back from a band with `sites` equal spacings δ: nothing holds beyond it. */
export function recurrenceTime(band: Band, sites: number): number {
  return (2 * Math.PI * sites) / (band.high - band.low);
}

/** `count` equally spaced times from `start` to `end`, both included. */
export function timeGrid(start: number, end: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => start + ((end - start) * i) / (count - 1));
}

function initialTemperatures({ T_L, T_R }: ConvergenceModel): ProductTemperatures {
  return { T_S: (T_L + T_R) / 2, T_L, T_R };
}
