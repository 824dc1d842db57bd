/**
 * The channels through which baths act on levels that keep their coherences: which matrix elements act together, and at
 * which energy. Decided in normal form, so that exact formulas and numbers share one structure.
 */
import { type Expression } from "../../symbolic/expression/expression.js";
import {
  equals,
  isZero,
  type RationalFunction,
  subtract,
} from "../../symbolic/fraction/rational-function.js";
import { type Side } from "../../symbolic/thermal/variables.js";
import { type NormalForm } from "../expression/normal-form.js";
import { negative, number, sum } from "../expression/tree.js";
import { InputError } from "../input/errors.js";
import { type CoherentLevels, simplified } from "../junction/coherent-levels.js";

/** |row⟩⟨column| with its amplitude. */
interface Jump {
  readonly row: number;
  readonly column: number;
  readonly element: Expression;
}

/** A jump with the energy that it gives to the bath, E_column − E_row, of either sign; null for none. */
export interface RatedJump extends Jump {
  readonly gap: Expression | null;
}

/** 𝒟(ρ) = ½(AρBᵀ + BρAᵀ − BᵀAρ − ρAᵀB), with each element of A times the rate of its bath at its gap. */
interface CoherentChannel {
  readonly side: Side;
  readonly A: readonly RatedJump[];
  readonly B: readonly Jump[];
}

/** A master equation in expressions of the parameters. */
export interface CoherentStructure {
  readonly size: number;
  readonly channels: readonly CoherentChannel[];
  /** H, whole: what turns coherences between levels of unlike energies too. */
  readonly hamiltonian: readonly Jump[];
  /** The energy whose change by a bath is its heat: H_ref where the channels belong to it, H for the local and Redfield's equation. */
  readonly exchanged: readonly Jump[];
}

/**
 * The channels of a subsystem.
 * @param form  normal forms with the values at which gaps are compared
 */
export function coherentStructure(levels: CoherentLevels, form: NormalForm): CoherentStructure {
  const { equation, energies, splitting } = levels;
  const size = energies.length;
  const values = energies.map(form);
  if (levels.automatic) requireClusters(levels, values, form);
  const isNonzero = ({ element }: Jump): boolean => !isZero(form(element));
  const reference = energies.map((element, i) => ({ row: i, column: i, element })).filter(isNonzero);
  const rest = splitting
    .flatMap((row, i) => row.map((element, j) => ({ row: i, column: j, element })))
    .filter(isNonzero);
  const whole = [...reference, ...rest];
  const channels = (["L", "R"] as const).flatMap((side) =>
    equation === "redfield"
      ? [redfieldChannel(levels, side, form, values)]
      : clusteredChannels(levels, side, form, values),
  );
  return {
    size,
    channels,
    hamiltonian: whole,
    exchanged: equation === "local" || equation === "redfield" ? whole : reference,
  };
}

/**
 * Clusters that belong to a point do not matter where no bath drives two levels of unlike energies together.
 * @throws InputError where one does
 */
function requireClusters(
  { S_L, S_R }: CoherentLevels,
  values: readonly RationalFunction[],
  form: NormalForm,
): void {
  const coupled = (S: CoherentLevels["S_L"], i: number, m: number): boolean =>
    i !== m && !isZero(form(S[i]?.[m] ?? number(0)));
  for (const S of [S_L, S_R]) {
    for (const i of values.keys()) {
      for (let j = 0; j < i; j++) {
        if (equals(values[i] as RationalFunction, values[j] as RationalFunction)) continue;
        if (!values.some((_, m) => coupled(S, i, m) && coupled(S, j, m))) continue;
        throw new InputError(
          `whether the levels ${j} and ${i} are one cluster depends on the temperatures and rates`,
          {
            where: "clusters",
            hint: `list the clusters, such as --clusters ${j},${i}, or give every value (evaluate, scan, expand --at)`,
          },
        );
      }
    }
  }
}

/** E_column − E_row, or null where the two are one energy. */
function gapOf(
  levels: CoherentLevels,
  values: readonly RationalFunction[],
  row: number,
  column: number,
): Expression | null {
  if (equals(values[row] as RationalFunction, values[column] as RationalFunction)) return null;
  const [to, from] = [levels.energies[row] as Expression, levels.energies[column] as Expression];
  return simplified(sum(from, negative(to)));
}

function jumpsOf(levels: CoherentLevels, side: Side, form: NormalForm): Jump[] {
  const S = side === "L" ? levels.S_L : levels.S_R;
  return S.flatMap((row, i) => row.map((element, j) => ({ row: i, column: j, element }))).filter(
    ({ element }) => !isZero(form(element)),
  );
}

/** One channel for each gap: A = kB, B the part of S that gives that energy to the bath. */
function clusteredChannels(
  levels: CoherentLevels,
  side: Side,
  form: NormalForm,
  values: readonly RationalFunction[],
): CoherentChannel[] {
  const groups: { readonly value: RationalFunction; readonly gap: Expression | null; readonly B: Jump[] }[] =
    [];
  for (const jump of jumpsOf(levels, side, form)) {
    const value = subtract(values[jump.column] as RationalFunction, values[jump.row] as RationalFunction);
    const group = groups.find((g) => equals(g.value, value));
    if (group) group.B.push(jump);
    else groups.push({ value, gap: gapOf(levels, values, jump.row, jump.column), B: [jump] });
  }
  return groups
    .filter(({ gap, B }) => gap !== null || !isScalar(B, form, values))
    .map(({ gap, B }) => ({ side, A: B.map((jump) => ({ ...jump, gap })), B }));
}

/** A part of S at a gap of zero that is a number on every set of levels of one energy changes nothing there. */
function isScalar(B: readonly Jump[], form: NormalForm, values: readonly RationalFunction[]): boolean {
  if (B.some(({ row, column }) => row !== column)) return false;
  const diagonal = values.map((_, i) => {
    const jump = B.find(({ row }) => row === i);
    return form(jump?.element ?? number(0));
  });
  return values.every((e, i) =>
    values.every(
      (f, j) => !equals(e, f) || equals(diagonal[i] as RationalFunction, diagonal[j] as RationalFunction),
    ),
  );
}

/** A = γ∘S, B = S. */
function redfieldChannel(
  levels: CoherentLevels,
  side: Side,
  form: NormalForm,
  values: readonly RationalFunction[],
): CoherentChannel {
  const B = jumpsOf(levels, side, form);
  return { side, A: B.map((jump) => ({ ...jump, gap: gapOf(levels, values, jump.row, jump.column) })), B };
}
