/**
 * How a junction gets to its steady state: populations and heat currents under (12) in time, and for the oscillator
 * the currents of ever longer ladders, whose limit (14) is.
 */
import { DomainError } from "../../numeric/arithmetic/errors.js";
import { evaluateExpression } from "../../numeric/junction/evaluate-expression.js";
import { float64 } from "../../numeric/arithmetic/float64.js";
import { ladderConvergence, type LadderConvergence } from "../../numeric/levels/ladder-convergence.js";
import { downwardRate } from "../../numeric/junction/downward-rate.js";
import { contactRates } from "../../numeric/levels/rates.js";
import { type LevelSteadyState, steadyState } from "../../numeric/levels/master-equation.js";
import { relaxation, type RelaxationPoint } from "../../numeric/levels/relaxation.js";
import { type Bindings } from "../junction/bindings.js";
import { requireDomain } from "../model/domain.js";
import { asInputError } from "../input/numeric-errors.js";
import { heatFlow } from "../exact/heat-flow.js";
import { type Junction } from "../junction/junction.js";
import { doubles, numericLevels } from "../model/rate-matrix.js";
import { numericModel } from "../model/model.js";

/** A finite junction in time, or the oscillator as a limit. */
export type Relaxation =
  | {
      readonly kind: "relaxation";
      readonly points: readonly RelaxationPoint[];
      readonly steady: LevelSteadyState;
    }
  | { readonly kind: "convergence"; readonly convergence: LadderConvergence };

const LENGTHS = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];
/** Rows of a table whose end was asked for. */
const ROWS = 10;
/** Without an end: times that double until what enters is what leaves, to this part of J. */
const SETTLED = 1e-6;
const MOST_DOUBLINGS = 60;

/**
 * Follows (12) from the thermal state at T_a/2, as (4) has it, or compares ladders for the infinite oscillator.
 * @param values  of every parameter, T_a and Delta
 * @param end     the last time, or undefined: until it is settled
 * @throws InputError for values out of their domain
 */
export function relax(junction: Junction, values: Bindings, end: number | undefined): Relaxation {
  requireDomain(junction, values);
  const point = doubles(values);
  const [sum, delta] = ["T_a", "Delta"].map((name) => point.get(name) as number) as [number, number];
  const [T_L, T_R] = [(sum + delta) / 2, (sum - delta) / 2];
  return asInputError(() => {
    const numeric = numericModel(junction);
    if (numeric.kind === "ladder" && numeric.model.weights === "oscillator") {
      const { gap, left, right } = numeric.model;
      const parameter = (name: string): number => point.get(name) as number;
      const rate = (bath: typeof left) => (omega: number, T: number) =>
        downwardRate(float64, bath, omega, T, parameter);
      const omega = evaluateExpression(float64, gap, { lookup: parameter });
      return {
        kind: "convergence",
        convergence: ladderConvergence(omega, rate(left), rate(right), T_L, T_R, LENGTHS),
      };
    }
    heatFlow(junction, values);
    const levels = numericLevels(junction).at(point);
    const energies = Array.from(levels.energies);
    const lowest = Math.min(...energies);
    const weights = energies.map((e) => Math.exp((-2 * (e - lowest)) / sum));
    const total = weights.reduce((a, b) => a + b, 0);
    const initial = weights.map((w) => w / total);
    const steady = steadyState(levels, T_L, T_R, delta);
    if (end !== undefined) {
      if (!(end > 0 && end < Infinity))
        throw new DomainError("--time", String(end), "a time is positive and finite");
      const times = Array.from({ length: ROWS + 1 }, (_, i) => (i * end) / ROWS);
      return { kind: "relaxation", points: relaxation(levels, T_L, T_R, initial, times), steady };
    }
    const rates = [contactRates(energies, levels.left, T_L), contactRates(energies, levels.right, T_R)];
    const fastest = Math.max(...rates.map((r) => r.reduce((a, b) => Math.max(a, b), 0)));
    const times = [0, ...Array.from({ length: MOST_DOUBLINGS }, (_, k) => 2 ** k / (8 * fastest))];
    const settled = Math.abs(steady.current) * SETTLED + steady.errorBound;
    const points: RelaxationPoint[] = [];
    // One time after the other: each starts where the last one ended.
    for (const [i, time] of times.entries()) {
      const before = points.at(-1);
      const step = time - (times[i - 1] ?? 0);
      const [next] = relaxation(levels, T_L, T_R, before?.populations ?? initial, [step]);
      points.push({ ...(next as RelaxationPoint), time });
      const { fromLeft, intoRight } = points.at(-1) as RelaxationPoint;
      if (i > 0 && [fromLeft, intoRight].every((J) => Math.abs(J - steady.current) <= settled)) break;
    }
    return { kind: "relaxation", points, steady };
  });
}
