/**
 * The expansion of J of N levels with the conductances of the transitions as symbols: exact, and short where the canonical
 * coefficients, written out in every parameter, would fill pages. Nothing but the network's Laplacian is solved
 * (`symbolic/network/current.ts`); what the conductances, jets and weights stand for is said once, below the formulas:
 *     alpha_k = N_k/(2 k! T_a^(k−1) Z D^k).
 */
import { expandInDelta } from "../../../symbolic/expansion/expansion.js";
import { expandFactored } from "../../../symbolic/fraction/factored-fraction.js";
import {
  constant,
  divide,
  multiply,
  power,
  type RationalFunction,
  variable,
} from "../../../symbolic/fraction/rational-function.js";
import { factorial } from "../../../symbolic/integer/integer.js";
import { spanningTreeCount } from "../../../symbolic/network/matrix-tree.js";
import { type NetworkEdge } from "../../../symbolic/network/expansion.js";
import { expandNetworkCurrent, type NetworkCurrent } from "../../../symbolic/network/current.js";
import { degreeIn, renameVariables } from "../../../symbolic/polynomial/structure.js";
import { equals, fraction } from "../../../symbolic/fraction/rational-function.js";
import {
  boltzmannIndex,
  meanBoltzmannIndex,
  meanTemperatureIndex,
  reversal,
} from "../../../symbolic/thermal/variables.js";
import { InputError } from "../../input/errors.js";
import { SIZE_OF, sizeLimit } from "../../input/size-limit.js";
import { flowIn } from "../../exact/heat-flow.js";
import { type Contact, type LevelsModel, type Transition } from "../../exact/levels-rates.js";

/** The expanded network of a junction, and what its symbols stand for: elements of the field after expansion. */
export interface LevelsNetwork {
  readonly model: LevelsModel;
  readonly order: number;
  readonly current: NetworkCurrent;
  /** e^{−2(E_l − E_0)/T_a}, l = 0, 1, … */
  readonly weights: readonly RationalFunction[];
  /** a_e and b_e: e^{−2E_upper/T_a}|S|²k at T_a/2; undefined where that bath does not make the transition. */
  readonly conductances: readonly {
    readonly L: RationalFunction | undefined;
    readonly R: RationalFunction | undefined;
  }[];
  /** (jets[name])[j − 1] = K_j = j!·[u^j] k(T_a(1 + u)/2)/k(T_a/2), for the names in the edges. */
  readonly jets: ReadonlyMap<string, readonly RationalFunction[]>;
  /** True if exchanging the baths changes nothing, so that J is odd in Δ. */
  readonly symmetric: boolean;
}

/** About how many terms the highest coefficient will have: (2·edges·trees)^k/k!, within a factor 3 for complete networks. */
export function networkEstimate(model: LevelsModel, order: number): number {
  const bonds = model.transitions.map((t) => [t.upper, t.lower] as const);
  const trees = Number(spanningTreeCount(model.levels.energies.length, bonds));
  return (2 * bonds.length * trees) ** order / Number(factorial(order));
}

/**
 * Expands the current of a connected network up to Δ^order.
 * @throws InputError where the coefficients would be too long and `force` is not set, or cannot be packed
 */
export function levelsNetwork(model: LevelsModel, order: number, force: boolean): LevelsNetwork {
  flowIn(model.graph);
  const size = networkEstimate(model, order);
  if (!force && size * SIZE_OF.networkTerm > sizeLimit(model.junction)) {
    throw new InputError(`order ${order} would take about ${size.toPrecision(2)} terms`, {
      hint: "lower the order, bind everything with --at for certified numbers, raise --limit, or insist with --force",
    });
  }
  const n = model.levels.energies.length;
  const v = model.field.variables;
  const jets = new Map<string, readonly RationalFunction[]>();
  const names = new Map<string, string>();
  const nameOf = (series: readonly RationalFunction[]): string => {
    const key = series.map(keyOf).join("|");
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = String(names.size + 1);
    names.set(key, name);
    jets.set(name, series);
    return name;
  };
  const heights = levelHeights(model);
  const weights = heights.map((h) =>
    h.reduce((p, m, i) => multiply(p, power(variable(meanBoltzmannIndex(v, i)), m)), constant(1n)),
  );
  const conductances: { L: RationalFunction | undefined; R: RationalFunction | undefined }[] = [];
  const edges = model.transitions.map((t): NetworkEdge => {
    const [left, right] = [jetsOf(model, t.left, order), jetsOf(model, t.right, order)];
    const weight = weights[t.upper] as RationalFunction;
    conductances.push({
      L: left && multiply(weight, left.value),
      R: right && multiply(weight, right.value),
    });
    const mirrored = right?.jets.map((k, i) => (i % 2 === 0 ? multiply(k, constant(-1n)) : k));
    const L = left ? nameOf(left.jets) : nameOf(mirrored ?? []);
    const alike = !left || !right || L === nameOf(mirrored ?? []);
    return {
      upper: t.upper,
      lower: t.lower,
      z: gapCoordinates(model, t),
      jets: { L, R: alike ? L : nameOf(right.jets) },
      alike,
      ...(left && right ? {} : { only: left ? "L" : "R" }),
    };
  });
  try {
    const current = expandNetworkCurrent(n, edges, order);
    return { model, order, current, weights, conductances, jets, symmetric: isSymmetric(model) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(
      `order ${order} of ${edges.length} transitions is beyond the exact layer: ${error.message}`,
      {
        hint: "lower the order, or bind everything with --at for certified numbers",
      },
    );
  }
}

const keyOf = ({ numerator, denominator }: RationalFunction): string =>
  JSON.stringify([numerator, denominator], (_, x: unknown) => (typeof x === "bigint" ? `${x}` : x));

/** The rate at T_a/2 and its jets in u, K_j with the sign of u as it stands. */
function jetsOf(
  model: LevelsModel,
  { down }: Contact,
  order: number,
): { readonly value: RationalFunction; readonly jets: readonly RationalFunction[] } | undefined {
  if (down.numerator === 0n) return undefined;
  const v = model.field.variables;
  const series = expandInDelta(v, down);
  const value = expandFactored(series.coefficient(0));
  // Δ = u T_a, and T_a = 2 s^n where the root s of T_a/2 is the variable.
  const T_a = multiply(constant(v.root === 1 ? 1n : 2n), power(variable(meanTemperatureIndex(v)), v.root));
  const jets = Array.from({ length: order }, (_, i) => {
    const j = i + 1;
    const scaled = multiply(
      expandFactored(series.coefficient(j)),
      multiply(constant(factorial(j)), power(T_a, j)),
    );
    return divide(scaled, value);
  });
  return { value, jets };
}

/** The gap in the ℤ-basis of energies, by the Boltzmann factor that belongs to it. */
function gapCoordinates({ field }: LevelsModel, t: Transition): number[] {
  const v = field.variables;
  if (t.gap.numerator === 0n) return v.energies.map(() => 0);
  const X = field.boltzmann("L", t.gapExpression);
  return v.energies.map((_, i) => {
    const index = boltzmannIndex(v, "L", i);
    return degreeIn(X.numerator, index) - degreeIn(X.denominator, index);
  });
}

/** E_l − E_0 in the ℤ-basis, along the transitions. */
function levelHeights(model: LevelsModel): number[][] {
  const heights = new Map<number, number[]>([[0, model.field.variables.energies.map(() => 0)]]);
  for (const [level, height] of heights) {
    for (const t of model.transitions) {
      const up = t.lower === level;
      if (!up && t.upper !== level) continue;
      const other = up ? t.upper : t.lower;
      if (heights.has(other)) continue;
      heights.set(
        other,
        gapCoordinates(model, t).map((n, i) => (height[i] as number) + (up ? n : -n)),
      );
    }
  }
  return Array.from({ length: model.levels.energies.length }, (_, l) => heights.get(l) as number[]);
}

function isSymmetric({ field, transitions }: LevelsModel): boolean {
  const map = reversal(field.variables);
  const swapped = (r: RationalFunction): RationalFunction =>
    fraction(renameVariables(r.numerator, map), renameVariables(r.denominator, map));
  return transitions.every((t) => equals(swapped(t.left.down), t.right.down));
}
