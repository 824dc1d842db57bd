/**
 * What `heatdiode serve --stdio` reads and writes: a request on a line, its response on a line (docs/serve.md).
 *     {"id": 1, "command": "evaluate", "arguments": {"junction": "solid-TLS-solid", "at": {"omega": 1, …}}}
 *     {"id": 1, "status": 0, "answer": {…}}   or   {"id": 1, "status": 2, "error": "one line"}
 */
import type * as Zod from "zod";
import { InputError, excerpt } from "../../input/errors.js";
import { parseExactJson } from "../../input/exact-json.js";
import { suggestion } from "../../input/suggest.js";
import { validated } from "../../input/validate.js";

/** Changes where a program that was written for the former one would go wrong. */
export const PROTOCOL = 1;

/** The command that says who answers, and what it answers. */
export const HELLO = "hello";

/** Commands that are answered: those that print, and read no file but junctions and measured data. */
export const SERVED = [
  "list",
  "current",
  "expand",
  "statistics",
  "relations",
  "evaluate",
  "compare",
  "verify",
  "scan",
  "transitions",
  "optimise",
  "conditions",
  "check",
  "relax",
  "fit",
] as const;

/** Options that name files of the command line, or that only a terminal needs. */
const NOT_SERVED = new Set(["out", "plot", "save", "resume", "shard", "threads", "points", "json", "help"]);

/** Most seconds that a request may ask for. */
const LONGEST = 86_400;

/** The schema of a request, numbers as text. */
export function requestSchema({ z }: typeof Zod) {
  return z.strictObject(
    {
      id: z
        .union([z.string(), z.number(), z.null()], { error: "a number or a text is expected here" })
        .optional(),
      command: z.string({ error: "the name of a command is expected here" }),
      // Options are looked at one by one, where their names are known (`words`).
      arguments: z
        .looseObject(
          {
            junction: z
              .union([z.string(), z.record(z.string(), z.unknown())], {
                error: "a shorthand, a path or the content of a junction file is expected here",
              })
              .optional(),
          },
          { error: "an object of options by name is expected here" },
        )
        .optional(),
      seconds: z.coerce
        .number({ error: "a number of seconds is expected here" })
        .positive({ error: "a positive number of seconds is expected here" })
        .max(LONGEST, { error: `at most ${LONGEST} seconds` })
        .optional(),
    },
    {
      error: (issue) =>
        issue.code === "unrecognized_keys"
          ? `unknown key ${excerpt(issue.keys[0] ?? "")}; known: id, command, arguments, seconds`
          : "an object with id, command and arguments is expected",
    },
  );
}

/** The schema of a response. */
export function responseSchema({ z }: typeof Zod) {
  const id = z.union([z.string(), z.number(), z.null()]);
  const notes = z.array(z.string()).optional();
  return z.union([
    z.strictObject({ id, status: z.literal([0, 1]), answer: z.unknown(), notes }),
    z.strictObject({ id, status: z.literal(2), error: z.string() }),
  ]);
}

/** The number or text by which a response is known; null where there was none. */
export type RequestId = string | number | null;

/** A request as it is carried out. */
export interface Request {
  readonly id: RequestId;
  readonly command: string;
  /** The words of the command line that says the same. */
  readonly argv: readonly string[];
  /** Time that it may take. */
  readonly seconds: number | undefined;
}

/** A response on its line. */
export type Response =
  | {
      readonly id: RequestId;
      readonly status: 0 | 1;
      readonly answer: unknown;
      readonly notes?: readonly string[];
    }
  | { readonly id: RequestId; readonly status: 2; readonly error: string };

/** The id of a line that may be no request at all: null where none can be seen. */
export function idOf(line: string): RequestId {
  try {
    const data: unknown = JSON.parse(line);
    const id: unknown = typeof data === "object" && data !== null && "id" in data ? data.id : null;
    return (typeof id === "number" && Number.isFinite(id)) || (typeof id === "string" && id.length <= 200)
      ? id
      : null;
  } catch {
    return null;
  }
}

/** The request on a line. @throws InputError saying what is wrong with it */
export async function readRequest(line: string): Promise<Request> {
  const data = validated(requestSchema(await import("zod")), parseExactJson(line));
  const { command, arguments: given = {}, seconds } = data;
  if (command !== HELLO && !(SERVED as readonly string[]).includes(command)) {
    throw new InputError(`no command ${excerpt(command)} is served`, {
      hint: suggestion(command, [HELLO, ...SERVED]),
    });
  }
  return { id: idOf(line), command, argv: [command, ...words(command, given)], seconds };
}

/** The arguments as words of the command line. Every value is joined to its option, so that none is taken for another one. */
function words(command: string, given: Readonly<Record<string, unknown>>): readonly string[] {
  const { junction, ...options } = given;
  const list: string[] = [];
  for (const [name, value] of Object.entries(options)) {
    const flag = name.replaceAll("_", "-");
    if (!/^[a-z][a-z-]{0,30}$/.test(flag)) throw new InputError(`no argument is called ${excerpt(name)}`);
    if (NOT_SERVED.has(flag)) {
      throw new InputError(`${flag} is not served`, { hint: "answers come by standard output alone" });
    }
    list.push(...wordsOf(command, name, flag, value));
  }
  if (!("format" in options) && command !== "scan" && command !== HELLO) list.push("--json");
  if (junction === undefined) return list;
  // After "--" a junction is one, whatever its first character is.
  return [...list, "--", typeof junction === "string" ? junction : JSON.stringify(junction)];
}

function wordsOf(command: string, name: string, flag: string, value: unknown): readonly string[] {
  if (value === true) return [`--${flag}`];
  if (value === false || value === null) return [];
  if (flag === "axes" || flag === "axis") {
    if (!isRecord(value))
      throw new InputError("an object of axes by name is expected", { where: "arguments.axes" });
    return Object.entries(value).map(([axis, values]) => `--axis=${axis}=${axisText(axis, values)}`);
  }
  if (typeof value === "string") return [`--${flag}=${value}`];
  if (Array.isArray(value) && value.every((v) => typeof v === "string"))
    return [`--${flag}=${value.join(",")}`];
  if (isRecord(value)) {
    const pairs = Object.entries(value).map(([key, v]) => `${key}=${pairText(name, key, v)}`);
    return [`--${flag}=${pairs.join(",")}`];
  }
  throw new InputError("a number, a text, true or false, a list or an object is expected", {
    where: `arguments.${excerpt(name)}`,
    hint: `heatdiode help ${command} lists them`,
  });
}

/** A value, or bounds such as [0.1, 10]. */
function pairText(name: string, key: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.length === 2 && value.every((v) => typeof v === "string"))
    return value.join(":");
  throw new InputError("a number, a text or a pair of bounds is expected", {
    where: `arguments.${excerpt(name)}.${excerpt(key)}`,
  });
}

/** `0.1:10:50:log` as it is, or a list of values. */
function axisText(axis: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === "string"))
    return value.join(";");
  throw new InputError("a list of values, or a text such as 0.1:10:50:log is expected", {
    where: `arguments.axes.${excerpt(axis)}`,
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
