/**
 * One writer at a time: `FILE.lock` names the process that writes. It survives a crash, after which the next process sees
 * that its owner is gone and takes it over. Node only.
 */
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { InputError, excerpt } from "../input/errors.js";
import { isAlive, type ProcessMark, thisProcess } from "./processes.js";
import { systemCode, whyNotWritten } from "./system-reason.js";
import { temporaryBeside } from "./temporary-file.js";

/** Who holds a lock: a process, and since when. */
interface Owner extends ProcessMark {
  readonly since: string;
}

/** The lock of a file. */
function lockPath(path: string): string {
  return `${path}.lock`;
}

/** A lock on the lock on the lock is as far as crashes within a takeover are followed. */
const DEEPEST = 3;
/** Takeovers by others that may come in between. */
const MOST_ATTEMPTS = 20;

/**
 * Takes the lock of a file, from a process that is gone if need be.
 * @returns a function that gives it back
 * @throws InputError naming the process that holds it
 */
export async function lockFile(path: string, option = "--out"): Promise<() => Promise<void>> {
  const where = `${option} ${excerpt(path, 120)}`;
  const lock = lockPath(path);
  try {
    await acquire(lock, where, DEEPEST);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot be written: ${whyNotWritten(error)}`, { where });
  }
  return () => rm(lock, { force: true }).catch(() => undefined);
}

async function acquire(lock: string, where: string, depth: number): Promise<void> {
  const mine: Owner = { ...thisProcess(), since: new Date().toISOString() };
  const temporary = temporaryBeside(lock);
  // Linked into place, so that whoever sees a lock sees all of it.
  await writeFile(temporary, `${JSON.stringify(mine)}\n`);
  try {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (await linked(temporary, lock)) return;
      const found = await readFile(lock, "utf8").catch(() => undefined);
      // Given back meanwhile.
      if (found === undefined) continue;
      const owner = ownerIn(found);
      if (owner === undefined || isAlive(owner) !== false || depth === 0) throw held(owner, lock, where);
      // Two may see the same dead owner: only one at a time puts itself in its place, and only if it still is there.
      await acquire(`${lock}.takeover`, where, depth - 1);
      try {
        if ((await readFile(lock, "utf8").catch(() => undefined)) !== found) continue;
        await rename(temporary, lock);
        return;
      } finally {
        await rm(`${lock}.takeover`, { force: true });
      }
    }
    throw new InputError("other processes take it by turns", { where });
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** Whether the lock was free and is now ours. */
async function linked(temporary: string, lock: string): Promise<boolean> {
  try {
    await link(temporary, lock);
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    // A file system without hard links.
    if (!["EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP"].includes(systemCode(error) ?? "")) throw error;
  }
  try {
    await writeFile(lock, await readFile(temporary), { flag: "wx" });
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  }
}

function held(owner: Owner | undefined, lock: string, where: string): InputError {
  if (owner === undefined) {
    return new InputError("is locked, and the lock does not say by whom", {
      where,
      hint: `if nothing writes it, remove ${excerpt(lock, 80)}`,
    });
  }
  const { pid, host, since } = owner;
  const who = `process ${pid} on ${excerpt(host)}, since ${since.slice(0, 19)}Z`;
  return new InputError(`is being written by ${who}`, {
    where,
    hint:
      isAlive(owner) === "unknown"
        ? `wait for it; if it has ended there, remove ${excerpt(lock, 80)}`
        : "wait for it or end it",
  });
}

function ownerIn(text: string): Owner | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof data !== "object" || data === null) return undefined;
  if (!("pid" in data && Number.isSafeInteger(data.pid) && Number(data.pid) > 0)) return undefined;
  if (!("host" in data && typeof data.host === "string")) return undefined;
  if (!("started" in data && typeof data.started === "string")) return undefined;
  if (!("since" in data && typeof data.since === "string")) return undefined;
  return { pid: Number(data.pid), host: data.host, started: data.started, since: data.since };
}
