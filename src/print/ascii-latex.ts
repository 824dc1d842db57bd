/** Equations in ASCII names, as the proofs state them, in LaTeX. */
import { symbolLatex } from "../input/names.js";

/** `2*Gamma_L^2 = mu_R` → `2 \Gamma_L^{2} = \mu_R`; names and operators only, so that nothing else becomes LaTeX. */
export function asciiLatex(text: string): string {
  return text
    .replace(/[^A-Za-z0-9_^*+\-=<>/()., |]/g, "")
    .replace(/[A-Za-z][A-Za-z0-9_]*/g, (name) =>
      name === "T"
        ? "T"
        : name === "exp" || name === "max"
          ? `\\${name}`
          : symbolLatex(name.replace(/_+$/, "")),
    )
    .replace(/\^(\d+)/g, "^{$1}")
    .replaceAll("*", " ")
    .replaceAll("<=", "\\le ")
    .replaceAll(">=", "\\ge ");
}
