/** Formulas in ASCII inside prose, such as "k = n_S(-omega) Upsilon", set with Greek letters, sub- and superscripts. */
import { greekLetter } from "../greek.js";
import { type Html, html } from "./html.js";

/** Letters that stand for a quantity when they stand alone; "a" and "I" are words. */
const QUANTITIES = /^[b-hj-zA-HJ-Z]$/;

/** A name with index and exponents, an arrow, or whatever lies between. */
const TOKEN =
  /([A-Za-z]+)('*)((?:_(?:\w+))?)((?:\^(?:\([^()]*\)|[\w']+))?)|[)|\]]\^(\([^()]*\)|\w+)|->|<=|>=|\s-\s|-(?=[\w(])|\*/g;

/** The prose with its formulas set; nothing in it is taken as HTML. */
export function plainMath(text: string): Html {
  const pieces: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const before = text.slice(Math.max(0, match.index - 2), match.index);
    pieces.push(html`${text.slice(end, match.index)}`);
    end = match.index + match[0].length;
    pieces.push(token(match, before));
  }
  return html`${pieces}${text.slice(end)}`;
}

function token(match: RegExpMatchArray, before: string): Html {
  const [whole, name = "", primes = "", index = "", exponent = "", power] = match;
  if (power !== undefined)
    return html`${whole.charAt(0)}<sup>${plainMath(power.replace(/^\((.*)\)$/, "$1"))}</sup>`;
  if (whole === "->") return html`→`;
  if (whole === "<=") return html`≤`;
  if (whole === ">=") return html`≥`;
  if (whole === "*") return html`${"\u2009"}`;
  if (/^\s-\s$/.test(whole)) return html` − `;
  // A hyphen joins words; a sign stands at the beginning or after an operator or parenthesis.
  if (whole === "-") return html`${/[\s(=/^,[]$|^$/.test(before) ? "−" : "-"}`;
  // A sum over something, not the word.
  if (name === "sum" && /[=)+] $/.test(before)) return html`Σ`;
  const isFormula =
    greekLetter(name) !== undefined || index !== "" || exponent !== "" || QUANTITIES.test(name);
  if (!isFormula || /['’.]$/.test(before)) return html`${whole}`;
  const letter = greekLetter(name) ?? name;
  const raised = exponent.slice(1).replace(/^\((.*)\)$/, "$1");
  // Capital Greek letters stand upright, as in the formulas.
  const set = /^[Α-Ω]$/.test(letter) ? html`${letter}` : html`<i>${letter}</i>`;
  return html`${set}${primes.replaceAll("'", "′")}${
    index !== "" && html`<sub>${subscript(index.slice(1))}</sub>`
  }${raised !== "" && html`<sup>${plainMath(raised)}</sup>`}`;
}

function subscript(index: string): Html {
  return html`${index
    .split("_")
    .map((part) => greekLetter(part) ?? part)
    .join(",")}`;
}
