/**
 * Levels of one energy, and when the populations need nothing but the rate equation (12).
 *
 * The secular (Davies) equation of a bath is dρ/dt = Σ_ω k(ω){A_ω ρ A_ω† − ½[A_ω†A_ω, ρ]₊}, A_ω the part of S that lowers the
 * energy by ω. It keeps, beside the populations, the coherences ρ_ij between levels of one energy; those between others rotate
 * by themselves. What drives ρ_ij from the populations is
 *     dρ_ij/dt = Σ_m k S_im S_jm ρ_mm − ½ Σ_m k S_im S_jm (ρ_ii + ρ_jj) + …,
 * and by detailed balance the same products bring ρ_ij back into them. The two baths have their own rates, so the populations
 * are on their own iff in the basis at hand
 *     S^ν_im S^ν_jm = 0   for each bath ν, all i ≠ j of one energy and every level m of another,
 * and, for a bath with a rate at a gap of zero, also for m ≠ i, j of the same energy, and S_ij(S_ii − S_jj) = 0.
 * Between two sets of levels of one energy each: at most one nonzero element in every row and every column of S^ν.
 */
import {
  equals,
  isZero,
  type RationalFunction,
  subtract,
} from "../../symbolic/fraction/rational-function.js";
import { type Side } from "../../symbolic/thermal/variables.js";
import { type LevelGraph } from "./level-graph.js";

/** Two levels of one energy that a bath couples to a third, so that their coherence takes part. */
export interface CoherentPair {
  readonly i: number;
  readonly j: number;
  /** The level that drives it; i itself where their diagonal elements differ. */
  readonly m: number;
  readonly side: Side;
}

/** A pair of levels for which the rate equation is not enough, in this basis; undefined if there is none. */
export function coherentPair(graph: LevelGraph): CoherentPair | undefined {
  for (const block of degenerateBlocks(graph.energies)) {
    for (const i of block) {
      for (const j of block) {
        if (j >= i) continue;
        for (const side of ["L", "R"] as const) {
          const m = driver(graph, side, i, j);
          if (m !== undefined) return { i: j, j: i, m, side };
        }
      }
    }
  }
  return undefined;
}

/** Sets of two and more levels of one energy. */
export function degenerateBlocks(energies: readonly RationalFunction[]): readonly (readonly number[])[] {
  const blocks: number[][] = [];
  energies.forEach((e, i) => {
    const block = blocks.find(([first]) => equals(energies[first as number] as RationalFunction, e));
    if (block) block.push(i);
    else blocks.push([i]);
  });
  return blocks.filter((block) => block.length > 1);
}

function driver(
  { energies, element, mixes }: LevelGraph,
  side: Side,
  i: number,
  j: number,
): number | undefined {
  const coupled = (a: number, b: number): boolean => !isZero(element(side, a, b));
  const energy = energies[i] as RationalFunction;
  for (const [m, other] of energies.entries()) {
    if (m === i || m === j) continue;
    if (coupled(i, m) && coupled(j, m) && (!equals(energy, other) || mixes(side))) return m;
  }
  const unlike = !isZero(subtract(element(side, i, i), element(side, j, j)));
  return coupled(i, j) && unlike && mixes(side) ? i : undefined;
}
