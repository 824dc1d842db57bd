/** ASCII equations and inequalities of the proofs as LaTeX. */
import { symbolLatex } from "../../src/input/names.js";

/** `2*Gamma_L^2 = mu_R` → `2 \Gamma_L^{2} = \mu_R`. Names and operators only, so that nothing else becomes LaTeX. */
export function equationLatex(text: string): string {
  return text
    .replace(/[^A-Za-z0-9_^*+\-=<>/()., ]/g, "")
    .replace(/[A-Za-z][A-Za-z0-9_]*/g, (name) => (name === "T" ? "T" : symbolLatex(name)))
    .replace(/\^(\d+)/g, "^{$1}")
    .replaceAll("*", " ")
    .replaceAll("<=", "\\le ")
    .replaceAll(">=", "\\ge ");
}
