/**
 * The steady state of a rate equation near equilibrium, expanded with every coupling a symbol and without forming the
 * closed populations: linear algebra over truncated series.
 *
 * With π_i = e^{−2E_i/T_a} write the populations as P_i ∝ π_i φ_i(u), u = Δ/T_a, φ_i(0) = 1. For the transition e let
 *     a_e = π_upper |S_L|² k_L,  b_e = π_upper |S_R|² k_R  at T_a/2,   s_e = a_e + b_e;
 *     k_L(T_L) = k_L(T_a/2)·Σ_j K^L_{e,j} u^j/j!,  and likewise on the right;
 *     e^{−ω/T_L} = e^{−2ω/T_a}·Σ_j Ξ_{e,j} u^j/j!,  Ξ_{e,j} = (−1)^j Σ_m j!/m! C(j−1, m−1) (−z_e)^m,  z_e = 2ω_e/T_a,
 * and with (−1)^j Ξ_{e,j} on the right. The flux upwards is
 *     F_e = a_e K^L_e (Ξ_e φ_lower − φ_upper) + b_e K^R_e (Ξ′_e φ_lower − φ_upper),
 * and at order k it is s_e (φ_lower,k − φ_upper,k) plus a source f_e,k made of lower orders. So at every order the same
 * Laplacian of the network with conductances s_e is solved:
 *     φ_i,k = Σ_e (G_i,upper − G_i,lower) f_e,k,   G = adj(L)/D_0,   φ_0 = 1 for level 0 at all orders,
 * D_0 the sum over the spanning trees of Π s_e. k! φ_i,k D_0^k is a polynomial in s_e, a_e with integer coefficients,
 * graded by monomials in z and in the K's ("marks"); the baths enter only when the marks get values.
 */
import {
  type EdgeAccumulator,
  edgeAccumulator,
  type EdgePolynomial,
  edgeTerm,
  ZERO_EDGE_POLYNOMIAL,
} from "./edge-polynomial.js";

/** A transition of the network. */
export interface NetworkEdge {
  readonly upper: number;
  readonly lower: number;
  /** z_e in a basis z_1, z_2, … of the gaps over T_a/2: integers. */
  readonly z: readonly number[];
  /** Marks of the rates' jets K_e,j, j ≥ 1: edges and sides with one rate function share a name. */
  readonly jets: { readonly L: string; readonly R: string };
  /** True where K^R_j = (−1)^j K^L_j (baths of one kind); the right end then uses the left's name. */
  readonly alike: boolean;
}

/** Σ over marks of mark × polynomial. A mark is a product written as sorted factors, such as `K.solid:3.1^1*z0^2`. */
export type MarkedPolynomial = ReadonlyMap<string, EdgePolynomial>;

/** φ_i,k as numerator/(k!·D_0^k). */
export interface NetworkExpansion {
  readonly levels: number;
  readonly edges: readonly NetworkEdge[];
  readonly order: number;
  /** Radix of the packing: the key is Σ_e (exponent of s_e + radix·exponent of a_e)·radix^(2e). */
  readonly radix: number;
  /** D_0. */
  readonly trees: EdgePolynomial;
  /** numerators[k][i]. */
  readonly numerators: readonly (readonly MarkedPolynomial[])[];
}

/** The empty product. */
const UNIT_MARK = "";

/**
 * Expands up to the given order. The network must be connected.
 * @throws RangeError if the exponents do not fit the packing (more than 2^53 keys) or coefficients pass 2^53
 */
export function expandNetwork(
  levels: number,
  edges: readonly NetworkEdge[],
  order: number,
): NetworkExpansion {
  const radix = order + 1;
  if (radix ** (2 * edges.length) > 2 ** 53) {
    throw new RangeError(
      `order ${order} with ${edges.length} transitions has too many monomials to be packed`,
    );
  }
  const sum = edgeAccumulator();
  const s = edges.map((_, e) => edgeTerm(radix ** (2 * e), 1));
  const a = edges.map((_, e) => edgeTerm(radix ** (2 * e + 1), 1));
  const { trees, transfer } = transferMatrix(levels, edges, s, sum);
  const powers = [edgeTerm(0, 1)];
  for (let k = 1; k < Math.max(2, order); k++) {
    sum.addProduct(powers[k - 1] as EdgePolynomial, trees, 1);
    powers.push(sum.take());
  }
  const unit: MarkedPolynomial = new Map([[UNIT_MARK, powers[0] as EdgePolynomial]]);
  const numerators: MarkedPolynomial[][] = [Array.from({ length: levels }, () => unit)];
  const marks = new Map<string, string>();
  const times = (x: string, y: string): string => {
    if (x === UNIT_MARK) return y;
    if (y === UNIT_MARK) return x;
    const key = `${x}|${y}`;
    let known = marks.get(key);
    if (known === undefined) marks.set(key, (known = multiplyMarks(x, y)));
    return known;
  };
  for (let k = 1; k <= order; k++) {
    const sources = edges.map((edge, e) => source(edge, k, numerators, powers, times, sum, a[e]!, s[e]!));
    numerators.push(
      Array.from({ length: levels }, (_, i) => {
        const marksHere = new Set(sources.flatMap((f) => [...f.keys()]));
        const result = new Map<string, EdgePolynomial>();
        if (i === 0) return result;
        for (const mark of marksHere) {
          sources.forEach((f, e) => {
            const part = f.get(mark);
            if (part) sum.addProduct(part, transfer[i]?.[e] ?? ZERO_EDGE_POLYNOMIAL, 1);
          });
          const polynomial = sum.take();
          if (polynomial.keys.length > 0) result.set(mark, polynomial);
        }
        return result;
      }),
    );
  }
  return { levels, edges, order, radix, trees, numerators };
}

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
              terms.set(grown, (terms.get(grown) ?? 0) - c * choose(k, j));
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

function multiplyMarked(x: MarkedPolynomial, y: MarkedPolynomial, sum: EdgeAccumulator): MarkedPolynomial {
  const parts = new Map<string, (readonly [EdgePolynomial, EdgePolynomial])[]>();
  x.forEach((p, m) =>
    y.forEach((q, n) => {
      const mark = multiplyMarks(m, n);
      parts.set(mark, [...(parts.get(mark) ?? []), [p, q]]);
    }),
  );
  const result = new Map<string, EdgePolynomial>();
  for (const [mark, list] of parts) {
    for (const [p, q] of list) sum.addProduct(p, q, 1);
    const total = sum.take();
    if (total.keys.length > 0) result.set(mark, total);
  }
  return result;
}

/** Σ c·p; a single term needs no table. */
function linearCombination(
  parts: readonly (readonly [EdgePolynomial, number])[],
  sum: EdgeAccumulator,
): EdgePolynomial {
  const [only, ...more] = parts;
  if (only && more.length === 0) {
    const [p, c] = only;
    return c === 1 ? p : { keys: p.keys, coefficients: p.coefficients.map((x) => c * x) };
  }
  for (const [p, c] of parts) sum.addProduct(edgeTerm(0, 1), p, c);
  return sum.take();
}

/**
 * k!·f_e,k·D_0^(k−1): the part of the flux that lower orders determine.
 * Written with s and a: b = s − a, so the right end's part appears once with s and once with −a.
 */
function source(
  edge: NetworkEdge,
  k: number,
  numerators: readonly (readonly MarkedPolynomial[])[],
  powers: readonly EdgePolynomial[],
  times: (x: string, y: string) => string,
  sum: EdgeAccumulator,
  a: EdgePolynomial,
  s: EdgePolynomial,
): MarkedPolynomial {
  const bracket = { L: new Map<string, EdgePolynomial>(), R: new Map<string, EdgePolynomial>() };
  for (const side of ["L", "R"] as const) {
    const sums = new Map<string, { polynomial: EdgePolynomial; power: EdgePolynomial; factor: number }[]>();
    const note = (mark: string, polynomial: EdgePolynomial, power: EdgePolynomial, factor: number): void => {
      const list = sums.get(mark);
      if (list) list.push({ polynomial, power, factor });
      else sums.set(mark, [{ polynomial, power, factor }]);
    };
    for (let m = 0; m < k; m++) {
      const power = powers[k - 1 - m] as EdgePolynomial;
      for (let i = 0; i + m <= k; i++) {
        const j = k - i - m;
        const ways = multinomial(k, i, j, m);
        const sign = side === "R" && edge.alike && i % 2 === 1 ? -1 : 1;
        const name = edge.alike ? edge.jets.L : edge.jets[side];
        const jet = i === 0 ? UNIT_MARK : `K.${name}.${i}^1`;
        for (const [zMark, c] of exponentialJet(edge.z, j, side)) {
          numerators[m]?.[edge.lower]?.forEach((p, mark) =>
            note(times(times(mark, jet), zMark), p, power, sign * ways * c),
          );
        }
        if (j === 0) {
          numerators[m]?.[edge.upper]?.forEach((p, mark) => note(times(mark, jet), p, power, -sign * ways));
        }
      }
    }
    for (const [mark, list] of sums) {
      for (const { polynomial, power, factor } of list) sum.addProduct(polynomial, power, factor);
      const p = sum.take();
      if (p.keys.length > 0) bracket[side].set(mark, p);
    }
  }
  const result = new Map<string, EdgePolynomial>();
  for (const mark of new Set([...bracket.L.keys(), ...bracket.R.keys()])) {
    const left = bracket.L.get(mark) ?? ZERO_EDGE_POLYNOMIAL;
    const right = bracket.R.get(mark) ?? ZERO_EDGE_POLYNOMIAL;
    sum.addProduct(a, left, 1);
    sum.addProduct(a, right, -1);
    sum.addProduct(s, right, 1);
    const p = sum.take();
    if (p.keys.length > 0) result.set(mark, p);
  }
  return result;
}

/** Ξ_{e,j} (left) or (−1)^j Ξ_{e,j} (right) as marks in z with integer coefficients. */
function exponentialJet(z: readonly number[], j: number, side: "L" | "R"): ReadonlyMap<string, number> {
  if (j === 0) return new Map([[UNIT_MARK, 1]]);
  const result = new Map<string, number>();
  let powers = new Map<string, number>([[UNIT_MARK, 1]]);
  const linear = z.flatMap((n, i) => (n === 0 ? [] : [[`z${i}^1`, -n] as const]));
  for (let m = 1; m <= j; m++) {
    const next = new Map<string, number>();
    for (const [mark, c] of powers) {
      for (const [factor, n] of linear) {
        const key = multiplyMarks(mark, factor);
        next.set(key, (next.get(key) ?? 0) + c * n);
      }
    }
    powers = next;
    const weight = (factorialNumber(j) / factorialNumber(m)) * choose(j - 1, m - 1);
    const sign = side === "L" && j % 2 === 1 ? -1 : 1;
    for (const [mark, c] of powers) result.set(mark, (result.get(mark) ?? 0) + sign * weight * c);
  }
  return result;
}

/** D_0 and adj(L)_{i,upper(e)} − adj(L)_{i,lower(e)} for the Laplacian with conductances s and level 0 grounded. */
function transferMatrix(
  levels: number,
  edges: readonly NetworkEdge[],
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

/** The product of two marks, with factors sorted. */
function multiplyMarks(x: string, y: string): string {
  const powers = new Map<string, number>();
  for (const factor of [...split(x), ...split(y)]) {
    const [base, exponent] = factor;
    powers.set(base, (powers.get(base) ?? 0) + exponent);
  }
  return [...powers]
    .sort(([p], [q]) => (p < q ? -1 : 1))
    .map(([base, exponent]) => `${base}^${exponent}`)
    .join("*");
}

function split(mark: string): (readonly [string, number])[] {
  if (mark === UNIT_MARK) return [];
  return mark.split("*").map((f) => {
    const [base = "", exponent = "1"] = f.split("^");
    return [base, Number(exponent)] as const;
  });
}

/** The factors of a mark with their exponents. */
export function markFactors(mark: string): readonly (readonly [string, number])[] {
  return split(mark);
}

/** Exponents of s_e and a_e in a packed key. */
export function unpackKey(key: number, radix: number, edges: number): { s: number[]; a: number[] } {
  const s: number[] = [];
  const a: number[] = [];
  let rest = key;
  for (let e = 0; e < edges; e++) {
    s.push(rest % radix);
    rest = Math.floor(rest / radix);
    a.push(rest % radix);
    rest = Math.floor(rest / radix);
  }
  return { s, a };
}

function multinomial(k: number, i: number, j: number, m: number): number {
  return factorialNumber(k) / (factorialNumber(i) * factorialNumber(j) * factorialNumber(m));
}

function choose(n: number, k: number): number {
  return factorialNumber(n) / (factorialNumber(k) * factorialNumber(n - k));
}

function factorialNumber(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}
