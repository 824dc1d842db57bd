/** The thread in which requests are computed, one after another: input stays open to the end of file and to signals meanwhile. */
import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { type Command } from "../command.js";
import { answerTo } from "./answer.js";
import { idOf, type Response } from "./protocol.js";

/** Computes requests. */
export interface Engine {
  readonly answer: (line: string, seconds: number | undefined) => Promise<Response>;
  readonly close: () => void;
}

/** An engine in a thread of its own; in this one where the program runs from sources, which other threads cannot load. */
export function startEngine(version: string, commands: readonly Command[]): Engine {
  const program = import.meta.url.endsWith(".ts") ? undefined : threadProgram();
  if (program === undefined) {
    return { answer: (line) => answerTo(line, { version, commands }), close: () => undefined };
  }
  let worker = new Worker(program, { workerData: version });
  return {
    async answer(line, seconds) {
      const current = worker;
      const end = await outcome(current, line, seconds);
      if ("response" in end) return end.response;
      void current.terminate();
      worker = new Worker(program, { workerData: version });
      return { id: idOf(line), status: 2, error: end.lost };
    },
    close: () => void worker.terminate(),
  };
}

type Outcome = { readonly response: Response } | { readonly lost: string };

function outcome(worker: Worker, line: string, seconds: number | undefined): Promise<Outcome> {
  return new Promise((resolve) => {
    const done = (end: Outcome): void => {
      clearTimeout(clock);
      worker.off("message", answered).off("error", failed);
      resolve(end);
    };
    const answered = (response: Response): void => done({ response });
    const failed = (error: Error): void => {
      const memory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
      const lost = memory
        ? "this needs more memory than there is"
        : `this is a defect of heatdiode: ${error.message.split("\n")[0] ?? ""}`;
      done({ lost });
    };
    const clock =
      seconds === undefined
        ? undefined
        : setTimeout(() => done({ lost: `not finished within ${seconds} s` }), seconds * 1000);
    worker.on("message", answered).on("error", failed);
    worker.postMessage(line);
  });
}

/** Beside this file's folder, or from where the bundled command lies. */
function threadProgram(): URL {
  const beside = new URL("../process/serve-thread.js", import.meta.url);
  return existsSync(beside) ? beside : new URL("./cli/process/serve-thread.js", import.meta.url);
}
