/** KaTeX's style sheet and fonts for a page, from the package's files. Node only; the explorer has its own. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { styleWithFaces } from "./katex-faces.js";

/** The rules of katex.min.css with the fonts that the markup needs. */
export async function katexStyle(markup: string): Promise<string> {
  const require = createRequire(import.meta.url);
  const css = await readFile(require.resolve("katex/dist/katex.min.css"), "utf8");
  return styleWithFaces(markup, css, (file) =>
    readFile(require.resolve(`katex/dist/fonts/KaTeX_${file}.woff2`), "base64"),
  );
}
