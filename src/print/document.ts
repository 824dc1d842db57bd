/** What a document consists of, before it becomes LaTeX or Markdown. */
import { type Expression } from "../../symbolic/expression/expression.js";

/** left = value, as `left` stands in math mode. */
export interface Equation {
  readonly left: string;
  readonly value: Expression | "0";
}

/**
 * A piece of a document: a heading, a paragraph or a list (LaTeX text with $…$, \textbf, \emph), equations whose long
 * parts may be named together, a table of numbers.
 */
export type DocumentPart =
  | { readonly kind: "section"; readonly title: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "equations"; readonly equations: readonly Equation[] }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };
