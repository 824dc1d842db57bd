/** A line of tasks for one engine, which can be stopped in the middle of anything. */
import { type Remote } from "comlink";

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
