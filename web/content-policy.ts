/** The Content-Security-Policy of the page: its own files only, no connections, no code from text. */
const policy = (script: string, style: string, worker: string, font: string): string =>
  [
    "default-src 'none'",
    `script-src ${script}`,
    `style-src ${style}`,
    `worker-src ${worker}`,
    `font-src ${font}`,
    "img-src data: blob:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    // No text becomes markup or code anywhere; the one policy lets the page's own workers start (trusted-types.ts).
    "require-trusted-types-for 'script'",
    "trusted-types default",
  ].join("; ");

/** For the folder, whose scripts, styles and fonts are files beside the page. */
export const CONTENT_POLICY = policy("'self'", "'self'", "'self'", "'self'");

/** For the single file: the inline script and style by their hashes, the worker as a blob, fonts as data. */
export function singleFilePolicy(scriptHash: string, styleHash: string): string {
  return policy(`'${scriptHash}'`, `'${styleHash}'`, "blob:", "data:");
}
