/** Devices, pipes and what is open already, as places for a result. Node only. */
import { open } from "node:fs/promises";
import { write } from "node:fs";
import { promisify } from "node:util";
import { openNumber } from "./output-place.js";

const writeTo = promisify(write);

/** Takes bytes until it is closed. Both fail with the system's own errors. */
export interface OutputStream {
  readonly append: (bytes: Uint8Array) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a place of the kind "stream". */
export async function openStream(path: string): Promise<OutputStream> {
  const number = openNumber(path);
  if (number === undefined) {
    const file = await open(path, "a");
    return { append: (bytes) => file.appendFile(bytes), close: () => file.close() };
  }
  const append = async (bytes: Uint8Array): Promise<void> => {
    for (let done = 0; done < bytes.length;) done += (await writeTo(number, bytes, done)).bytesWritten;
  };
  return { append, close: () => Promise.resolve() };
}
