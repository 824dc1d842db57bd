/** Processes of this computer, by what tells one from another that got its number later. Node only. */
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { systemCode } from "./system-reason.js";

/** A process as it can be written down. */
export interface ProcessMark {
  readonly pid: number;
  readonly host: string;
  /** When it started, in the system's own count; "" where the system does not say. */
  readonly started: string;
}

/** This process. */
export function thisProcess(): ProcessMark {
  return { pid: process.pid, host: hostname(), started: startOf(process.pid) };
}

/** Whether a process lives: "unknown" for one of another computer. */
export function isAlive({ pid, host, started }: ProcessMark): boolean | "unknown" {
  if (host !== hostname()) return "unknown";
  if (!hasProcess(pid)) return false;
  const now = startOf(pid);
  return started === "" || now === "" || started === now;
}

/** Whether the system has a process of this number now. */
export function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another user: it is there.
    return systemCode(error) === "EPERM";
  }
}

/** Boot and clock ticks since (Linux, proc(5)); elsewhere "". */
function startOf(pid: number): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the name of the program in parentheses, which may hold anything; the 22nd is the start.
    const ticks = status.slice(status.lastIndexOf(")") + 2).split(" ")[19];
    return ticks === undefined ? "" : `${boot} ${ticks}`;
  } catch {
    return "";
  }
}
