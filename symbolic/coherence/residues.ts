/**
 * What residues prove of the steady state of a master equation, in O(n³) operations on machine numbers. A determinant or a current
 * whose residue at one point is not zero is not zero as a function; where it is, nothing is said, and the exact solution has to
 * tell (`steady-state.ts`).
 */
import { type RationalFunction } from "../fraction/rational-function.js";
import { multiplyModulo, powerModulo, PRIME, univariateImage } from "../polynomial/modular-image.js";
import { type Polynomial } from "../polynomial/polynomial.js";
import { type LinearSystem } from "./master-equation.js";

/** Points that are tried: one is enough but for accidents, of which each has a chance of about n²/2²⁶. */
const ATTEMPTS = 3;

/**
 * Whether the steady state is proved to be unique, and, beyond that, whether heat is proved to flow in it, for parameters in
 * general position.
 * @param populations how many of the unknowns are populations
 */
export function provedByResidues(
  { generator, heat }: LinearSystem<RationalFunction>,
  populations: number,
): { readonly unique: boolean; readonly flows: boolean } {
  let unique = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const rows = generator.map((row) => row.map((x) => residueOf(x, attempt)));
    const taken = heat.L.map((x) => residueOf(x, attempt));
    if (rows.some((row) => row.includes(undefined)) || taken.includes(undefined)) continue;
    // The rows of the populations add up to zero: Tr ρ = 1 takes the place of the first.
    rows[0] = (rows[0] ?? []).map((_, c) => (c < populations ? 1 : 0));
    const state = solved(rows as number[][]);
    if (!state) continue;
    unique = true;
    const J = state.reduce((sum, x, i) => (sum + multiplyModulo(taken[i] as number, x)) % PRIME, 0);
    if (J !== 0) return { unique, flows: true };
  }
  return { unique, flows: false };
}

/** The residue at a point; undefined where the denominator vanishes. */
function residueOf({ numerator, denominator }: RationalFunction, attempt: number): number | undefined {
  const at = (p: Polynomial): number => univariateImage(p, -1, attempt)[0] ?? 0;
  const below = at(denominator);
  return below === 0 ? undefined : multiplyModulo(at(numerator), powerModulo(below, PRIME - 2));
}

/** x with rows·x = (1, 0, 0, …), by elimination; undefined if the determinant vanishes modulo the prime. */
function solved(rows: readonly (readonly number[])[]): readonly number[] | undefined {
  const n = rows.length;
  const work = rows.map((row, r) => [...row, r === 0 ? 1 : 0]);
  for (let c = 0; c < n; c++) {
    const found = work.findIndex((row, r) => r >= c && row[c] !== 0);
    if (found < 0) return undefined;
    const lead = work[found] as number[];
    work[found] = work[c] as number[];
    const inverse = powerModulo(lead[c] as number, PRIME - 2);
    const scaled = lead.map((x) => multiplyModulo(x, inverse));
    work[c] = scaled;
    work.forEach((row, r) => {
      const factor = row[c] as number;
      if (r === c || factor === 0) return;
      for (let k = c; k <= n; k++)
        row[k] = ((row[k] as number) + PRIME - multiplyModulo(factor, scaled[k] as number)) % PRIME;
    });
  }
  return work.map((row) => row[n] as number);
}
