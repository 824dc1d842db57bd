/** Levels that meet at a point of a curve: in doubles, what `src/exact/degenerate-levels.ts` decides exactly. */

/** What one bath couples, and whether it has a rate between levels of one energy. */
export interface Coupling {
  /** S, row-major N×N, the diagonal included. */
  readonly S: ArrayLike<number>;
  readonly mixes: boolean;
}

/** Energies closer than this part of the largest are one: they differ by rounding only. */
const ROUNDING = 2 ** -48;

/**
 * Whether a bath drives two levels of one energy together, from a third level or by shifting them unequally while it mixes them:
 * their coherence takes part then, and the rate equation has no current to plot.
 */
export function drivenTogether(energies: readonly number[], baths: readonly Coupling[]): boolean {
  const n = energies.length;
  const size = energies.reduce((a, e) => Math.max(a, Math.abs(e)), 0);
  const meet = (i: number, j: number): boolean =>
    Math.abs((energies[i] as number) - (energies[j] as number)) <= size * ROUNDING;
  const together = (i: number, j: number, { S, mixes }: Coupling): boolean => {
    const at = (a: number, b: number): number => S[a * n + b] as number;
    if (mixes && at(i, j) !== 0 && at(i, i) !== at(j, j)) return true;
    return energies.some(
      (_, m) => m !== i && m !== j && at(i, m) !== 0 && at(j, m) !== 0 && (mixes || !meet(i, m)),
    );
  };
  return energies.some((_, i) =>
    energies.slice(0, i).some((__, j) => meet(i, j) && baths.some((bath) => together(i, j, bath))),
  );
}
