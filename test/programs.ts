/** Programs that a test may use where they are installed. */
import { spawnSync } from "node:child_process";

/** Whether a program can be run with these words. */
export function runs(program: string, ...words: readonly string[]): boolean {
  return spawnSync(program, words, { stdio: "ignore" }).status === 0;
}
