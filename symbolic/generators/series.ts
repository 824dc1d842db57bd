/**
 * Numerator and denominator of a current as scaled series in the generators of `generators/generators.ts`.
 *
 * The ring: generators w_i, then z_i = 2b_i/T_a, then q_i = e^{−z_i}, then the jets (T_a/2)^j g^(j). Energies and
 * temperature enter through the z_i alone, so that no polynomial of the expansion holds what homogeneity determines.
 */
import { boltzmannExponents, type Generators, type ThermalGroup } from "./generators.js";
import { type Term } from "../polynomial/structure.js";
import { type MonomialSeries } from "../series/monomial-series.js";
import { type ScaledSeries } from "../series/thermal-series.js";
import { type ThermalVariables } from "../thermal/variables.js";

/** How the variables of the ring are numbered. */
export interface GeneratorRing {
  readonly source: ThermalVariables;
  readonly generators: Generators;
}

/** Index of z_i. */
export function energyIndex(ring: GeneratorRing, i: number): number {
  return ring.generators.forms.length + i;
}

/** Index of q_i. */
export function boltzmannFactorIndex(ring: GeneratorRing, i: number): number {
  return ring.generators.forms.length + ring.source.energies.length + i;
}

/** Index of the j-th jet (T_a/2)^j g^(j) of formal function f. */
export function scaledJetIndex(ring: GeneratorRing, f: number, j: number): number {
  const { source, generators } = ring;
  return generators.forms.length + 2 * source.energies.length + j * source.formalFunctions.length + f;
}

/** Number of variables up to the given order. */
export function generatorVariableCount(ring: GeneratorRing, order: number): number {
  return scaledJetIndex(ring, 0, ring.source.formalFunctions.length === 0 ? 0 : order + 1);
}

/** Σ groups as a series: its k-th element is the u^k coefficient times k!·root^k, terms collected. */
export function groupSeries(
  ring: GeneratorRing,
  groups: readonly ThermalGroup[],
  series: MonomialSeries,
): ScaledSeries {
  const offset = boltzmannFactorIndex(ring, 0);
  const prepared = groups.map(({ thermal, outer }) => {
    const q = boltzmannExponents(ring.source, thermal);
    return { thermal, outer, q, key: q.join() };
  });
  const known: Term[][] = [];
  const make = (k: number): Term[] => {
    const sums = new Map<string, { coefficient: bigint; readonly exponents: readonly number[] }>();
    for (const { thermal, outer, q, key } of prepared) {
      for (const s of series(thermal, k)) {
        const inner = `${key};${s.key};`;
        for (const { coefficient, exponents } of outer) {
          const place = inner + exponents.join();
          const old = sums.get(place);
          if (old) old.coefficient += coefficient * s.coefficient;
          else {
            const full = [...exponents, ...s.energyPowers];
            while (full.length < offset) full.push(0);
            full.push(...q, ...s.jets);
            sums.set(place, { coefficient: coefficient * s.coefficient, exponents: full });
          }
        }
      }
    }
    return [...sums.values()].filter((t) => t.coefficient !== 0n);
  };
  return (k) => (known[k] ??= make(k));
}
