/** Maps over two parameters with the line on which nothing rectifies. */
import { type Junction } from "../junction/junction.js";
import { contourSegments, type Segment } from "./contour.js";
import { legendTicks, position } from "./axis/axis.js";
import { type Axis } from "./curves.js";
import { changed, range, type Reading, readings, type Values } from "./data.js";
import { label, quantityLabel } from "./labels.js";
import { unitLabels } from "../junction/units.js";
import { figure, MAP_SIZE, type Spec } from "./axis/theme.js";

/** The points along one side of a map. */
export interface Side {
  readonly name: string;
  /** Shown in brackets behind the name; none for pure numbers. */
  readonly unit?: string | undefined;
  readonly points: readonly number[];
  readonly logarithmic: boolean;
}

/** The quantity over two parameters; for R (and the contrast) the line R = 1 is drawn white on black. */
export function mapSpec(
  junction: Junction,
  values: Values,
  horizontal: Axis,
  vertical: Axis,
  quantity: keyof Reading = "R",
): Spec {
  const unit = unitLabels(junction);
  const side = (axis: Axis): Side => ({
    name: axis.name,
    unit: unit(axis.name),
    points: range(axis.from, axis.to, axis.count ?? 61, axis.logarithmic),
    logarithmic: axis.logarithmic ?? false,
  });
  const [x, y] = [side(horizontal), side(vertical)];
  const points = y.points.flatMap((v) => {
    const row = changed(values, y.name, v);
    return x.points.map((u) => changed(row, x.name, u));
  });
  const found = readings(junction, points);
  const grid = y.points.map((_, j) =>
    x.points.map((_u, i) => (found[j * x.points.length + i] as Reading)[quantity]),
  );
  const level = quantity === "R" ? 1 : quantity === "contrast" ? 0 : undefined;
  const segments = level === undefined ? [] : contourSegments(x.points, y.points, grid, level);
  return mapLayers(x, y, grid, segments, {
    title: quantityLabel(quantity) ?? quantity,
    unit: unit(quantity),
  });
}

/** Cells coloured by value, and line segments on top. */
export function mapLayers(
  horizontal: Side,
  vertical: Side,
  grid: readonly (readonly number[])[],
  segments: readonly Segment[],
  quantity: { readonly title: string; readonly unit?: string | undefined },
): Spec {
  const columns = edges(horizontal);
  const rows = edges(vertical);
  const cells = rows.flatMap(([y, y2], j) =>
    // each cell reaches under the next ones, which leaves no seams between them
    columns.map(([x], i) => ({
      x,
      x2: columns[Math.min(i + 1, columns.length - 1)]?.[1],
      y,
      y2: rows[Math.min(j + 1, rows.length - 1)]?.[1] ?? y2,
      value: known(grid[j]?.[i]),
    })),
  );
  const along = (channel: "x" | "y", { name, unit, points, logarithmic }: Side): Spec =>
    position(channel, label(name), {
      unit,
      logarithmic,
      domain: [points[0] as number, points[points.length - 1] as number],
      length: channel === "x" ? MAP_SIZE.width : MAP_SIZE.height,
    });
  const [x, y] = [along("x", horizontal), along("y", vertical)];
  const to = { x2: { field: "x2" }, y2: { field: "y2" } };
  // luminance grows steadily: readable in grey print and by colour-blind eyes
  const { domain, ...ticks } = legendTicks(quantity.title, quantity.unit, grid.flat(), GRADIENT_LENGTH);
  const scale = { scheme: "viridis", zero: false, nice: false, domain };
  const legend = {
    type: "gradient",
    orient: "right",
    gradientLength: GRADIENT_LENGTH,
    titleOrient: "right",
    titleLimit: 300,
    ...ticks,
  };
  const line = (color: string, strokeWidth: number): Spec => ({
    data: { values: segments },
    mark: { type: "rule", color, strokeWidth, strokeCap: "round", clip: true },
    encoding: { x, y, ...to },
  });
  return figure({
    ...MAP_SIZE,
    layer: [
      {
        data: { values: cells },
        mark: { type: "rect", clip: true, invalid: "show" },
        encoding: {
          x,
          y,
          ...to,
          color: {
            // outside the domain of the junction
            condition: { test: "!isValid(datum.value)", value: OUTSIDE },
            field: "value",
            type: "quantitative",
            scale,
            legend,
          },
        },
      },
      line("black", 3),
      line("white", 1.4),
    ],
  });
}

/** Length of the bar of colours in pixels. */
const GRADIENT_LENGTH = 160;

/** Cells without a value. */
const OUTSIDE = "#bdbdbd";

/** null for NaN and ±∞: JSON has no other way to say that there is no value. */
function known(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** Borders of the cells: half way between neighbours. */
function edges({ points, logarithmic }: Side): [number, number][] {
  const middle = (a: number, b: number): number => (logarithmic ? Math.sqrt(a * b) : (a + b) / 2);
  return points.map((here, i) => [
    i === 0 ? here : middle(points[i - 1] as number, here),
    i + 1 === points.length ? here : middle(here, points[i + 1] as number),
  ]);
}
