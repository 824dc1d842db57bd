/** The little LaTeX of our own proofs as HTML: paragraphs, emphasis, lists and formulas. */
import { latexBlocks } from "../../print/latex-blocks.js";
import { type Html, html } from "./html.js";
import { displayMath, inlineMath } from "./math.js";

/** LaTeX text as HTML. Formulas must parse; a text command that is not known is shown as it is. */
export function latexProse(source: string): Html {
  return html`${latexBlocks(source).map((block) => {
    switch (block.kind) {
      case "display":
        return displayMath(block.formula);
      case "list":
        return html`<ul>
          ${block.items.map((item) => html`<li>${inline(item)}</li>`)}
        </ul>`;
      case "paragraph":
        return block.text === QED ? html`<p class="qed">□</p>` : html`<p>${inline(block.text)}</p>`;
    }
  })}`;
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
