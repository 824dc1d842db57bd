/** Shards of a scan put together: the bytes of one run over all of it, or a refusal. Node only. */
import { open, stat } from "node:fs/promises";
import { InputError, excerpt } from "../../input/errors.js";
import { outputPlace, prepareOutput } from "../../files/output-place.js";
import { readBlocks } from "./blocks.js";
import { requireFree } from "./free.js";
import { streamRows } from "./files.js";
import { isParquet, writeParquet } from "./parquet.js";
import { isFinished, readRecord, recordedRows, recordPath, type ScanRecord, writeRecord } from "./record.js";
import { columnNames } from "./rows-in.js";
import { replaceFile } from "../../files/atomic-write.js";

/** A shard with its record. */
interface Shard {
  readonly path: string;
  readonly record: ScanRecord;
}

/**
 * Checks that the files are all the shards of one scan, each complete, and gives them in order.
 * @throws InputError naming the file that does not fit, or the shard that is missing
 */
export async function orderedShards(paths: readonly string[]): Promise<readonly Shard[]> {
  const shards: Shard[] = [];
  for (const name of paths) {
    // As --out of the scan, through symbolic links.
    const { path } = await outputPlace(name, "merge");
    const record = await readRecord(path);
    if (!record) {
      throw new InputError(`has no record of its scan beside it (${excerpt(recordPath(name), 80)})`, {
        where: excerpt(name, 200),
      });
    }
    shards.push({ path, record });
  }
  const [first] = shards;
  if (!first) throw new InputError("no files to merge");
  const bySlot = new Map<number, Shard>();
  for (const shard of shards) {
    const { identity, shard: place } = shard.record;
    const where = excerpt(shard.path, 200);
    if (identity !== first.record.identity || place.count !== first.record.shard.count) {
      throw new InputError(`does not belong to the scan of ${excerpt(first.path, 200)}`, {
        where,
        hint: "all shards need the same junction, options, number of shards and version",
      });
    }
    const twin = bySlot.get(place.index);
    if (twin) throw new InputError(`is shard ${place.index}/${place.count}, as is ${twin.path}`, { where });
    bySlot.set(place.index, shard);
  }
  const { count } = first.record.shard;
  requireAll(bySlot, count);
  const all = [...shards].sort((a, b) => a.record.shard.index - b.record.shard.index);
  for (const shard of all) await requireWhole(shard);
  return all;
}

/** @throws InputError naming the first shards that are missing */
function requireAll(bySlot: ReadonlyMap<number, Shard>, count: number): void {
  if (bySlot.size === count) return;
  const missing: string[] = [];
  for (let i = 1; i <= count && missing.length <= 10; i++) if (!bySlot.has(i)) missing.push(`${i}/${count}`);
  const more = missing.length > 10 ? ", …" : "";
  throw new InputError(`missing: shard ${missing.slice(0, 10).join(", ")}${more}`);
}

/** @throws InputError unless a shard has all its rows, each as its record says, and nothing else */
async function requireWhole({ path, record }: Shard): Promise<void> {
  const where = excerpt(path, 200);
  const hint = "compute what is missing with scan --resume";
  const expected = record.range.to - record.range.from;
  if (!isFinished(record)) {
    throw new InputError(`has ${recordedRows(record)} of ${expected} rows`, { where, hint });
  }
  const { rows, blocks, bytes } = await readBlocks(path, record);
  if (rows < expected) throw damaged(path, rows, record.blocks[blocks.length]?.rows ?? 1);
  if (bytes !== (await stat(path)).size)
    throw new InputError(`has more than its ${expected} rows`, { where, hint });
}

function damaged(path: string, before: number, count: number): InputError {
  return new InputError(`rows ${before + 1} to ${before + count} are not as they were written`, {
    where: excerpt(path, 200),
    hint: "compute them again with scan --resume",
  });
}

/**
 * Hands the merged bytes to `write`: one header, then the rows of every shard.
 * @throws InputError at the end of rows that are not as they were written
 */
export async function streamMerged(
  shards: readonly Shard[],
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  await write(Buffer.from(shards[0]?.record.header ?? "", "utf8"));
  for (const { path, record } of shards) {
    const { rows, blocks } = await readBlocks(path, record, write);
    const next = record.blocks[blocks.length];
    if (next !== undefined) throw damaged(path, rows, next.rows);
  }
}

/**
 * Merges into a file, all or nothing, with the record of the whole scan; into Parquet if it is called so.
 * @param force  replace whatever is there
 */
export async function mergeInto(
  out: string,
  paths: readonly string[],
  { force }: { readonly force: boolean },
): Promise<void> {
  const { path, kind } = await prepareOutput(out);
  const shards = await orderedShards(paths);
  if (kind === "stream") {
    const stream = await streamRows(path, "");
    await streamMerged(shards, (bytes) => stream.append(bytes, 0));
    await stream.close();
    return;
  }
  const { record } = shards[0] as Shard;
  const range = { from: 0, to: (shards.at(-1) as Shard).record.range.to };
  const blocks = shards.flatMap((shard) => shard.record.blocks);
  const whole = { ...record, range, shard: { index: 1, count: 1 }, blocks };
  await requireFree(path, whole, { force });
  if (isParquet(path)) await parquetFrom(path, shards);
  else await appendAll(path, shards);
  await writeRecord(path, whole);
}

/** Writes the rows of complete shards, in order, as a Parquet file. */
export async function parquetFrom(path: string, shards: readonly Shard[]): Promise<void> {
  const { path: first, record } = shards[0] as Shard;
  const { header, identity } = record;
  const columns = await columnNames(first, record);
  await writeParquet(path, { header, columns, identity }, (reader) => streamMerged(shards, reader.push));
}

async function appendAll(path: string, shards: readonly Shard[]): Promise<void> {
  await replaceFile(path, async (temporary) => {
    const file = await open(temporary, "wx");
    try {
      await streamMerged(shards, (bytes) => file.appendFile(bytes));
      await file.sync();
    } finally {
      await file.close();
    }
  });
}
