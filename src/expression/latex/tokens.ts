/**
 * The tokens of a LaTeX formula with their places, without what only sets it: spaces, sizes, alignment, environments,
 * labels. Other ways of writing one thing (\dfrac, {\rm csch}, Greek and minus signs of Unicode) become one token.
 */
import { excerpt, InputError } from "../../input/errors.js";
import { GREEK_CHARACTERS, greekName } from "../../input/greek-letters.js";

const TOKEN = new RegExp(
  "\\s*(?:(\\\\[A-Za-z]+|\\\\.)|(\\d+(?:\\.\\d+)?|\\.\\d+)|([A-Za-z])|([-+*/^_(){}[\\]'|=,−–·×⋅∗])" +
    `|([${GREEK_CHARACTERS}])|([⁰¹²³⁴⁵⁶⁷⁸⁹]))`,
  "uy",
);

/** Commands without meaning: spaces, sizes, alphabets. */
const SETTING = new Set([
  ...["\\,", "\\;", "\\:", "\\!", "\\ ", "\\>", "\\quad", "\\qquad", "\\thinspace", "\\negthinspace"],
  ...["\\displaystyle", "\\textstyle", "\\nonumber", "\\notag", "\\limits", "\\allowbreak"],
  ...["big", "Big", "bigg", "Bigg"].flatMap((size) => [size, `${size}l`, `${size}r`].map((s) => `\\${s}`)),
]);

/** Switches of the font, {\rm csch}: with the group they begin, \mathrm{csch}; elsewhere without meaning. */
const FONTS = new Set(["\\rm", "\\it", "\\bf", "\\sf", "\\tt", "\\cal", "\\mathstrut"]);

/** Other names of the same thing. */
const SAME = new Map([
  ["\\dfrac", "\\frac"],
  ["\\tfrac", "\\frac"],
  ["\\cfrac", "\\frac"],
  ["\\times", "\\cdot"],
  ["\\ast", "\\cdot"],
  ["·", "\\cdot"],
  ["×", "\\cdot"],
  ["⋅", "\\cdot"],
  ["∗", "\\cdot"],
  ["−", "-"],
  ["–", "-"],
  ["\\lbrace", "\\{"],
  ["\\rbrace", "\\}"],
  ["\\lbrack", "["],
  ["\\rbrack", "]"],
  ["\\varepsilon", "\\epsilon"],
  ["\\varphi", "\\phi"],
  ["\\prime", "'"],
  ...["text", "textrm", "mathcal", "mathit", "mathsf", "mathbf", "boldsymbol", "operatorname", "mathop"].map(
    (font) => [`\\${font}`, "\\mathrm"] as const,
  ),
]);

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const LONGEST = 65_536;

/** A token and where it begins in the text, from 0. */
export interface LatexToken {
  readonly text: string;
  readonly at: number;
}

/** The text with environments, labels, formula delimiters and the full stop at the end blank; places stay. */
export function withoutSetting(source: string): string {
  const blank = (found: string): string => " ".repeat(found.length);
  return source
    .replace(
      /\\(?:begin|end)\s*\{(?:equation|eqnarray|align|aligned|gather|multline|split|math|displaymath)\*?\}/g,
      blank,
    )
    .replace(/\\(?:label|tag)\s*\{[^{}]*\}/g, blank)
    .replace(/\\\\(?:\[[^\]]*\])?/g, blank)
    .replace(/\\[[\]()]/g, blank)
    .replace(/[$~&]/g, blank)
    .replace(/[.;,]\s*$/, blank);
}

/** @throws InputError for a formula that is too long, or a character that is no token */
export function latexTokens(source: string): LatexToken[] {
  if (source.length > LONGEST) {
    throw new InputError(`a formula of ${source.length} characters`, { hint: `at most ${LONGEST} are read` });
  }
  const text = withoutSetting(source).trimEnd();
  const tokens: LatexToken[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      const rest = text.slice(start);
      const at = start + rest.length - rest.trimStart().length;
      throw new InputError(`${excerpt(rest.trim())} cannot be read`, { at: at + 1 });
    }
    const [whole, command, number, letter, mark, greek, power] = match;
    const token = command ?? number ?? letter ?? mark ?? greek ?? power ?? "";
    const at = start + whole.length - token.length;
    const last = tokens.at(-1);
    if (power !== undefined) {
      // 10² arrives digit by digit and becomes ^{…} as a whole.
      const digit = String(SUPERSCRIPTS.indexOf(power));
      if (/[⁰¹²³⁴⁵⁶⁷⁸⁹]/.test(text[at - 1] ?? "") && last?.text === "}") {
        tokens.pop();
        const before = tokens.pop()?.text ?? "";
        tokens.push({ text: before + digit, at }, { text: "}", at });
      } else tokens.push(...["^", "{", digit, "}"].map((part) => ({ text: part, at })));
    } else if (greek !== undefined) tokens.push({ text: `\\${greekName(greek) ?? ""}`, at });
    else if (FONTS.has(token)) {
      if (last?.text === "{") tokens.splice(-1, 1, { text: "\\mathrm", at: last.at }, last);
    } else if (mark === "*" && last?.text === "*" && last.at === at - 1) {
      tokens.splice(-1, 1, { text: "^", at: at - 1 });
    } else if (!SETTING.has(token)) tokens.push({ text: SAME.get(token) ?? token, at });
  }
  return tokens;
}
