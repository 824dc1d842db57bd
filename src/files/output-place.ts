/** Where a result goes: looked at before anything is computed, the same for every command. Node only. */
import { access, constants, readlink, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { InputError, excerpt } from "../input/errors.js";
import { systemCode, whyNotWritten } from "./system-reason.js";
import { removeStale, temporaryBeside } from "./temporary-file.js";

/** A place for a result. */
export interface OutputPlace {
  /** The file itself: symbolic links are followed and stay links. */
  readonly path: string;
  /** Devices, pipes and what is open already (`/dev/null`, `/dev/stdout`) are written to, not replaced. */
  readonly kind: "file" | "stream";
}

/**
 * Finds out whether a file can be written at a place, which must not wait for the end of a long computation.
 * @param option  the option that names it, for messages
 * @throws InputError if it cannot
 */
export async function prepareOutput(path: string, option = "--out"): Promise<OutputPlace> {
  const place = await outputPlace(path, option);
  if (place.kind === "stream") return place;
  const refuse = refusal(path, option);
  const found = await stat(place.path).catch(() => undefined);
  if (found !== undefined) await access(place.path, constants.W_OK).catch(refuse);
  const parent = await stat(dirname(place.path)).catch(refuse);
  if (!parent.isDirectory()) throw refused(path, option, "a part of its path is a file, not a directory");
  await tryFolder(place.path, path, option);
  await removeStale(place.path);
  return place;
}

/**
 * The same for a directory, which need not be there yet.
 * @throws InputError if it cannot be made, or if its name is that of a file (`x.txt`) and it is not there
 */
export async function prepareDirectory(path: string, option = "--out"): Promise<void> {
  if (path.trim() === "") throw refused(path, option, EMPTY);
  const refuse = refusal(path, option);
  const target = resolve(path);
  const found = await statIfThere(target).catch(refuse);
  if (found === undefined && /[^/\\]\.[a-z]\w{0,7}$/i.test(path)) {
    throw new InputError("a directory is written, and this is the name of a file", {
      where: `${option} ${excerpt(path, 100)}`,
      hint: `give a directory (${excerpt(basename(path).replace(/\.[^.]*$/, ""))}), or end the name with / to mean one`,
    });
  }
  if (found !== undefined && !found.isDirectory())
    throw refused(path, option, "it is a file, not a directory");
  const folder = await nearestFolder(target).catch(refuse);
  await tryFolder(join(folder, "heatdiode"), path, option);
}

/** Follows the links of a path and tells files from devices. @throws InputError for "", directories and circles */
export async function outputPlace(path: string, option = "--out"): Promise<OutputPlace> {
  if (path.trim() === "") throw refused(path, option, EMPTY);
  const refuse = refusal(path, option);
  const found = await statIfThere(path).catch(refuse);
  if (found?.isDirectory() === true || path.endsWith("/")) throw refused(path, option, "it is a directory");
  const open = openNumber(path) !== undefined;
  if (found !== undefined && (open || !found.isFile())) return { path, kind: "stream" };
  return { path: await followLinks(path).catch(refuse), kind: "file" };
}

/** The number of what is open already under such names as /dev/stdout, for it is not to be opened again. */
export function openNumber(path: string): number | undefined {
  const named = ["/dev/stdin", "/dev/stdout", "/dev/stderr"].indexOf(path);
  const [, number] = /^\/(?:dev|proc\/self)\/fd\/(\d{1,6})$/.exec(path) ?? [];
  return named >= 0 ? named : number === undefined ? undefined : Number(number);
}

const EMPTY = "the name is empty";
/** As many as Linux follows. */
const MOST_LINKS = 40;

/** Where a chain of links ends; the end need not be there. Links among the directories are left to the system. */
async function followLinks(path: string): Promise<string> {
  let current = path;
  for (let i = 0; i < MOST_LINKS; i++) {
    const target = await readlink(current).catch((error: unknown) => {
      if (["EINVAL", "ENOENT"].includes(systemCode(error) ?? "")) return undefined;
      throw error;
    });
    if (target === undefined) return current;
    current = isAbsolute(target) ? target : join(dirname(current), target);
  }
  throw new Error("its symbolic links lead in a circle");
}

async function statIfThere(path: string): Promise<Awaited<ReturnType<typeof stat>> | undefined> {
  return stat(path).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  });
}

async function nearestFolder(path: string): Promise<string> {
  const found = await statIfThere(path);
  if (found?.isDirectory() === true) return path;
  if (found !== undefined) throw new Error("a part of its path is a file, not a directory");
  return nearestFolder(dirname(path));
}

/** Makes and removes a file: permissions alone do not tell, for instance in /proc. */
async function tryFolder(file: string, path: string, option: string): Promise<void> {
  const probe = temporaryBeside(file);
  try {
    await writeFile(probe, "", { flag: "wx" });
    await rm(probe);
  } catch (error) {
    const reason = systemCode(error) === "ENOENT" ? "no file can be made there" : whyNotWritten(error);
    throw refused(path, option, reason);
  }
}

function refusal(path: string, option: string): (error: unknown) => never {
  return (error) => {
    throw refused(path, option, whyNotWritten(error));
  };
}

function refused(path: string, option: string, reason: string): InputError {
  return new InputError(`cannot be written: ${reason}`, { where: `${option} ${excerpt(path, 200)}` });
}
