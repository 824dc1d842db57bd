/** Whether a scan may begin at a place: what is there is not lost without a word. Node only. */
import { stat } from "node:fs/promises";
import { InputError, excerpt } from "../../input/errors.js";
import { type Agreement, NOTHING } from "./blocks.js";
import { isParquet } from "./parquet.js";
import { isFinished, recordedBytes, readRecord, type ScanRecord } from "./record.js";

/**
 * A scan may begin where there is nothing, or the same scan finished.
 * @throws InputError for anything else, unless it is to be replaced
 */
export async function requireFree(
  path: string,
  record: ScanRecord,
  { force = false }: { readonly force?: boolean },
): Promise<Agreement> {
  if (force || (await sizeOf(path)) === 0) return NOTHING;
  const found = await readRecord(path);
  const where = `--out ${excerpt(path, 200)}`;
  if (found === undefined) {
    throw new InputError("is a file that no scan has written", {
      where,
      hint: "give another name, or --force to replace it",
    });
  }
  // The record of a Parquet file counts the rows that it was made from.
  const cut = !isParquet(path) && (await sizeOf(path)) !== recordedBytes(found);
  if (cut || !isFinished(found)) {
    throw new InputError("holds an unfinished scan", {
      where,
      hint: "continue it with --resume, or replace it with --force",
    });
  }
  if (isSame(record, found)) return NOTHING;
  throw new InputError("holds another scan", { where, hint: "give another name, or --force to replace it" });
}

/** Bytes of a file, 0 if there is none. */
export async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

/** Whether two records are of the same rows. */
export function isSame(record: ScanRecord, found: ScanRecord): boolean {
  return (
    found.identity === record.identity &&
    found.range.from === record.range.from &&
    found.range.to === record.range.to
  );
}
