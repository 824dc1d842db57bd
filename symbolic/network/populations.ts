/** Populations of a network near equilibrium, normalised, with every coupling a symbol (see `network/expansion.ts`). */
import { type EdgePolynomial, edgeAccumulator, edgeTerm } from "../packed/word-polynomial.js";
import { chooseNumber, type NetworkExpansion } from "./expansion.js";
import {
  linearCombination,
  type MarkedPolynomial,
  multiplyMarked,
  multiplyMarks,
  UNIT_MARK,
} from "./marks.js";

/**
 * The populations themselves, P_i = (π_i/Z)·ψ_i(u), Z = Σ π_i: k! ψ_i,k D_0^k with the further marks `wi` = π_i/Z.
 * From ψ Σ_l w_l φ_l = φ: ψ_i,k = φ_i,k − Σ_{j≥1} C(k,j) M_j ψ_i,k−j, M_j = Σ_l w_l φ_l,j. The recursion runs on formal
 * products of φ's first, so that each product of polynomials is made once for all levels.
 */
export function normalisedPopulations(expansion: NetworkExpansion): readonly (readonly MarkedPolynomial[])[] {
  const { levels, order, numerators } = expansion;
  const sum = edgeAccumulator();
  const one = edgeTerm(0, 1);
  const products = new Map<string, MarkedPolynomial>([["", new Map([[UNIT_MARK, one]])]]);
  /** The product of the φ's in a formal monomial such as `p1,1*p2,1`. */
  const product = (phis: string): MarkedPolynomial => {
    let known = products.get(phis);
    if (known) return known;
    const cut = phis.lastIndexOf("*");
    const [, l = "", j = ""] = /p(\d+),(\d+)$/.exec(phis) ?? [];
    const factor = numerators[Number(j)]?.[Number(l)] ?? new Map<string, EdgePolynomial>();
    known = cut < 0 ? factor : multiplyMarked(product(phis.slice(0, cut)), factor, sum);
    products.set(phis, known);
    return known;
  };
  const formal: Map<string, number>[][] = [];
  const result: MarkedPolynomial[][] = [];
  for (let k = 0; k <= order; k++) {
    formal.push(
      Array.from({ length: levels }, (_, i) => {
        const terms = new Map<string, number>([[k === 0 ? ";" : `;p${i},${k}`, 1]]);
        if (k > 0 && i === 0) terms.clear(); // φ_0 = 1
        for (let j = 1; j <= k; j++) {
          for (const [key, c] of formal[k - j]?.[i] ?? []) {
            for (let l = 1; l < levels; l++) {
              const grown = growFormal(key, l, j);
              terms.set(grown, (terms.get(grown) ?? 0) - c * chooseNumber(k, j));
            }
          }
        }
        return terms;
      }),
    );
    result.push(
      (formal[k] as Map<string, number>[]).map((terms) => {
        const byWeight = new Map<string, [MarkedPolynomial, number][]>();
        for (const [key, c] of terms) {
          const [weights = "", phis = ""] = key.split(";");
          const list = byWeight.get(weights);
          if (list) list.push([product(phis), c]);
          else byWeight.set(weights, [[product(phis), c]]);
        }
        const marked = new Map<string, EdgePolynomial>();
        for (const [weights, list] of byWeight) {
          for (const mark of new Set(list.flatMap(([p]) => [...p.keys()]))) {
            const parts = list.flatMap(([p, c]) =>
              p.has(mark) ? [[p.get(mark) as EdgePolynomial, c] as const] : [],
            );
            const total = linearCombination(parts, sum);
            if (total.keys.length > 0) marked.set(multiplyMarks(mark, weights), total);
          }
        }
        return marked;
      }),
    );
  }
  return result;
}

/** Adds the factors w_l φ_l,j to a formal monomial `weights;phis`. */
function growFormal(key: string, l: number, j: number): string {
  const [weights = "", phis = ""] = key.split(";");
  const sorted = [...(phis === "" ? [] : phis.split("*")), `p${l},${j}`].sort();
  return `${multiplyMarks(weights, `w${l}^1`)};${sorted.join("*")}`;
}
