/** `heatdiode scan`: quantities over a grid or a list of points, streamed to CSV or NDJSON; then Parquet. */
import { createRequire } from "node:module";
import { createReadStream } from "node:fs";
import { type CommandContext, type CommandOptions, type RunCommand } from "../command.js";
import { InputError } from "../../input/errors.js";
import { type Junction } from "../../junction/junction.js";
import { loadJunction } from "../../junction/file/load.js";
import { takenForGranted } from "../../junction/levels.js";
import { prepareOutput } from "../../files/output-place.js";
import { type ScanRecord } from "../../scan/files/record.js";
import { scanHeader } from "../../scan/rows-out.js";
import { gapsText } from "../../scan/gap.js";
import { scanInto, type ScanReporter } from "../../scan/files/into-file.js";
import { type ScanPlot } from "../../scan/files/picture.js";
import { isParquet } from "../../scan/files/parquet.js";
import {
  fixedAt,
  parseShard,
  planIdentity,
  planPoints,
  planScan,
  type ScanPlan,
  shardRange,
} from "../../scan/plan.js";
import { inNamesOfFile, namesGiven } from "../../model/pointwise.js";
import { inspectPoints } from "../../scan/points.js";
import { progressLine } from "../../scan/progress.js";
import { runScan } from "../../scan/run.js";

export const run: RunCommand = async (argument, options, context) => {
  const { out, resume, plot: picture } = options;
  if (resume && options.force) throw new InputError("--resume and --force exclude each other");
  if (picture !== undefined) await prepareOutput(picture, "--plot");
  const axes = namesGiven(options.axes.join(","));
  const junction = inNamesOfFile(await loadJunction(argument, options), [...axes, ...namesGiven(options.at)]);
  const plan = await planOf(junction, options);
  const assumed = takenForGranted(junction.subsystem);
  if (assumed !== undefined) context.progress(`${assumed}.`);
  const shard = options.shard === undefined ? { index: 1, count: 1 } : parseShard(options.shard);
  if (picture !== undefined && shard.count > 1) {
    throw new InputError("a shard is a part of the picture", {
      where: "--plot",
      hint: "merge the shards, then repeat the scan with --out MERGED --resume --plot FILE",
    });
  }
  const plot =
    picture === undefined ? undefined : (await import("../../scan/files/picture.js")).scanPlot(plan, picture);
  const range = shardRange(plan.total, shard);
  const record = {
    identity: planIdentity(plan, version()),
    header: scanHeader(plan),
    range,
    shard,
    blocks: [],
  };
  if (out === undefined) {
    if (resume) throw new InputError("--resume needs the file of the scan", { hint: "add --out FILE" });
    await toStdout(plan, record, options, context, plot);
  } else {
    const total = range.to - range.from;
    await scanInto(out, plan, record, {
      ...{ resume, force: options.force, ...threadsOf(options), signal: context.signal },
      onKept: (rows) => context.kept?.(`${rows} of ${total} rows are kept; continue with --resume`),
      start: (all, already) => reporter(all, already, context),
    });
    if (plot) await drawn(plan, out, plot, options);
  }
  await plot?.finish();
  return { text: "", written: true };
};

/** The rows of a file go into the picture; those of Parquet, few enough for a picture, are computed again. */
async function drawn(plan: ScanPlan, path: string, plot: ScanPlot, options: CommandOptions): Promise<void> {
  if (isParquet(path)) {
    await plot.push(new TextEncoder().encode(scanHeader(plan)));
    await runScan(plan, { from: 0, to: plan.total }, plot.push, threadsOf(options));
  } else for await (const chunk of createReadStream(path)) await plot.push(chunk as Buffer);
}

async function planOf(junction: Junction, options: CommandOptions): Promise<ScanPlan> {
  const { at, axes, quantities } = options;
  const request = { at, axes, quantities, format: options.format === "ndjson" ? "ndjson" : "csv" } as const;
  if (options.points === undefined) return planScan(junction, request);
  if (axes.length > 0) throw new InputError("--points and axes exclude each other");
  const { points } = await inspectPoints(options.points, (names) => fixedAt(junction, request, names));
  return planPoints(junction, request, points);
}

async function toStdout(
  plan: ScanPlan,
  { header, range }: ScanRecord,
  options: CommandOptions,
  context: CommandContext,
  plot: ScanPlot | undefined,
): Promise<void> {
  const decoder = new TextDecoder();
  const write = async (bytes: Uint8Array): Promise<void> => {
    await plot?.push(bytes);
    await context.write(decoder.decode(bytes));
  };
  await write(new TextEncoder().encode(header));
  context.kept?.("what was printed stays");
  const report = reporter(range.to - range.from, 0, context);
  await runScan(plan, range, write, { ...threadsOf(options), onRows: report.rows, signal: context.signal });
  report.end();
}

function threadsOf({ threads }: CommandOptions): { threads?: number } {
  return threads === undefined ? {} : { threads };
}

/** Milliseconds between two reports on a terminal, and in a log file. */
const TERMINAL_INTERVAL = 200;
const LOG_INTERVAL = 30_000;

/** Rate and time left on stderr: often on a terminal, now and then in a log. */
function reporter(total: number, already: number, context: CommandContext): ScanReporter {
  const begin = performance.now();
  const interval = context.status ? TERMINAL_INTERVAL : LOG_INTERVAL;
  let last = begin;
  let rows = 0;
  let empty: string | undefined;
  return {
    rows(done, gaps) {
      rows = done;
      empty = gapsText(gaps);
      const now = performance.now();
      if (now - last < interval) return;
      last = now;
      const line = progressLine(done, total - already, (now - begin) / 1000);
      if (context.status) context.status(line);
      else context.progress(line);
    },
    end() {
      context.status?.("");
      if (empty !== undefined) context.progress(empty);
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
