/** A request carried out as the command line that says the same, its answer as data. */
import { InputError } from "../../input/errors.js";
import { type Command } from "../command.js";
import { runCommandLine } from "../run.js";
import { HELLO, idOf, PROTOCOL, readRequest, type Request, type Response, SERVED } from "./protocol.js";

/** Characters of an answer; a larger one is to be asked for in parts. */
const LARGEST_ANSWER = 64_000_000;

/** Who answers: what `hello` says. */
export interface Server {
  readonly version: string;
  readonly commands: readonly Command[];
}

/** The response to a line; what is wrong with it is said in the response. */
export async function answerTo(line: string, server: Server): Promise<Response> {
  try {
    return await carriedOut(await readRequest(line), server);
  } catch (error) {
    const wrong =
      error instanceof InputError ? error.message : `this is a defect of heatdiode: ${String(error)}`;
    return { id: idOf(line), status: 2, error: oneLine(wrong) };
  }
}

async function carriedOut({ id, command, argv }: Request, { version, commands }: Server): Promise<Response> {
  if (command === HELLO) {
    return {
      id,
      status: 0,
      answer: { name: "heatdiode", version, protocol: PROTOCOL, commands: [HELLO, ...SERVED] },
    };
  }
  let [out, err] = ["", ""];
  const status = await runCommandLine(
    argv,
    {
      stdout: (text) => {
        out += text;
        if (out.length <= LARGEST_ANSWER) return Promise.resolve();
        return Promise.reject(
          new InputError(`an answer of more than ${LARGEST_ANSWER} characters`, {
            hint: "ask for it in parts",
          }),
        );
      },
      stderr: (text) => void (err += text),
      colors: false,
      debug: false,
      version,
    },
    commands,
  );
  const notes = err.split("\n").filter((line) => line !== "");
  if (status === 2) {
    return { id, status, error: oneLine((notes.at(-1) ?? "no answer").replace(/^heatdiode: /, "")) };
  }
  const answer = argv.includes("--json")
    ? (JSON.parse(out) as unknown)
    : command === "scan"
      ? tableOf(out)
      : { text: out };
  return { id, status: status === 1 ? 1 : 0, answer, ...(notes.length === 0 ? {} : { notes }) };
}

/** The CSV of a scan as columns of numbers by name; null where a point has no value. */
function tableOf(csv: string): unknown {
  const [header = "", ...lines] = csv.trimEnd().split("\n");
  if (header.startsWith("{")) return { text: csv };
  const names = header.split(",");
  const columns = names.map((): (number | null)[] => []);
  for (const line of lines) {
    line
      .split(",")
      .forEach((cell, c) =>
        columns[c]?.push(cell === "" || !Number.isFinite(Number(cell)) ? null : Number(cell)),
      );
  }
  return { columns: Object.fromEntries(names.map((name, c) => [name, columns[c]])), rows: lines.length };
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, " ").trim();
