/**
 * The thread in which a command computes. The process's own thread stays free: for the signals that end the work, and for
 * slow readers of standard output.
 */
import { parentPort, workerData } from "node:worker_threads";
import { type CommandInput } from "./messages.js";
import { answerBy } from "./port.js";

if (parentPort !== null) await answerBy(parentPort, workerData as CommandInput);
