/** Rows in blocks with a checksum each: added up while they are written, compared when they are read. Node only. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { InputError, excerpt } from "../../input/errors.js";
import { type RowBlock, type ScanRecord } from "./record.js";

/** Rows of a block, more where a file would have more than this many blocks. */
const BLOCK = 16_384;
const MOST_BLOCKS = 1024;
/** A block of slow rows ends after so many seconds, or this share of the time that the scan has run. */
const LONGEST = 2;
const SHARE = 1 / 200;

/** Adds up blocks while rows are written. */
export interface BlockCounter {
  /** Takes bytes that are in the file now. @returns whether a block has been completed */
  readonly add: (bytes: Uint8Array, rows: number) => boolean;
  /** Ends the block that is open. */
  readonly end: () => void;
  /** The blocks so far, without the open one. */
  readonly blocks: () => readonly RowBlock[];
}

/**
 * A counter for a file of `total` rows.
 * @param kept  blocks that the file begins with
 */
export function blockCounter(total: number, kept: readonly RowBlock[]): BlockCounter {
  const least = Math.max(BLOCK, Math.ceil(total / MOST_BLOCKS));
  const blocks = [...kept];
  const begin = performance.now();
  const open = { hash: createHash("sha256"), rows: 0, bytes: 0, since: begin };
  const end = (): void => {
    if (open.rows === 0) return;
    blocks.push({ rows: open.rows, bytes: open.bytes, sha256: open.hash.digest("hex") });
    Object.assign(open, { hash: createHash("sha256"), rows: 0, bytes: 0, since: performance.now() });
  };
  return {
    add(bytes, rows) {
      open.hash.update(bytes);
      open.rows += rows;
      open.bytes += bytes.length;
      const now = performance.now();
      const long = Math.max(1000 * LONGEST, SHARE * (now - begin));
      if (open.rows < least && now - open.since < long) return false;
      end();
      return true;
    },
    end,
    blocks: () => blocks,
  };
}

/** What of a file agrees with its record, from its beginning. */
export interface Agreement {
  readonly blocks: readonly RowBlock[];
  readonly rows: number;
  /** Bytes up to the end of these blocks, the header among them; 0 if the header is not complete. */
  readonly bytes: number;
}

/** A file that is begun anew. */
export const NOTHING: Agreement = { blocks: [], rows: 0, bytes: 0 };

/**
 * Reads a file block by block, in one pass without keeping it, up to the first block that does not agree.
 * @param take  gets the bytes of the rows, those of a block that turns out not to agree among them
 * @throws InputError if the file begins with another header, or cannot be read
 */
export async function readBlocks(
  path: string,
  { header, blocks }: ScanRecord,
  take: (bytes: Uint8Array) => Promise<void> = () => Promise.resolve(),
): Promise<Agreement> {
  const head = Buffer.from(header, "utf8");
  const ends = blockEnds(blocks, head.length);
  const state = { offset: 0, block: 0, hash: createHash("sha256") };
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let bytes = chunk;
    if (state.offset < head.length) {
      const part = bytes.subarray(0, head.length - state.offset);
      if (!part.equals(head.subarray(state.offset, state.offset + part.length))) {
        throw new InputError("has another header than this scan", { where: excerpt(path, 200) });
      }
      state.offset += part.length;
      bytes = bytes.subarray(part.length);
    }
    while (bytes.length > 0 && state.block < blocks.length) {
      const part = bytes.subarray(0, (ends[state.block] as number) - state.offset);
      state.hash.update(part);
      await take(part);
      state.offset += part.length;
      bytes = bytes.subarray(part.length);
      if (state.offset < (ends[state.block] as number)) continue;
      if (state.hash.digest("hex") !== blocks[state.block]?.sha256)
        return upTo(blocks, state.block, head.length);
      state.block++;
      state.hash = createHash("sha256");
    }
    if (state.block === blocks.length) break;
  }
  if (state.offset < head.length) return NOTHING;
  return upTo(blocks, state.block, head.length);
}

function blockEnds(blocks: readonly RowBlock[], start: number): readonly number[] {
  let end = start;
  return blocks.map(({ bytes }) => (end += bytes));
}

function upTo(all: readonly RowBlock[], count: number, start: number): Agreement {
  const blocks = all.slice(0, count);
  return {
    blocks,
    rows: blocks.reduce((sum, { rows }) => sum + rows, 0),
    bytes: blocks.reduce((sum, { bytes }) => sum + bytes, start),
  };
}
