/** KaTeX's style sheet and fonts for a saved report, from the page's own files: only the fonts it needs are loaded. */
import css from "katex/dist/katex.min.css?raw";
import { styleWithFaces } from "../../src/report/page/katex-faces.js";

const FONTS = import.meta.glob<string>(
  "../../node_modules/katex/dist/fonts/KaTeX_{Main-*,Math-Italic,Size?-Regular,AMS-*,Caligraphic-Regular}.woff2",
  { query: "?inline", import: "default" },
);

/** The rules of katex.min.css with the fonts that the markup needs. */
export function katexStyle(markup: string): Promise<string> {
  return styleWithFaces(markup, css, async (file) => {
    const load = FONTS[`../../node_modules/katex/dist/fonts/KaTeX_${file}.woff2`];
    return (await load?.())?.split("base64,")[1] ?? "";
  });
}
