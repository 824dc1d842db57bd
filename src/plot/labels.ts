/** Names of parameters and quantities as axis titles, in Unicode. */
import { quantityRecord, readQuantity } from "../junction/quantity.js";
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

/** A quantity of a plot as its axis names it; undefined where it is called by its name. */
export function quantityLabel(name: string): string | undefined {
  const quantity = readQuantity(name);
  if (quantity !== undefined && !name.startsWith("kappa_")) return quantityRecord(quantity).label;
  return { J_reversed: "J(−Δ)", population_ratio: "Pₙ₊₁/Pₙ" }[name];
}
