/** Reading certificates from files. Node only. */
import { readFile, stat } from "node:fs/promises";
import { excerpt, InputError } from "./errors.js";

/** Bytes; larger files are not read into memory. */
const LARGEST_FILE = 256_000_000;

/** The JSON in a file. @throws InputError if it cannot be read or is not JSON */
export async function readJson(path: string): Promise<unknown> {
  const where = excerpt(path, 200);
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > LARGEST_FILE) throw new InputError(`a file of ${size} bytes`, { where });
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError("cannot be read", { where, hint: "give a file that `conditions --json` wrote" });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError("not JSON", { where, hint: "give a file that `conditions --json` wrote" });
  }
}
