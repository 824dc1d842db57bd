/** Temporary files beside the file that they become, and what is left of them after a kill. Node only. */
import { readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { hasProcess } from "./processes.js";

/** A name beside `path` that no other process takes: `path.PID@HOST.tmp`. */
export function temporaryBeside(path: string): string {
  return `${path}.${process.pid}@${hostname()}.tmp`;
}

/** Removes temporary files of `path`, and of what stands beside it, whose process is gone. */
export async function removeStale(path: string): Promise<void> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, pid, host] = /\.(\d{1,10})@([^@]+)\.tmp$/.exec(name) ?? [];
    if (!name.startsWith(`${basename(path)}.`) || pid === undefined || host !== hostname()) continue;
    if (!hasProcess(Number(pid))) await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}
