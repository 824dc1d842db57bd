/** The tokens of a LaTeX formula, without what only sets it: spaces, sizes, alignment, environments, labels. */
import { excerpt, InputError } from "./errors.js";

const TOKEN = /\s*(?:(\\[A-Za-z]+|\\.)|(\d+(?:\.\d+)?|\.\d+)|([A-Za-z])|([-+*/^_(){}[\]'|=,]))/y;

/** Commands without meaning: spaces, sizes, alphabets. */
const SETTING = new Set([
  ...["\\,", "\\;", "\\:", "\\!", "\\ ", "\\>", "\\quad", "\\qquad", "\\thinspace", "\\negthinspace"],
  ...["\\displaystyle", "\\textstyle", "\\nonumber", "\\notag", "\\rm", "\\limits", "\\allowbreak"],
  ...["big", "Big", "bigg", "Bigg"].flatMap((size) => [size, `${size}l`, `${size}r`].map((s) => `\\${s}`)),
]);

/** Other names of the same thing. */
const SAME = new Map([
  ["\\dfrac", "\\frac"],
  ["\\tfrac", "\\frac"],
  ["\\cfrac", "\\frac"],
  ["\\times", "\\cdot"],
  ["\\ast", "\\cdot"],
  ["\\cosech", "\\csch"],
  ["\\lbrace", "\\{"],
  ["\\rbrace", "\\}"],
  ["\\lbrack", "["],
  ["\\rbrack", "]"],
  ["\\text", "\\mathrm"],
  ["\\textrm", "\\mathrm"],
  ["\\mathcal", "\\mathrm"],
  ["\\mathit", "\\mathrm"],
  ["\\mathsf", "\\mathrm"],
  ["\\operatorname", "\\mathrm"],
  ["\\prime", "'"],
]);

const LONGEST = 65_536;

/** Environments, labels, formula delimiters and the full stop at the end. */
export function withoutSetting(source: string): string {
  return source
    .replace(/\\(?:begin|end)\s*\{(?:equation|align|aligned|gather|split|math|displaymath)\*?\}/g, " ")
    .replace(/\\(?:label|tag)\s*\{[^{}]*\}/g, " ")
    .replace(/\\[[\]()]/g, " ")
    .replace(/\\\\/g, " ")
    .replace(/[$~&]/g, " ")
    .trim()
    .replace(/[.;,]$/, "");
}

/** @throws InputError for a formula that is too long, or a character that is no token */
export function latexTokens(source: string): string[] {
  if (source.length > LONGEST) throw new InputError(`a formula of ${source.length} characters`);
  const text = withoutSetting(source).trimEnd();
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      throw new InputError(`cannot be read at ${excerpt(text.slice(start).trim())}`, {
        where: "LaTeX formula",
      });
    }
    const token = match[1] ?? match[2] ?? match[3] ?? match[4] ?? "";
    if (!SETTING.has(token)) tokens.push(SAME.get(token) ?? token);
  }
  return tokens;
}
