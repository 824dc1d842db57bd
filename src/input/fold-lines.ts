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

/** Columns of a terminal. */
const COLUMNS = 80;
/** What hangs under its column must have some room. */
const LAST_COLUMN = 60;

/** Folds the lines that a terminal would break, under the last of their columns (set off by two spaces or more). */
export function foldText(text: string): string {
  return text.split("\n").flatMap(foldLine).join("\n");
}

function foldLine(line: string): string[] {
  if (line.length <= COLUMNS) return [line];
  const column = /^.*\S\s{2,}(?=\S)/.exec(line.slice(0, LAST_COLUMN + 1))?.[0] ?? "";
  const lead = /^\s*/.exec(line)?.[0] ?? "";
  const first = column === "" ? lead : column;
  const next = column === "" ? `${lead}  ` : " ".repeat(column.length);
  return wrap(line.slice(first.length), COLUMNS, first, next);
}
