/** `heatdiode scan`: quantities over a grid or a list of points, streamed to CSV or NDJSON; then Parquet. */
import { createRequire } from "node:module";
import { rm } from "node:fs/promises";
import { type CommandContext, type CommandOptions, type RunCommand } from "../command.js";
import { InputError, excerpt } from "../errors.js";
import { type Junction } from "../junction.js";
import { loadJunction } from "../load.js";
import { parquetFrom } from "../merge.js";
import {
  completeRows,
  exists,
  openAt,
  readRecord,
  recordPath,
  type ScanRecord,
  writeRecord,
} from "../scan-files.js";
import { scanHeader } from "../scan-format.js";
import { isParquet } from "../scan-parquet.js";
import { parseShard, planIdentity, planPoints, planScan, type ScanPlan, shardRange } from "../scan-plan.js";
import { inspectPoints } from "../scan-points.js";
import { progressLine } from "../scan-progress.js";
import { runScan } from "../scan.js";

export const run: RunCommand = async (argument, options, context) => {
  const junction = await loadJunction(argument);
  const plan = await planOf(junction, options);
  const shard = options.shard === undefined ? { index: 1, count: 1 } : parseShard(options.shard);
  const range = shardRange(plan.total, shard);
  const record = { identity: planIdentity(plan, version()), header: scanHeader(plan), range, shard };
  if (options.out === undefined) {
    if (options.resume)
      throw new InputError("--resume needs the file of the scan", { hint: "add --out FILE" });
    await toStdout(plan, record, options, context);
  } else if (isParquet(options.out)) await toParquet(plan, record, options.out, options, context);
  else await toFile(plan, record, options.out, options, context);
  return { text: "", written: true };
};

async function planOf(junction: Junction, options: CommandOptions): Promise<ScanPlan> {
  const { at, axes, quantities } = options;
  const request = { at, axes, quantities, format: options.format === "ndjson" ? "ndjson" : "csv" } as const;
  if (options.points === undefined) return planScan(junction, request);
  if (axes.length > 0) throw new InputError("--points and axes exclude each other");
  // T_L or T_R alone are not complete yet: the other is a column.
  const known = new Map<string, number>();
  for (const pair of (at ?? "").split(",")) {
    const [name = "", value = ""] = pair.split("=");
    if (["T_a", "Delta", "T_L", "T_R"].includes(name.trim())) known.set(name.trim(), Number(value));
  }
  const { points, sample } = await inspectPoints(options.points, known);
  return planPoints(junction, request, points, sample);
}

async function toStdout(
  plan: ScanPlan,
  { header, range }: ScanRecord,
  options: CommandOptions,
  context: CommandContext,
): Promise<void> {
  const decoder = new TextDecoder();
  await context.write(header);
  const report = reporter(range.to - range.from, 0, context);
  await runScan(plan, range, (bytes) => context.write(decoder.decode(bytes)), {
    ...threadsOf(options),
    onRows: report.rows,
  });
  report.end();
}

async function toFile(
  plan: ScanPlan,
  record: ScanRecord,
  path: string,
  options: CommandOptions,
  context: CommandContext,
): Promise<void> {
  const { range, header } = record;
  const total = range.to - range.from;
  const found = await readRecord(path);
  const present = await exists(path);
  let start = { rows: 0, bytes: 0 };
  if (options.resume && present) {
    requireSame(path, record, found);
    start = await completeRows(path, header);
    if (start.rows > total)
      throw new InputError("has more rows than this scan", { where: excerpt(path, 200) });
  } else if (present && found && !options.resume && (await unfinished(path, found))) {
    throw new InputError("holds an unfinished scan", {
      where: `--out ${excerpt(path, 200)}`,
      hint: "continue it with --resume, or remove the file",
    });
  }
  if (start.bytes === 0) await writeRecord(path, record);
  const file = await openAt(path, start.bytes);
  try {
    if (start.bytes === 0) await file.append(new TextEncoder().encode(header));
    const report = reporter(total, start.rows, context);
    const rest = { from: range.from + start.rows, to: range.to };
    await runScan(plan, rest, (bytes) => file.append(bytes), { ...threadsOf(options), onRows: report.rows });
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
  plan: ScanPlan,
  record: ScanRecord,
  path: string,
  options: CommandOptions,
  context: CommandContext,
): Promise<void> {
  const where = `--out ${excerpt(path, 200)}`;
  if (options.format === "ndjson") {
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
  await toFile(plan, record, rows, options, context);
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

function threadsOf({ threads }: CommandOptions): { threads?: number } {
  return threads === undefined ? {} : { threads };
}

/** Milliseconds between two reports on a terminal, and in a log file. */
const TERMINAL_INTERVAL = 200;
const LOG_INTERVAL = 30_000;

/** Rate and time left on stderr: often on a terminal, now and then in a log. */
function reporter(
  total: number,
  already: number,
  context: CommandContext,
): { rows: (done: number) => void; end: () => void } {
  const begin = performance.now();
  const interval = context.status ? TERMINAL_INTERVAL : LOG_INTERVAL;
  let last = begin;
  let rows = 0;
  return {
    rows(done) {
      rows = done;
      const now = performance.now();
      if (now - last < interval) return;
      last = now;
      const line = progressLine(done, total - already, (now - begin) / 1000);
      if (context.status) context.status(line);
      else context.progress(line);
    },
    end() {
      context.status?.("");
      const seconds = (performance.now() - begin) / 1000;
      if (!context.status && seconds < LOG_INTERVAL / 1000) return;
      const rate = Math.round(rows / Math.max(seconds, 1e-9));
      context.progress(`${rows} rows in ${seconds.toFixed(1)} s (${rate} rows/s)`);
    },
  };
}

function version(): string {
  const found: unknown = createRequire(import.meta.url)("heatdiode/package.json");
  return typeof found === "object" && found !== null && "version" in found ? String(found.version) : "";
}
