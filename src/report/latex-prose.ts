/** The little LaTeX of our own proofs as HTML: paragraphs, emphasis, lists and formulas. */
import { type Html, html } from "./html.js";
import { displayMath, inlineMath } from "./math.js";

/** Commands that only shape the text. */
const BLOCKS = /\\begin\{itemize\}([^]*?)\\end\{itemize\}|\\\[([^]*?)\\\]/g;

/** LaTeX text as HTML. Formulas must parse; a text command that is not known is shown as it is. */
export function latexProse(source: string): Html {
  const pieces: Html[] = [];
  let end = 0;
  for (const match of source.matchAll(BLOCKS)) {
    pieces.push(paragraphs(source.slice(end, match.index)));
    end = match.index + match[0].length;
    const [, items, display] = match;
    pieces.push(display === undefined ? list(items ?? "") : displayMath(display.trim()));
  }
  return html`${pieces}${paragraphs(source.slice(end))}`;
}

function list(items: string): Html {
  const entries = items
    .split("\\item")
    .map((item) => item.trim())
    .filter((item) => item !== "");
  return html`<ul>
    ${entries.map((item) => html`<li>${inline(item)}</li>`)}
  </ul>`;
}

function paragraphs(text: string): Html {
  const found = text
    .split(/\n\s*\n/)
    .map((p) => p.trim())
    .filter((p) => p !== "");
  return html`${found.map((p) => (p === QED ? html`<p class="qed">□</p>` : html`<p>${inline(p)}</p>`))}`;
}

const QED = "\\hfill$\\square$";
const INLINE = /\$([^$]+)\$|\\(textbf|emph)\{([^{}]*)\}|\\hfill/g;

function inline(text: string): Html {
  const pieces: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    pieces.push(html`${text.slice(end, match.index)}`);
    end = match.index + match[0].length;
    const [, formula, command, inner] = match;
    if (formula === "\\square") pieces.push(html`<span class="qed">□</span>`);
    else if (formula !== undefined) pieces.push(inlineMath(formula));
    else if (command === "textbf") pieces.push(html`<strong>${inner}</strong>`);
    else if (command === "emph") pieces.push(html`<em>${inner}</em>`);
  }
  return html`${pieces}${text.slice(end)}`;
}
