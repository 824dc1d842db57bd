/** Standard output: every byte that a command prints, and what the system says to it. Node only. */
import { fstatSync, writeSync } from "node:fs";
import { ClosedPipeError, InputError } from "../input/errors.js";
import { systemCode, whyNotWritten } from "./system-reason.js";

/**
 * A function that writes all of a text to standard output.
 * @throws ClosedPipeError (from the function) if its reader has gone (`| head`), InputError if the disk is full
 */
export function standardOutput(): (text: string) => Promise<void> {
  const write = isFile() ? writeFully : writeToStream;
  return async (text) => {
    try {
      await write(text);
    } catch (error) {
      if (systemCode(error) === "EPIPE") throw new ClosedPipeError();
      throw new InputError(`cannot be written: ${whyNotWritten(error)}`, { where: "standard output" });
    }
  };
}

function isFile(): boolean {
  try {
    const found = fstatSync(1);
    return found.isFile() || (found.isCharacterDevice() && !process.stdout.isTTY);
  } catch {
    return true;
  }
}

/** Node's own stream for a file forgets what did not fit into a nearly full disk. */
function writeFully(text: string): Promise<void> {
  const bytes = Buffer.from(text, "utf8");
  let done = 0;
  while (done < bytes.length) done += writeSync(1, bytes, done);
  return Promise.resolve();
}

/** A pipe or a terminal: other work goes on while a slow reader reads. */
function writeToStream(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error == null ? resolve() : reject(error)));
  });
}
