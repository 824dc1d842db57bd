/** Results into files, all or nothing. Node only. */
import { rename, rm, stat, writeFile } from "node:fs/promises";
import { InputError, excerpt } from "./errors.js";

/**
 * Writes the file by way of a temporary one beside it, so that a reader sees the old content or the new, never a part.
 * @throws InputError if the place cannot be written
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    if (await isSpecial(path)) {
      await writeFile(path, text);
      return;
    }
    await writeFile(temporary, text, { flag: "wx" });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new InputError(`cannot be written: ${whyNotWritten(error)}`, {
      where: `--out ${excerpt(path, 200)}`,
    });
  }
}

/** Devices and pipes (/dev/null, /dev/stdout) are written to, not replaced. */
async function isSpecial(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

const REASONS = new Map([
  ["ENOENT", "there is no such directory"],
  ["ENOTDIR", "there is no such directory"],
  ["EISDIR", "it is a directory"],
  ["ENOTEMPTY", "it is a directory"],
  ["EEXIST", "it is a directory, or another process writes it"],
  ["EACCES", "permission denied"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "no space left"],
]);

/** Why a file could not be written, in words. */
export function whyNotWritten(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS.get(code) ?? (code === "" ? "unknown reason" : code);
}
