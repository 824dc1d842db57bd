/** One worker at a time that can be stopped in the middle of anything: it is ended, and the next task gets a new one. */
import { releaseProxy, type Remote, wrap } from "comlink";

/** The task was stopped, by the user or because its answer is no longer wanted. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}

export interface Lane<E> {
  /** Runs a task on this lane's engine. @throws CancelledError if the lane is cancelled before it ends */
  run<T>(task: (engine: Remote<E>) => Promise<T>): Promise<T>;
  /** Ends the worker and whatever it does. The next task starts another. */
  readonly cancel: () => void;
}

interface Running<E> {
  readonly worker: Worker;
  readonly engine: Remote<E>;
  /** What to call for each task under way if the worker ends. */
  readonly waiting: Set<(reason: Error) => void>;
}

export function createLane<E>(spawn: () => Worker): Lane<E> {
  let running: Running<E> | undefined;
  const end = (reason: Error): void => {
    if (running === undefined) return;
    const { worker, engine, waiting } = running;
    running = undefined;
    (engine as { [releaseProxy](): void })[releaseProxy]();
    worker.terminate();
    waiting.forEach((reject) => reject(reason));
  };
  const start = (): Running<E> => {
    const worker = spawn();
    worker.addEventListener("error", (event) => {
      end(new Error(event.message === "" ? "the engine could not be started" : event.message));
    });
    return { worker, engine: wrap<E>(worker), waiting: new Set() };
  };
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        const { engine, waiting } = (running ??= start());
        waiting.add(reject);
        const done = (): boolean => waiting.delete(reject);
        task(engine).then(resolve, reject).then(done, done);
      }),
    cancel: () => end(new CancelledError("stopped")),
  };
}
