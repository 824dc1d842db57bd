/** ASCII names as Unicode with a subscript, for SVG text and labels: `Gamma_L` → Γ and L. */
import { greekLetter } from "../../src/input/greek-letters.js";

export interface SymbolText {
  readonly base: string;
  readonly index: string;
}

/** Base and index of a name. */
export function symbolText(name: string): SymbolText {
  const [head = "", ...rest] = name.split("_");
  return { base: greekLetter(head) ?? head, index: rest.join(",") };
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
