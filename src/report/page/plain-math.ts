/** Prose with its ASCII formulas set in HTML: Greek letters, sub- and superscripts. */
import { greekLetter } from "../../input/greek-letters.js";
import { INTEGRAL, type ProsePiece, prosePieces } from "../../print/prose-math.js";
import { type Html, html } from "./html.js";

/** The prose with its formulas set; nothing in it is taken as HTML. */
export function plainMath(text: string): Html {
  return html`${prosePieces(text).map(pieceHtml)}`;
}

const SIGNS = { "->": "→", "<=": "≤", ">=": "≥", "*": "\u2009", "-": "−", " - ": " − ", sum: "Σ" } as const;

function pieceHtml(p: ProsePiece): Html {
  switch (p.kind) {
    case "text":
      return html`${p.text.replaceAll("!=", "≠")}`;
    case "sign":
      return html`${SIGNS[p.sign]}`;
    case "raised":
      return html`${p.after}<sup>${plainMath(p.exponent)}</sup>`;
    case "symbol":
      return symbolHtml(p);
  }
}

function symbolHtml({
  name,
  primes,
  index,
  exponent,
  differential,
}: Extract<ProsePiece, { kind: "symbol" }>): Html {
  if (name === INTEGRAL) return html`∫<sub>${index}</sub><sup>${plainMath(exponent)}</sup> `;
  const letter = greekLetter(name) ?? name.replace(/^Jhat$/, "J\u0302");
  // Capital Greek letters stand upright, as in the formulas.
  const set = /^[Α-Ω]$/.test(letter) ? html`${letter}` : html`<i>${letter}</i>`;
  return html`${differential ? "d" : ""}${set}${primes.replaceAll("'", "′")}${index !== "" && html`<sub>${subscript(index)}</sub>`}${
    exponent !== "" && html`<sup>${plainMath(exponent)}</sup>`
  }`;
}

function subscript(index: string): Html {
  if (index.startsWith("(")) return plainMath(index.slice(1, -1));
  return html`${index
    .split("_")
    .map((part) => greekLetter(part) ?? part)
    .join(",")}`;
}
