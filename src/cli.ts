#!/usr/bin/env node
/** The `heatdiode` command: connects `command-line.ts` to the process. */
import { createRequire } from "node:module";
import { runCommandLine } from "./command-line.js";
import { COMMANDS } from "./commands/table.js";

/** Writes all of the text; a reader that closed the pipe (`| head`) has what it wanted. */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error == null || isClosedPipe(error) ? resolve() : reject(error)));
  });
}

function isClosedPipe(error: Error): boolean {
  return "code" in error && error.code === "EPIPE";
}

function version(): string {
  const found: unknown = createRequire(import.meta.url)("heatdiode/package.json");
  return typeof found === "object" && found !== null && "version" in found
    ? String(found.version)
    : "unknown";
}

/** Writes over the last line; the cursor stays at its start, so that what follows writes over it too. */
function status(line: string): void {
  process.stderr.write(`\r\u001b[K${line.slice(0, process.stderr.columns - 1)}\r`);
}

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: Error) => {
    if (!isClosedPipe(error)) process.exitCode = 2;
  });
}

process.exitCode = await runCommandLine(
  process.argv.slice(2),
  {
    stdout: write,
    stderr: (text) => void process.stderr.write(text),
    ...(process.stderr.isTTY ? { status } : {}),
    colors: process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "",
    debug: process.env["HEATDIODE_DEBUG"] === "1",
    version: version(),
  },
  COMMANDS,
);
