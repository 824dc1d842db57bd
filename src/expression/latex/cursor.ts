/** A place in a LaTeX formula that moves on as it is read. */
import { excerpt, InputError } from "../../input/errors.js";
import { type LatexToken, latexTokens } from "./tokens.js";

/** Brackets, signs and functions within each other beyond this are refused: a recursive reader recurses. */
const DEEPEST = 100;

/** Reads the tokens of one formula from left to right. */
export interface LatexCursor {
  /** The text of the next token, or of the one `ahead` places further; undefined at the end. */
  readonly peek: (ahead?: number) => string | undefined;
  /** Takes the next token if it is one of these. */
  readonly take: (...wanted: string[]) => boolean;
  /** Takes the next token, whatever it is; "" at the end. */
  readonly next: () => string;
  /** @throws InputError unless the next token is this one */
  readonly expect: (wanted: string) => void;
  /** Takes the first digit of the next token, which is a number: TeX takes one digit where braces are missing. */
  readonly digit: () => number;
  /** The number of the next token; `back` returns there. */
  readonly place: number;
  readonly back: (place: number) => void;
  /** The formula's text between two places. */
  readonly text: (from: number, to: number) => string;
  /** The letters from here on that stand without a space between them. */
  readonly word: () => string;
  /** Where the token of that number stands in the text, from 1. */
  readonly position: (place?: number) => number;
  /** Reads one level further inside. @throws InputError beyond the deepest level */
  readonly inside: <T>(read: () => T) => T;
  /** @throws InputError: what is wrong at a place (by default here) and what to write instead */
  readonly refuse: (what: string, hint: string, place?: number) => never;
  /** @throws InputError: the formula cannot be read on from here */
  readonly fail: () => never;
}

/** A cursor at the beginning of the formula. @throws InputError for what are no tokens */
export function latexCursor(source: string): LatexCursor {
  const tokens: LatexToken[] = latexTokens(source);
  let next = 0;
  let depth = 0;
  const cursor: LatexCursor = {
    peek: (ahead = 0) => tokens[next + ahead]?.text,
    take(...wanted) {
      const found = tokens[next]?.text;
      if (found === undefined || !wanted.includes(found)) return false;
      next++;
      return true;
    },
    next: () => tokens[next++]?.text ?? "",
    expect(wanted) {
      if (!cursor.take(wanted)) cursor.fail();
    },
    digit() {
      const token = tokens[next];
      if (token === undefined || !/^\d/.test(token.text)) return cursor.fail();
      if (token.text.length === 1) next++;
      else tokens[next] = { text: token.text.slice(1), at: token.at + 1 };
      return Number(token.text[0]);
    },
    get place() {
      return next;
    },
    back(place) {
      next = place;
    },
    text: (from, to) => source.slice(tokens[from]?.at, tokens[to]?.at).trim(),
    word: () => /^[A-Za-z]+/.exec(source.slice(tokens[next]?.at))?.[0] ?? "",
    position: (place = next) => (tokens[place]?.at ?? source.trimEnd().length) + 1,
    inside(read) {
      if (++depth > DEEPEST) cursor.refuse(`nesting deeper than ${DEEPEST}`, "simplify the formula");
      const result = read();
      depth--;
      return result;
    },
    refuse(what, hint, place = next) {
      throw new InputError(what, { at: cursor.position(place), hint });
    },
    fail() {
      const rest = excerpt(source.slice(tokens[next]?.at ?? source.length).trim(), 24);
      return cursor.refuse(
        `the formula cannot be read${rest === "" ? " at its end" : `: ${rest}`}`,
        "use \\frac, \\left( \\right), \\sinh, e^{…} and symbols such as \\Gamma_L",
      );
    },
  };
  return cursor;
}
