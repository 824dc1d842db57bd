/** Formats that are code. */
import { type Format } from "../print/format.js";

const NAMES = ["maxima", "sympy", "numpy", "mathematica", "julia", "octave", "c", "js"] as const;

/** A language of the code export. */
export type Language = (typeof NAMES)[number];

/** A language whose functions take numbers, one point a call. */
export type ScalarLanguage = Exclude<Language, "numpy">;

/** Whether a format is code. */
export function isLanguage(format: Format): format is Language {
  return (NAMES as readonly string[]).includes(format);
}
