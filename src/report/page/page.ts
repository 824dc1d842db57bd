/** A complete page: one file that opens without a network and runs nothing. */
import { escapeHtml, type Html } from "./html.js";
import { katexStyle } from "./katex-style.js";
import { PAGE_STYLE } from "./page-style.js";

/** Nothing is fetched and no script runs, whatever the names in a junction file are. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:";

/** The document. @param title as plain text */
export async function page(title: string, body: Html): Promise<string> {
  const style = (await katexStyle(body.markup)) + PAGE_STYLE;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="heatdiode">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body.markup}
</main>
</body>
</html>
`;
}
