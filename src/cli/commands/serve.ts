/** `heatdiode serve --stdio`: requests as JSON lines, for programs in any language (docs/serve.md). */
import { createReadStream, fstatSync } from "node:fs";
import { Socket } from "node:net";
import { type Readable } from "node:stream";
import { isatty, ReadStream } from "node:tty";
import { InputError } from "../../input/errors.js";
import { version } from "../../input/version.js";
import { type RunCommand } from "../command.js";
import { startEngine } from "../serve/engine.js";
import { type Line, lineReader } from "../serve/lines.js";
import { idOf, readRequest, type Response } from "../serve/protocol.js";

/** Lines that wait, at most; then input has to. */
const MOST_WAITING = 1000;
/** Milliseconds between two looks whether the program that asked is still there. */
const LOOK = 200;

export const run: RunCommand = async (_argument, options, context) => {
  if (!options.stdio) {
    throw new InputError("serve answers by standard input and output alone", {
      hint: "write heatdiode serve --stdio",
    });
  }
  const input = standardInput();
  const engine = startEngine(version(), context.commands);
  const waiting: Line[] = [];
  const state: { ended: boolean; wake: () => void } = { ended: false, wake: () => undefined };
  const reader = lineReader((line) => {
    waiting.push(line);
    if (waiting.length > MOST_WAITING) input.pause();
    state.wake();
  });
  const ended = (): void => {
    if (state.ended) return;
    state.ended = true;
    reader.end();
    state.wake();
    // What was asked is answered, unless whoever asked has gone.
    const parent = process.ppid;
    const look = setInterval(() => {
      if (process.ppid === parent) return;
      engine.close();
      process.exit(0);
    }, LOOK);
    look.unref();
  };
  input.on("data", (chunk: Buffer) => reader.push(chunk));
  input.once("end", ended).once("error", ended).once("close", ended);
  try {
    for (;;) {
      const line = waiting.shift();
      if (line === undefined) {
        if (state.ended) return { text: "", written: true };
        input.resume();
        await new Promise<void>((resolve) => {
          state.wake = resolve;
        });
        continue;
      }
      const response = await responseTo(line);
      await context.write(`${JSON.stringify(response)}\n`);
    }
  } finally {
    engine.close();
    input.destroy();
  }

  async function responseTo(line: Line): Promise<Response> {
    if ("wrong" in line) return { id: null, status: 2, error: line.wrong };
    try {
      const { seconds } = await readRequest(line.text);
      return await engine.answer(line.text, seconds);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { id: idOf(line.text), status: 2, error: error.message.replace(/\s*\n\s*/g, " ") };
    }
  }
};

/** Standard input of the process, from whichever thread: a read that waits must not hold the process when it is to end. */
function standardInput(): Readable {
  const kind = fstatSync(0);
  if (kind.isFIFO() || kind.isSocket()) return new Socket({ fd: 0, readable: true, writable: false });
  return isatty(0) ? new ReadStream(0) : createReadStream("", { fd: 0, autoClose: false });
}
