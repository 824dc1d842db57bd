/** Results into files, all or nothing. Node only. */
import { rename, rm, writeFile } from "node:fs/promises";
import { InputError, excerpt } from "../input/errors.js";
import { outputPlace } from "./output-place.js";
import { openStream } from "./output-stream.js";
import { whyNotWritten } from "./system-reason.js";
import { temporaryBeside } from "./temporary-file.js";

/**
 * Writes the file by way of a temporary one beside it, so that a reader sees the old content or the new, never a part.
 * Symbolic links stay links.
 * @param option  the option that names it, for messages
 * @throws InputError if the place cannot be written
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  option = "--out",
): Promise<void> {
  const place = await outputPlace(path, option);
  if (place.kind === "stream") {
    try {
      const stream = await openStream(place.path);
      await stream.append(typeof content === "string" ? new TextEncoder().encode(content) : content);
      await stream.close();
    } catch (error) {
      throw notWritten(error, path, option);
    }
    return;
  }
  await replaceFile(place.path, (temporary) => writeFile(temporary, content, { flag: "wx" }), path, option);
}

/**
 * Has a file written under a temporary name and then gives it its own.
 * @param write  writes the file of this name from nothing
 * @param named  the name for messages
 * @throws InputError if the system does not let it; errors of `write` that are not the system's as they are
 */
export async function replaceFile(
  path: string,
  write: (temporary: string) => Promise<void>,
  named = path,
  option = "--out",
): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    await write(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw notWritten(error, named, option);
  }
}

/** The complaint of the system as one about the place; any other error as it is. */
function notWritten(error: unknown, path: string, option: string): unknown {
  if (error instanceof InputError || !(error instanceof Error && "code" in error)) return error;
  return new InputError(`cannot be written: ${whyNotWritten(error)}`, {
    where: `${option} ${excerpt(path, 200)}`,
  });
}
