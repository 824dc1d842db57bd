/** Output formats (design.md §8). */
export const FORMATS = [
  "text",
  "latex",
  "tex",
  "markdown",
  "json",
  "maxima",
  "sympy",
  "numpy",
  "mathematica",
  "julia",
  "octave",
  "c",
  "js",
  "csv",
  "ndjson",
] as const;
export type Format = (typeof FORMATS)[number];
