/** Shards of a scan put together: the bytes of one run over all of it, or a refusal. Node only. */
import { createReadStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { InputError, excerpt } from "./errors.js";
import { completeRows, openAt, readRecord, type ScanRecord, writeRecord } from "./scan-files.js";
import { isParquet, writeParquet } from "./scan-parquet.js";
import { columnNames } from "./scan-rows.js";

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
  for (const path of paths) {
    const record = await readRecord(path);
    if (!record) {
      throw new InputError("has no record of its scan beside it (FILE.scan.json)", {
        where: excerpt(path, 200),
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
  const order = Array.from({ length: count }, (_, i) => bySlot.get(i + 1));
  const missing = order.flatMap((shard, i) => (shard ? [] : [`${i + 1}/${count}`]));
  if (missing.length > 0) {
    const shown = missing.slice(0, 10).join(", ");
    throw new InputError(`missing: shard ${shown}${missing.length > 10 ? ", …" : ""}`);
  }
  const all = order.filter((shard) => shard !== undefined);
  for (const { path, record } of all) {
    const { rows, bytes } = await completeRows(path, record.header);
    const expected = record.range.to - record.range.from;
    if (rows === expected && bytes === (await size(path))) continue;
    throw new InputError(`has ${rows} of ${expected} rows`, {
      where: excerpt(path, 200),
      hint: "finish it with scan --resume",
    });
  }
  return all;
}

async function size(path: string): Promise<number> {
  const { stat } = await import("node:fs/promises");
  return (await stat(path)).size;
}

/** Hands the merged bytes to `write`: one header, then the rows of every shard. */
export async function streamMerged(
  shards: readonly Shard[],
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  for (const [i, { path, record }] of shards.entries()) {
    const start = i === 0 ? 0 : Buffer.byteLength(record.header);
    for await (const chunk of createReadStream(path, { start, highWaterMark: 1 << 20 })) {
      await write(chunk as Buffer);
    }
  }
}

/** Merges into a file, all or nothing, with the record of the whole scan; into Parquet if it is called so. */
export async function mergeInto(path: string, paths: readonly string[]): Promise<void> {
  const shards = await orderedShards(paths);
  if (isParquet(path)) await parquetFrom(path, shards);
  else await appendAll(path, shards);
  const { record } = shards[0] as Shard;
  const last = (shards.at(-1) as Shard).record;
  const range = { from: 0, to: last.range.to };
  await writeRecord(path, { ...record, range, shard: { index: 1, count: 1 } });
}

/** Writes the rows of complete shards, in order, as a Parquet file. */
export async function parquetFrom(path: string, shards: readonly Shard[]): Promise<void> {
  const { path: first, record } = shards[0] as Shard;
  const { header, identity } = record;
  const columns = await columnNames(first, record);
  await writeParquet(path, { header, columns, identity }, (reader) => streamMerged(shards, reader.push));
}

async function appendAll(path: string, shards: readonly Shard[]): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await openAt(temporary, 0);
  try {
    await streamMerged(shards, (bytes) => file.append(bytes));
    await file.close();
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
