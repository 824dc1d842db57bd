/** A scan into a file: begun, continued from its last complete row, or refused; text, and Parquet from it. Node only. */
import { rm } from "node:fs/promises";
import { InputError, excerpt } from "./errors.js";
import { parquetFrom } from "./merge.js";
import {
  completeRows,
  exists,
  openAt,
  readRecord,
  recordPath,
  type ScanRecord,
  writeRecord,
} from "./scan-files.js";
import { isParquet } from "./scan-parquet.js";
import { type ScanPlan } from "./scan-plan.js";
import { runScan } from "./scan.js";

/** Hears how far a scan is. */
export interface ScanReporter {
  readonly rows: (done: number) => void;
  readonly end: () => void;
}

/** How to write. */
export interface IntoOptions {
  readonly resume: boolean;
  readonly threads?: number;
  /** Called when rows begin to be computed: all rows of the file, and those that are there already. */
  readonly start: (total: number, already: number) => ScanReporter;
}

/**
 * Writes the rows of the record's range.
 * @throws InputError if the file holds another or an unfinished scan, or cannot be written
 */
export async function scanInto(
  path: string,
  plan: ScanPlan,
  record: ScanRecord,
  options: IntoOptions,
): Promise<void> {
  await (isParquet(path) ? toParquet : toText)(path, plan, record, options);
}

async function toText(
  path: string,
  plan: ScanPlan,
  record: ScanRecord,
  { resume, threads, start: begin }: IntoOptions,
): Promise<void> {
  const { range, header } = record;
  const total = range.to - range.from;
  const found = await readRecord(path);
  const present = await exists(path);
  let start = { rows: 0, bytes: 0 };
  if (resume && present) {
    requireSame(path, record, found);
    start = await completeRows(path, header);
    if (start.rows > total)
      throw new InputError("has more rows than this scan", { where: excerpt(path, 200) });
  } else if (present && found && !resume && (await unfinished(path, found))) {
    throw new InputError("holds an unfinished scan", {
      where: `--out ${excerpt(path, 200)}`,
      hint: "continue it with --resume, or remove the file",
    });
  }
  if (start.bytes === 0) await writeRecord(path, record);
  const file = await openAt(path, start.bytes);
  try {
    if (start.bytes === 0) await file.append(new TextEncoder().encode(header));
    const report = begin(total, start.rows);
    const rest = { from: range.from + start.rows, to: range.to };
    await runScan(plan, rest, (bytes) => file.append(bytes), {
      ...(threads === undefined ? {} : { threads }),
      onRows: report.rows,
    });
    report.end();
  } finally {
    await file.close();
  }
}

/**
 * Rows go to `F.parquet.csv`, which an interrupted scan is continued from; when all are there the Parquet file is written
 * from them, and they are removed.
 */
async function toParquet(
  path: string,
  plan: ScanPlan,
  record: ScanRecord,
  options: IntoOptions,
): Promise<void> {
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
  const rows = `${path}.csv`;
  if (options.resume && !(await exists(rows)) && (await exists(path))) {
    requireSame(path, record, await readRecord(path));
    return;
  }
  await toText(rows, plan, record, options);
  await parquetFrom(path, [{ path: rows, record }]);
  await writeRecord(path, record);
  await rm(rows);
  await rm(recordPath(rows));
}

/** @throws InputError if the file is of another scan, or of nobody knows which */
function requireSame(path: string, record: ScanRecord, found: ScanRecord | undefined): void {
  const where = `--resume ${excerpt(path, 200)}`;
  if (!found) {
    throw new InputError("has no record beside it, so it cannot be told whether it belongs to this scan", {
      where,
    });
  }
  const same =
    found.identity === record.identity &&
    found.range.from === record.range.from &&
    found.range.to === record.range.to;
  if (same) return;
  throw new InputError("belongs to another scan", {
    where,
    hint: "repeat the options that began it (junction, axes, quantities, --at, --shard), with the same version",
  });
}

async function unfinished(path: string, found: ScanRecord): Promise<boolean> {
  const { rows } = await completeRows(path, found.header).catch(() => ({ rows: 0 }));
  return rows < found.range.to - found.range.from;
}
