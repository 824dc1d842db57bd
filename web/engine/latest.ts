/**
 * Answers that follow the sliders: while one is being computed only the newest question waits, and the last answer
 * stays in view until the next arrives.
 */
import { CancelledError } from "./lane.js";

export interface Latest<Q, A> {
  ask(question: Q): void;
  /** The newest answer with the question it belongs to, or the message of the error. */
  get():
    { readonly question: Q; readonly answer: A | undefined; readonly error: string | undefined } | undefined;
  subscribe(listener: () => void): () => void;
}

export function createLatest<Q, A>(compute: (question: Q) => Promise<A>): Latest<Q, A> {
  let state: ReturnType<Latest<Q, A>["get"]>;
  let waiting: { readonly question: Q } | undefined;
  let busy = false;
  const listeners = new Set<() => void>();
  const next = async (): Promise<void> => {
    busy = true;
    while (waiting !== undefined) {
      const { question } = waiting;
      waiting = undefined;
      try {
        state = { question, answer: await compute(question), error: undefined };
      } catch (error) {
        if (error instanceof CancelledError) continue;
        state = {
          question,
          answer: undefined,
          error: error instanceof Error ? error.message : String(error),
        };
      }
      listeners.forEach((listener) => listener());
    }
    busy = false;
  };
  return {
    ask(question) {
      waiting = { question };
      if (!busy) void next();
    },
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
