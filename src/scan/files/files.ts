/**
 * A file of rows that is appended to in order. Whatever cuts it off, a full disk or a kill, it begins with the blocks of
 * its record, and is continued from there. Node only.
 */
import { open, truncate, writeFile } from "node:fs/promises";
import { InputError, excerpt } from "../../input/errors.js";
import { openStream } from "../../files/output-stream.js";
import { blockCounter } from "./blocks.js";
import { type RowBlock, type ScanRecord, recordedRows, writeRecord } from "./record.js";
import { systemCode, whyNotWritten } from "../../files/system-reason.js";

/** Milliseconds between two writings of the record. */
const INTERVAL = 500;

/** A file of rows that is being written. */
export interface RowFile {
  /** @throws InputError if the system refuses them, saying what is kept */
  readonly append: (bytes: Uint8Array, rows: number) => Promise<void>;
  /** Accounts for everything that was appended, and closes the file. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a file after the blocks that are kept; what follows them is cut off.
 * @param bytes  length of what is kept, header and blocks; with 0 the file is begun anew
 * @param onKept  hears how many rows are accounted for, so that they outlast an interruption
 * @throws InputError if the place cannot be written
 */
export async function openRows(
  path: string,
  record: ScanRecord,
  { blocks, bytes }: { readonly blocks: readonly RowBlock[]; readonly bytes: number },
  onKept: (rows: number) => void,
): Promise<RowFile> {
  const where = `--out ${excerpt(path, 200)}`;
  const total = record.range.to - record.range.from;
  const counter = blockCounter(total, blocks);
  const progress = { rows: blocks.reduce((sum, block) => sum + block.rows, 0), recorded: performance.now() };
  const refuse = (error: unknown): never => {
    if (systemCode(error) === undefined) throw error;
    const kept = `${progress.rows} of ${total} rows are kept`;
    throw new InputError(`cannot be written: ${whyNotWritten(error)}`, {
      where,
      hint: `${kept}; continue with --resume`,
    });
  };
  const account = async (): Promise<void> => {
    progress.recorded = performance.now();
    const kept = { ...record, blocks: counter.blocks() };
    await writeRecord(path, kept);
    onKept(recordedRows(kept));
  };
  const file = await begun(path, record.header, bytes).catch(refuse);
  return {
    async append(data, rows) {
      await file.appendFile(data).catch(refuse);
      progress.rows += rows;
      if (counter.add(data, rows) && performance.now() - progress.recorded > INTERVAL) await account();
    },
    async close() {
      counter.end();
      await file.sync().catch(() => undefined);
      await file.close().catch(refuse);
      await account();
    },
  };
}

/** Opens a device or a pipe for rows, and writes the header to it. @throws InputError if it takes nothing */
export async function streamRows(path: string, header: string): Promise<RowFile> {
  const refuse = (error: unknown): never => {
    throw new InputError(`cannot be written: ${whyNotWritten(error)}`, {
      where: `--out ${excerpt(path, 200)}`,
    });
  };
  const file = await openStream(path).catch(refuse);
  const append = (data: Uint8Array): Promise<void> => file.append(data).catch(refuse);
  await append(new TextEncoder().encode(header));
  return { append, close: () => file.close().catch(refuse) };
}

async function begun(path: string, header: string, bytes: number): Promise<Awaited<ReturnType<typeof open>>> {
  if (bytes === 0) await writeFile(path, header);
  else await truncate(path, bytes);
  return open(path, "a");
}
