/** A scan into a file: begun, continued after the rows that agree with its record, or refused; text, and Parquet from it. Node only. */
import { rm } from "node:fs/promises";
import { InputError, excerpt } from "../../input/errors.js";
import { lockFile } from "../../files/lock.js";
import { parquetFrom } from "./merge.js";
import { type OutputPlace, prepareOutput } from "../../files/output-place.js";
import { type Agreement, NOTHING, readBlocks } from "./blocks.js";
import { isSame, requireFree, sizeOf } from "./free.js";
import { openRows, streamRows } from "./files.js";
import { type Gaps } from "../gap.js";
import { isParquet } from "./parquet.js";
import { type ScanPlan } from "../plan.js";
import { isFinished, readRecord, recordPath, type ScanRecord, writeRecord } from "./record.js";
import { runScan } from "../run.js";

/** Hears how far a scan is. */
export interface ScanReporter {
  readonly rows: (done: number, gaps: Gaps) => void;
  readonly end: () => void;
}

/** How to write. */
export interface IntoOptions {
  readonly resume: boolean;
  /** Replace whatever is there. */
  readonly force?: boolean;
  readonly threads?: number;
  /** Ends the scan; what is written stays, and can be continued. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of rows that an interruption would leave. */
  readonly onKept: (rows: number) => void;
  /** Called when rows begin to be computed: all rows of the file, and those that are there already. */
  readonly start: (total: number, already: number) => ScanReporter;
}

/**
 * Writes the rows of the record's range.
 * @throws InputError if the file holds something else or is being written, or cannot be written
 */
export async function scanInto(
  out: string,
  plan: ScanPlan,
  record: ScanRecord,
  options: IntoOptions,
): Promise<void> {
  const place = await prepareOutput(out);
  if (place.kind === "stream") return toStream(place, plan, record, options);
  const { path } = place;
  if (isParquet(path)) requireText(path, plan, record);
  const release = await lockFile(isParquet(path) ? rowsOf(path) : path);
  try {
    await (isParquet(path) ? toParquet : toText)(path, plan, record, options);
  } finally {
    await release();
  }
}

/** A device or a pipe has neither record nor lock, and nothing to continue. */
async function toStream(
  { path }: OutputPlace,
  plan: ScanPlan,
  record: ScanRecord,
  { resume, start, ...options }: IntoOptions,
): Promise<void> {
  if (resume)
    throw new InputError("is no file that could be continued", { where: `--out ${excerpt(path, 200)}` });
  const { range, header } = record;
  const file = await streamRows(path, header);
  const report = start(range.to - range.from, 0);
  try {
    await runScan(plan, range, file.append, { ...options, onRows: report.rows });
    report.end();
  } finally {
    await file.close();
  }
}

async function toText(path: string, plan: ScanPlan, record: ScanRecord, options: IntoOptions): Promise<void> {
  const { range } = record;
  const kept = options.resume ? await agreement(path, record) : await requireFree(path, record, options);
  if (kept.bytes === 0) await writeRecord(path, record);
  const file = await openRows(path, record, kept, options.onKept);
  try {
    options.onKept(kept.rows);
    const report = options.start(range.to - range.from, kept.rows);
    await runScan(plan, { from: range.from + kept.rows, to: range.to }, file.append, {
      ...(options.threads === undefined ? {} : { threads: options.threads }),
      signal: options.signal,
      onRows: report.rows,
    });
    report.end();
  } catch (error) {
    // What cannot be accounted for now is computed again; the first error is the one to tell.
    await file.close().catch(() => undefined);
    throw error;
  }
  await file.close();
}

/** What a file that is continued begins with. @throws InputError if it is of another scan */
async function agreement(path: string, record: ScanRecord): Promise<Agreement> {
  const found = await readRecord(path);
  if ((await sizeOf(path)) === 0) return NOTHING;
  return readBlocks(path, requireSame(path, record, found));
}

const rowsOf = (path: string): string => `${path}.csv`;

function requireText(path: string, plan: ScanPlan, record: ScanRecord): void {
  const where = `--out ${excerpt(path, 200)}`;
  if (plan.format !== "csv") {
    throw new InputError("is Parquet by its name", { where, hint: "leave --format out, or rename the file" });
  }
  if (record.shard.count > 1) {
    throw new InputError("shards are kept as text, so that they can be continued and merged", {
      where,
      hint: "give them --out PART.csv, then merge PART*.csv --out FILE.parquet",
    });
  }
}

/**
 * Rows go to `F.parquet.csv`, which an interrupted scan is continued from; when all are there the Parquet file is written
 * from them, and they are removed. The record of the finished file keeps the checksums of these rows.
 */
async function toParquet(
  path: string,
  plan: ScanPlan,
  record: ScanRecord,
  options: IntoOptions,
): Promise<void> {
  const rows = rowsOf(path);
  if (options.resume && (await sizeOf(rows)) === 0 && (await sizeOf(path)) > 0) {
    const found = requireSame(path, record, await readRecord(path));
    if (isFinished(found)) return;
  }
  if (!options.resume) await requireFree(path, record, options);
  await toText(rows, plan, record, options);
  const finished = (await readRecord(rows)) ?? record;
  await parquetFrom(path, [{ path: rows, record: finished }]);
  await writeRecord(path, finished);
  await rm(rows);
  await rm(recordPath(rows));
}

/** @throws InputError if the file is of another scan, or of nobody knows which */
function requireSame(path: string, record: ScanRecord, found: ScanRecord | undefined): ScanRecord {
  const where = `--resume ${excerpt(path, 200)}`;
  if (!found) {
    throw new InputError("has no record beside it, so it cannot be told whether it belongs to this scan", {
      where,
      hint: "give another name, or --force instead of --resume to replace it",
    });
  }
  if (isSame(record, found)) return found;
  throw new InputError("belongs to another scan", {
    where,
    hint: "repeat the options that began it (junction, axes, quantities, --at, --shard), with the same version",
  });
}
