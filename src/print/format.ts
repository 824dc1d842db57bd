/**
 * Output formats: one record each. A format of formulas, documents or code is handled by its kind wherever answers are printed, so
 * that a new one is its record here and its printer: of documents in `print/documents.ts`, of code in `code/languages.ts`; without
 * it neither compiles.
 */

/**
 * What a format is: lines for readers, a formula a line, a whole document (`print/document.ts`), data for other programs, source
 * code, rows of a table.
 */
type Kind = "text" | "formulas" | "document" | "data" | "code" | "table";

interface FormatRecord {
  readonly kind: Kind;
  /** What it is called where one is chosen. */
  readonly label: string;
  /** Of files that hold it. */
  readonly extension: string;
}

/** Every format, in the order in which help lists them. */
export const FORMATS = {
  text: { kind: "text", label: "ASCII text", extension: "txt" },
  latex: { kind: "formulas", label: "LaTeX", extension: "tex" },
  tex: { kind: "document", label: "LaTeX document", extension: "tex" },
  markdown: { kind: "document", label: "Markdown", extension: "md" },
  typst: { kind: "document", label: "Typst document", extension: "typ" },
  json: { kind: "data", label: "JSON", extension: "json" },
  maxima: { kind: "code", label: "Maxima", extension: "mac" },
  sympy: { kind: "code", label: "Python (SymPy)", extension: "py" },
  numpy: { kind: "code", label: "Python (NumPy, JAX)", extension: "py" },
  mathematica: { kind: "code", label: "Mathematica", extension: "wl" },
  julia: { kind: "code", label: "Julia", extension: "jl" },
  octave: { kind: "code", label: "Octave, MATLAB", extension: "m" },
  c: { kind: "code", label: "C", extension: "c" },
  js: { kind: "code", label: "JavaScript", extension: "js" },
  csv: { kind: "table", label: "CSV", extension: "csv" },
  ndjson: { kind: "table", label: "NDJSON", extension: "ndjson" },
} as const satisfies Readonly<Record<string, FormatRecord>>;

export type Format = keyof typeof FORMATS;

type FormatOf<K extends Kind> = {
  [F in Format]: (typeof FORMATS)[F]["kind"] extends K ? F : never;
}[Format];

/** Formats of whole documents. */
export type DocumentFormat = FormatOf<"document">;
/** Formats that are source code. */
export type Language = FormatOf<"code">;

/** A language whose functions take numbers, one point a call. */
export type ScalarLanguage = Exclude<Language, "numpy">;

/** The formats of some kinds. */
export function formatsOf(...kinds: readonly Kind[]): readonly Format[] {
  return (Object.keys(FORMATS) as Format[]).filter((format) => kinds.includes(FORMATS[format].kind));
}

/** Whether a format is a whole document. */
export function isDocument(format: Format): format is DocumentFormat {
  return FORMATS[format].kind === "document";
}

/** Whether a format is source code. */
export function isLanguage(format: Format): format is Language {
  return FORMATS[format].kind === "code";
}
