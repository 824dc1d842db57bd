/** Populations as bars, and the level diagram of a junction with the heat that each transition carries. */
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { analyseTransitions, type TransitionClass } from "../evaluate/transitions.js";
import { type Values } from "./data.js";
import { subscript } from "./labels.js";
import { unitLabels, withUnit } from "../junction/units.js";
import { position } from "./axis/axis.js";
import { numberText, rangeOf } from "./axis/ticks.js";
import { figure, type Spec } from "./axis/theme.js";

function stateOf(junction: Junction, values: Values): TransitionClass {
  const { classes } = analyseTransitions(junction, new Map([...junction.bound, ...values]));
  const [only] = classes;
  if (!only || classes.length !== 1)
    throw new InputError("the levels are not connected: draw their parts one by one");
  return only;
}

/** Populations of the levels. */
export function populationSpec(junction: Junction, values: Values): Spec {
  const { levels, populations } = stateOf(junction, values);
  const rows = levels.map((level, i) => ({
    level: `P${subscript(level)}`,
    y: populations[i],
    text: numberText(populations[i] as number, 3),
  }));
  const y = position("y", "population", { domain: [0, 1.12 * Math.max(...populations)] });
  return figure({
    data: { values: rows },
    layer: [
      {
        mark: { type: "bar", color: "#888888", stroke: "black", strokeWidth: 0.8 },
        encoding: {
          x: { field: "level", type: "nominal", title: null, sort: null, axis: { labelAngle: 0 } },
          y,
        },
      },
      {
        mark: { type: "text", dy: -6, fontSize: 8.5 },
        encoding: {
          x: { field: "level", type: "nominal", sort: null },
          y,
          text: { field: "text", type: "nominal" },
        },
      },
    ],
  });
}

/** Height of the level diagram in pixels, and the free part of it below and above the levels. */
const HEIGHT = 220;
const MARGIN = 14;

/**
 * Levels as lines at their energies, with populations; for each transition an arrow for the heat from the left bath
 * (orange, left) and one for the heat into the right bath (blue, dashed, right); the width shows the size, the head the
 * direction of the energy: up where the bath gives energy to the subsystem.
 */
export function levelSpec(junction: Junction, values: Values): Spec {
  const { levels, populations, transitions } = stateOf(junction, values);
  const gapSum = new Map<number, number>();
  const energies = energiesOf(levels, transitions);
  levels.forEach((level, i) => gapSum.set(level, energies[i] as number));
  const lines = levels.map((level, i) => ({
    energy: energies[i],
    x: 0,
    x2: 1,
    text: `P${subscript(level)} = ${numberText(populations[i] as number, 3)}`,
  }));
  const largest = Math.max(...transitions.flatMap((t) => [Math.abs(t.fromLeft), Math.abs(t.intoRight)]));
  const count = transitions.length;
  const arrows = transitions.flatMap((t, i) => {
    const low = gapSum.get(t.lower) as number;
    const high = gapSum.get(t.upper) as number;
    const spread = count === 1 ? 0.5 : i / (count - 1);
    const arrow = (side: "from left" | "into right", heat: number): Spec => {
      // the left bath gives: up; the right bath takes: down
      const up = (side === "from left") === heat > 0;
      const inset = 0.06 * (high - low);
      return {
        side,
        heat: Math.abs(heat) / largest,
        x: side === "from left" ? 0.06 + 0.34 * spread : 0.6 + 0.34 * spread,
        tail: up ? low + inset : high - inset,
        head: up ? high - inset : low + inset,
        text: numberText(Math.abs(heat), 3),
        middle: (low + high) / 2,
        angle: up ? 0 : 180,
      };
    };
    return [arrow("from left", t.fromLeft), arrow("into right", t.intoRight)];
  });
  const unit = unitLabels(junction);
  const { units } = junction;
  const axis = position("y", units === undefined ? "energy" : "energy/h", {
    unit: units?.frequency,
    domain: rangeOf(energies),
    length: HEIGHT - 2 * MARGIN,
  });
  const y = (field: string): Spec => ({
    ...axis,
    field,
    scale: { ...(axis["scale"] as Spec), padding: MARGIN },
  });
  const heat = withUnit("heat", unit("J"));
  const x = { field: "x", type: "quantitative", axis: null, scale: { domain: [-0.02, 1.3], nice: false } };
  const colour = {
    field: "side",
    type: "nominal",
    scale: { domain: ["from left", "into right"], range: ["#D55E00", "#0072B2"] },
    legend: { title: heat },
  };
  const width = {
    field: "heat",
    type: "quantitative",
    legend: null,
    scale: { domain: [0, 1], range: [0.6, 5] },
  };
  return figure({
    height: HEIGHT,
    layer: [
      {
        data: { values: lines },
        mark: { type: "rule", strokeWidth: 1.6 },
        encoding: { x, x2: { field: "x2" }, y: y("energy") },
      },
      {
        data: { values: lines },
        mark: { type: "text", align: "left", dx: 4, fontSize: 8.5 },
        encoding: { x: { ...x, field: "x2" }, y: y("energy"), text: { field: "text" } },
      },
      {
        data: { values: arrows },
        mark: { type: "rule" },
        encoding: {
          x,
          y: y("tail"),
          y2: { field: "head" },
          color: colour,
          strokeDash: {
            field: "side",
            type: "nominal",
            scale: {
              domain: ["from left", "into right"],
              range: [
                [1, 0],
                [5, 2],
              ],
            },
            legend: { title: heat },
          },
          strokeWidth: width,
        },
      },
      {
        data: { values: arrows },
        mark: { type: "point", shape: "triangle-up", filled: true, size: 60, opacity: 1 },
        encoding: {
          x,
          y: y("head"),
          color: { ...colour, legend: null },
          angle: { field: "angle", type: "quantitative", scale: null },
        },
      },
      {
        data: { values: arrows },
        mark: { type: "text", align: "left", dx: 6, fontSize: 8 },
        encoding: { x, y: y("middle"), text: { field: "text" } },
      },
    ],
  });
}

/** Energies from the gaps of the transitions, the lowest level at 0. */
function energiesOf(
  levels: readonly number[],
  transitions: readonly { readonly upper: number; readonly lower: number; readonly gap: number }[],
): number[] {
  const energy = new Map<number, number>([[levels[0] as number, 0]]);
  for (let changedOne = true; changedOne;) {
    changedOne = false;
    for (const { upper, lower, gap } of transitions) {
      const [u, l] = [energy.get(upper), energy.get(lower)];
      if (u === undefined && l !== undefined) energy.set(upper, l + gap);
      else if (l === undefined && u !== undefined) energy.set(lower, u - gap);
      else continue;
      changedOne = true;
    }
  }
  const least = Math.min(...energy.values());
  return levels.map((level) => (energy.get(level) ?? 0) - least);
}
