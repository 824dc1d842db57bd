/** Reports into directories. Node only. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { excerpt, InputError } from "../errors.js";
import { writeAtomically } from "../write-output.js";

/** Writes a file into a directory, which is made if need be. @returns its path @throws InputError */
export async function writeReport(directory: string, name: string, text: string): Promise<string> {
  try {
    await mkdir(directory, { recursive: true });
  } catch {
    throw new InputError("is not a directory and cannot become one", {
      where: `--out ${excerpt(directory, 200)}`,
    });
  }
  const path = join(directory, name);
  await writeAtomically(path, text);
  return path;
}
