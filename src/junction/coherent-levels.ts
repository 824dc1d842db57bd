/**
 * Levels whose coherences take part: a master equation for the density matrix in the place of the rate equation (12).
 *
 * `energies` are those by which the baths see the levels, H_ref; `splitting` is the rest of the Hamiltonian, H − H_ref. What
 * follows from them is one of
 *  - secular: energies that agree exactly keep their coherences (Davies), splitting = 0;
 *  - unified: levels in one cluster have one energy, the mean of theirs unless the file gives another, and what splits them is in
 *    the splitting; transitions of one gap act together (Trushechkin 2021). Each bath alone drives to e^{−H_ref/T};
 *  - local: the energies are those of the uncoupled parts, the splitting is what couples them;
 *  - redfield: no grouping, each rate at its own gap, nothing left out but the Lamb shift; may be non-positive.
 * No Lamb shift in any of them.
 */
import type { ExactNumber, Expression } from "../../symbolic/expression/expression.js";
import { isZero } from "../../symbolic/fraction/rational-function.js";
import { type Atom, normalForms, sameFunction } from "../expression/normal-form.js";
import { rationalExpression } from "../expression/rational-expression.js";
import { negative, number, product, sum } from "../expression/tree.js";
import { toText } from "../expression/ascii.js";
import { InputError } from "../input/errors.js";
import { wrap } from "../input/fold-lines.js";

type Matrix = readonly (readonly Expression[])[];

/** The master equations of a junction file. */
export const EQUATIONS = ["secular", "unified", "local", "redfield"] as const;
export type Equation = (typeof EQUATIONS)[number];

/** N levels with the master equation that keeps their coherences. */
export interface CoherentLevels {
  readonly kind: "coherent";
  readonly label: string;
  readonly equation: Equation;
  /** H_ref, diagonal: energies that the baths exchange. */
  readonly energies: readonly Expression[];
  /** H − H_ref, real symmetric (ħ = 1). */
  readonly splitting: Matrix;
  /** Amplitudes with their signs, real symmetric. */
  readonly S_L: Matrix;
  readonly S_R: Matrix;
  /** Of the unified equation: levels of one cluster, by their place. */
  readonly clusters: readonly (readonly number[])[];
  /** Present where clusters are chosen at each point: levels whose η is above the threshold belong together. */
  readonly automatic?: { readonly threshold: ExactNumber; readonly bare: BareLevels } | undefined;
}

/** A cluster of a junction file: levels that are nearly one, and their common energy if it is not the mean. */
export interface Cluster {
  readonly levels: readonly number[];
  readonly energy?: Expression | undefined;
}

/** Levels as a file gives them, before any grouping: H = diag(energies) + V. */
export interface BareLevels {
  readonly energies: readonly Expression[];
  /** Real symmetric without diagonal; undefined for none. */
  readonly V: Matrix | undefined;
  readonly S_L: Matrix;
  readonly S_R: Matrix;
}

const ZERO = number(0);

/**
 * Levels with one of the equations of this file's head.
 * @param clusters of the unified equation
 * @throws InputError for clusters that are none, and for a V that the equation cannot take
 */
export function coherentLevels(
  { energies, V, S_L, S_R }: BareLevels,
  equation: Equation,
  clusters: readonly Cluster[] = [],
): CoherentLevels {
  checkClusters(clusters, energies.length);
  const reference = equation === "unified" ? referenceEnergies(energies, clusters) : energies;
  const splitting = energies.map((e, i) =>
    energies.map((_, j) =>
      i === j
        ? simplified(sum(e, negative(reference[i] as Expression), V?.[i]?.[j] ?? ZERO))
        : (V?.[i]?.[j] ?? ZERO),
    ),
  );
  requireInside(equation, splitting, reference);
  return {
    kind: "coherent",
    label: `levels:${energies.length}/${equation}`,
    equation,
    energies: reference,
    splitting,
    S_L,
    S_R,
    clusters: clusters.map(({ levels }) => levels),
  };
}

/** The levels with every energy, splitting and matrix element changed. */
export function mapCoherent(levels: CoherentLevels, change: (e: Expression) => Expression): CoherentLevels {
  const rows = (m: Matrix): Matrix => m.map((row) => row.map(change));
  const { energies, splitting, S_L, S_R } = levels;
  const { automatic } = levels;
  const bare = automatic?.bare;
  return {
    ...levels,
    energies: energies.map(change),
    splitting: rows(splitting),
    S_L: rows(S_L),
    S_R: rows(S_R),
    automatic: bare && {
      threshold: automatic.threshold,
      bare: {
        energies: bare.energies.map(change),
        V: bare.V && rows(bare.V),
        S_L: rows(bare.S_L),
        S_R: rows(bare.S_R),
      },
    },
  };
}

/** The equation in words, with the clusters and their energies. */
export function equationText({ equation, clusters, energies }: CoherentLevels): string {
  const names = clusters.map((c) => `{${c.join(", ")}} at ${toText(energies[c[0] as number] as Expression)}`);
  return `${EQUATION_TEXT[equation]}${names.length === 0 ? "" : `, clusters ${names.join(", ")}`}`;
}

/** What every answer on a junction that keeps coherences says beside it, after an empty line; nothing for others. */
export function equationLines({
  subsystem,
}: {
  readonly subsystem: { readonly kind: string } | CoherentLevels;
}): readonly string[] {
  return isCoherent(subsystem) ? ["", ...wrap(`Equation: ${equationText(subsystem)}.`, 80, "", "  ")] : [];
}

/** For JSON: absent for junctions of populations. */
export function equationJson({
  subsystem,
}: {
  readonly subsystem: { readonly kind: string } | CoherentLevels;
}): {
  readonly equation?: string;
} {
  return isCoherent(subsystem) ? { equation: equationText(subsystem) } : {};
}

const isCoherent = (subsystem: { readonly kind: string } | CoherentLevels): subsystem is CoherentLevels =>
  subsystem.kind === "coherent";

const EQUATION_TEXT: Readonly<Record<Equation, string>> = {
  secular: "secular (Davies) equation with the coherences of levels of one energy",
  unified: "unified (partial-secular) equation of Lindblad form, no Lamb shift",
  local: "local equation, each bath at the gaps of its own part, no Lamb shift",
  redfield: "Redfield equation, not secular, no Lamb shift; it may be non-positive",
};

function checkClusters(clusters: readonly Cluster[], size: number): void {
  const seen = new Set<number>();
  for (const [c, { levels }] of clusters.entries()) {
    const where = `clusters[${c}]`;
    if (levels.length < 2) throw new InputError("a cluster has at least two levels", { where });
    for (const level of levels) {
      if (!Number.isInteger(level) || level < 0 || level >= size)
        throw new InputError(`there is no level ${level}`, {
          where,
          hint: `levels are numbered 0 to ${size - 1}`,
        });
      if (seen.has(level))
        throw new InputError(`level ${level} is in two places`, { where, hint: "a level is in one cluster" });
      seen.add(level);
    }
  }
}

/** The mean of each cluster, or the energy that the file gives it; the others keep theirs. */
function referenceEnergies(
  energies: readonly Expression[],
  clusters: readonly Cluster[],
): readonly Expression[] {
  const reference = [...energies];
  for (const { levels, energy } of clusters) {
    const mean =
      energy ??
      simplified(product(number(1, levels.length), sum(...levels.map((i) => energies[i] as Expression))));
    for (const i of levels) reference[i] = mean;
  }
  return reference;
}

/** The splitting of the secular and the unified equation commutes with H_ref: it acts inside sets of one energy. */
function requireInside(equation: Equation, splitting: Matrix, energies: readonly Expression[]): void {
  if (equation === "local") return;
  splitting.forEach((row, i) =>
    row.forEach((element, j) => {
      if (j >= i || sameFunction(element, ZERO)) return;
      if (equation === "redfield")
        throw new InputError(
          `V couples the levels ${j} and ${i}, and Redfield's equation is written in eigenstates`,
          {
            where: "V",
            hint: "give the levels of the whole Hamiltonian, or take the equation local or unified",
          },
        );
      if (sameFunction(energies[i] as Expression, energies[j] as Expression)) return;
      throw new InputError(`V couples the levels ${j} and ${i}, which are not in one cluster`, {
        where: "V",
        hint: `add a cluster with both, "clusters": [[${j}, ${i}]], or take the equation local`,
      });
    }),
  );
}

/** Whether an expression vanishes identically. */
export function isZeroExpression(e: Expression): boolean {
  return sameFunction(e, ZERO);
}

/** The same function of its symbols, written as one fraction of collected polynomials. */
export function simplified(e: Expression, values: ReadonlyMap<string, ExactNumber> = new Map()): Expression {
  const atoms: Atom[] = [];
  const value = normalForms(values, atoms)(e);
  if (isZero(value)) return ZERO;
  return rationalExpression(
    value,
    atoms.map((a) => a.expression),
  );
}
