/**
 * The exact answers about one junction, made step by step: what it is, its current, its verdict, then its coefficients
 * by rising order. Each step shows as soon as it is done. A new question waits only briefly for the step under way and
 * then ends it.
 */
import { type Quantity } from "../state/view-state.js";
import { CancelledError } from "./lane.js";
import {
  type CoefficientCard,
  type EngineLane,
  type Formula,
  type JunctionCard,
  type VerdictCard,
} from "./protocol.js";

interface Question {
  readonly source: string;
  readonly quantity: Quantity;
  readonly order: number;
  readonly form: "paper" | "boltzmann";
}

/** A step that ended without an answer. */
export type Missing = { readonly kind: "stopped" } | { readonly kind: "error"; readonly message: string };

/** Something that takes time, and when it began (performance.now()). */
export type Busy = { readonly what: string; readonly since: number } | undefined;

export interface Answers {
  readonly question: Question | undefined;
  readonly card: JunctionCard | Missing | undefined;
  readonly current: readonly Formula[] | Missing | undefined;
  readonly verdict: VerdictCard | Missing | undefined;
  readonly coefficients: readonly (CoefficientCard | Missing)[];
  /** The step under way. */
  readonly busy: Busy;
}

export interface AnswerStore {
  get(): Answers;
  subscribe(listener: () => void): () => void;
  ask(question: Question): void;
  /** Stops the step under way and goes on with the next. */
  readonly cancel: () => void;
}

/** Whether a step ended without an answer. */
export function isMissing(x: object | undefined): x is Missing {
  return x !== undefined && "kind" in x;
}

/** Whether nothing more will come. */
export function isComplete({ question, card, current, verdict, coefficients, busy }: Answers): boolean {
  if (question === undefined || card === undefined || busy !== undefined) return false;
  if (isMissing(card)) return true;
  const last = coefficients.at(-1);
  const ended = last !== undefined && (isMissing(last) || coefficients.length === question.order);
  return current !== undefined && verdict !== undefined && ended;
}

const NOTHING: Answers = {
  question: undefined,
  card: undefined,
  current: undefined,
  verdict: undefined,
  coefficients: [],
  busy: undefined,
};

/** Milliseconds that a new question waits for a step that is no longer wanted. */
const PATIENCE = 60;

export function createAnswerStore(lane: EngineLane): AnswerStore {
  let answers = NOTHING;
  let round = 0;
  let step: Promise<unknown> | undefined;
  const listeners = new Set<() => void>();
  const set = (change: Partial<Answers>): void => {
    answers = { ...answers, ...change };
    listeners.forEach((listener) => listener());
  };

  /** Runs a step unless it is done or the question is no longer asked; gives back whether to go on. */
  const make = async <T extends object>(
    mine: number,
    what: string,
    task: Parameters<typeof lane.run<T>>[0],
    store: (result: T | Missing) => Partial<Answers>,
  ): Promise<boolean> => {
    if (mine !== round) return false;
    set({ busy: { what, since: performance.now() } });
    const attempt = lane.run(task);
    step = attempt.catch(() => undefined);
    let result: T | Missing;
    try {
      result = await attempt;
    } catch (error) {
      result =
        error instanceof CancelledError
          ? { kind: "stopped" }
          : { kind: "error", message: error instanceof Error ? error.message : String(error) };
    }
    step = undefined;
    if (mine !== round) return false;
    set({ ...store(result), busy: undefined });
    return true;
  };

  const work = async (mine: number, question: Question): Promise<void> => {
    const { source, quantity, order, form } = question;
    // The card in hand may belong to the junction before: a second question can come before the first has one.
    if (answers.card === undefined || isMissing(answers.card) || answers.card.source !== source) {
      if (
        !(await make(
          mine,
          "Reading the junction",
          (e) => e.describe(source),
          (card) => ({ card }),
        ))
      )
        return;
      // A junction that cannot be read has no further answers.
      if (isMissing(answers.card)) return;
    }
    if (answers.current === undefined) {
      if (
        !(await make(
          mine,
          "Writing the current",
          (e) => e.current(source, form),
          (current) => ({ current }),
        ))
      )
        return;
    }
    if (answers.verdict === undefined) {
      if (
        !(await make(
          mine,
          "Deciding rectification",
          (e) => e.verdict(source),
          (verdict) => ({ verdict }),
        ))
      )
        return;
    }
    for (let k = answers.coefficients.length + 1; k <= order; k++) {
      const done = await make(
        mine,
        `Deriving the coefficient of order ${k}`,
        (e) => e.coefficient(source, quantity, k),
        (c) => ({ coefficients: [...answers.coefficients, c] }),
      );
      if (!done || isMissing(answers.coefficients.at(-1))) return;
    }
  };

  return {
    get: () => answers,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask(question) {
      const mine = ++round;
      const old = answers;
      const same = old.question?.source === question.source;
      const keep = same && old.question.quantity === question.quantity;
      const found = (c: CoefficientCard | Missing): boolean => !isMissing(c);
      set({
        question,
        current: same && old.question.form === question.form ? answered(old.current) : undefined,
        verdict: same ? answered(old.verdict) : undefined,
        coefficients: keep ? old.coefficients.filter(found).slice(0, question.order) : [],
        busy: undefined,
      });
      const settled = step ?? Promise.resolve();
      void Promise.race([settled.then(() => true), delay(PATIENCE).then(() => false)]).then((idle) => {
        if (mine !== round) return;
        if (!idle) lane.cancel();
        return work(mine, question);
      });
    },
    cancel: () => lane.cancel(),
  };
}

function answered<T extends object>(x: T | Missing | undefined): T | undefined {
  return x === undefined || isMissing(x) ? undefined : x;
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
