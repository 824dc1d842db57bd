/** Plots of a junction as Vega-Lite specifications; `render.ts` turns them into SVG and PNG. */
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { alongSpec, alphaSpec, type Axis, paritySpec, seriesSpec, valueOf } from "./curves.js";
import { type Reading, type Values } from "./data.js";
import { levelSpec, populationSpec } from "./levels.js";
import { mapSpec } from "./map.js";
import { type Spec } from "./axis/theme.js";

export { alongSpec, type Axis, paritySpec, seriesSpec } from "./curves.js";
export { type Reading, type Values } from "./data.js";
export { levelSpec } from "./levels.js";
export { figureTwo, type FigureTwo } from "./figure-two.js";
export { type ClosedKind, goldenRuleSpec } from "./golden-rule.js";
export { rasterised, renderInset, renderPng, renderSvg } from "./render.js";
export { requireDrawable, type ScanAxis, scanFigure } from "./scan-figure.js";
export { curveFigure, mapFigure, type Table } from "./table.js";
export { type Spec } from "./axis/theme.js";

/** What can be drawn. */
export const PLOTS = ["ratio", "series", "parity", "alpha", "map", "populations", "levels"] as const;
export type PlotKind = (typeof PLOTS)[number];

/** Values of all parameters (T_a and Delta as far as the plot needs them), and what differs from the usual. */
export interface PlotOptions {
  readonly at: Values;
  /** Axis of `ratio`, `alpha` and `map`. Default: the gap from 0.1 T_a to 6 T_a; T_a from a fifth to five times. */
  readonly x?: Axis;
  /** Second axis of `map`. */
  readonly y?: Axis;
  /** Quantity of `ratio` and `map`; default R. */
  readonly quantity?: keyof Reading;
  /** Orders of `series` and `alpha`. */
  readonly orders?: readonly number[];
}

/**
 * A plot of a junction.
 * @throws InputError for missing values, or a plot that the junction does not have
 * @example  await renderSvg(plotSpec("series", parseShorthand("solid-TLS-solid"), { at }))
 */
export function plotSpec(kind: PlotKind, junction: Junction, options: PlotOptions): Spec {
  const { at, quantity = "R", orders } = options;
  switch (kind) {
    case "ratio":
      return alongSpec([{ junction, values: at }], options.x ?? gapAxis(junction, at), quantity);
    case "series":
      return seriesSpec(junction, at, orders);
    case "parity":
      return paritySpec(junction, at);
    case "alpha": {
      const T = valueOf(at, "T_a");
      const axis = options.x ?? { name: "T_a", from: T / 5, to: T * 5, logarithmic: true };
      return alphaSpec(junction, at, axis, orders ?? [1, 2, 3, 4]);
    }
    case "map": {
      if (!options.y) throw new InputError("a map needs a second axis");
      return mapSpec(junction, at, options.x ?? gapAxis(junction, at), options.y, quantity);
    }
    case "populations":
      return populationSpec(junction, at);
    case "levels":
      return levelSpec(junction, at);
  }
}

/** The first energy among the parameters, around T_a. */
function gapAxis(junction: Junction, at: Values): Axis {
  const gap = junction.parameters.find((p) => p.role === "gap");
  if (!gap) throw new InputError("the junction has no gap to vary: name the parameter of the axis");
  const T = valueOf(at, "T_a");
  return { name: gap.name, from: 0.1 * T, to: 6 * T };
}
