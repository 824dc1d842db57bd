/** Specifications to SVG and PNG in Node, without a browser. The libraries load when the first picture is asked for. */
import { type FigureTwo } from "./figure-two.js";
import { type Spec } from "./axis/theme.js";

/** Pixels of the PNG per pixel of the SVG: 300 dots per inch. */
const SHARPNESS = 300 / 96;

/** The figure as a standalone SVG document. */
export async function renderSvg(spec: Spec): Promise<string> {
  const [{ compile }, vega] = await Promise.all([import("vega-lite"), import("vega")]);
  const { spec: compiled } = compile(spec as unknown as Parameters<typeof compile>[0], {
    logger: vega.logger(vega.Error),
  });
  const view = new vega.View(vega.parse(compiled), { renderer: "none" });
  try {
    return withSubscripts(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** T_L and the like, by itself in a text of the picture. */
const INDEXED = /(?<![\p{L}\d_])(\p{L})_([A-Za-z]{1,12}|\d{1,3})(?![\p{L}\d_])/gu;

/** Indices that Unicode has no letters for as lowered text: Vega knows plain text only. */
function withSubscripts(svg: string): string {
  // What follows an index goes back up by as much; lengths in em are those of each element's own letters.
  const lowered = (text: string): string => {
    const [before = "", ...more] = text.split(INDEXED);
    const parts = Array.from({ length: more.length / 3 }, (_, i) => {
      const [base = "", index = "", after = ""] = more.slice(3 * i);
      const up = after === "" ? "" : `<tspan dy="-0.1875em">${after}</tspan>`;
      return `${base}<tspan dy="0.25em" font-size="75%">${index}</tspan>${up}`;
    });
    return before + parts.join("");
  };
  return svg.replace(
    /(<(?:text|tspan)\b[^>]*>)([^<]+)/g,
    (_, tag: string, text: string) => tag + lowered(text),
  );
}

/** The figure as PNG at 300 dpi. */
export async function renderPng(spec: Spec): Promise<Uint8Array> {
  return rasterised(await renderSvg(spec));
}

/** An SVG as PNG at 300 dpi on white. */
export async function rasterised(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import("@resvg/resvg-js");
  const image = new Resvg(svg, { fitTo: { mode: "zoom", value: SHARPNESS }, background: "white" });
  return image.render().asPng();
}

/** The main plot with the inset inside. */
export async function renderInset({ main, inset, place }: FigureTwo): Promise<string> {
  const [outer, inner] = await Promise.all([renderSvg(main), renderSvg(inset)]);
  // ids of clip paths must differ between the two
  const own = inner.replace(/\b(id="|url\(#|href="#)([\w-]+)/g, "$1inset-$2").replace(/^<\?xml[^>]*>/, "");
  const placed = own.replace(/<svg /, `<svg x="${place.x}" y="${place.y}" `);
  return outer.replace(/<\/svg>\s*$/, `${placed}</svg>`);
}
