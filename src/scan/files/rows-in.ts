/** Rows of a finished scan, CSV or NDJSON, read back into columns of doubles a group at a time. Node only. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { type ScanRecord } from "./record.js";

/** Takes the bytes of rows in pieces of any length, header first. */
export interface RowReader {
  readonly push: (bytes: Uint8Array) => Promise<void>;
  readonly end: () => Promise<void>;
}

/** Names of the columns of a file of rows: its header, or the keys of its first object. */
export async function columnNames(path: string, { header }: ScanRecord): Promise<readonly string[]> {
  if (header !== "") return header.trimEnd().split(",");
  const input = createReadStream(path);
  try {
    for await (const line of createInterface({ input })) return Object.keys(JSON.parse(line) as object);
    return [];
  } finally {
    input.destroy();
  }
}

/**
 * Collects rows into groups of columns. The arrays are used again for the next group.
 * @param header  the line before the rows of CSV, "" for NDJSON
 * @param width  number of columns
 * @param flush  called with each full group and at the end with the last one
 */
export function rowReader(
  header: string,
  width: number,
  size: number,
  flush: (columns: readonly Float64Array[], length: number) => Promise<void>,
): RowReader {
  const group = Array.from({ length: width }, () => new Float64Array(size));
  const decoder = new TextDecoder();
  let rest = "";
  let length = 0;
  let heading = header !== "";
  const take = (line: string): void => {
    const values: readonly unknown[] =
      header === "" ? Object.values(JSON.parse(line) as object) : line.split(",");
    for (let c = 0; c < width; c++) {
      const value = values[c];
      // A field without a value: empty in CSV, null in NDJSON.
      (group[c] as Float64Array)[length] = value === "" || value === null ? NaN : Number(value);
    }
    length++;
  };
  return {
    async push(bytes) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (heading) {
          heading = false;
          continue;
        }
        take(line);
        if (length < size) continue;
        await flush(group, length);
        length = 0;
      }
    },
    async end() {
      if (length > 0) await flush(group, length);
      length = 0;
    },
  };
}
