/** Prose with formulas in ASCII, set as the reports set it: Greek letters, indices and exponents. */
import { type ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { plainMath } from "../../src/report/plain-math.js";

/** One piece of prose. */
export function Prose({ text }: { readonly text: string }) {
  // Parsed as an inert document, of which only letters, italics, indices and exponents are taken over.
  const body = useMemo(
    () => new DOMParser().parseFromString(plainMath(text).markup, "text/html").body,
    [text],
  );
  return <>{[...body.childNodes].map((node, i) => piece(node, i))}</>;
}

function piece(node: ChildNode, key: number): ComponentChildren {
  const inner = [...node.childNodes].map((child, i) => piece(child, i));
  switch (node.nodeName) {
    case "I":
      return <i key={key}>{inner}</i>;
    case "SUB":
      return <sub key={key}>{inner}</sub>;
    case "SUP":
      return <sup key={key}>{inner}</sup>;
    default:
      return node.textContent;
  }
}
