/** Curves of a junction in doubles along one parameter. */
import { domainFault } from "../../numeric/junction/domain.js";
import { compileGrid } from "../../numeric/grid/grid.js";
import { float64 } from "../../numeric/arithmetic/float64.js";
import { evaluateExpression } from "../../numeric/junction/evaluate-expression.js";
import { type Expression } from "../../numeric/junction/expression.js";
import { downwardRate } from "../../numeric/junction/downward-rate.js";
import { coherentCurrentInDoubles } from "../../numeric/coherence/currents.js";
import { type CoherenceModel, type LevelModel } from "../../numeric/junction/level-model.js";
import { type LevelContact, type LevelJunction } from "../../numeric/levels/rates.js";
import { steadyState } from "../../numeric/levels/master-equation.js";
import { drivenTogether } from "./meeting-levels.js";
import { type NumericModel } from "../../src/model/model.js";

/** Values by name, and those of the one parameter that varies. */
interface Sampling {
  readonly fixed: Readonly<Record<string, number>>;
  readonly name: string;
  readonly values: Float64Array;
}

/** J(Δ), J(−Δ), R and the contrast at every point; NaN where the junction has no value. */
export interface Curves {
  readonly J: Float64Array<ArrayBuffer>;
  readonly J_reversed: Float64Array<ArrayBuffer>;
  readonly R: Float64Array<ArrayBuffer>;
  readonly contrast: Float64Array<ArrayBuffer>;
}

export type Sampler = (sampling: Sampling) => Curves;

const QUANTITIES = ["J", "J_reversed", "R", "contrast"] as const;

/** How many points a curve is given: the rate equation costs more than the closed form of a ladder. */
export function pointsFor(model: NumericModel): number {
  return model.kind === "ladder" ? 241 : 121;
}

/** A sampler of a junction along a parameter. */
export function samplerOf(numeric: NumericModel, name: string): Sampler {
  if (numeric.kind === "levels") {
    const { model } = numeric;
    return model.coherence ? coherentSampler(model, model.coherence) : levelSampler(model);
  }
  const grid = compileGrid(numeric.model, QUANTITIES, { kind: "list", varying: [name] }, { interpret: true });
  return ({ fixed, values }) => {
    const curves = empty(values.length);
    const columns = QUANTITIES.map((q) => curves[q]);
    try {
      grid.run({ ...fixed, [name]: values }, columns, 0, 1, () => undefined);
    } catch {
      columns.forEach((column) => column.fill(NaN));
    }
    return curves;
  };
}

function empty(count: number): Curves {
  const column = (): Float64Array<ArrayBuffer> => new Float64Array(count);
  return { J: column(), J_reversed: column(), R: column(), contrast: column() };
}

/** Curves of levels that keep coherences: the master equation of the density matrix at each point. */
function coherentSampler(model: LevelModel, coherence: CoherenceModel): Sampler {
  return ({ fixed, name, values }) => {
    const curves = empty(values.length);
    const at = new Map(Object.entries(fixed));
    values.forEach((value, i) => {
      at.set(name, value);
      const [sum, difference] = [at.get("T_a") ?? NaN, at.get("Delta") ?? NaN];
      const [hot, cold] = [(sum + difference) / 2, (sum - difference) / 2];
      const current = (left: number, right: number): number => {
        if (domainFault(model, at)) return NaN;
        if (difference === 0) return 0;
        try {
          return coherentCurrentInDoubles(model, coherence, at, [left, right]);
        } catch {
          // No steady state of its own: the curve breaks.
          return NaN;
        }
      };
      const [forward, reversed] = [current(hot, cold), current(cold, hot)];
      const [size, back] = [Math.abs(forward), Math.abs(reversed)];
      curves.J[i] = forward;
      curves.J_reversed[i] = reversed;
      curves.R[i] = difference === 0 ? 1 : size / back;
      curves.contrast[i] = difference === 0 ? 0 : (size - back) / (size + back);
    });
    return curves;
  };
}

function levelSampler(model: LevelModel): Sampler {
  return ({ fixed, name, values }) => {
    const curves = empty(values.length);
    const at = new Map(Object.entries(fixed));
    // Along a temperature the levels, couplings and rates stay the same.
    const thermal = name === "Delta" || name === "T_a";
    let junction = thermal ? levelJunction(model, at) : undefined;
    values.forEach((value, i) => {
      at.set(name, value);
      if (domainFault(model, at)) {
        QUANTITIES.forEach((q) => (curves[q][i] = NaN));
        return;
      }
      if (!thermal) junction = levelJunction(model, at);
      const [sum, difference] = [at.get("T_a") ?? NaN, at.get("Delta") ?? NaN];
      const { current: forward, errorBound } = levelCurrent(junction, sum, difference);
      const { current: reversed } = levelCurrent(junction, sum, -difference);
      curves.J[i] = forward;
      curves.J_reversed[i] = reversed;
      // What is left of J where no heat flows is rounding, and R is 0/0.
      const flows = Math.abs(forward) > errorBound;
      curves.R[i] = difference === 0 ? 1 : flows ? -forward / reversed : NaN;
      curves.contrast[i] = difference === 0 ? 0 : flows ? (forward + reversed) / (forward - reversed) : NaN;
    });
    return curves;
  };
}

/** The model with its expressions evaluated in doubles; undefined where that fails, or where levels meet and are driven together. */
function levelJunction(model: LevelModel, at: ReadonlyMap<string, number>): LevelJunction | undefined {
  const lookup = (name: string): number => at.get(name) ?? NaN;
  const value = (e: Expression): number => evaluateExpression(float64, e, { lookup });
  const n = model.energies.length;
  // The lower triangle counts, as in the exact layer.
  const elements = (S: LevelModel["S_L"]): number[] =>
    S.flatMap((row, i) => row.map((entry, j) => value(i >= j ? entry : (S[j]?.[i] ?? entry))));
  const contact = (side: "left" | "right", S: readonly number[]): LevelContact => {
    const limit = model.zeroGapRates?.[side];
    return {
      squaredCoupling: S.map((x, place) => (Math.floor(place / n) === place % n ? 0 : x ** 2)),
      rate: (gap, T) => downwardRate(float64, model[side], gap, T, lookup),
      ...(limit
        ? {
            zeroGapRate: (T: number) =>
              evaluateExpression(float64, limit, {
                lookup: (name) => (name === "T" ? T : lookup(name)),
                temperature: T,
              }),
          }
        : {}),
    };
  };
  try {
    const energies = model.energies.map(value);
    const [S_L, S_R] = [elements(model.S_L), elements(model.S_R)];
    const [left, right] = [contact("left", S_L), contact("right", S_R)];
    const T = lookup("T_a") / 2;
    const mixes = ({ zeroGapRate }: LevelContact): boolean => zeroGapRate?.(T) !== 0;
    const baths = [
      { S: S_L, mixes: mixes(left) },
      { S: S_R, mixes: mixes(right) },
    ];
    return drivenTogether(energies, baths) ? undefined : { energies, left, right };
  } catch {
    return undefined;
  }
}

/** J with a bound on its error; NaN where there is none. */
function levelCurrent(
  junction: LevelJunction | undefined,
  sum: number,
  difference: number,
): { readonly current: number; readonly errorBound: number } {
  const none = { current: NaN, errorBound: 0 };
  if (junction === undefined) return none;
  if (difference === 0) return { current: 0, errorBound: 0 };
  try {
    return steadyState(junction, (sum + difference) / 2, (sum - difference) / 2, difference);
  } catch {
    return none;
  }
}

/** Equally spaced points, both ends included. */
export function linear(from: number, to: number, count: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/** Points at equal ratios, both ends included. */
export function logarithmic(from: number, to: number, count: number): Float64Array<ArrayBuffer> {
  return linear(Math.log(from), Math.log(to), count).map(Math.exp);
}
