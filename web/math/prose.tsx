/** Prose with formulas in ASCII, set as the reports set it: Greek letters, indices and exponents. */
import { type ComponentChildren, h } from "preact";
import { useMemo } from "preact/hooks";
import { plainMath } from "../../src/report/page/plain-math.js";

/** One piece of prose. */
export function Prose({ text }: { readonly text: string }) {
  return <>{useMemo(() => pieces(plainMath(text).markup), [text])}</>;
}

/**
 * The report's markup as nodes. It has letters, italics, indices and exponents, and no other element is made here: a
 * parser of HTML is not needed, and the page's Trusted Types allow none.
 */
function pieces(markup: string): ComponentChildren[] {
  const open: { readonly tag: string; readonly inside: ComponentChildren[] }[] = [{ tag: "", inside: [] }];
  for (const token of markup.split(/(<\/?(?:i|sub|sup)>)/)) {
    const top = open.at(-1) as (typeof open)[number];
    const [, end, tag] = /^<(\/?)(i|sub|sup)>$/.exec(token) ?? [];
    if (tag === undefined) top.inside.push(plain(token));
    else if (end === "") open.push({ tag, inside: [] });
    else if (open.length > 1) {
      open.pop();
      open.at(-1)?.inside.push(h(top.tag, null, top.inside));
    }
  }
  return open.flatMap(({ inside }) => inside);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function plain(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
