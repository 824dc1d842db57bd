/**
 * The exact answers about one junction, made step by step: what it is, its current, its verdict, then its coefficients
 * by rising order, and last the direction and the proof. Each step shows as soon as it is done. A new question waits only briefly for the step under way and
 * then ends it.
 */
import { type Remote } from "comlink";
import { type Quantity } from "../state/view-state.js";
import { CancelledError } from "./lane.js";
import {
  type CoefficientCard,
  type Engine,
  type EngineLane,
  type Formula,
  type JunctionCard,
  type ProofCard,
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
  readonly proof: ProofCard | Missing | undefined;
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
export function isComplete({
  question,
  card,
  current,
  verdict,
  proof,
  coefficients,
  busy,
}: Answers): boolean {
  if (question === undefined || card === undefined || busy !== undefined) return false;
  if (isMissing(card)) return true;
  const last = coefficients.at(-1);
  const ended = last !== undefined && (isMissing(last) || coefficients.length === question.order);
  return current !== undefined && verdict !== undefined && ended && proof !== undefined;
}

const NOTHING: Answers = {
  question: undefined,
  card: undefined,
  current: undefined,
  verdict: undefined,
  proof: undefined,
  coefficients: [],
  busy: undefined,
};

/** Milliseconds that a new question waits for a step that is no longer wanted. */
const PATIENCE = 60;

type Task<T> = (engine: Remote<Engine>) => Promise<T>;

/** A step towards the answers. */
interface Step {
  readonly what: string;
  /** Whether nothing further can be said without it. */
  readonly needed: boolean;
  begin(): Promise<{
    readonly missing: Missing["kind"] | undefined;
    readonly change: () => Partial<Answers>;
  }>;
}

export function createAnswerStore(lane: EngineLane): AnswerStore {
  let answers = NOTHING;
  let round = 0;
  let step: Promise<unknown> | undefined;
  const listeners = new Set<() => void>();
  const set = (change: Partial<Answers>): void => {
    answers = { ...answers, ...change };
    listeners.forEach((listener) => listener());
  };

  /** Begins a step and gives back its result, which is never a rejection. */
  const begin = <T extends object>(task: Task<T>): Promise<T | Missing> => {
    const attempt = lane
      .run(task)
      .catch((error: unknown): Missing =>
        error instanceof CancelledError
          ? { kind: "stopped" }
          : { kind: "error", message: error instanceof Error ? error.message : String(error) },
      );
    step = attempt;
    return attempt;
  };

  const stepFor = <T extends object>(
    what: string,
    task: Task<T>,
    store: (result: T | Missing) => Partial<Answers>,
    needed = false,
  ): Step => ({
    what,
    needed,
    begin: async () => {
      const result = await begin(task);
      return { missing: isMissing(result) ? result.kind : undefined, change: () => store(result) };
    },
  });

  /** What is not known yet, in the order in which it is shown. */
  const stepsFor = ({ source, quantity, order, form }: Question): Step[] => {
    const { card, current, verdict, coefficients } = answers;
    const steps: Step[] = [];
    // The card in hand may belong to the junction before: a second question can come before the first has one.
    if (card === undefined || isMissing(card) || card.source !== source)
      steps.push(
        stepFor(
          "Reading the junction",
          (e) => e.describe(source),
          (found) => ({ card: found }),
          true,
        ),
      );
    if (current === undefined)
      steps.push(
        stepFor(
          "Writing the current",
          (e) => e.current(source, form),
          (found) => ({ current: found }),
        ),
      );
    if (verdict === undefined)
      steps.push(
        stepFor(
          "Deciding rectification",
          (e) => e.verdict(source),
          (found) => ({ verdict: found }),
        ),
      );
    for (let k = coefficients.length + 1; k <= order; k++)
      steps.push(
        stepFor(
          `Deriving the coefficient of order ${k}`,
          (e) => e.coefficient(source, quantity, k),
          (found) => ({ coefficients: [...answers.coefficients, found] }),
          true,
        ),
      );
    return steps;
  };

  /** Takes the steps, one ahead of what is shown, so that the engine does not wait while the page draws. */
  const take = async (mine: number, steps: readonly Step[]): Promise<void> => {
    let next = steps[0]?.begin();
    for (const [i, { what, needed }] of steps.entries()) {
      const attempt = next;
      if (attempt === undefined) return;
      set({ busy: { what, since: performance.now() } });
      next = steps[i + 1]?.begin();
      const { missing, change } = await attempt;
      if (mine !== round) return;
      set({ ...change(), busy: undefined });
      if (missing !== undefined && needed) return;
      // What was begun ahead was stopped with it.
      if (missing === "stopped") next = steps[i + 1]?.begin();
    }
  };

  const work = async (mine: number, question: Question): Promise<void> => {
    await take(mine, stepsFor(question));
    // A junction that cannot be read has no further answers.
    if (mine !== round || answers.proof !== undefined || isMissing(answers.card)) return;
    const proof = stepFor(
      "Finding the direction",
      (e) => e.proof(question.source),
      (found) => ({ proof: found }),
    );
    await take(mine, [proof]);
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
        proof: same ? answered(old.proof) : undefined,
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
