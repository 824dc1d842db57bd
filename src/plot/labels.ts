/** Names of parameters and quantities as axis titles, in Unicode. */
import { greekLetter } from "../input/greek-letters.js";

/** Letters that Unicode has as subscripts; L and R are not among them: `render.ts` lowers them in the picture. */
const SUBSCRIPT: Readonly<Record<string, string>> = { a: "ₐ" };
const DIGITS = "₀₁₂₃₄₅₆₇₈₉";

/** `Gamma_R` → Γ_R, `T_a` → Tₐ, `omega_1` → ω₁. */
export function label(name: string): string {
  const [head = "", ...indices] = name.split("_");
  const base = greekLetter(head) ?? head;
  return base + indices.map(index).join("");
}

function index(text: string): string {
  if (/^\d+$/.test(text)) return subscript(Number(text));
  return SUBSCRIPT[text] ?? `_${text}`;
}

/** A number as subscript digits. */
export function subscript(n: number): string {
  return Array.from(String(n), (d) => DIGITS.charAt(Number(d))).join("");
}

/** Quantities of a plot. */
export const QUANTITY_LABEL: Readonly<Record<string, string>> = {
  J: "J",
  J_reversed: "J(−Δ)",
  R: "R = |J(Δ)/J(−Δ)|",
  contrast: "C = (|J₊| − |J₋|)/(|J₊| + |J₋|)",
  population_ratio: "Pₙ₊₁/Pₙ",
  S: "S = ∫⟨δJ(t) δJ(0)⟩dt",
  fano: "S/J",
  noise_contrast: "[S(Δ) − S(−Δ)]/[S(Δ) + S(−Δ)]",
  TUR: "S·A/J",
};
