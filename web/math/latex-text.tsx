/** The short LaTeX documents that the proofs are (text, `$…$`, `\[…\]`, itemize) as HTML. */
import { type ComponentChildren } from "preact";
import { Formula } from "./formula.js";

const LONGEST = 4000;

/** A proof in paragraphs and lists. */
export function LatexText({ source }: { readonly source: string }) {
  const blocks = source.split(/(\\begin\{itemize\}[\s\S]*?\\end\{itemize\})/);
  return (
    <>
      {blocks.map((block, i) =>
        block.startsWith("\\begin") ? <List key={i} source={block} /> : <Paragraphs key={i} source={block} />,
      )}
    </>
  );
}

function List({ source }: { readonly source: string }) {
  const items = source
    .replace(/\\(begin|end)\{itemize\}/g, "")
    .split("\\item")
    .map((item) => item.trim())
    .filter((item) => item !== "");
  return (
    <ul>
      {items.map((item, i) => (
        <li key={i}>{inline(item)}</li>
      ))}
    </ul>
  );
}

function Paragraphs({ source }: { readonly source: string }) {
  const parts = source.split(/\n\s*\n/).filter((part) => part.trim() !== "");
  return (
    <>
      {parts.map((part, i) => (
        <p key={i}>{inline(part.trim())}</p>
      ))}
    </>
  );
}

const TOKEN = /(\\\[[\s\S]*?\\\]|\$[^$]*\$|\\textbf\{[^}]*\}|\\emph\{[^}]*\}|\\hfill)/;

function inline(source: string): ComponentChildren[] {
  return source.split(TOKEN).map((token, i) => {
    if (token.startsWith("\\[")) return <Long key={i} latex={token.slice(2, -2)} />;
    if (token.startsWith("$")) return <Formula key={i} latex={token.slice(1, -1)} />;
    if (token.startsWith("\\textbf")) return <strong key={i}>{token.slice(8, -1)}</strong>;
    if (token.startsWith("\\emph")) return <em key={i}>{token.slice(6, -1)}</em>;
    return token === "\\hfill" ? " " : token;
  });
}

function Long({ latex }: { readonly latex: string }) {
  if (latex.length > LONGEST)
    return <span class="muted"> (a formula of {latex.length} characters; copy the proof to read it) </span>;
  return (
    <span class="scroll" tabIndex={0} role="group" aria-label="formula">
      <Formula latex={latex} display />
    </span>
  );
}
