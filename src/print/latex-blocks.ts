/** The little LaTeX of our own proofs, taken apart: paragraphs, lists, display formulas. */

/** A block of LaTeX text. */
export type LatexBlock =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "display"; readonly formula: string };

const BLOCKS = /\\begin\{itemize\}([^]*?)\\end\{itemize\}|\\\[([^]*?)\\\]/g;

/** The blocks in their order. */
export function latexBlocks(source: string): readonly LatexBlock[] {
  const blocks: LatexBlock[] = [];
  let end = 0;
  for (const match of source.matchAll(BLOCKS)) {
    blocks.push(...paragraphs(source.slice(end, match.index)));
    end = match.index + match[0].length;
    const [, items, display] = match;
    blocks.push(
      display === undefined
        ? { kind: "list", items: parts(items ?? "", "\\item") }
        : { kind: "display", formula: display.trim() },
    );
  }
  return [...blocks, ...paragraphs(source.slice(end))];
}

function paragraphs(text: string): readonly LatexBlock[] {
  return parts(text, /\n\s*\n/).map((p) => ({ kind: "paragraph", text: p }));
}

function parts(text: string, separator: string | RegExp): readonly string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
