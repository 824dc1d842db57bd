/**
 * Text of a user's file, whole: junctions, certificates, records. Bounded in size, in kind and, for a pipe, in time, so
 * that no device or silent pipe can fill the memory or hang. Node only.
 */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { InputError, excerpt } from "../input/errors.js";
import { decodeText } from "./text-encoding.js";

/** Bytes. */
const LARGEST_FILE = 16_000_000;
const CHUNK = 1 << 16;
/** Milliseconds that a pipe may stay silent, and between two looks at it. */
const LONGEST_SILENCE = 5000;
const PAUSE = 50;

/** How a file is to be read. */
export interface InputFileOptions {
  /** Bytes; default 16 MB. */
  readonly limit?: number;
  /** What would be right, where the file cannot be read. */
  readonly hint?: string;
}

/** The text of a file, UTF-8 with or without a byte order mark. @throws InputError naming the file and what is wrong */
export async function readInputFile(path: string, options: InputFileOptions = {}): Promise<string> {
  const where = excerpt(path, 200);
  try {
    return decodeText(await readBytes(path, options.limit ?? LARGEST_FILE));
  } catch (error) {
    if (error instanceof InputError) throw error.within(where);
    throw new InputError(`cannot be read: ${whyNotRead(error)}`, { where, hint: options.hint });
  }
}

async function readBytes(path: string, limit: number): Promise<Buffer> {
  // Without waiting: a pipe that nobody writes to would never open.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await handle.stat();
    if (found.isDirectory()) throw new InputError("cannot be read: it is a directory");
    if (!found.isFile() && !found.isFIFO())
      throw new InputError("cannot be read: it is neither a regular file nor a pipe");
    if (found.isFile() && found.size > limit) throw tooLarge(limit, `of ${found.size} bytes`);
    return await readAll(handle, limit, found.isFIFO());
  } finally {
    await handle.close();
  }
}

/** To the end, or to the limit: a size of zero may be that of an endless file of the system. */
async function readAll(handle: FileHandle, limit: number, isPipe: boolean): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  let silentSince = performance.now();
  for (;;) {
    const { bytesRead, buffer } = await handle
      .read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, null)
      .catch((error: unknown) => {
        if (isPipe && codeOf(error) === "EAGAIN") return { bytesRead: -1, buffer: Buffer.alloc(0) };
        throw error;
      });
    if (bytesRead > 0) {
      parts.push(buffer.subarray(0, bytesRead));
      size += bytesRead;
      if (size > limit) throw tooLarge(limit, "of more");
      silentSince = performance.now();
      continue;
    }
    // A pipe without a writer looks as if it had ended: its writer may still come.
    if (bytesRead === 0 && !(isPipe && size === 0)) return Buffer.concat(parts, size);
    if (performance.now() - silentSince > LONGEST_SILENCE) {
      throw new InputError(
        `cannot be read: nothing comes through this pipe within ${LONGEST_SILENCE / 1000} s`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

function tooLarge(limit: number, size: string): InputError {
  return new InputError(`a file ${size}`, { hint: `at most ${limit} bytes are read` });
}

const REASONS = new Map([
  ["ENOENT", "there is no such file"],
  ["EISDIR", "it is a directory"],
  ["ENOTDIR", "part of its path is not a directory"],
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["ELOOP", "its symbolic links lead round in a circle"],
  ["ENAMETOOLONG", "its name is too long"],
  ["ENXIO", "it is neither a regular file nor a pipe"],
  ["EMFILE", "too many files are open"],
  ["EIO", "the device reports an error"],
  ["ERR_INVALID_ARG_VALUE", "its name holds a null character"],
]);

/** In words, why a file could not be read. */
export function whyNotRead(error: unknown): string {
  const code = codeOf(error);
  return REASONS.get(code) ?? (code === "" ? "the system does not say why" : `the system says ${code}`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
