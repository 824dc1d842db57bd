/**
 * What happens inside an N-level junction at a point: populations, the current through every transition, the cycles that
 * carry the heat around, the response to a small bias, and which transitions make the even part.
 *
 * Numbers of the table are doubles with a bound on their error; α_1, α_2, J and R are certified by enclosures.
 */
import { type CycleFlux, cycleFluxes } from "../../numeric/levels/cycle-fluxes.js";
import { type LevelJunction } from "../../numeric/levels/rates.js";
import { contactRates } from "../../numeric/levels/rates.js";
import { chainClasses } from "../../numeric/levels/closed-classes.js";
import { steadyState, type LevelSteadyState } from "../../numeric/levels/master-equation.js";
import { DomainError } from "../../numeric/arithmetic/errors.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { requireComplete } from "../model/point.js";
import { requireDomain } from "../model/domain.js";
import { toDouble } from "../input/double.js";
import { InputError } from "../input/errors.js";
import { evaluateAt } from "./point.js";
import { heatFlow, requirePopulations } from "../exact/heat-flow.js";
import { levelGraph } from "../exact/level-graph.js";
import { type Junction } from "../junction/junction.js";
import { doubles, numericLevels } from "../model/rate-matrix.js";
import { expansion } from "../expansion/expansion.js";
import { etaAt } from "./eta.js";

/** One transition at +Δ. Energies per unit time, ħ = k_B = 1. */
interface TransitionRow {
  readonly upper: number;
  readonly lower: number;
  readonly gap: number;
  /** Heat taken from the left bath through this transition; the sum over all is J. */
  readonly fromLeft: number;
  /** Heat given to the right bath; the sum is J too. */
  readonly intoRight: number;
  /** Net jumps lower → upper by both baths: nonzero only where the transition is part of a cycle of levels. */
  readonly flux: number;
  /** [fromLeft(Δ) + fromLeft(−Δ)]/2: the sum over all is the even part of J. */
  readonly even: number;
}

/** A connected part of the levels with its own steady state. */
export interface TransitionClass {
  readonly levels: readonly number[];
  readonly populations: readonly number[];
  /** J(Δ) and its even part [J(Δ) + J(−Δ)]/2. */
  readonly current: number;
  readonly even: number;
  /** Bound on the error of `current`. */
  readonly errorBound: number;
  readonly transitions: readonly TransitionRow[];
  /** Largest heat first; `levels` are those of the junction. null where there are too many to list. */
  readonly cycles: readonly CycleShare[] | null;
}

/** A cycle and the share of J that it carries. */
export interface CycleShare extends CycleFlux {
  readonly share: number;
}

/** The inside of a junction at a point. */
export interface TransitionAnalysis {
  readonly classes: readonly TransitionClass[];
  /** α_1 and α_2 at T_a, R at Δ, certified; null where the rate equation is reducible, or one is not told from 0 nor proved to be it. */
  readonly conductance: string | null;
  readonly secondOrder: string | null;
  readonly R: string | null;
  /** As `etaAt` has it; null for ladders. */
  readonly eta: string | null;
  /** Why J is 0 whatever the temperatures, where it is. */
  readonly noHeat?: string;
}

const DIGITS = 16;

/**
 * Analyses a junction at a point where every parameter, T_a and Delta have values. Where the rate equation is reducible, each connected part is
 * analysed by itself: its populations sum to one, its current is that of a system which is in that part.
 * @throws InputError for missing values or a point out of domain
 */
export function analyseTransitions(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
): TransitionAnalysis {
  requireComplete(values, junction, { delta: true });
  requireDomain(junction, values);
  try {
    const point = doubles(values);
    const [sum, difference] = ["T_a", "Delta"].map((name) => point.get(name)) as [number, number];
    const whole = numericLevels(junction).at(point);
    const temperatures = [(sum + difference) / 2, (sum - difference) / 2] as const;
    requirePopulations(levelGraph(junction, values));
    const parts = partsOf(whole, temperatures);
    const classes = parts
      .map((levels) => analyseClass(whole, levels, temperatures, difference))
      .map((c) => inUnits(c, junction));
    const eta = etaAt(junction, values);
    const still = parts.length === 1 ? heatFlow(junction, values).none : undefined;
    if (still !== undefined) {
      // What is left of J in doubles is rounding, and its share of a cycle 0/0.
      const none = { current: 0, even: 0, cycles: [] };
      const parts = classes.map((c) => ({ ...c, ...none }));
      return { classes: parts, conductance: "0", secondOrder: "0", R: null, eta, noHeat: still };
    }
    if (parts.length > 1) return { classes, conductance: null, secondOrder: null, R: null, eta };
    const mean = new Map([...values].filter(([name]) => name !== "Delta"));
    const alphas = expansion(junction, "J", mean).values(2, DIGITS);
    const { R, undecided } = evaluateAt(junction, values, DIGITS);
    return {
      classes,
      conductance: alphas[1]?.value ?? null,
      secondOrder: alphas[2]?.value ?? null,
      R: undecided.includes("R") ? null : R,
      eta,
    };
  } catch (error) {
    if (error instanceof DomainError) throw new InputError(error.message);
    throw error;
  }
}

/** The closed classes of the rate equation, levels ascending. */
function partsOf(
  whole: LevelJunction,
  [hot, cold]: readonly [number, number],
): readonly (readonly number[])[] {
  const n = whole.energies.length;
  const left = contactRates(whole.energies, whole.left, hot);
  const right = contactRates(whole.energies, whole.right, cold);
  const { closed } = chainClasses(
    n,
    (from, to) => (left[to * n + from] as number) + (right[to * n + from] as number) > 0,
  );
  return closed;
}

function analyseClass(
  whole: LevelJunction,
  levels: readonly number[],
  [T_L, T_R]: readonly [number, number],
  difference: number,
): TransitionClass {
  const part = restricted(whole, levels);
  const forward = steadyState(part, T_L, T_R, difference);
  const backward = steadyState(part, T_R, T_L, -difference);
  const name = (i: number): number => levels[i] as number;
  const transitions = forward.transitions.map((t, i): TransitionRow => {
    const opposite = backward.transitions[i] as LevelSteadyState["transitions"][number];
    return {
      ...t,
      upper: name(t.upper),
      lower: name(t.lower),
      even: (t.fromLeft + opposite.fromLeft) / 2,
    };
  });
  const rates = [
    contactRates(part.energies, part.left, T_L),
    contactRates(part.energies, part.right, T_R),
  ] as const;
  let cycles: readonly CycleShare[] | null;
  try {
    const list = cycleFluxes(part.energies, rates[0], rates[1], difference / (T_L * T_R));
    cycles = list.map((c) => ({
      ...c,
      levels: c.levels.map(name),
      share: (c.heat * c.flux) / forward.current,
    }));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    cycles = null;
  }
  return {
    levels,
    populations: [...forward.populations],
    current: forward.current,
    even: (forward.current + backward.current) / 2,
    errorBound: forward.errorBound,
    transitions,
    cycles,
  };
}

/** Gaps as frequencies and jumps in the unit of rates, where the junction has units; heat is in its unit already. */
function inUnits(c: TransitionClass, { units }: Junction): TransitionClass {
  if (!units) return c;
  const [gap, rate] = [units.gapFactor, units.rateFactor].map(toDouble) as [number, number];
  return {
    ...c,
    transitions: c.transitions.map((t) => ({ ...t, gap: t.gap / gap, flux: t.flux / rate })),
    cycles: c.cycles && c.cycles.map((x) => ({ ...x, heat: x.heat / gap, flux: x.flux / rate })),
  };
}

function restricted(whole: LevelJunction, levels: readonly number[]): LevelJunction {
  const n = whole.energies.length;
  if (levels.length === n) return whole;
  const block = (matrix: ArrayLike<number>): Float64Array =>
    Float64Array.from(levels.flatMap((i) => levels.map((j) => matrix[i * n + j] as number)));
  return {
    energies: levels.map((i) => whole.energies[i] as number),
    left: { ...whole.left, squaredCoupling: block(whole.left.squaredCoupling) },
    right: { ...whole.right, squaredCoupling: block(whole.right.squaredCoupling) },
  };
}
