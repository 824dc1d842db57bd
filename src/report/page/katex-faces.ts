/** KaTeX's style sheet with those of its fonts in it that a page uses, so that the page needs no network. */

/** A font of KaTeX and the marks by which the markup asks for it. */
const FONTS: readonly { readonly file: string; readonly when: RegExp }[] = [
  { file: "Main-Regular", when: /class="katex"/ },
  { file: "Math-Italic", when: /class="[^"]*\bmathnormal\b/ },
  { file: "Main-Bold", when: /class="[^"]*\b(?:mathbf|textbf)\b/ },
  { file: "Main-Italic", when: /class="[^"]*\b(?:mathit|textit)\b/ },
  { file: "Size1-Regular", when: /class="[^"]*\b(?:delimsizing size1|delim-size1|small-op)\b/ },
  { file: "Size2-Regular", when: /class="[^"]*\b(?:delimsizing size2|large-op)\b/ },
  { file: "Size3-Regular", when: /class="[^"]*\bdelimsizing size3\b/ },
  { file: "Size4-Regular", when: /class="[^"]*\b(?:delimsizing size4|delim-size4)\b/ },
  { file: "AMS-Regular", when: /class="[^"]*\b(?:amsrm|mathbb|textbb)\b/ },
  { file: "Caligraphic-Regular", when: /class="[^"]*\b(?:mathcal)\b/ },
];

/**
 * The rules of katex.min.css, its faces replaced by the needed ones with their data in them.
 * @param css    katex.min.css
 * @param base64 the data of the font `KaTeX_<file>.woff2`
 * @throws Error for a style sheet that lacks a font
 */
export async function styleWithFaces(
  markup: string,
  css: string,
  base64: (file: string) => Promise<string>,
): Promise<string> {
  const rules = css.replace(/@font-face\{[^}]*\}/g, "");
  const faces = (css.match(/@font-face\{[^}]*\}/g) ?? []).map((face) => ({
    face,
    file: /fonts\/KaTeX_([\w-]+)\.woff2/.exec(face)?.[1],
  }));
  const needed = FONTS.filter(({ when }) => when.test(markup));
  const embedded = await Promise.all(
    needed.map(async ({ file }) => {
      const face = faces.find((f) => f.file === file)?.face;
      if (face === undefined) throw new Error(`KaTeX has no font ${file}`);
      const source = `src:url(data:font/woff2;base64,${await base64(file)}) format("woff2")`;
      return face.replace(/src:[^;}]*(?=[;}])/, source);
    }),
  );
  return embedded.join("") + rules;
}
