/**
 * What the graph of the levels says of the steady state before any rate is computed: whether it is unique, and whether heat
 * flows in it.
 */
import { provedByResidues } from "../../symbolic/coherence/residues.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import {
  equals,
  isZero,
  type RationalFunction,
  subtract,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import { type Side } from "../../symbolic/thermal/variables.js";
import { cumulantOrderOf, type Quantity } from "../junction/quantity.js";
import { coherentPair } from "./degenerate-levels.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import {
  type CoherentModel,
  coherentModel,
  formalCurrent,
  isSolvable,
  NO_HEAT,
  requireUnique,
} from "./coherent-current.js";
import { NoSteadyStateError } from "./no-steady-state.js";
import { type LevelGraph, levelGraph, partsOf } from "./level-graph.js";

/** What can be said of a junction at a point, or identically where nothing is bound. */
export interface Flow {
  /** The sentence to print where J = 0 whatever the temperatures, so that R and the contrast are undefined. */
  readonly none: string | undefined;
}

/**
 * Whether heat flows.
 * @param values  exact values of some parameters, beside those that the file binds
 * @throws InputError where the rate equation is reducible
 */
export function heatFlow(junction: Junction, values: ReadonlyMap<string, ExactNumber> = new Map()): Flow {
  const { subsystem } = junction;
  if (subsystem.kind === "coherent") {
    return coherentFlow(coherentModel(junction, subsystem, values));
  }
  const flow = flowIn(levelGraph(junction, values));
  const approximate = subsystem.kind === "levels" && subsystem.approximate !== undefined;
  // The decimals of a diagonalisation prove no zero.
  return flow.none !== undefined && approximate
    ? { none: `${flow.none}, as far as 17 digits of the levels tell` }
    : flow;
}

/** Residues tell in no time, where heat flows; the formal solution tells the rest, up to the size that it can be had in. */
function coherentFlow(model: CoherentModel): Flow {
  const { unique, flows } = provedByResidues(model.system, model.structure.size);
  if (flows || (unique && !isSolvable(model.system))) return { none: undefined };
  requireUnique(model);
  const J = formalCurrent(model);
  return { none: J && isZero(J) ? NO_HEAT : undefined };
}

/** @throws NoSteadyStateError where coherences between levels of one energy take part, which (12) leaves out */
export function requirePopulations(graph: LevelGraph | undefined): void {
  const pair = graph && coherentPair(graph);
  if (!pair) return;
  const { i, j, m, side } = pair;
  const bath = side === "L" ? "left" : "right";
  const how = m === i ? "mixes them and shifts them unequally" : `couples both to level ${m}`;
  throw new NoSteadyStateError(
    `the levels ${i} and ${j} have one energy and the ${bath} bath ${how}: their coherence takes part in the current, and the rate equation (12) leaves it out`,
    {
      hint: "split them by much more than the rates, or choose S_L and S_R so that in one basis each level is coupled by itself",
    },
  );
}

/** @throws InputError where no heat flows and the quantity is a quotient of currents: 0/0 */
export function requireHeat(none: string | undefined, quantity: Quantity): void {
  // No heat in the mean is no heat at all: every cumulant vanishes.
  if (none === undefined || quantity === "J" || cumulantOrderOf(quantity) !== undefined) return;
  throw new InputError(`${quantity} is undefined. ${none}`, { hint: "ask for J" });
}

/** {@link heatFlow} of a graph that is at hand. */
export function flowIn(graph: LevelGraph | undefined): Flow {
  requirePopulations(graph);
  const apart = reducibility(graph);
  if (apart) throw apart;
  return { none: noHeat(graph) };
}

/** What is unlike heat that flows through all levels, in a few words; undefined where it does. */
export function remarkOn(graph: LevelGraph): string | undefined {
  if (coherentPair(graph)) return "levels of one energy are driven together: the rate equation does not hold";
  if (hasPotential(graph)) return "no heat flows";
  return partsOf(graph).length > 1 ? "the levels are not connected" : undefined;
}

/** What stands in text where a quotient of currents is 0/0; null in JSON. */
export const UNDEFINED = "undefined";

/**
 * Why no heat flows, at whatever temperatures; undefined if heat flows.
 *
 * Each coupled pair is one edge for each bath that couples it. A cycle of edges that moves the heat Q per turn from the left
 * bath to the right has the affinity Q(1/T_R − 1/T_L), and J is the sum over all cycles of Q times a flux with the sign of
 * that affinity (Hill): J = 0 between unlike temperatures iff Q = 0 for every cycle. Q is a sum over the left edges of ±gap,
 * and vanishes on all cycles iff it is a difference of potentials: numbers φ with φ_i − φ_j = E_i − E_j across every contact
 * of the left bath, and φ_i = φ_j across every contact of the right one.
 */
function noHeat(graph: LevelGraph | undefined): string | undefined {
  if (!graph || !hasPotential(graph)) return undefined;
  // No cycle holds edges of both baths iff the ranks of the two forests add up to that of their union.
  const rank = (side?: Side): number => graph.energies.length - partsOf(graph, side).length;
  return rank("L") + rank("R") === rank()
    ? "No heat flows: no cycle of transitions uses both baths"
    : "No heat flows: every cycle of transitions gives back to each bath what it takes from it";
}

function hasPotential({ energies, contacts }: LevelGraph): boolean {
  const potential = new Map<number, RationalFunction>();
  const step = (i: number, j: number, side: Side): RationalFunction =>
    side === "L" ? subtract(energies[i] as RationalFunction, energies[j] as RationalFunction) : ZERO;
  for (const start of energies.keys()) {
    if (potential.has(start)) continue;
    potential.set(start, ZERO);
    for (const [level, height] of potential) {
      for (const { i, j, side } of contacts) {
        if (i !== level && j !== level) continue;
        const other = i === level ? j : i;
        const lower = subtract(height, step(level, other, side));
        const known = potential.get(other);
        if (known === undefined) potential.set(other, lower);
        else if (!equals(known, lower)) return false;
      }
    }
  }
  return true;
}

/** Why the steady state is not unique, naming the parts of the levels; undefined if there is one part. */
function reducibility(graph: LevelGraph | undefined): NoSteadyStateError | undefined {
  const parts = graph ? partsOf(graph) : [];
  if (parts.length < 2) return undefined;
  const dark = parts.filter((p) => p.length === 1).length;
  const names = parts.map((p) => `{${p.join(", ")}}`).join(" and ");
  return new NoSteadyStateError(
    `the rate equation is reducible: no bath connects the levels ${names}${dark > 0 ? " (a single level is dark: no bath couples it)" : ""}, and the steady state depends on the initial state`,
    { hint: "couple the parts, or ask for the current of each part with `transitions`" },
  );
}
