/** ASCII names as Unicode with a subscript, for SVG text and labels: `Gamma_L` → Γ and L. */

const LETTERS: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
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

export interface SymbolText {
  readonly base: string;
  readonly index: string;
}

/** Base and index of a name. */
export function symbolText(name: string): SymbolText {
  const [head = "", ...rest] = name.split("_");
  return { base: Object.hasOwn(LETTERS, head) ? (LETTERS[head] as string) : head, index: rest.join(",") };
}

/** The name in one line of text, for screen readers and titles. */
export function spokenName(name: string): string {
  return name === "T_a"
    ? "T a, the sum of the temperatures"
    : name === "Delta"
      ? "Delta, the temperature difference"
      : name.replaceAll("_", " ");
}

/** The name in one line of characters, where no subscript can be set: `Γ_R`, `ω₁`. */
export function plainSymbol(name: string): string {
  const { base, index } = symbolText(name);
  if (/^\d+$/.test(index)) return base + index.replace(/\d/g, (d) => "₀₁₂₃₄₅₆₇₈₉"[Number(d)] ?? d);
  return index === "" ? base : `${base}_${index}`;
}
