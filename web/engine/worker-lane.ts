/** One worker at a time that can be stopped in the middle of anything: it is ended, and the next task gets a new one. */
import { releaseProxy, type Remote, wrap } from "comlink";
import { CancelledError, type Lane } from "./lane.js";

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
