/** A command line answered by messages: what it prints goes out by a port, and the user's interruption comes in. Node only. */
import { type MessagePort } from "node:worker_threads";
import { runCommandLine, type Terminal } from "../run.js";
import { COMMANDS } from "../commands/table.js";
import { ClosedPipeError, InputError } from "../../input/errors.js";
import { type CommandInput, type ToCommand, type ToProcess } from "./messages.js";

/** Runs the command line and says everything by the port, its exit status last. */
export async function answerBy(port: MessagePort, input: CommandInput): Promise<void> {
  const { argv, colors, debug, terminal, version } = input;
  const say = (message: ToProcess): void => port.postMessage(message);
  const interruption = new AbortController();
  const waiting = new Map<
    number,
    { readonly resolve: () => void; readonly reject: (error: Error) => void }
  >();
  port.on("message", (message: ToCommand) => {
    if (message.kind === "stop") {
      interruption.abort(new ClosedPipeError());
      return;
    }
    const writing = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === "written") writing?.resolve();
    else writing?.reject(message.wrong === undefined ? new ClosedPipeError() : new InputError(message.wrong));
  });
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const id = waiting.size === 0 ? 0 : Math.max(...waiting.keys()) + 1;
      waiting.set(id, { resolve, reject });
      say({ kind: "out", id, text });
    });
  const world: Terminal = {
    stdout: write,
    stderr: (text) => say({ kind: "err", text }),
    ...(terminal ? { status: (line: string) => say({ kind: "status", line }) } : {}),
    signal: interruption.signal,
    kept: (line) => say({ kind: "kept", line }),
    colors,
    debug,
    version,
  };
  const status = await runCommandLine(argv, world, COMMANDS);
  say({ kind: "end", status });
  // What still runs, such as the server of explore, keeps the process.
  port.unref();
}
