/** A thread of a scan: gets row ranges or points, gives back their text. */
import { parentPort, workerData } from "node:worker_threads";
import { scanComputer } from "./compute.js";
import { rowFormatter } from "./rows-out.js";
import { type ScanPlan } from "./plan.js";
import { type ScanAnswer, type ScanTask } from "./task.js";

const plan = workerData as ScanPlan;
const computer = scanComputer(plan);
const format = rowFormatter(plan);

parentPort?.on("message", (task: ScanTask) => {
  const answer = work(task);
  parentPort?.postMessage(answer, "bytes" in answer ? [answer.bytes.buffer as ArrayBuffer] : []);
});

function work(task: ScanTask): ScanAnswer {
  try {
    const { columns, gaps } = "points" in task ? computer.at(task.points) : computer.rows(task.from, task.to);
    return { bytes: new TextEncoder().encode(format(columns)), gaps };
  } catch (error) {
    if (error instanceof Error && error.name === "InputError") return { wrong: error.message };
    return { defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
