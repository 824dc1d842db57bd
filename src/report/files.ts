/** Reports into directories. Node only. */
import { mkdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { excerpt, InputError } from "../input/errors.js";
import { writeAtomically } from "../files/atomic-write.js";

/** Writes a file into a directory, which is made if need be. @returns its path @throws InputError */
export async function writeReport(directory: string, name: string, text: string): Promise<string> {
  try {
    await makeDirectory(resolve(directory));
  } catch {
    throw new InputError("is not a directory and cannot become one", {
      where: `--out ${excerpt(directory, 200)}`,
    });
  }
  const path = join(directory, name);
  await writeAtomically(path, text);
  return path;
}

/** Node's own recursive mkdir does not return where a file system refuses a directory with ENOENT, as /proc does. */
async function makeDirectory(path: string): Promise<void> {
  if ((await make(path)) === "made") return;
  await makeDirectory(dirname(path));
  if ((await make(path)) === "no parent") throw new Error(`${path} cannot be made`);
}

async function make(path: string): Promise<"made" | "no parent"> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" && dirname(path) !== path) return "no parent";
    if (code !== "EEXIST" || !(await stat(path)).isDirectory()) throw error;
  }
  return "made";
}
