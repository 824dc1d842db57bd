/** Junctions by the name given on the command line: a shorthand, or the path of a junction file. Node only. */
import { InputError, excerpt } from "./errors.js";
import type { Junction } from "./junction.js";
import { parseShorthand } from "./shorthand.js";

/** Bytes; nothing larger is read into memory. */
const LARGEST_FILE = 16_000_000;

/** Whether the argument is the path of a junction file rather than a shorthand. */
export function isJunctionPath(argument: string): boolean {
  return argument.toLowerCase().endsWith(".json");
}

/** The junction that `argument` names. @throws InputError if there is no such file or it is not valid. */
export async function loadJunction(
  argument: string,
  { force = false }: { readonly force?: boolean } = {},
): Promise<Junction> {
  const junction = await read(argument);
  return force ? { ...junction, force } : junction;
}

async function read(argument: string): Promise<Junction> {
  if (!isJunctionPath(argument)) return parseShorthand(argument);
  const { parseJunctionFile } = await import("./junction-file.js");
  return readAndParse(argument, parseJunctionFile);
}

/** What `parse` makes of the text of a file; its complaints name the file. @throws InputError if it cannot be read */
export async function readAndParse<T>(path: string, parse: (text: string) => Promise<T>): Promise<T> {
  const where = excerpt(path, 200);
  const { readFile, stat } = await import("node:fs/promises");
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > LARGEST_FILE)
      throw new InputError(`a file of ${size} bytes`, { hint: `at most ${LARGEST_FILE} are read` });
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof InputError) throw error.within(where);
    throw new InputError(`cannot be read: ${reason(error)}`, {
      where,
      hint: "give the path of a junction file",
    });
  }
  try {
    return await parse(text);
  } catch (error) {
    throw error instanceof InputError ? error.within(where) : error;
  }
}

const REASONS = new Map([
  ["ENOENT", "there is no such file"],
  ["EISDIR", "it is a directory"],
  ["EACCES", "permission denied"],
]);

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS.get(code) ?? (code === "" ? "unknown reason" : code);
}
