/**
 * Lines and cells of a CSV file of numbers, streamed: commas between cells, quotes around them or not, LF or CRLF, a byte
 * order mark or none. Stricter than CSV in general: a number or a name holds neither commas nor line breaks. Node only.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { InputError, excerpt } from "../input/errors.js";
import { parseExactNumber } from "../input/exact-number.js";
import { toDouble } from "../input/double.js";
import { whyNotRead } from "./input-file.js";
import { refuseUtf16 } from "./text-encoding.js";

/** Characters; a longer line is no point of a scan. */
const LONGEST_LINE = 1_000_000;
/** The byte order mark of UTF-8, byte by byte. */
const MARK = "\u00EF\u00BB\u00BF";

/**
 * The lines of a regular file, without reading it into memory; it is read more than once, which a pipe does not allow.
 * @param onBytes  sees every byte of the file
 * @throws InputError if it cannot be read or is no text
 */
export async function* csvLines(path: string, onBytes?: (bytes: Buffer) => void): AsyncGenerator<string> {
  let rest: string | undefined;
  try {
    if (!(await stat(path)).isFile()) throw new InputError("cannot be read: it is not a regular file");
    for await (const chunk of createReadStream(path)) {
      const bytes = chunk as Buffer;
      onBytes?.(bytes);
      if (rest === undefined) refuseUtf16(bytes);
      // One character a byte: names and numbers are ASCII, and a character may be cut in two by the chunks.
      const text = bytes.toString("latin1");
      const parts: string[] = (rest === undefined ? text.replace(MARK, "") : rest + text).split("\n");
      rest = parts.pop() ?? "";
      if (rest.length > LONGEST_LINE) throw new InputError(`a line of more than ${LONGEST_LINE} characters`);
      for (const part of parts) yield part.replace(/\r$/, "");
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot be read: ${whyNotRead(error)}`, { hint: "give a CSV file of points" });
  }
  if (rest !== undefined && rest !== "") yield rest.replace(/\r$/, "");
}

/** The cells of a line, without the quotes and blanks around them. @throws InputError for quotes that do not match */
export function csvCells(line: string): readonly string[] {
  const cells = line.split(",").map((cell) => cell.trim());
  if (!line.includes('"')) return cells;
  return cells.map((cell) => {
    const inner = /^"([^"]*)"$/.exec(cell)?.[1] ?? cell;
    if (inner.includes('"')) throw new InputError(`quotes that do not match in ${excerpt(line)}`);
    return inner.trim();
  });
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The double nearest to the decimal or fraction in a cell. @throws InputError if it is neither, or out of range */
export function cellValue(cell: string): number {
  const value = DECIMAL.test(cell) ? Number(cell) : NaN;
  // Fractions, and the words for what is no number, are those of every other input.
  return Number.isFinite(value) ? value : toDouble(parseExactNumber(cell));
}
