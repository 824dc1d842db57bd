/** The record of a file of rows, kept beside it in `F.scan.json`: what scan they belong to, and their checksums. Node only. */
import { lstat, open } from "node:fs/promises";
import { InputError, excerpt } from "../../input/errors.js";
import { parseJson } from "../../input/exact-json.js";
import { readInputFile } from "../../files/input-file.js";
import { type RowRange } from "../plan.js";
import { systemCode } from "../../files/system-reason.js";
import { replaceFile } from "../../files/atomic-write.js";

/** Rows that were written one after another, in the order of the file. */
export interface RowBlock {
  readonly rows: number;
  readonly bytes: number;
  /** Of these bytes, in hexadecimal digits. */
  readonly sha256: string;
}

/** What is known of a file of rows. */
export interface ScanRecord {
  /** Text that is equal only for scans of equal rows. */
  readonly identity: string;
  readonly header: string;
  readonly range: RowRange;
  readonly shard: { readonly index: number; readonly count: number };
  /** What is written and accounted for; rows beyond them are computed again. */
  readonly blocks: readonly RowBlock[];
}

const FORMAT = "heatdiode scan 2";
/** What `--shard` takes. */
const MOST_SHARDS = 9_999_999;
/** Bytes; records are a few hundred kilobytes at most. */
const LARGEST_RECORD = 64_000_000;

/** Where the record of a file of rows is kept. */
export function recordPath(path: string): string {
  return `${path}.scan.json`;
}

/** Number of rows of the blocks of a record. */
export function recordedRows({ blocks }: ScanRecord): number {
  return blocks.reduce((sum, { rows }) => sum + rows, 0);
}

/** Length of a file that holds the header and the blocks of a record. */
export function recordedBytes({ header, blocks }: ScanRecord): number {
  return blocks.reduce((sum, { bytes }) => sum + bytes, Buffer.byteLength(header));
}

/** Whether all rows of the range are accounted for. */
export function isFinished(record: ScanRecord): boolean {
  return recordedRows(record) === record.range.to - record.range.from;
}

/** Writes the record, all or nothing. @throws InputError if the place cannot be written */
export async function writeRecord(path: string, record: ScanRecord): Promise<void> {
  const text = `${JSON.stringify({ format: FORMAT, ...record }, null, 1)}\n`;
  await replaceFile(recordPath(path), async (temporary) => {
    const file = await open(temporary, "w");
    try {
      await file.writeFile(text);
      // Renamed before its bytes are on the disk it could be empty after a power cut.
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

/** The record of a file, or undefined if it has none. @throws InputError if what is there is no record */
export async function readRecord(path: string): Promise<ScanRecord | undefined> {
  const beside = recordPath(path);
  const where = excerpt(beside, 200);
  // A link that leads nowhere is no missing record.
  if ((await lstat(beside).catch(missing)) === undefined) return undefined;
  const text = await readInputFile(beside, { limit: LARGEST_RECORD });
  let data: unknown;
  try {
    data = parseJson(text);
  } catch (error) {
    throw error instanceof InputError
      ? new InputError(`is not the record of a scan: ${error.message}`, { where })
      : error;
  }
  if (isRecord(data)) return data;
  if (typeof data === "object" && data !== null && "format" in data && data.format === "heatdiode scan 1") {
    throw new InputError("has no checksums, as an earlier heatdiode wrote it", {
      where,
      hint: "its rows cannot be checked: compute them again with scan --force",
    });
  }
  throw new InputError("is not the record of a scan of this version", { where });
}

/** Nothing is there; whatever else is wrong is said when it is read. */
function missing(error: unknown): object | undefined {
  return systemCode(error) === "ENOENT" ? undefined : {};
}

function isRecord(data: unknown): data is ScanRecord {
  if (typeof data !== "object" || data === null) return false;
  if (!("format" in data) || data.format !== FORMAT) return false;
  if (!("identity" in data) || typeof data.identity !== "string") return false;
  if (!("header" in data) || typeof data.header !== "string") return false;
  if (!("range" in data && "shard" in data && "blocks" in data)) return false;
  const range = counts(data.range, "from", "to");
  const shard = counts(data.shard, "index", "count");
  if (range === undefined || range[0] > range[1]) return false;
  if (shard === undefined || shard[0] < 1 || shard[0] > shard[1] || shard[1] > MOST_SHARDS) return false;
  return Array.isArray(data.blocks) && data.blocks.every(isBlock);
}

function isBlock(data: unknown): data is RowBlock {
  const numbers = counts(data, "rows", "bytes");
  if (numbers === undefined || typeof data !== "object" || data === null) return false;
  return "sha256" in data && typeof data.sha256 === "string" && /^[0-9a-f]{64}$/.test(data.sha256);
}

/** Two counts of an object, or undefined if they are not there. */
function counts(data: unknown, first: string, second: string): readonly [number, number] | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const values = new Map<string, unknown>(Object.entries(data));
  const [a, b] = [values.get(first), values.get(second)];
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
  return isCount(a) && isCount(b) ? [a, b] : undefined;
}
