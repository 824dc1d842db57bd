/** JSON whose numbers stay text: 0.1 in a junction file is 1/10, and `JSON.parse` would make it a float. */
import { InputError, excerpt } from "./errors.js";

/** Largest junction file that is read, in characters. */
const LARGEST_FILE = 4_000_000;
const DEEPEST_JSON = 50;

/** Keys that would reach an object's prototype. */
const DANGEROUS = new Set(["__proto__", "constructor", "prototype"]);

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Parses JSON with every number as the string of its own text. @throws InputError */
export function parseExactJson(text: string): unknown {
  if (text.length > LARGEST_FILE) {
    throw new InputError(`a file of ${text.length} characters`, { hint: `at most ${LARGEST_FILE} are read` });
  }
  checkDepth(text);
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  validate(plain);
  const quoted = plain.replace(TOKEN, (token) => (token.startsWith('"') ? token : `"${token}"`));
  return JSON.parse(quoted, (key: string, value: unknown) => {
    if (DANGEROUS.has(key)) throw new InputError(`the key ${key} is not allowed`);
    return value;
  });
}

function validate(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new InputError(`not valid JSON (${excerpt(error instanceof Error ? error.message : "", 80)})`);
  }
}

function checkDepth(text: string): void {
  let depth = 0;
  for (const bracket of text.replace(/"(?:[^"\\]|\\.)*"/g, "").match(/[[\]{}]/g) ?? []) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    if (depth > DEEPEST_JSON) throw new InputError(`brackets nested deeper than ${DEEPEST_JSON}`);
  }
}
