/** Long lines folded for a terminal. */

/** Folds at spaces (formulas: also after an operator), so that no line is longer than `width` where that is possible. */
export function wrap(text: string, width: number, first: string, next: string): string[] {
  const lines: string[] = [];
  let line = first;
  for (const piece of text.split(/(?<= )|(?<=[*/)])(?=[^ *^/)])/)) {
    if (line.trimEnd().length > next.length && (line + piece).trimEnd().length > width) {
      lines.push(line.trimEnd());
      line = next;
    }
    line += piece;
  }
  lines.push(line.trimEnd());
  return lines;
}
