/** How plots look: the width of a journal's column, lines that differ in grey print, colours safe for colour-blind eyes. */

/** A Vega-Lite specification, or a part of one. */
export type Spec = Readonly<Record<string, unknown>>;

/** Width of the drawing area in pixels (96 to the inch) such that the figure fits a column of 8.6 cm. */
export const COLUMN_WIDTH = 252;
/** Height of the drawing area of curves. */
export const HEIGHT = 168;

/** Drawing area of a map: narrower, since a bar of colours stands beside it. */
export const MAP_SIZE = { width: 184, height: 184 } as const;

/** Okabe and Ito's colours in an order whose grey values alternate. */
const COLOURS: readonly string[] = ["#000000", "#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00"];
/** Dashes, so that colour is never needed to tell lines apart. */
const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4], [1, 3]];

const FONT = "DejaVu Sans, Arial, Helvetica, sans-serif";

/** Settings shared by all figures. */
export const CONFIG: Spec = {
  background: "white",
  font: FONT,
  view: { stroke: "black", strokeWidth: 0.8 },
  axis: {
    grid: false,
    domain: false,
    tickColor: "black",
    tickSize: 4,
    labelFontSize: 9,
    titleFontSize: 10,
    titleFontWeight: "normal",
    titleFontStyle: "normal",
    labelColor: "black",
    titleColor: "black",
    tickCount: 5,
    labelFlush: false,
  },
  legend: {
    labelFontSize: 8.5,
    titleFontSize: 9,
    titleFontWeight: "normal",
    symbolStrokeWidth: 1.4,
    symbolSize: 260,
    rowPadding: 1,
    orient: "top",
    columns: 3,
    columnPadding: 8,
    labelLimit: 240,
  },
  line: { strokeWidth: 1.4 },
  title: { fontSize: 10, fontWeight: "normal", anchor: "middle" },
};

/** A complete specification. */
export function figure(parts: Spec): Spec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    padding: 6,
    width: COLUMN_WIDTH,
    height: HEIGHT,
    config: CONFIG,
    ...parts,
  };
}

/** Figures one under another; a single one as it is. */
export function stacked(figures: readonly Spec[]): Spec {
  const [first] = figures;
  if (figures.length === 1 && first) return first;
  const shared = ["$schema", "padding", "config"];
  const parts = figures.map((spec) =>
    Object.fromEntries(Object.entries(spec).filter(([k]) => !shared.includes(k))),
  );
  const { $schema, padding, config } = figure({});
  const own = { color: "independent", strokeDash: "independent" };
  return { $schema, padding, config, vconcat: parts, resolve: { scale: own } };
}

/** Colour and dash of named lines, with their legend. */
export function lineEncoding(names: readonly string[]): Spec {
  const scale = (range: readonly unknown[]): Spec => ({ domain: names, range: range.slice(0, names.length) });
  const legend = names.length > 1 ? { title: null, columns: legendColumns(names) } : null;
  return {
    color: { field: "line", type: "nominal", sort: names, scale: scale(COLOURS), legend },
    strokeDash: { field: "line", type: "nominal", sort: names, scale: scale(DASHES), legend },
    // What a screen reader says of a curve; Vega's own words are the first point's.
    description: { field: "line", type: "nominal" },
  };
}

/** Columns of a legend that is no wider than the figure: at most three, for four names and more two. */
function legendColumns(names: readonly string[]): number {
  const entry = LEGEND_SYMBOL + LEGEND_LETTER * Math.max(...names.map((name) => name.length));
  const most = names.length > 3 ? 2 : 3;
  return Math.max(1, Math.min(most, Math.floor(COLUMN_WIDTH / entry)));
}

/** Pixels of a symbol with its space, and of a letter, as Vega reckons them without a canvas. */
const LEGEND_SYMBOL = 24;
const LEGEND_LETTER = 6.8;
