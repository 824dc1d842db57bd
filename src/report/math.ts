/** Formulas as HTML and MathML by KaTeX, which refuses whatever is not plain mathematics. */
import katex from "katex";
import { type Html, html, trusted } from "./html.js";

/** A formula in running text. @throws if it does not parse */
export function inlineMath(latex: string): Html {
  return trusted(render(latex, false));
}

/** A formula on a line of its own, in a box that scrolls where the screen is too narrow. */
export function displayMath(latex: string): Html {
  return html`<div class="display" tabindex="0" role="group" aria-label="formula">
    ${trusted(render(latex, true))}
  </div>`;
}

function render(latex: string, displayMode: boolean): string {
  return katex.renderToString(latex, {
    displayMode,
    output: "htmlAndMathml",
    strict: "error",
    trust: false,
    throwOnError: true,
  });
}
