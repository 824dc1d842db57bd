/** One worker at a time that can be stopped in the middle of anything: it is ended, and the next task gets a new one. */
import { releaseProxy, type Remote, wrap } from "comlink";
import { type Engine } from "./protocol.js";

/** The task was stopped, by the user or because its answer is no longer wanted. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}

export interface Lane {
  /** Runs a task on this lane's engine. @throws CancelledError if the lane is cancelled before it ends */
  run<T>(task: (engine: Remote<Engine>) => Promise<T>): Promise<T>;
  /** Ends the worker and whatever it does. The next task starts another. */
  cancel(): void;
}

interface Running {
  readonly worker: Worker;
  readonly engine: Remote<Engine>;
  readonly stopped: Promise<never>;
  readonly stop: (reason: Error) => void;
}

export function createLane(spawn: () => Worker): Lane {
  let running: Running | undefined;
  const start = (): Running => {
    const worker = spawn();
    let stop: (reason: Error) => void = () => undefined;
    const stopped = new Promise<never>((_, reject) => {
      stop = reject;
    });
    // Nobody may be waiting when the worker is ended.
    stopped.catch(() => undefined);
    worker.addEventListener("error", (event) => {
      stop(new Error(event.message === "" ? "the engine could not be started" : event.message));
    });
    return { worker, engine: wrap<Engine>(worker), stopped, stop };
  };
  return {
    async run(task) {
      running ??= start();
      return Promise.race([task(running.engine), running.stopped]);
    },
    cancel() {
      if (running === undefined) return;
      const { worker, engine, stop } = running;
      running = undefined;
      engine[releaseProxy]();
      worker.terminate();
      stop(new CancelledError("stopped"));
    },
  };
}
