/** Plots of a finished scan: columns of numbers in, a specification out. */
import { contourSegments } from "./contour.js";
import { position, REFERENCE, withReference } from "./curves.js";
import { label, QUANTITY_LABEL } from "./labels.js";
import { mapLayers } from "./map.js";
import { withUnit } from "../junction/units.js";
import { lineEncoding, type Spec } from "./theme.js";

/** One column of numbers with its name. */
export interface Table {
  readonly name: string;
  /** Shown in brackets behind the name; none for pure numbers. */
  readonly unit?: string;
  readonly values: ArrayLike<number>;
  readonly logarithmic?: boolean;
}

/**
 * Quantities along one parameter. More than one are drawn in one frame, told apart by a legend; R and the contrast by
 * themselves with the line where nothing rectifies.
 */
export function curveFigure(x: Table, quantities: readonly Table[], yTitle = ""): Spec {
  const names = quantities.map(title);
  const [unit] = quantities.map((q) => q.unit ?? "");
  const rows = quantities.flatMap((q, i) =>
    Array.from(q.values, (y, n) => ({ x: x.values[n], y, line: names[i] })),
  );
  const xs = Array.from(x.values);
  const ends = xs.length > 1 ? [Math.min(...xs), Math.max(...xs)] : undefined;
  const y = position("y", names.length === 1 ? (names[0] as string) : withUnit(yTitle, unit), false);
  const curves = {
    data: { values: rows },
    mark: { type: "line" },
    encoding: {
      x: position("x", withUnit(label(x.name), x.unit), x.logarithmic, ends),
      y,
      ...lineEncoding(names),
    },
  };
  return withReference(curves, quantities.length === 1 ? (quantities[0]?.name ?? "") : "", y);
}

/** One quantity over two parameters: `values` in rows of x for each y. */
export function mapFigure(x: Table, y: Table, quantity: Table): Spec {
  const xs = Array.from(x.values);
  const ys = Array.from(y.values);
  const grid = ys.map((_, j) => xs.map((_x, i) => quantity.values[j * xs.length + i] as number));
  const level = REFERENCE[quantity.name];
  const segments = level === undefined ? [] : contourSegments(xs, ys, grid, level);
  return mapLayers(
    { title: withUnit(label(x.name), x.unit), name: x.name, points: xs, logarithmic: x.logarithmic ?? false },
    { title: withUnit(label(y.name), y.unit), name: y.name, points: ys, logarithmic: y.logarithmic ?? false },
    grid,
    segments,
    title(quantity),
  );
}

function title({ name, unit }: Table): string {
  return withUnit(QUANTITY_LABEL[name] ?? label(name), unit);
}
