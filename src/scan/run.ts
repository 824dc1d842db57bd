/** Runs a scan: batches of rows to threads, their text in order to where it belongs. Node only. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { InputError } from "../input/errors.js";
import { scanComputer } from "./compute.js";
import { addGaps, type Gaps, NO_GAPS } from "./gap.js";
import { rowFormatter } from "./rows-out.js";
import { readPoints } from "./points.js";
import { type RowRange, type ScanPlan } from "./plan.js";
import { type ScanAnswer, type ScanTask } from "./task.js";

/** How to run. */
export interface ScanOptions {
  /** Worker threads; 0 computes in this one. Default: one for each core. */
  readonly threads?: number;
  /** Called after each piece with the number of rows written so far, and of those with empty fields. */
  readonly onRows?: (rows: number, gaps: Gaps) => void;
  /** Ends the scan when it is aborted; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/** Batches that each thread may be ahead of what is written: bounds the memory. */
const AHEAD = 4;

/** Computes the rows of a range and hands their text to `write`, in order. */
export async function runScan(
  plan: ScanPlan,
  range: RowRange,
  write: (bytes: Uint8Array, rows: number) => Promise<void>,
  options: ScanOptions = {},
): Promise<void> {
  const { onRows } = options;
  const computer = scanComputer(plan);
  const rows = range.to - range.from;
  const tasks = Math.ceil(rows / computer.batch);
  const threads = Math.min(options.threads ?? availableParallelism(), tasks > 2 ? tasks : 0);
  let done = 0;
  let gaps = NO_GAPS;
  const deliver = async (bytes: Uint8Array, count: number, more: Gaps): Promise<void> => {
    options.signal?.throwIfAborted();
    await write(bytes, count);
    done += count;
    gaps = addGaps(gaps, more);
    onRows?.(done, gaps);
  };
  const pieces = pieceList(plan, range, computer.batch);
  if (threads === 0) {
    const format = rowFormatter(plan);
    for await (const { task, count } of pieces) {
      const found = "points" in task ? computer.at(task.points) : computer.rows(task.from, task.to);
      await deliver(new TextEncoder().encode(format(found.columns)), count, found.gaps);
    }
    return;
  }
  const pool = threadPool(plan, threads);
  const stopped = aborted(options.signal);
  try {
    // Answers are awaited in the order of the questions; later ones are computed meanwhile.
    const queue: { readonly answer: Promise<Rows>; readonly count: number }[] = [];
    const oldest = async (): Promise<void> => {
      const next = queue.shift();
      if (!next) return;
      const { bytes, gaps: more } = await Promise.race([next.answer, stopped]);
      await deliver(bytes, next.count, more);
    };
    for await (const { task, count } of pieces) {
      const answer = pool.ask(task);
      // A failure is reported when its turn comes.
      answer.catch(() => undefined);
      queue.push({ answer, count });
      if (queue.length >= AHEAD * threads) await oldest();
    }
    while (queue.length > 0) await oldest();
  } finally {
    const closing = pool.close();
    // Who interrupts does not wait for threads to notice.
    if (options.signal?.aborted !== true) await closing;
  }
}

/** Never answers, and fails with the reason when the signal is given. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  const promise = new Promise<never>((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
  // Where nobody waits for it any more.
  promise.catch(() => undefined);
  return promise;
}

interface Piece {
  readonly task: ScanTask;
  readonly count: number;
}

async function* pieceList(plan: ScanPlan, { from, to }: RowRange, batch: number): AsyncGenerator<Piece> {
  if (plan.points.kind === "file") {
    for await (const points of readPoints(plan.points, from, to, batch)) {
      yield { task: { points }, count: points[0]?.length ?? 0 };
    }
    return;
  }
  for (let row = from; row < to; row += batch) {
    const end = Math.min(to, row + batch);
    yield { task: { from: row, to: end }, count: end - row };
  }
}

/** The program of a thread: beside this file, or in the room's folder where this file is part of the bundled command. */
function workerProgram(): URL {
  const beside = new URL("./worker.js", import.meta.url);
  return existsSync(beside) ? beside : new URL("./scan/worker.js", import.meta.url);
}

/** Rows as text, and how many of them have empty fields. */
type Rows = Extract<ScanAnswer, { bytes: Uint8Array }>;

interface Pool {
  ask(task: ScanTask): Promise<Rows>;
  close(): Promise<void>;
}

interface Job {
  readonly task: ScanTask;
  readonly resolve: (rows: Rows) => void;
  readonly reject: (error: Error) => void;
}

/** Threads that take the next task when they are free. */
function threadPool(plan: ScanPlan, threads: number): Pool {
  const waiting: Job[] = [];
  const idle: Worker[] = [];
  const current = new Map<Worker, Job>();
  const fail = (worker: Worker, error: Error): void => {
    current.get(worker)?.reject(error);
    current.delete(worker);
    for (const job of waiting.splice(0)) job.reject(error);
  };
  const give = (worker: Worker): void => {
    const job = waiting.shift();
    if (!job) {
      idle.push(worker);
      return;
    }
    current.set(worker, job);
    worker.postMessage(job.task);
  };
  const program = workerProgram();
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(program, { workerData: plan });
    worker.on("message", (answer: ScanAnswer) => {
      const job = current.get(worker);
      current.delete(worker);
      if ("bytes" in answer) job?.resolve(answer);
      else job?.reject("wrong" in answer ? new InputError(answer.wrong) : new Error(answer.defect));
      give(worker);
    });
    worker.on("error", (error: Error) => fail(worker, error));
    return worker;
  });
  workers.forEach(give);
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        waiting.push({ task, resolve, reject });
        const worker = idle.pop();
        if (worker) give(worker);
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
