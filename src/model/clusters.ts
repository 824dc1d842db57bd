/**
 * Clusters chosen at a point (`"clusters": "auto:0.1"`): levels that a bath drives together and that lie closer than the rates
 * over the threshold belong to one, η = rate/(difference of energies) > threshold as `secular-ratio.ts` has it, pair by pair.
 */
import { float64 } from "../../numeric/arithmetic/float64.js";
import { downwardRate } from "../../numeric/junction/downward-rate.js";
import { evaluateExpression } from "../../numeric/junction/evaluate-expression.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { toDouble } from "../input/double.js";
import { type CoherentLevels, coherentLevels } from "../junction/coherent-levels.js";
import { type Junction, withParts } from "../junction/junction.js";
import { bathModel } from "./model.js";

/**
 * A junction that keeps coherences as it is at a point: gaps that agree there act together, and clusters that are to be chosen are
 * chosen, once there is a value for everything. Rates count at the larger of the two temperatures; the choice is made in doubles, and the
 * clusters that it leads to are stated with every answer.
 * @param values exact values of parameters and temperatures; without Delta both baths are at T_a/2
 */
export function coherentAt(
  junction: Junction,
  levels: CoherentLevels,
  values: ReadonlyMap<string, ExactNumber>,
): Junction {
  const own = [...values].filter(([name]) => junction.parameters.some((p) => p.name === name));
  const here = { ...junction, bound: new Map([...junction.bound, ...own]) };
  const { automatic } = levels;
  const all = new Map([...here.bound, ...values]);
  const complete = all.has("T_a") && junction.parameters.every((p) => all.has(p.name));
  if (!automatic || !complete) return here;
  return withParts(here, {
    subsystem: coherentLevels(automatic.bare, "unified", clustersAt(here, automatic, all)),
  });
}

function clustersAt(
  { left, right, units }: Junction,
  { bare, threshold }: NonNullable<CoherentLevels["automatic"]>,
  values: ReadonlyMap<string, ExactNumber>,
): readonly { readonly levels: readonly number[] }[] {
  const point = new Map([...values].map(([name, x]) => [name, toDouble(x)]));
  const lookup = (name: string): number => point.get(name) ?? NaN;
  const value = (e: Expression): number => evaluateExpression(float64, e, { lookup });
  const energies = bare.energies.map(value);
  const baths = { left: bathModel(left), right: bathModel(right) };
  const hot = (lookup("T_a") + Math.abs(point.get("Delta") ?? 0)) / 2;
  const limit = toDouble(threshold);
  const scale = units ? toDouble(units.rateOverGap) / (2 * Math.PI) : 1;
  const rate = (side: "left" | "right", i: number, m: number): number => {
    const S = side === "left" ? bare.S_L : bare.S_R;
    const gap = Math.abs((energies[i] as number) - (energies[m] as number));
    const amplitude = value(S[i]?.[m] ?? ZERO);
    return gap === 0 || amplitude === 0
      ? 0
      : amplitude ** 2 * scale * downwardRate(float64, baths[side], gap, hot, lookup);
  };
  const n = energies.length;
  const label = energies.map((_, i) => i);
  for (const side of ["left", "right"] as const) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const distance = Math.abs((energies[i] as number) - (energies[j] as number));
        for (let m = 0; m < n; m++) {
          if (m === i || m === j) continue;
          const [a, b] = [rate(side, i, m), rate(side, j, m)];
          if (a > 0 && b > 0 && Math.max(a, b) > limit * distance) merge(label, i, j);
        }
      }
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      // What V couples has to be in one cluster wherever it is as strong as the distance; equal energies always are.
      const strength = Math.abs(value(bare.V?.[i]?.[j] ?? ZERO));
      if (strength > 0 && strength >= limit * Math.abs((energies[i] as number) - (energies[j] as number)))
        merge(label, i, j);
    }
  }
  const sets = new Map<number, number[]>();
  label.forEach((of, i) => sets.set(of, [...(sets.get(of) ?? []), i]));
  return [...sets.values()].filter((set) => set.length > 1).map((members) => ({ levels: members }));
}

const ZERO: Expression = { type: "number", numerator: 0n, denominator: 1n };

function merge(label: number[], i: number, j: number): void {
  const [a, b] = [label[i] as number, label[j] as number];
  label.forEach((of, k) => {
    if (of === Math.max(a, b)) label[k] = Math.min(a, b);
  });
}
