/** JSON from files: keys given twice are refused, and numbers stay text where asked for, since 0.1 is 1/10. */
import { InputError, excerpt } from "./errors.js";

/** Largest junction file that is read, in characters. */
const LARGEST_FILE = 4_000_000;
const DEEPEST_JSON = 50;

/** Keys that would reach an object's prototype. */
const DANGEROUS = new Set(["__proto__", "constructor", "prototype"]);

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const MARK = /"(?:[^"\\]|\\.)*"|[[\]{},:]/g;

/** Parses JSON with every number as the string of its own text. @throws InputError */
export function parseExactJson(text: string): unknown {
  if (text.length > LARGEST_FILE) {
    throw new InputError(`a file of ${text.length} characters`, { hint: `at most ${LARGEST_FILE} are read` });
  }
  const plain = withoutMark(text);
  checkDepth(plain);
  parseJson(plain);
  const quoted = plain.replace(TOKEN, (token) => (token.startsWith('"') ? token : `"${token}"`));
  return JSON.parse(quoted, (key: string, value: unknown) => {
    if (DANGEROUS.has(key)) throw new InputError(`the key ${key} is not allowed`);
    return value;
  });
}

/** Parses JSON, a byte order mark in front of it allowed. @throws InputError for what is not JSON, and for doubled keys */
export function parseJson(text: string): unknown {
  const plain = withoutMark(text);
  try {
    const data: unknown = JSON.parse(plain);
    refuseDoubledKeys(plain);
    return data;
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (plain.trim() === "") throw new InputError("the file is empty", { hint: "JSON is expected" });
    const reason = error instanceof Error ? error.message.replace(/ is not valid JSON$/, "") : "";
    throw new InputError(`not valid JSON (${excerpt(reason, 120)})`);
  }
}

function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function checkDepth(text: string): void {
  let depth = 0;
  for (const [mark] of text.matchAll(MARK)) {
    depth += mark === "[" || mark === "{" ? 1 : mark === "]" || mark === "}" ? -1 : 0;
    if (depth > DEEPEST_JSON) throw new InputError(`brackets nested deeper than ${DEEPEST_JSON}`);
  }
}

/** An object or a list that is open while the text is read. */
interface Open {
  /** The keys so far; undefined for a list. */
  readonly keys: Set<string> | undefined;
  /** Where the reading is: the key, or the index in a list. */
  step: string | number;
}

/** Of keys given twice JSON.parse keeps the last, without a word. @param text  JSON that is valid */
function refuseDoubledKeys(text: string): void {
  const open: Open[] = [];
  let expectsKey = false;
  for (const [mark] of text.matchAll(MARK)) {
    const inner = open.at(-1);
    if (mark === "{" || mark === "[") {
      open.push(mark === "{" ? { keys: new Set(), step: "" } : { keys: undefined, step: 0 });
      expectsKey = mark === "{";
    } else if (mark === "}" || mark === "]") {
      open.pop();
      expectsKey = false;
    } else if (mark === "," && inner !== undefined) {
      if (typeof inner.step === "number") inner.step++;
      expectsKey = inner.keys !== undefined;
    } else if (expectsKey && inner?.keys !== undefined) {
      const key = String(JSON.parse(mark));
      if (inner.keys.has(key)) {
        throw new InputError(`${key === "" ? "the empty key" : excerpt(key)} is given twice`, {
          where: placeOf(open.slice(0, -1)),
          hint: "keep one of the two",
        });
      }
      inner.keys.add(key);
      inner.step = key;
      expectsKey = false;
    }
  }
}

function placeOf(open: readonly Open[]): string | undefined {
  const text = open
    .map(({ step }) => (typeof step === "number" ? `[${step}]` : `.${excerpt(step)}`))
    .join("");
  return text === "" ? undefined : text.replace(/^\./, "");
}
