/** Plots of curves: a quantity along a parameter, J(Δ) with its truncated series, its even and odd part, α_k(T_a). */
import { toDouble } from "../input/double.js";
import { type Junction } from "../junction/junction.js";
import {
  changed,
  coefficientCurves,
  coefficients,
  range,
  readings,
  type Reading,
  type Values,
} from "./data.js";
import { label, quantityLabel, subscript } from "./labels.js";
import { unitLabels } from "../junction/units.js";
import { lines } from "./lines.js";
import { position } from "./axis/axis.js";
import { figure, type Spec } from "./axis/theme.js";
import { rangeOf, superscript } from "./axis/ticks.js";

/** A range of an axis. */
export interface Axis {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly count?: number;
  readonly logarithmic?: boolean;
}

/** One or more quantities along a parameter. */
export function alongSpec(
  junctions: readonly { readonly junction: Junction; readonly name?: string; readonly values: Values }[],
  axis: Axis,
  quantity: keyof Reading,
): Spec {
  const xs = range(axis.from, axis.to, axis.count ?? 201, axis.logarithmic);
  const names = junctions.map((j) => j.name ?? j.junction.name);
  const rows = junctions.flatMap(({ junction, values }, i) =>
    readings(
      junction,
      xs.map((x) => changed(values, axis.name, x)),
    ).map((at, n) => ({ x: xs[n], y: at[quantity], line: names[i] })),
  );
  const [unit = () => ""] = junctions.map((j) => unitLabels(j.junction));
  const y = position("y", quantityLabel(quantity) ?? quantity, {
    unit: unit(quantity),
    values: withReferenceValue(
      quantity,
      rows.map((row) => row.y),
    ),
  });
  const curves = {
    ...lines(
      rows,
      {
        x: position("x", label(axis.name), {
          unit: unit(axis.name),
          logarithmic: axis.logarithmic,
          domain: [axis.from, axis.to],
        }),
        y,
      },
      names,
    ),
  };
  return withReference(curves, quantity, y);
}

/** Where nothing rectifies. */
export const REFERENCE: Readonly<Record<string, number>> = { R: 1, contrast: 0 };

/** The values that an axis of the quantity has to hold: its own, and the one of the line where nothing rectifies. */
export function withReferenceValue(quantity: string, values: readonly number[]): readonly number[] {
  const reference = REFERENCE[quantity];
  return reference === undefined ? values : [reference, ...values];
}

/** The figure with a line where nothing rectifies, for the quantities that have one. */
export function withReference(curves: Spec, quantity: string, y: Spec): Spec {
  const reference = REFERENCE[quantity];
  if (reference === undefined) return figure(curves);
  const rule = {
    data: { values: [{ y: reference }] },
    mark: { type: "rule", color: "#888888", strokeWidth: 0.8 },
    encoding: { y },
  };
  return figure({ layer: [rule, curves] });
}

/** What a caller knows already. */
export interface SeriesOptions {
  /** α_0, α_1, … at the point; without them they are computed, for ladders. */
  readonly alphas?: readonly number[];
  /** Points of each curve. */
  readonly count?: number;
}

/** The readings at each Δ. */
function alongDelta(junction: Junction, values: Values, xs: readonly number[]): { x: number; at: Reading }[] {
  const points = xs.map((x) => changed(values, "Delta", x));
  return readings(junction, points).map((at, i) => ({ x: xs[i] as number, at }));
}

/** J(Δ), the reversed current −J(−Δ), and the truncated series of growing order. */
export function seriesSpec(
  junction: Junction,
  values: Values,
  orders: readonly number[] = [1, 2, 4],
  { alphas = coefficients(junction, values, Math.max(...orders)), count = 190 }: SeriesOptions = {},
): Spec {
  const T = valueOf(values, "T_a");
  const unit = unitLabels(junction);
  const xs = range(T / 200, T * 0.95, count);
  const truncated = (order: number, x: number): number =>
    alphas.slice(0, order + 1).reduce((sum, a, k) => sum + a * x ** k, 0);
  const name = (order: number): string => `series to Δ${order === 1 ? "" : superscript(order)}`;
  const names = ["J(Δ)", "−J(−Δ)", ...orders.map(name)];
  const rows = alongDelta(junction, values, xs).flatMap(({ x, at }) => [
    { x, y: at.J, line: "J(Δ)" },
    { x, y: -at.J_reversed, line: "−J(−Δ)" },
    ...orders.map((order) => ({ x, y: truncated(order, x), line: name(order) })),
  ]);
  const top = Math.max(
    ...rows.filter((r) => (r.line === "J(Δ)" || r.line === "−J(−Δ)") && Number.isFinite(r.y)).map((r) => r.y),
  );
  return figure({
    ...lines(
      rows,
      {
        x: position("x", "Δ", { unit: unit("Delta"), domain: [0, T] }),
        y: position("y", "J", { unit: unit("J"), domain: rangeOf([0, 1.25 * top]) }),
      },
      names,
    ),
  });
}

/** Odd and even part of J(Δ); the even part is what rectifies. */
export function paritySpec(junction: Junction, values: Values, count = 150): Spec {
  const T = valueOf(values, "T_a");
  const unit = unitLabels(junction);
  const names = ["odd part of J(Δ)", "even part of J(Δ)"];
  const xs = range(0, T * 0.98, count);
  const rows = alongDelta(junction, values, xs).flatMap(({ x, at }) => [
    { x, y: (at.J - at.J_reversed) / 2, line: names[0] },
    { x, y: (at.J + at.J_reversed) / 2, line: names[1] },
  ]);
  return figure({
    ...lines(
      rows,
      {
        x: position("x", "Δ", { unit: unit("Delta"), domain: [0, T] }),
        y: position("y", "J", { unit: unit("J"), values: rows.map((row) => row.y) }),
      },
      names,
    ),
  });
}

/** α_k T_a^k (so that all have one unit) along T_a. */
export function alphaSpec(junction: Junction, values: Values, axis: Axis, orders: readonly number[]): Spec {
  const xs = range(axis.from, axis.to, axis.count ?? 120, axis.logarithmic ?? true);
  const name = (k: number): string => `α${subscript(k)}Tₐ${k === 1 ? "" : superscript(k)}`;
  const names = orders.map(name);
  const unit = unitLabels(junction);
  const points = xs.map((T) => changed(values, "T_a", T));
  const rows = coefficientCurves(junction, points, Math.max(...orders)).flatMap((alphas, i) => {
    const T = xs[i] as number;
    return orders.map((k) => ({ x: T, y: (alphas[k] ?? NaN) * T ** k, line: name(k) }));
  });
  return figure({
    ...lines(
      rows,
      {
        x: position("x", "Tₐ", {
          unit: unit("T_a"),
          logarithmic: axis.logarithmic ?? true,
          domain: [axis.from, axis.to],
        }),
        y: position("y", "αₖTₐᵏ", { unit: unit("J"), values: rows.map((row) => row.y) }),
      },
      names,
    ),
  });
}

/** T_a and the like as doubles. */
export function valueOf(values: Values, name: string): number {
  const value = values.get(name);
  return value ? toDouble(value) : NaN;
}
