/**
 * The files of a scan: the rows in `F`, and beside them `F.scan.json`, which says what scan they belong to. Rows are
 * appended in order, so that a file cut off anywhere is continued from its last complete row. Node only.
 */
import { createReadStream } from "node:fs";
import { open, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { InputError, excerpt } from "./errors.js";
import { type RowRange } from "./scan-plan.js";
import { whyNotWritten } from "./write-output.js";

/** What is known of a file of rows. */
export interface ScanRecord {
  /** Text that is equal only for scans of equal rows. */
  readonly identity: string;
  readonly header: string;
  readonly range: RowRange;
  readonly shard: { readonly index: number; readonly count: number };
}

/** Where the record of a file of rows is kept. */
export function recordPath(path: string): string {
  return `${path}.scan.json`;
}

/** Writes the record, all or nothing. @throws InputError if the place cannot be written */
export async function writeRecord(path: string, record: ScanRecord): Promise<void> {
  const temporary = `${recordPath(path)}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, `${JSON.stringify({ format: "heatdiode scan 1", ...record }, null, 2)}\n`);
    await rename(temporary, recordPath(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new InputError(`cannot be written: ${whyNotWritten(error)}`, {
      where: excerpt(recordPath(path), 200),
    });
  }
}

/** The record of a file, or undefined if it has none. @throws InputError if what is there is no record */
export async function readRecord(path: string): Promise<ScanRecord | undefined> {
  const where = excerpt(recordPath(path), 200);
  const text = await readFile(recordPath(path), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new InputError("is not the record of a scan", { where });
  }
  if (isRecord(data)) return data;
  throw new InputError("is not the record of a scan of this version", { where });
}

function isRecord(data: unknown): data is ScanRecord {
  if (typeof data !== "object" || data === null) return false;
  if (!("format" in data) || data.format !== "heatdiode scan 1") return false;
  if (!("identity" in data) || typeof data.identity !== "string") return false;
  if (!("header" in data) || typeof data.header !== "string") return false;
  const pair = (value: unknown, first: string, second: string): boolean =>
    typeof value === "object" &&
    value !== null &&
    [first, second].every((key) => Number.isSafeInteger((value as Record<string, unknown>)[key]));
  return (
    "range" in data && pair(data.range, "from", "to") && "shard" in data && pair(data.shard, "index", "count")
  );
}

/** How much of a file is complete. */
export interface Progress {
  readonly rows: number;
  /** Bytes up to the end of the last complete row. */
  readonly bytes: number;
}

/**
 * Counts the complete rows of a file, one pass without keeping it. A header that is not complete counts as nothing.
 * @throws InputError if the file begins with another header
 */
export async function completeRows(path: string, header: string): Promise<Progress> {
  const expected = Buffer.from(header, "utf8");
  let [offset, lines, end] = [0, 0, 0];
  let head = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = chunk as Buffer;
    if (head.length < expected.length)
      head = Buffer.concat([head, bytes.subarray(0, expected.length - head.length)]);
    for (let i = bytes.indexOf(10); i >= 0; i = bytes.indexOf(10, i + 1)) {
      lines++;
      end = offset + i + 1;
    }
    offset += bytes.length;
  }
  if (head.length < expected.length) return { rows: 0, bytes: 0 };
  if (!head.equals(expected)) {
    throw new InputError("has another header than this scan", { where: excerpt(path, 200) });
  }
  return { rows: lines - (expected.length > 0 ? 1 : 0), bytes: end };
}

/** Whether a file is there. */
export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** Opens a file for appending after `bytes` bytes; what follows them is cut off. */
export async function openAt(
  path: string,
  bytes: number,
): Promise<{ append(data: Uint8Array): Promise<void>; close(): Promise<void> }> {
  try {
    if (bytes === 0) await writeFile(path, "");
    else await truncate(path, bytes);
    const handle = await open(path, "a");
    return {
      append: (data) => handle.appendFile(data),
      close: async () => {
        await handle.sync().catch(() => undefined);
        await handle.close();
      },
    };
  } catch (error) {
    throw new InputError(`cannot be written: ${whyNotWritten(error)}`, {
      where: `--out ${excerpt(path, 200)}`,
    });
  }
}
