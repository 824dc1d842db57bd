/** Runs programs whose `console.log(…); // text` lines state what they print, and collects both sides. */
import { inspect } from "node:util";
import { vi } from "vitest";

/** One line of a program: what its comment promises and what it printed. */
export interface Printed {
  readonly promised: string;
  readonly printed: string;
}

/** The comments after `console.log(…);`, in order; a call without one is an error. */
function promises(source: string): string[] {
  return source
    .split("\n")
    .filter((line) => /\bconsole\.log\(/.test(line))
    .map((line) => {
      const comment = /\); \/\/ (.*)$/.exec(line)?.[1];
      if (comment === undefined) throw new Error(`no promise on the line: ${line}`);
      return comment;
    });
}

/** Arrays and objects as one line of JSON-like text, everything else as itself. */
function shown(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value).replaceAll(",", ", ") : inspect(value);
}

/** Runs the program and pairs each promise with what was printed. */
export async function runCommented(source: string, program: () => Promise<unknown>): Promise<Printed[]> {
  const printed: string[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => {
    printed.push(values.map(shown).join(" "));
  });
  try {
    await program();
  } finally {
    spy.mockRestore();
  }
  const promised = promises(source);
  if (promised.length !== printed.length) {
    throw new Error(`${promised.length} promises, ${printed.length} lines printed`);
  }
  return promised.map((text, i) => ({ promised: text, printed: printed[i] as string }));
}
