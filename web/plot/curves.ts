/** Curves and maps of a junction in doubles, on the page itself, so that they follow a slider in the same frame. */
import { compileGrid } from "../../numeric/grid.js";
import { float64 } from "../../numeric/float64.js";
import { levelModelCurrents } from "../../numeric/level-model.js";
import { type NumericModel } from "../../src/numeric-model.js";
import { type Quantity } from "../state/view-state.js";

/** Values by name; the names that vary hold one array entry a point. */
export interface Sampling {
  readonly fixed: Readonly<Record<string, number>>;
  readonly varying: Readonly<Record<string, Float64Array>>;
}

/** J(Δ), J(−Δ), R and the contrast at every point; NaN where the junction has no value. */
export interface Curves {
  readonly J: Float64Array;
  readonly J_reversed: Float64Array;
  readonly R: Float64Array;
  readonly contrast: Float64Array;
}

export type Sampler = (sampling: Sampling) => Curves;

const QUANTITIES = ["J", "J_reversed", "R", "contrast"] as const;

/** How many points a curve is given: the rate equation costs more than the closed form of a ladder. */
export function pointsFor(model: NumericModel): number {
  return model.kind === "ladder" ? 241 : 81;
}

/** A sampler of a junction for the names that vary. */
export function samplerOf(numeric: NumericModel, varying: readonly string[]): Sampler {
  if (numeric.kind === "levels") return levelSampler(numeric.model);
  const grid = compileGrid(numeric.model, QUANTITIES, { kind: "list", varying }, { interpret: true });
  const point = compileGrid(numeric.model, QUANTITIES, { kind: "list", varying: [] }, { interpret: true });
  return ({ fixed, varying: arrays }) => {
    const count = Object.values(arrays)[0]?.length ?? 0;
    const curves = empty(count);
    try {
      grid.run({ ...fixed, ...arrays }, Object.values(curves));
    } catch {
      // Somewhere outside the domain: point by point, so that the rest of the curve is shown.
      const one = empty(1);
      for (let i = 0; i < count; i++) {
        const here = Object.fromEntries(Object.entries(arrays).map(([name, a]) => [name, a[i] as number]));
        try {
          point.run({ ...fixed, ...here }, Object.values(one));
        } catch {
          QUANTITIES.forEach((q) => one[q].fill(NaN));
        }
        QUANTITIES.forEach((q) => (curves[q][i] = one[q][0] as number));
      }
    }
    return curves;
  };
}

function empty(count: number): Curves {
  const column = (): Float64Array => new Float64Array(count);
  return { J: column(), J_reversed: column(), R: column(), contrast: column() };
}

function levelSampler(model: Extract<NumericModel, { kind: "levels" }>["model"]): Sampler {
  return ({ fixed, varying }) => {
    const count = Object.values(varying)[0]?.length ?? 0;
    const curves = empty(count);
    for (let i = 0; i < count; i++) {
      const at = new Map(Object.entries(fixed));
      for (const [name, values] of Object.entries(varying)) at.set(name, values[i] as number);
      const current = (sign: number): number => levelCurrent(model, at, sign);
      const [forward, reversed] = [current(1), current(-1)];
      curves.J[i] = forward;
      curves.J_reversed[i] = reversed;
      curves.R[i] = forward === 0 ? 1 : -forward / reversed;
      curves.contrast[i] = forward === 0 ? 0 : (forward + reversed) / (forward - reversed);
    }
    return curves;
  };
}

function levelCurrent(
  model: Extract<NumericModel, { kind: "levels" }>["model"],
  at: ReadonlyMap<string, number>,
  sign: number,
): number {
  const value = (name: string): number => at.get(name) ?? NaN;
  const [sum, difference] = [value("T_a"), sign * value("Delta")];
  if (difference === 0) return 0;
  const temperatures = [(sum + difference) / 2, (sum - difference) / 2] as const;
  try {
    return levelModelCurrents(float64, { isZero: (a) => a === 0 }, model, at, temperatures, value).fromLeft;
  } catch {
    return NaN;
  }
}

/** Equally spaced points, both ends included. */
export function linear(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/** Points at equal ratios, both ends included. */
export function logarithmic(from: number, to: number, count: number): Float64Array {
  return linear(Math.log(from), Math.log(to), count).map(Math.exp);
}

/** The values that a quantity of a plot takes. */
export function columnOf(curves: Curves, quantity: Quantity): Float64Array {
  return curves[quantity];
}
