/** The printers of documents, one for each format. */
import { type DocumentPart } from "./document.js";
import { type DocumentFormat } from "./format.js";
import { markdownDocument } from "./markdown.js";
import { texDocument } from "./tex-document.js";
import { typstDocument } from "./typst.js";

/**
 * Source of a whole document.
 * @param title  as LaTeX text
 * @param taken  names that parts of formulas must not get
 */
type DocumentPrinter = (title: string, parts: readonly DocumentPart[], taken: ReadonlySet<string>) => string;

const PRINTERS: Readonly<Record<DocumentFormat, DocumentPrinter>> = {
  tex: texDocument,
  markdown: markdownDocument,
  typst: typstDocument,
};

/** A document in a format: {@link DocumentPrinter}. */
export function printDocument(
  format: DocumentFormat,
  ...[title, parts, taken]: Parameters<DocumentPrinter>
): string {
  return PRINTERS[format](title, parts, taken);
}
