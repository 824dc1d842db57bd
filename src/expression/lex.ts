/**
 * A first look at an expression of the user's, before any parser sees it: length, characters, nesting, and the
 * numbers, which are read exactly from their text and replaced by placeholder symbols. It is linear in the length,
 * so that hostile text costs nothing.
 */
import type { ExactNumber } from "../../symbolic/expression/expression.js";
import { InputError, excerpt } from "../input/errors.js";
import { parseExactNumber } from "../input/exact-number.js";
import { GREEK_CHARACTERS, greekName } from "../input/greek-letters.js";

/** Longest expression that is read, in characters. */
const LONGEST_EXPRESSION = 65_536;
/** Deepest nesting of parentheses, signs and exponents. */
const DEEPEST_NESTING = 100;

/** An expression whose numbers are replaced by placeholders. */
export interface ScannedExpression {
  readonly text: string;
  /** The number behind a placeholder. */
  readonly numbers: ReadonlyMap<string, ExactNumber>;
  /** The name with its primes, g'', behind a placeholder. */
  readonly derivatives: ReadonlyMap<string, string>;
  /** The position (from 1) in the user's text of a position (from 1) in `text`. */
  readonly originalPosition: (position: number) => number;
}

/** Names cannot contain two underscores in a row, so no symbol of the user's is mistaken for a placeholder. */
const PLACEHOLDER = "number__";

/** Names in ASCII, or a Greek letter with its indices; primes mark derivatives. */
const NAME = `[A-Za-z_](?:[A-Za-z0-9_]|(?<=_)[${GREEK_CHARACTERS}])*|[${GREEK_CHARACTERS}]\\d*(?:_(?:[A-Za-z0-9]+|[${GREEK_CHARACTERS}]))*`;
const TOKEN = new RegExp(
  "(?<space>\\s+)|(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)" +
    `|(?<name>(?:${NAME})(?<primes>'*))|(?<power>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?<mark>\\*\\*|[-+*/^(),−–·×⋅∙∗÷∕])`,
  "uy",
);

/** Marks as others write them. */
const MARKS = new Map([
  ["**", "^"],
  ...["−", "–"].map((mark) => [mark, "-"] as const),
  ...["·", "×", "⋅", "∙", "∗"].map((mark) => [mark, "*"] as const),
  ...["÷", "∕"].map((mark) => [mark, "/"] as const),
]);

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Why a character is not allowed, and what to write instead. */
const HINTS = new Map([
  ["=", "assignments and equations are not rates; write the right-hand side only"],
  [".", "names have no members; decimals are written 0.5"],
  ["[", "lists and matrices are not allowed inside an expression"],
  ["{", "objects are not allowed inside an expression"],
  ['"', "strings are not allowed inside an expression"],
  ["'", "strings are not allowed inside an expression"],
  ["<", "comparisons are not allowed inside an expression"],
  [">", "comparisons are not allowed inside an expression"],
  [";", "one expression only"],
]);

/** Checks the text and takes its numbers out. @throws InputError, which says where in the text. */
export function scanExpression(text: string): ScannedExpression {
  if (text.length > LONGEST_EXPRESSION) {
    throw new InputError(`an expression of ${text.length} characters`, {
      hint: `at most ${LONGEST_EXPRESSION} are read`,
    });
  }
  if (text.trim() === "") throw new InputError("the expression is empty");
  const numbers = new Map<string, ExactNumber>();
  const derivatives = new Map<string, string>();
  const pieces: string[] = [];
  const starts: { scanned: number; original: number }[] = [];
  const nesting = nestingCounter();
  const numberPiece = (digits: string): string => {
    const name = `${PLACEHOLDER}${numbers.size}`;
    numbers.set(name, parseExactNumber(digits));
    // Spaces keep `2omega` two tokens, so that the missing `*` is noticed.
    return ` ${name} `;
  };
  let scanned = 1;
  let index = 0;
  while (index < text.length) {
    TOKEN.lastIndex = index;
    const match = TOKEN.exec(text);
    if (match?.groups === undefined) throw badCharacter(text, index);
    const [token] = match;
    const { space, number, name, primes = "", power } = match.groups;
    let mark = MARKS.get(token) ?? token;
    let piece = mark;
    if (space !== undefined) piece = " ";
    if (number !== undefined) piece = numberPiece(token);
    if (power !== undefined) {
      mark = "^";
      piece = `^(${power.startsWith("⁻") ? "-" : ""}${numberPiece(superscriptDigits(power))})`;
    }
    if (name !== undefined) {
      if (token.includes("__")) throw new InputError(`${excerpt(token)} is not a name`, { at: index + 1 });
      const ascii = Array.from(token, (c) => greekName(c) ?? c).join("");
      piece = primes === "" ? ascii : `derivative__${derivatives.size}`;
      if (primes !== "") derivatives.set(piece, ascii);
      if (ascii !== token) piece = ` ${piece} `;
    }
    if (space === undefined) nesting(mark, index);
    starts.push({ scanned, original: index + 1 });
    pieces.push(piece);
    scanned += piece.length;
    index += token.length;
  }
  nesting("", text.length);
  return {
    text: pieces.join(""),
    numbers,
    derivatives,
    originalPosition: (position) => starts.findLast((start) => start.scanned <= position)?.original ?? 1,
  };
}

function superscriptDigits(power: string): string {
  return Array.from(power, (c) => SUPERSCRIPTS.indexOf(c))
    .filter((digit) => digit >= 0)
    .join("");
}

/**
 * Follows parentheses, runs of signs and towers of exponents, all of which make a recursive parser recurse.
 * The empty token ends the text.
 */
function nestingCounter(): (token: string, index: number) => void {
  const open: number[] = [];
  let signs = 0;
  let tower = 0;
  let previous = "";
  return (token, index) => {
    if (token === "(") open.push(index);
    if (token === ")" && open.pop() === undefined) {
      throw new InputError("unexpected )", { at: index + 1, hint: "parentheses must match" });
    }
    if (token === "" && open.length > 0) {
      throw new InputError("a parenthesis that is never closed", { at: (open.at(-1) ?? 0) + 1 });
    }
    const isSign = token === "+" || token === "-";
    signs = isSign ? signs + 1 : 0;
    if (token === "^") tower++;
    else if (token === "*" || token === "/" || token === "," || (isSign && previous !== "^")) tower = 0;
    if (Math.max(open.length, signs, tower) > DEEPEST_NESTING) {
      throw new InputError(`nesting deeper than ${DEEPEST_NESTING}`, {
        at: index + 1,
        hint: "simplify the expression",
      });
    }
    previous = token;
  };
}

function badCharacter(text: string, index: number): InputError {
  const code = text.codePointAt(index) ?? 0;
  const character = String.fromCodePoint(code);
  const shown = /[\p{L}\p{N}\p{P}\p{S}]/u.test(character)
    ? character
    : `U+${code.toString(16).padStart(4, "0")}`;
  return new InputError(`unexpected ${shown}`, { at: index + 1, hint: HINTS.get(character) });
}
