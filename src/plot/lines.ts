/** Curves as marks: lines with gaps where there is no value, and points for values that stand between gaps alone. */
import { lineEncoding, type Spec } from "./axis/theme.js";

/** A point of a named curve; without a value where y is not finite. */
export interface CurvePoint {
  readonly x: number | undefined;
  readonly y: number;
  readonly line: string | undefined;
}

/**
 * The part of a figure with the curves of some points, told apart by colour and dash.
 * @param rows   each curve's points along the axis; the curves may take turns
 * @param names  of the curves, in the order of the legend
 */
export function lines(
  rows: readonly CurvePoint[],
  { x, y }: { readonly x: Spec; readonly y: Spec },
  names: readonly string[],
): Spec {
  const own = lineEncoding(names);
  const curves = { mark: { type: "line", clip: true }, encoding: { x, y, ...own } };
  const alone = names.flatMap((name) => lonePoints(rows.filter(({ line }) => line === name)));
  const data = { values: rows };
  if (alone.length === 0) return { data, ...curves };
  const points = {
    data: { values: alone },
    mark: { type: "point", filled: true, size: 12, opacity: 1, clip: true },
    encoding: { x, y, color: { ...(own["color"] as Spec), legend: null } },
  };
  return { data, layer: [curves, points] };
}

/** Points of one curve with a value whose neighbours have none. */
function lonePoints(rows: readonly CurvePoint[]): readonly CurvePoint[] {
  const known = (i: number): boolean => Number.isFinite(rows[i]?.y);
  return rows.filter((_, i) => known(i) && !known(i - 1) && !known(i + 1));
}
