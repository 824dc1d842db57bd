import { DomainError } from "../arithmetic/errors.js";
import { fermiDirac } from "./fermi-dirac.js";
import { fermiLineIntegral } from "./fermi-line.js";
import { integrate, type QuadratureOptions, type QuadratureResult } from "./quadrature.js";

/** A metal lead: the weight F(ε) of (19) for the downward rate at the gap ω, and where it is not smooth. */
export interface MetalLead {
  /** F(ε) ≥ 0, ε > 0 meaning energies from the reference of μ; may depend on ω through the closure. */
  readonly weight: (energy: number) => number;
  /** Chemical potential μ. */
  readonly mu: number;
  /** Band edges and kinks of F, ascending. */
  readonly breakpoints?: readonly number[];
  /** F vanishes outside [lower, upper]; default the whole line. */
  readonly band?: readonly [lower: number, upper: number];
}

/** n_F(ε + …) as a function of x = (ε − μ)/T. */
function fermi(x: number): number {
  return x > 0 ? Math.exp(-x) / (1 + Math.exp(-x)) : 1 / (1 + Math.exp(x));
}

/**
 * n_F(ε) − n_F(ε + ω) for ω of either sign, x = (ε − μ)/T, z = ω/T: as n_F(ε)[1 − n_F(ε + ω)] (1 − e^{−z}), which has
 * no cancellation.
 */
export function fermiWindow(x: number, z: number): number {
  if (z < 0) return -fermiWindow(x + z, -z);
  return fermi(x) * fermi(-(x + z)) * -Math.expm1(-z);
}

/**
 * Λ(T, ω) = 2π ∫ dε [n_F(ε) − n_F(ε + ω)] F(ε), (19), by quadrature for any F; ω may be negative (with the F of −ω).
 * @throws DomainError for T ≤ 0 or ω = 0 or not finite
 * @throws QuadratureError where F is too rough between its breakpoints
 */
export function metalIntegral(
  lead: MetalLead,
  gap: number,
  temperature: number,
  options: QuadratureOptions = {},
): QuadratureResult {
  requireGapAndTemperature(gap, temperature);
  const scaled = (energy: number): number => (energy - lead.mu) / temperature;
  const z = gap / temperature;
  const [lower, upper] = (lead.band ?? [-Infinity, Infinity]).map(scaled) as [number, number];
  const cuts = [Math.min(0, -z), Math.max(0, -z), ...(lead.breakpoints ?? []).map(scaled)];
  const breakpoints = cuts.filter((x) => x > lower && x < upper).sort((a, b) => a - b);
  const f = (x: number): number => {
    const window = fermiWindow(x, z);
    return window === 0 ? 0 : window * lead.weight(lead.mu + temperature * x);
  };
  const { value, errorEstimate, evaluations } = integrate(f, lower, upper, { ...options, breakpoints });
  const scale = 2 * Math.PI * temperature;
  return { value: scale * value, errorEstimate: scale * errorEstimate, evaluations };
}

/** k = −n_B(−ω) Λ = Λ/(1 − e^{−ω/T}), (19), for ω of either sign. */
export function metalRate(
  lead: MetalLead,
  gap: number,
  temperature: number,
  options: QuadratureOptions = {},
): number {
  return metalIntegral(lead, gap, temperature, options).value / -Math.expm1(-gap / temperature);
}

/** From this ω/T on the two polylogarithms differ by far more than their errors. */
const WIDE = 2000;

/**
 * Λ(T, ω) for a parabolic band, F(ε) = c √ε above its edge at 0, ω > 0:
 *
 *     Λ = 2πc Γ(3/2) T^{3/2} [F_½(μ/T) − F_½((μ − ω)/T)],   F_½(η) = −Li_{3/2}(−e^η)
 *
 * the difference of the polylogarithms taken inside their integral, where all is positive: no digits are lost for ω ≪ T.
 * @returns the value with a bound on its error (`bath/fermi-line.ts`)
 * @throws DomainError for T ≤ 0, ω ≤ 0, or values that are not finite
 */
export function squareRootMetalIntegral(
  coefficient: number,
  gap: number,
  temperature: number,
  mu: number,
): { readonly value: number; readonly errorBound: number } {
  requireGapAndTemperature(gap, temperature);
  if (gap < 0) throw new DomainError("omega", String(gap), "the downward rate has a gap > 0");
  if (!Number.isFinite(mu)) throw new DomainError("mu", String(mu), "must be finite");
  const [eta, z] = [mu / temperature, gap / temperature];
  const scale = 2 * Math.PI * coefficient * temperature ** 1.5;
  if (z > WIDE) {
    // Γ(3/2) = √π/2; each polylogarithm is good to 1e-14 of itself.
    const [upper, lower] = [fermiDirac(0.5, eta), fermiDirac(0.5, eta - z)];
    const half = (scale * Math.sqrt(Math.PI)) / 2;
    return { value: half * (upper - lower), errorBound: Math.abs(half) * 1e-14 * (upper + lower) };
  }
  const { value, errorBound } = fermiLineIntegral((x) => x * fermiWindow(x - eta, z), eta, z);
  return { value: scale * value, errorBound: Math.abs(scale) * (errorBound + 4 * 2 ** -53 * value) };
}

function requireGapAndTemperature(gap: number, temperature: number): void {
  if (!(temperature > 0 && temperature < Infinity))
    throw new DomainError("T", String(temperature), "a temperature must be positive and finite");
  if (!Number.isFinite(gap) || gap === 0)
    throw new DomainError("omega", String(gap), "a gap is finite and not zero");
}
