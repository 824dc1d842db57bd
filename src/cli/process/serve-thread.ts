/** The thread of `serve` that computes: a line comes in, its response goes out. */
import { parentPort, workerData } from "node:worker_threads";
import { COMMANDS } from "../commands/table.js";
import { answerTo } from "../serve/answer.js";

parentPort?.on("message", (line: string) => {
  void answerTo(line, { version: String(workerData), commands: COMMANDS }).then((response) =>
    parentPort?.postMessage(response),
  );
});
