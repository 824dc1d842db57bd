/**
 * The spanning trees and two-tree forests of a network, as polynomials in its conductances: the determinant and the
 * adjugate of its Laplacian with one level grounded (matrix-tree and all-minors theorems).
 */
import {
  type EdgeAccumulator,
  type EdgePolynomial,
  edgeTerm,
  ZERO_EDGE_POLYNOMIAL,
} from "../packed/word-polynomial.js";

/** Two levels that are joined. */
export interface Bond {
  readonly upper: number;
  readonly lower: number;
}

/** D_0 and adj(L)_{i,upper(e)} − adj(L)_{i,lower(e)} for the Laplacian with conductances s and level 0 grounded. */
export function transferMatrix(
  levels: number,
  edges: readonly Bond[],
  s: readonly EdgePolynomial[],
  sum: EdgeAccumulator,
): { trees: EdgePolynomial; transfer: EdgePolynomial[][] } {
  // Spanning forests of two trees, by the partition of levels they induce; trees by one.
  // Edges are taken or left one by one; a state is the partition so far, as a label for every level.
  let states = new Map<string, EdgePolynomial>([
    [Array.from({ length: levels }, (_, i) => i).join(), edgeTerm(0, 1)],
  ]);
  edges.forEach((edge, e) => {
    const next = new Map<string, EdgePolynomial[]>();
    const push = (key: string, p: EdgePolynomial): void => {
      const list = next.get(key);
      if (list) list.push(p);
      else next.set(key, [p]);
    };
    for (const [key, p] of states) {
      push(key, p);
      const labels = key.split(",").map(Number);
      const [x, y] = [labels[edge.upper] as number, labels[edge.lower] as number];
      if (x === y) continue;
      const merged = labels.map((l) => (l === Math.max(x, y) ? Math.min(x, y) : l)).join();
      sum.addProduct(p, s[e] as EdgePolynomial, 1);
      push(merged, sum.take());
    }
    states = new Map(
      [...next].map(([key, list]) => {
        if (list.length === 1) return [key, list[0] as EdgePolynomial];
        for (const p of list) sum.addProduct(edgeTerm(0, 1), p, 1);
        return [key, sum.take()];
      }),
    );
  });
  let trees = ZERO_EDGE_POLYNOMIAL;
  const forests: { labels: number[]; polynomial: EdgePolynomial }[] = [];
  for (const [key, polynomial] of states) {
    const labels = key.split(",").map(Number);
    const parts = new Set(labels).size;
    if (parts === 1) trees = polynomial;
    if (parts === 2) forests.push({ labels, polynomial });
  }
  // adj(L)_{ij} sums the forests in which i and j hang together apart from level 0 (all-minors theorem).
  const transfer = Array.from({ length: levels }, (_, i) =>
    edges.map(({ upper, lower }) => {
      for (const { labels, polynomial } of forests) {
        if (labels[i] === labels[0]) continue;
        const up = labels[upper] === labels[i];
        const down = labels[lower] === labels[i];
        if (up !== down) sum.addProduct(edgeTerm(0, 1), polynomial, up ? 1 : -1);
      }
      return sum.take();
    }),
  );
  return { trees, transfer };
}
