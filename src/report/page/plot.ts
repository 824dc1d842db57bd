/** Figures of `src/plot` inside a page: SVG in the colours and letters of the page, with words for those who do not see it. */
import { type FigureTwo, renderInset, renderSvg, type Spec } from "../../plot/index.js";
import { type Html, html, trusted } from "./html.js";

/** A figure with its caption. @param description in words */
export async function plotHtml(spec: Spec | FigureTwo, description: string, caption: Html): Promise<Html> {
  const svg = "main" in spec ? await renderInset(spec as FigureTwo) : await renderSvg(quiet(spec));
  return html`<figure class="plot" role="group" aria-label="${description}">
    ${trusted(pageColours(svg))}
    <figcaption>${caption}</figcaption>
  </figure>`;
}

/** Thousands of labels of single points help nobody. */
function quiet(spec: Spec): Spec {
  return { ...spec, config: { ...(spec["config"] as Spec), aria: false } };
}

/** Black becomes the ink of the page and white its paper, so that dark pages stay dark; sizes follow the column. */
function pageColours(svg: string): string {
  return svg
    .replace(/(fill|stroke)="(?:black|#000|#000000)"/g, '$1="currentColor"')
    .replace(/(fill|stroke)="(?:white|#fff|#ffffff)"/g, '$1="none"')
    .replace(/ font-family="[^"]*"/g, "")
    .replace(/^<svg ([^>]*?)width="[\d.]+" height="[\d.]+" /, "<svg $1");
}
