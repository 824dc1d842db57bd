import { DomainError } from "../arithmetic/errors.js";
import { integrate, type QuadratureResult } from "./quadrature.js";

/**
 * Canonical averages of a classical particle in one dimension, H = p²/2 + C|q|^n, by quadrature over p and q: the
 * check of equipartition, which gives T/2 and T/n.
 */
export interface ClassicalAverages {
  /** ⟨p²/2⟩. */
  readonly kinetic: QuadratureResult;
  /** ⟨C|q|^n⟩. */
  readonly potential: QuadratureResult;
}

/**
 * Mean energy per particle of a classical bath with potential C|q|^n, ⟨H⟩ = T(1/2 + 1/n), whatever C (text after (9)).
 * @throws DomainError unless n ≥ 2 (which the paper asks for) and T > 0
 */
export function equipartitionEnergy(exponent: number, temperature: number): number {
  requireInput(exponent, 1, temperature);
  return temperature * (0.5 + 1 / exponent);
}

/**
 * The same averages from the Boltzmann weight itself, as quotients of integrals over phase space.
 * @throws DomainError unless n ≥ 2, C > 0 and T > 0
 */
export function classicalAverages(
  exponent: number,
  strength: number,
  temperature: number,
): ClassicalAverages {
  requireInput(exponent, strength, temperature);
  return {
    kinetic: average((p) => (p * p) / 2, temperature, Math.sqrt(temperature)),
    potential: average(
      (q) => strength * q ** exponent,
      temperature,
      // the natural length of the well only sets where the nodes of the quadrature are dense
      (temperature / strength) ** (1 / exponent),
    ),
  };
}

/** ⟨E⟩ = ∫ E e^{−E/T}/∫ e^{−E/T} over x > 0 (E is even in x). */
function average(energy: (x: number) => number, temperature: number, scale: number): QuadratureResult {
  const weight = (y: number): number => Math.exp(-energy(scale * y) / temperature);
  const weighted = (y: number): number => {
    const w = weight(y);
    return w === 0 ? 0 : energy(scale * y) * w;
  };
  const top = integrate(weighted, 0, Infinity);
  const bottom = integrate(weight, 0, Infinity);
  const value = top.value / bottom.value;
  const relative = top.errorEstimate / top.value + bottom.errorEstimate / bottom.value;
  return { value, errorEstimate: value * relative, evaluations: top.evaluations + bottom.evaluations };
}

function requireInput(exponent: number, strength: number, temperature: number): void {
  if (!(exponent >= 2 && exponent < Infinity))
    throw new DomainError("n", String(exponent), "a potential C|q|^n needs n ≥ 2");
  if (!(strength > 0 && strength < Infinity))
    throw new DomainError("C", String(strength), "must be positive and finite");
  if (!(temperature > 0 && temperature < Infinity))
    throw new DomainError("T", String(temperature), "a temperature must be positive and finite");
}
