/**
 * N levels before any rate: which energies are equal and which pairs each bath couples, identically in the parameters or at
 * values of them. What can be said from this alone (no heat, levels that are not connected, degenerate levels) is said here and in
 * the files that use it, and costs no expansion.
 */
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { equals, isZero, type RationalFunction, ZERO } from "../../symbolic/fraction/rational-function.js";
import { NotInvertibleError } from "../../symbolic/integer/errors.js";
import { type Side } from "../../symbolic/thermal/variables.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { normalForms } from "../expression/normal-form.js";
import { type Levels } from "../junction/ladder.js";
import { number } from "../expression/tree.js";
import { thermalField } from "./thermal-field.js";
import { zeroGapRate } from "./zero-gap-rate.js";

/** A pair of levels that one bath couples. */
interface Contact {
  readonly i: number;
  readonly j: number;
  readonly side: Side;
}

/** The levels as nodes, the couplings as edges. */
export interface LevelGraph {
  readonly energies: readonly RationalFunction[];
  /** S^ν_ij in normal form, the diagonal included. */
  readonly element: (side: Side, i: number, j: number) => RationalFunction;
  /** Pairs i > j with S^ν_ij ≠ 0 between which that bath has a rate; two for a pair that both baths couple. */
  readonly contacts: readonly Contact[];
  /** Whether the bath has a rate between levels of one energy. */
  readonly mixes: (side: Side) => boolean;
}

/** The graph of levels by themselves: between levels of one energy every coupling counts. */
export function graphOfLevels(
  { energies, S_L, S_R }: Levels,
  values: ReadonlyMap<string, ExactNumber>,
  mixes: (side: Side) => boolean = () => true,
): LevelGraph {
  const form = normalForms(values);
  const read = (e: Expression | undefined, where: string): RationalFunction => {
    try {
      return e ? form(e) : ZERO;
    } catch (error) {
      if (error instanceof NotInvertibleError) throw new InputError("a division by zero", { where });
      throw error instanceof InputError ? error.within(where) : error;
    }
  };
  const levels = energies.map((e, i) => read(e, `energies[${i}]`));
  const matrix = { L: S_L, R: S_R };
  const elements = new Map<string, RationalFunction>();
  const element = (side: Side, i: number, j: number): RationalFunction => {
    const key = `${side} ${i} ${j}`;
    const known = elements.get(key) ?? read(matrix[side][i]?.[j], `S_${side}[${i}][${j}]`);
    elements.set(key, known);
    return known;
  };
  const contacts = levels.flatMap((e, i) =>
    levels
      .slice(0, i)
      .flatMap((f, j) =>
        (["L", "R"] as const)
          .filter((side) => !isZero(element(side, i, j)) && (!equals(e, f) || mixes(side)))
          .map((side) => ({ i, j, side })),
      ),
  );
  return { energies: levels, element, contacts, mixes };
}

/** The graph of a junction at exact values of some parameters (those its file binds among them); undefined for ladders. */
export function levelGraph(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
): LevelGraph | undefined {
  const { subsystem } = junction;
  return subsystem.kind === "levels" ? graphOf(junction, subsystem, values) : undefined;
}

/** {@link levelGraph} of a junction that has these levels. */
export function graphOf(
  junction: Junction,
  levels: Levels,
  values: ReadonlyMap<string, ExactNumber>,
): LevelGraph {
  const all = new Map([...junction.bound, ...values]);
  const still = new Map<Side, boolean>();
  return graphOfLevels(levels, all, (side) => {
    const known = still.get(side) ?? stillAtZeroGap(junction, levels, side);
    still.set(side, known);
    return !known;
  });
}

/** Whether the bath has no rate between levels of one energy: a spectral density that vanishes as ω² or faster. */
export function stillAtZeroGap(
  junction: Junction,
  { energies }: Pick<Levels, "energies">,
  side: Side,
): boolean {
  // The limit is the same whatever the unit of energy: any gap opens the field.
  const gap = energies.find((e) => !(e.type === "number" && e.numerator === 0n)) ?? number(1);
  try {
    const field = thermalField({ ...junction, bound: new Map() }, [gap], new Map());
    return isZero(zeroGapRate(field, side === "L" ? junction.left : junction.right));
  } catch (error) {
    // No limit, or none that is rational: whoever needs the rate says so.
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** Connected parts of the graph, each list ascending, by the contacts of one bath or of both. */
export function partsOf({ energies, contacts }: LevelGraph, side?: Side): readonly (readonly number[])[] {
  const label = energies.map((_, i) => i);
  const find = (i: number): number => (label[i] === i ? i : find(label[i] as number));
  for (const contact of contacts) {
    if (side !== undefined && contact.side !== side) continue;
    const [a, b] = [find(contact.i), find(contact.j)];
    label[Math.max(a, b)] = Math.min(a, b);
  }
  const parts = new Map<number, number[]>();
  energies.forEach((_, i) => parts.set(find(i), [...(parts.get(find(i)) ?? []), i]));
  return [...parts.values()];
}
