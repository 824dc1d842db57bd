/** Greek letters by the ASCII names of parameters (design §1). */

const LETTERS: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  iota: "ι",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  upsilon: "υ",
  phi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  Gamma: "Γ",
  Delta: "Δ",
  Theta: "Θ",
  Lambda: "Λ",
  Xi: "Ξ",
  Pi: "Π",
  Sigma: "Σ",
  Upsilon: "Υ",
  Phi: "Φ",
  Psi: "Ψ",
  Omega: "Ω",
};

/** Other characters that print the same letters: micro, ohm and difference signs, variant forms. */
const VARIANTS: Readonly<Record<string, string>> = {
  µ: "mu",
  Ω: "Omega",
  "∆": "Delta",
  ϵ: "epsilon",
  ϕ: "phi",
  ϒ: "Upsilon",
};

const NAMES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(LETTERS).map(([name, letter]) => [letter, name] as const),
  ...Object.entries(VARIANTS),
]);

/** All characters that stand for Greek letters, as the inside of a character class. */
export const GREEK_CHARACTERS = [...NAMES.keys()].join("");

/** The ASCII name of a Greek letter, or undefined. */
export function greekName(letter: string): string | undefined {
  return NAMES.get(letter);
}

/** The letter called so, or undefined. */
export function greekLetter(name: string): string | undefined {
  return Object.hasOwn(LETTERS, name) ? LETTERS[name] : undefined;
}
