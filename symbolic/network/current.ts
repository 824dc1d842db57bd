/**
 * The heat current of a network near equilibrium from the expansion of its populations (`network/expansion.ts`), without
 * the closed current ever being formed.
 *
 * With w_l = π_l/Z and ω_e = (T_a/2) Σ_i n_e,i z_i the current out of the left bath is
 *     J = (T_a/2Z)·Ĵ(u)/M(u),   Ĵ = Σ_e (Σ_i n_e,i z_i) a_e K^L_e (Ξ_e φ_lower − φ_upper),   M = Σ_l w_l φ_l,
 * and M_0 = 1, so that with Ĵ = Σ_k Ĵ_k u^k/k! the same holds order by order:
 *     J_k = Ĵ_k − Σ_{j=1}^{k−1} C(k, j) M_j J_{k−j}.
 * k! J_k D_0^k is a polynomial in s_e and a_e of degree at most k + 1 in each pair.
 */
import { edgeAccumulator, edgeTerm, type EdgePolynomial } from "../packed/word-polynomial.js";
import { chooseNumber, conductances, expandNetwork, type NetworkEdge } from "./expansion.js";
import { type MarkedPolynomial, multiplyMarked, multiplyMarks } from "./marks.js";

/** k!·[u^k] of 2Z J/T_a is numerators[k]/D_0^k. */
export interface NetworkCurrent {
  readonly levels: number;
  readonly edges: readonly NetworkEdge[];
  readonly radix: number;
  /** D_0. */
  readonly trees: EdgePolynomial;
  /** Marks are those of the populations and w1, w2, … */
  readonly numerators: readonly MarkedPolynomial[];
}

/**
 * Expands the current up to the given order. The network must be connected.
 * @throws RangeError as `expandNetwork`
 */
export function expandNetworkCurrent(
  levels: number,
  edges: readonly NetworkEdge[],
  order: number,
): NetworkCurrent {
  const expansion = expandNetwork(levels, edges, order, order + 2);
  const { radix, trees, numerators: phi, leftSources } = expansion;
  const sum = edgeAccumulator();
  /** Σ c·p·q over terms, mark by mark. */
  const collect = (
    terms: readonly {
      readonly marked: MarkedPolynomial;
      readonly factor: EdgePolynomial;
      readonly c: number;
    }[],
  ): MarkedPolynomial => {
    const result = new Map<string, EdgePolynomial>();
    for (const mark of new Set(terms.flatMap(({ marked }) => [...marked.keys()]))) {
      for (const { marked, factor, c } of terms) {
        const p = marked.get(mark);
        if (p) sum.addProduct(p, factor, c);
      }
      const p = sum.take();
      if (p.keys.length > 0) result.set(mark, p);
    }
    return result;
  };
  const unit = edgeTerm(0, 1);
  const marked = (p: MarkedPolynomial, mark: string): MarkedPolynomial =>
    new Map([...p].map(([m, x]) => [multiplyMarks(m, mark), x]));

  /** Ĵ_k D_0^k. */
  const heat = (k: number): MarkedPolynomial =>
    collect(
      edges.flatMap((edge, e) => {
        const { a } = conductances(edge, e, radix);
        if (a.keys.length === 0) return [];
        const { upper, lower } = edge;
        const flux = collect([
          { marked: leftSources[k]?.[e] ?? new Map(), factor: trees, c: 1 },
          { marked: phi[k]?.[lower] ?? new Map(), factor: unit, c: 1 },
          { marked: phi[k]?.[upper] ?? new Map(), factor: unit, c: -1 },
        ]);
        return edge.z.flatMap((n, i) =>
          n === 0 ? [] : [{ marked: marked(flux, `z${i}^1`), factor: a, c: n }],
        );
      }),
    );
  /** M_j D_0^j. */
  const mean = (j: number): MarkedPolynomial =>
    collect(
      Array.from({ length: levels }, (_, l) => ({
        marked: marked(phi[j]?.[l] ?? new Map(), `w${l}^1`),
        factor: unit,
        c: 1,
      })),
    );

  const means = Array.from({ length: Math.max(1, order) }, (_, j) => (j === 0 ? new Map() : mean(j)));
  const numerators: MarkedPolynomial[] = [new Map()];
  for (let k = 1; k <= order; k++) {
    const earlier = Array.from({ length: k - 1 }, (_, i) => i + 1).map((j) => ({
      marked: multiplyMarked(means[j] as MarkedPolynomial, numerators[k - j] as MarkedPolynomial, sum),
      factor: unit,
      c: -chooseNumber(k, j),
    }));
    numerators.push(collect([{ marked: heat(k), factor: unit, c: 1 }, ...earlier]));
  }
  return { levels, edges, radix, trees, numerators };
}
