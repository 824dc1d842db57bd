/** Formulas by KaTeX: glyphs for the eye, MathML for screen readers. Strict, and trusting nothing in the text. */
import katex from "katex";
import { useLayoutEffect, useRef } from "preact/hooks";

interface FormulaProps {
  readonly latex: string;
  readonly display?: boolean;
}

/** One formula. KaTeX builds DOM nodes, so no markup is parsed and no inline style attribute is needed. */
export function Formula({ latex, display = false }: FormulaProps) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const target = place.current;
    if (target === null) return;
    try {
      katex.render(latex, target, {
        displayMode: display,
        output: "htmlAndMathml",
        strict: "error",
        trust: false,
        maxExpand: 100,
        maxSize: 20,
      });
    } catch {
      target.textContent = latex;
    }
  }, [latex, display]);
  return <span ref={place} class={display ? "formula display" : "formula"} />;
}
