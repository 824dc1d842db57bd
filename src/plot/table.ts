/** Plots of a finished scan: columns of numbers in, a specification out. */
import { contourSegments } from "./contour.js";
import { lines } from "./lines.js";
import { position } from "./axis/axis.js";
import { REFERENCE, withReference, withReferenceValue } from "./curves.js";
import { label, quantityLabel } from "./labels.js";
import { mapLayers, type Side } from "./map.js";
import { rangeOf } from "./axis/ticks.js";
import { type Spec } from "./axis/theme.js";

/** One column of numbers with its name. */
export interface Table {
  readonly name: string;
  /** Shown in brackets behind the name; none for pure numbers. */
  readonly unit?: string | undefined;
  readonly values: ArrayLike<number>;
  readonly logarithmic?: boolean | undefined;
}

/**
 * Quantities along one parameter. More than one are drawn in one frame, told apart by a legend; R and the contrast by
 * themselves with the line where nothing rectifies.
 */
export function curveFigure(x: Table, quantities: readonly Table[], yTitle = ""): Spec {
  const names = quantities.map(({ name }) => quantityLabel(name) ?? label(name));
  const [unit] = quantities.map((q) => q.unit ?? "");
  const rows = quantities.flatMap((q, i) =>
    Array.from(q.values, (y, n) => ({ x: x.values[n] as number, y, line: names[i] })),
  );
  const only = quantities.length === 1 ? (quantities[0]?.name ?? "") : "";
  const y = position("y", only === "" ? yTitle : (names[0] as string), {
    unit,
    values: withReferenceValue(
      only,
      rows.map((row) => row.y),
    ),
  });
  const curves = {
    ...lines(
      rows,
      {
        x: position("x", label(x.name), {
          unit: x.unit,
          logarithmic: x.logarithmic,
          domain: rangeOf(Array.from(x.values)),
        }),
        y,
      },
      names,
    ),
  };
  return withReference(curves, only, y);
}

/** One quantity over two parameters: `values` in rows of x for each y. */
export function mapFigure(x: Table, y: Table, quantity: Table): Spec {
  const xs = Array.from(x.values);
  const ys = Array.from(y.values);
  const grid = ys.map((_, j) => xs.map((_x, i) => quantity.values[j * xs.length + i] as number));
  const level = REFERENCE[quantity.name];
  const segments = level === undefined ? [] : contourSegments(xs, ys, grid, level);
  return mapLayers(side(x), side(y), grid, segments, {
    title: quantityLabel(quantity.name) ?? label(quantity.name),
    unit: quantity.unit,
  });
}

const side = ({ name, unit, values, logarithmic = false }: Table): Side => ({
  name,
  unit,
  points: Array.from(values),
  logarithmic,
});
