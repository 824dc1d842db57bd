import { DomainError } from "../arithmetic/errors.js";
import { fermiLineIntegral } from "./fermi-line.js";
import { integrate } from "./quadrature.js";

/** Terms of the accelerated series: the error falls as 5.83^−n, below 2^−53 at 22. */
const TERMS = 26;

/** From here on Sommerfeld's terms fall below 2^−53 before they grow, and e^−η is negligible. */
const DEGENERATE = 60;

/**
 * The normalised complete Fermi–Dirac integral F_j(η) = 1/Γ(j+1) ∫_0^∞ x^j/(e^{x−η} + 1) dx = −Li_{j+1}(−e^η) for
 * j = −1/2, 0, 1/2, 1, 3/2, …, relative error about 1e-14.
 *
 * η ≤ 0: the polylogarithm's alternating series, accelerated (Cohen, Rodriguez Villegas, Zagier, Exp. Math. 9, 3
 * (2000), algorithm 1: its terms are moments of a positive measure); 0 < η < 60: the trapezoidal rule in √x for half-odd j, with
 * the bound of `bath/fermi-line.ts`, quadrature for whole j; beyond: the Sommerfeld expansion.
 * @throws DomainError unless 2j is an integer ≥ −1 and η is a number
 */
export function fermiDirac(order: number, eta: number): number {
  if (!Number.isInteger(2 * order) || order < -0.5)
    throw new DomainError("j", String(order), "a half-integer of at least -1/2");
  if (!(eta < Infinity)) throw new DomainError("eta", String(eta), "must be finite");
  if (eta <= 0) return accelerated(order + 1, Math.exp(eta));
  if (eta >= DEGENERATE) return sommerfeld(order, eta);
  return Number.isInteger(order) ? byQuadrature(order, eta) : onTheLine(order, eta);
}

/** Γ(x) at half-integers x ≥ 1/2, by its recurrence. */
function halfIntegerGamma(x: number): number {
  let result = Number.isInteger(x) ? 1 : Math.sqrt(Math.PI);
  for (let y = Number.isInteger(x) ? 1 : 0.5; y < x; y++) result *= y;
  return result;
}

/** Σ_{k≥1} (−1)^{k−1} z^k/k^s for 0 ≤ z ≤ 1. */
function accelerated(s: number, z: number): number {
  let d = (3 + Math.sqrt(8)) ** TERMS;
  d = (d + 1 / d) / 2;
  let b = -1;
  let c = -d;
  let sum = 0;
  for (let k = 0; k < TERMS; k++) {
    c = b - c;
    sum += (c * z ** (k + 1)) / (k + 1) ** s;
    b = ((k + TERMS) * (k - TERMS) * b) / ((k + 0.5) * (k + 1));
  }
  return sum / d;
}

/** x = s²: ∫_0^∞ x^j f dx = ∫_{−∞}^{∞} s^{2j+1} f(s²) ds, the power even. */
function onTheLine(order: number, eta: number): number {
  const power = Math.round(order + 0.5);
  return fermiLineIntegral((x) => x ** power * fermi(x - eta), eta).value / halfIntegerGamma(order + 1);
}

/** 1/(e^t + 1). */
function fermi(t: number): number {
  return t > 0 ? Math.exp(-t) / (1 + Math.exp(-t)) : 1 / (1 + Math.exp(t));
}

function byQuadrature(order: number, eta: number): number {
  const f = (x: number): number => x ** order * fermi(x - eta);
  const { value } = integrate(f, 0, Infinity, { breakpoints: [eta], relative: 1e-14 });
  return value / halfIntegerGamma(order + 1);
}

/** F_j(η) = η^{j+1}/Γ(j+2) [1 + Σ_k 2 η_D(2k) (j+1)j…(j+2−2k) η^{−2k}], η_D the Dirichlet eta function. */
function sommerfeld(order: number, eta: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 20; k++) {
    term *= ((order + 3 - 2 * k) * (order + 2 - 2 * k)) / eta ** 2;
    const change = 2 * accelerated(2 * k, 1) * term;
    sum += change;
    if (Math.abs(change) < 2 ** -56) break;
  }
  return (eta ** (order + 1) / halfIntegerGamma(order + 2)) * sum;
}
