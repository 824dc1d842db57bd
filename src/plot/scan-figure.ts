/** The picture of a finished scan: curves over one axis, a map for each quantity over two. */
import { InputError } from "../input/errors.js";
import { curveFigure, mapFigure, type Table } from "./table.js";
import { stacked, type Spec } from "./axis/theme.js";

/** Larger pictures are no pictures: paths and cells that nobody sees. */
const MOST_CURVE_POINTS = 100_000;
const MOST_CELLS = 100_000;

/** An axis of a scan: its values in the order of the rows. */
export interface ScanAxis {
  readonly name: string;
  readonly unit?: string;
  readonly values: readonly number[];
  readonly logarithmic: boolean;
}

/**
 * Says, before a scan begins, whether it can be drawn.
 * @throws InputError for no or more than two axes that vary, or for too many points
 */
export function requireDrawable(axes: readonly { readonly name: string; readonly count: number }[]): void {
  const varying = axes.filter(({ count }) => count > 1);
  const points = varying.reduce((n, { count }) => n * count, 1);
  const where = "--plot";
  if (varying.length < 1 || varying.length > 2) {
    throw new InputError(`${varying.length} axes vary`, {
      where,
      hint: "curves need one axis, a map needs two; bind the others with --at",
    });
  }
  const most = varying.length === 1 ? MOST_CURVE_POINTS : MOST_CELLS;
  if (points <= most) return;
  throw new InputError(`${points} points are more than a picture shows (${most})`, {
    where,
    hint: "draw a coarser grid",
  });
}

/**
 * The figure. The last axis varies fastest in the columns, as in the rows of a scan.
 * @param quantities  a column of numbers for each quantity
 */
export function scanFigure(
  axes: readonly ScanAxis[],
  quantities: readonly {
    readonly name: string;
    readonly unit?: string;
    readonly values: ArrayLike<number>;
  }[],
): Spec {
  const varying = axes.filter(({ values }) => values.length > 1);
  const [first, second] = varying;
  if (!first) throw new InputError("nothing varies");
  if (!second) {
    const { table: x, order } = sorted(first);
    const groups = grouped(quantities.map(({ name }) => name));
    return stacked(
      groups.map((names) =>
        curveFigure(
          x,
          quantities
            .filter(({ name }) => names.includes(name))
            .map((q) => ({ ...q, values: order.map((i) => q.values[i] as number) })),
          names[0]?.startsWith("P_") === true ? "population" : "J",
        ),
      ),
    );
  }
  const [x, y] = [sorted(first), sorted(second)];
  const rows = second.values.length;
  return stacked(
    quantities.map(({ values, ...q }) =>
      mapFigure(x.table, y.table, {
        ...q,
        values: y.order.flatMap((j) => x.order.map((i) => values[i * rows + j] as number)),
      }),
    ),
  );
}

/** The axis with growing values, and which index each came from. */
function sorted({ values, ...axis }: ScanAxis): { table: Table; order: readonly number[] } {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number));
  return { table: { ...axis, values: order.map((i) => values[i] as number) }, order };
}

/** Quantities of one unit and size share a frame: the two currents, the populations; others stand alone. */
function grouped(names: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = /^J(_reversed)?$/.test(name) ? "J" : name.replace(/^P_\d+$/, "P");
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()];
}
