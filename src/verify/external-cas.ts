/**
 * Other people's computer algebra, asked in a worker thread with a time limit: nothing they do can stop or spoil this
 * program, and a system that keeps global state starts afresh after every failure. Node only.
 */
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";

/** The systems that are asked. */
export const SYSTEMS = ["nerdamer", "Algebrite"] as const;
export type System = (typeof SYSTEMS)[number];

/** A question. Expressions are in single letters, numbers as fractions. */
export type Question =
  | { readonly kind: "expand"; readonly expression: string }
  | {
      readonly kind: "derivative";
      readonly expression: string;
      readonly variable: string;
      readonly at: Readonly<Record<string, string>>;
    };

/** What came back: text of theirs, or why there is none. */
export type Answer =
  { readonly kind: "answer"; readonly text: string } | { readonly kind: "none"; readonly reason: string };

/** A system that answers one question at a time. */
export interface SecondOpinion {
  readonly system: System;
  ask(question: Question, limitMilliseconds: number): Promise<Answer>;
  close(): Promise<void>;
}

/** The time that loading a system may take; not counted against the first question. */
const LOADING_LIMIT = 30_000;

/** Opens a system; it is loaded when first asked. */
export function secondOpinion(system: System): SecondOpinion {
  const state: { worker?: Worker; settle?: (answer: Answer) => void } = {};
  const stop = async (): Promise<void> => {
    const { worker } = state;
    delete state.worker;
    await worker?.terminate();
  };
  const reply = (limit: number): Promise<Answer> =>
    new Promise((resolve) => {
      const timer = setTimeout(
        () => state.settle?.(none(`no answer within ${Number((limit / 1000).toPrecision(2))} s`)),
        limit,
      );
      state.settle = (answer) => {
        clearTimeout(timer);
        delete state.settle;
        resolve(answer);
      };
    });
  const start = async (): Promise<Answer> => {
    const worker = new Worker(SOURCE[system], {
      eval: true,
      workerData: PLACE[system](),
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    worker.on("message", (message: unknown) => state.settle?.(answerOf(message)));
    worker.on("error", (error: Error) => state.settle?.(none(error.message)));
    // The timer of the question keeps the process alive, not the thread.
    worker.unref();
    state.worker = worker;
    return reply(LOADING_LIMIT);
  };
  return {
    system,
    async ask(question, limit) {
      const loaded = state.worker ? undefined : await start();
      if (loaded?.kind === "none") {
        await stop();
        return loaded;
      }
      const waiting = reply(limit);
      state.worker?.postMessage(question);
      const answer = await waiting;
      if (answer.kind === "none") await stop();
      return answer;
    },
    close: stop,
  };
}

function none(reason: string): Answer {
  return { kind: "none", reason };
}

function answerOf(message: unknown): Answer {
  if (typeof message === "object" && message !== null) {
    if ("text" in message && typeof message.text === "string") return { kind: "answer", text: message.text };
    if ("error" in message) return none(String(message.error).slice(0, 200));
  }
  return none("an answer of an unknown kind");
}

const require = createRequire(import.meta.url);

/** Files of the packages; looked for when a system is opened. */
const PLACE: Readonly<Record<System, () => string>> = {
  nerdamer: () => require.resolve("nerdamer"),
  Algebrite: () => require.resolve("algebrite"),
};

/** Runs inside the worker: `solve(question)` is the system's own part. */
const harness = (load: string, solve: string): string => `
const { parentPort, workerData } = require("node:worker_threads");
const load = require("node:module").createRequire(workerData);
${load}
const solve = (question) => { ${solve} };
parentPort.on("message", (question) => {
  try { parentPort.postMessage({ text: String(solve(question)) }); }
  catch (error) { parentPort.postMessage({ error: String(error && error.message || error) }); }
});
parentPort.postMessage({ text: "ready" });
`;

const SOURCE: Readonly<Record<System, string>> = {
  // It substitutes before it differentiates: so first the derivative as text, then the numbers.
  nerdamer: harness(
    `const nerdamer = load(workerData); load("./Calculus.js");`,
    `if (question.kind === "expand") return nerdamer(question.expression).expand().toString();
    const slope = nerdamer("diff(" + question.expression + "," + question.variable + ")").toString();
    return nerdamer(slope, question.at).toString();`,
  ),
  // Errors come as text that begins with "Stop"; variables are unset after each question.
  Algebrite: harness(
    `const Algebrite = load(workerData);`,
    `Algebrite.clearall();
    const text = question.kind === "expand"
      ? Algebrite.run(question.expression)
      : Algebrite.run("eval(d(" + question.expression + "," + question.variable + ")," +
          Object.entries(question.at).map(([name, value]) => name + "," + value).join(",") + ")");
    if (/stop/i.test(text)) throw new Error(text);
    return text;`,
  ),
};
