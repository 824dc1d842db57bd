/** What is taken away: text to the clipboard, figures and tables as files. */

/** Offers a text as a file. */
export function saveFile(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const CARRIED = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "font-family",
  "font-size",
  "font-style",
  "text-anchor",
  "opacity",
] as const;

/** A picture behind a figure, and where it lies. */
export interface Backdrop {
  readonly canvas: HTMLCanvasElement;
  readonly frame: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

function imageOf({ canvas, frame }: Backdrop): SVGImageElement {
  const image = document.createElementNS("http://www.w3.org/2000/svg", "image");
  const place = { x: frame.left, y: frame.top, width: frame.width, height: frame.height };
  for (const [key, value] of Object.entries(place)) image.setAttribute(key, String(value));
  image.setAttribute("preserveAspectRatio", "none");
  image.setAttribute("href", canvas.toDataURL("image/png"));
  return image;
}

/** A figure of the page as a file of its own: the styles that it has here are written into its elements. */
export function saveSvg(name: string, figure: SVGSVGElement, backdrop?: Backdrop): void {
  const copy = figure.cloneNode(true) as SVGSVGElement;
  const originals = [figure, ...figure.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
    const style = getComputedStyle(originals[i] as Element);
    for (const property of CARRIED) element.setAttribute(property, style.getPropertyValue(property));
    element.removeAttribute("class");
  });
  copy.querySelectorAll("[data-screen]").forEach((element) => element.remove());
  if (backdrop !== undefined) copy.prepend(imageOf(backdrop));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const box = figure.viewBox.baseVal;
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height));
  saveFile(name, "image/svg+xml", new XMLSerializer().serializeToString(copy));
}

/** Columns of equal length as a table with a header; numbers as shortest decimals that read back to the same double. */
export function csv(columns: Readonly<Record<string, ArrayLike<number>>>): string {
  const names = Object.keys(columns);
  const count = columns[names[0] ?? ""]?.length ?? 0;
  // A point without a value is an empty field.
  const field = (value = NaN): string => (Number.isNaN(value) ? "" : String(value));
  const rows = Array.from({ length: count }, (_, i) => names.map((n) => field(columns[n]?.[i])).join(","));
  return [names.join(","), ...rows, ""].join("\n");
}

/** Puts a text on the clipboard; where the browser forbids it, by way of a selection. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("aria-hidden", "true");
    document.body.append(area);
    area.select();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way on pages opened from the disk
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
