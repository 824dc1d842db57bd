/** Parameters of a junction: their names, what is assumed of them, and how they are printed. */
import { InputError, excerpt } from "./errors.js";
import { greekLetter } from "./greek-letters.js";

/** What a parameter is for; parameters are printed in this order. */
export type Role = "coupling" | "density of states" | "gap" | "other";

/** A free or bound symbol of a junction. */
export interface Parameter {
  /** ASCII name: command line, JSON, code export. */
  readonly name: string;
  readonly latex: string;
  /** Assumed of every value it takes. */
  readonly assumption: "positive" | "real";
  readonly role: Role;
  readonly meaning: string;
  /** It only names a reference (the energy that F is expanded around): no rate depends on it, no value is needed. */
  readonly reference?: true;
}

/** The symbol of the number π in rates. */
export const PI = "pi";

/**
 * π among the variables of the exact layer: a positive symbol of its own. Every identity proved for it as a symbol holds
 * for the number; that no further identity holds among parameters in general is because π is no function of them.
 */
export const PI_PARAMETER: Parameter = {
  name: PI,
  latex: "\\pi",
  assumption: "positive",
  role: "other",
  meaning: "the number pi",
};

const NAME = /^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$/;
const LONGEST_NAME = 40;

/** Names with a meaning of their own, which no parameter may take. */
const RESERVED = new Map([
  ["T", "the temperature of the bath"],
  ["T_a", "the sum of the bath temperatures"],
  ["T_L", "the temperature of the left bath"],
  ["T_R", "the temperature of the right bath"],
  ["Delta", "the temperature difference"],
  ["n_B", "the Bose-Einstein occupation"],
  ["n_S", "the spin occupation"],
  ["e", "easily taken for the base of exponentials; write exp(…)"],
  ["i", "easily taken for the imaginary unit"],
  ["pi", "irrational, and the exact layer has only rational numbers and exp"],
]);

/** Whether `name` may name a parameter: letters and digits, parts joined by single underscores. */
export function isName(name: string): boolean {
  return name.length <= LONGEST_NAME && NAME.test(name);
}

/** Why `name` cannot be a parameter, or undefined if it can. */
export function reservedMeaning(name: string): string | undefined {
  return RESERVED.get(name);
}

/** A parameter. @throws InputError if the name is malformed or reserved. */
export function parameter(
  name: string,
  role: Role,
  meaning: string,
  assumption: Parameter["assumption"] = "positive",
): Parameter {
  if (name.includes("(")) return functionValue(name);
  if (!isName(name)) {
    throw new InputError(`${excerpt(name)} is not a name`, {
      hint: "names are letters and digits, parts joined by single underscores, such as Gamma_L",
    });
  }
  const reserved = reservedMeaning(name);
  if (reserved !== undefined) throw new InputError(`${name} cannot name a parameter: it is ${reserved}`);
  return { name, latex: symbolLatex(name), assumption, role, meaning };
}

/** A parameter that stands for a coupling at a gap, which no file can name: `Gamma_L(omega_1)`, one positive number. */
function functionValue(name: string): Parameter {
  const meaning = "a coupling at a gap";
  return { name, latex: symbolLatex(name), assumption: "positive", role: "coupling", meaning };
}

/**
 * LaTeX of an ASCII name: `Gamma_L` → `\Gamma_L`, `Gamma_cold_2` → `\Gamma_{\mathrm{cold},2}`; of a function's value, with the
 * argument: `Gamma_L(omega_1)` → `\Gamma_L(\omega_1)`.
 */
export function symbolLatex(name: string): string {
  const bracket = name.indexOf("(");
  if (bracket > 0) {
    const argument = name
      .slice(bracket + 1, -1)
      .replace(/[A-Za-z][A-Za-z0-9_]*/g, symbolLatex)
      .replace(/\^(\d+)/g, "^{$1}")
      .replaceAll("*", " ");
    return `${symbolLatex(name.slice(0, bracket))}(${argument})`;
  }
  const [head = "", ...indices] = name.split("_");
  const base = namePart(head);
  if (indices.length === 0) return base;
  const subscript = indices.map((index) => namePart(index)).join(",");
  return subscript.length === 1 ? `${base}_${subscript}` : `${base}_{${subscript}}`;
}

function namePart(part: string): string {
  if (greekLetter(part) !== undefined) return `\\${part}`;
  return part.length === 1 || /^\d+$/.test(part) ? part : `\\mathrm{${part}}`;
}

const ORDER: readonly Role[] = ["coupling", "density of states", "gap", "other"];

/**
 * All parameters once, in printing order: by role, then as they came. A name that serves twice keeps its first role
 * and the stronger assumption.
 */
export function mergeParameters(lists: Iterable<readonly Parameter[]>): readonly Parameter[] {
  const merged = new Map<string, Parameter>();
  for (const list of lists) {
    for (const next of list) {
      const known = merged.get(next.name);
      const stronger = known?.assumption === "real" && next.assumption === "positive";
      merged.set(
        next.name,
        known === undefined || (known.reference && !next.reference)
          ? next
          : stronger
            ? { ...known, assumption: "positive" }
            : known,
      );
    }
  }
  return ORDER.flatMap((role) => [...merged.values()].filter((p) => p.role === role));
}
