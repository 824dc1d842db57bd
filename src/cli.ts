#!/usr/bin/env node
/** The `heatdiode` command: the process around `cli/thread.ts`, with its streams and signals. */
import { createRequire } from "node:module";
import { MessageChannel, type MessagePort, SHARE_ENV, Worker } from "node:worker_threads";
import { ClosedPipeError } from "./input/errors.js";
import { standardOutput } from "./files/standard-output.js";
import { type CommandInput, type ToProcess, type ToCommand } from "./cli/process/messages.js";

/** Milliseconds that a command has to put away what it has when it is interrupted. */
const GRACE = 150;
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
/** Status of wrong input, and of a defect of ours. */
const WRONG = 2;

const input: CommandInput = {
  argv: process.argv.slice(2),
  colors: process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "",
  debug: process.env["HEATDIODE_DEBUG"] === "1",
  terminal: process.stderr.isTTY,
  version: version(),
};
const write = standardOutput();
const state = { kept: "nothing was written" };
// From sources, in development, the command shares this thread: there is no loader in others.
const command = import.meta.url.endsWith(".ts") ? await inThisThread(input) : inThread(input);
const tell = (message: ToCommand): void => command.postMessage(message);
const ended = new Promise<void>((resolve) => command.once("close", resolve).once("exit", resolve));

command.on("message", (message: ToProcess) => {
  switch (message.kind) {
    case "out":
      void write(message.text).then(
        () => tell({ kind: "written", id: message.id }),
        (error: unknown) => tell({ kind: "refused", id: message.id, wrong: complaint(error) }),
      );
      return;
    case "err":
      process.stderr.write(message.text);
      return;
    case "status":
      // Writes over the last line; the cursor stays at its start, so that what follows writes over it too.
      process.stderr.write(`\r\u001b[K${message.line.slice(0, process.stderr.columns - 1)}\r`);
      return;
    case "kept":
      state.kept = message.line;
      return;
    case "end":
      process.exitCode = message.status;
  }
});

command.on("error", (error: Error) => {
  const outOfMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  const what = outOfMemory
    ? "this needs more memory than there is; NODE_OPTIONS=--max-old-space-size=8000 allows 8 GB"
    : `this is a defect of heatdiode, please report it: ${error.message.slice(0, 150).replace(/\s+/g, " ")}`;
  process.stderr.write(`heatdiode: ${what}\n`);
  process.exitCode = WRONG;
});

for (const [signal, status] of Object.entries(SIGNALS)) {
  process.once(signal, () => void interrupted(signal, status));
}

function inThread(workerData: CommandInput): Worker {
  const program = new URL("./cli/process/thread.js", import.meta.url);
  return new Worker(program, { workerData, env: SHARE_ENV });
}

async function inThisThread(input: CommandInput): Promise<MessagePort> {
  const { answerBy } = await import("./cli/process/port.js");
  const { port1, port2 } = new MessageChannel();
  void answerBy(port2, input).finally(() => port2.close());
  return port1;
}

/** Lets the command put away what it has, for a moment, and says what is kept. */
async function interrupted(signal: string, status: number): Promise<void> {
  command.removeAllListeners("error");
  tell({ kind: "stop" });
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, GRACE))]);
  const clear = process.stderr.isTTY ? "\r\u001b[K" : "";
  process.stderr.write(`${clear}heatdiode: interrupted (${signal}): ${state.kept}\n`);
  process.exit(status);
}

/** What is wrong with standard output; undefined where its reader has gone. */
function complaint(error: unknown): string | undefined {
  if (error instanceof ClosedPipeError) return undefined;
  return error instanceof Error ? error.message : String(error);
}

function version(): string {
  const found: unknown = createRequire(import.meta.url)("heatdiode/package.json");
  return typeof found === "object" && found !== null && "version" in found
    ? String(found.version)
    : "unknown";
}

for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
