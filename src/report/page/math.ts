/** Formulas as HTML and MathML by KaTeX, which refuses whatever is not plain mathematics. */
import katex from "katex";
import { asciiLatex } from "../../print/ascii-latex.js";
import { type Html, html, trusted } from "./html.js";

/** A formula in running text. @throws if it does not parse */
export function inlineMath(latex: string): Html {
  return trusted(render(latex));
}

/**
 * A formula on lines of its own. It may break at `\\allowbreak`; what is still too wide scrolls.
 * @throws if it does not parse
 */
export function displayMath(latex: string): Html {
  return html`<div class="display" tabindex="0" role="group" aria-label="formula">
    ${trusted(render(`\\displaystyle ${latex}`))}
  </div>`;
}

function render(latex: string): string {
  return katex.renderToString(latex, {
    output: "htmlAndMathml",
    strict: "error",
    trust: false,
    throwOnError: true,
  });
}

/** An equation in ASCII names in running text. */
export function asciiMath(text: string): Html {
  return inlineMath(asciiLatex(text));
}
