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
} from "../packed/word-polynomial.js";
import { transferMatrix } from "./forests.js";
import { type MarkedPolynomial, multiplyMarks, UNIT_MARK } from "./marks.js";

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
  /** The bath that makes the transition where it is only one: a_e is then s_e (left) or 0 (right). */
  readonly only?: "L" | "R";
}

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
  /** sources[k][e] of the left bath: k!·D_0^(k−1) × what lower orders say about its flux upwards, over a_e; k ≥ 1. */
  readonly leftSources: readonly (readonly MarkedPolynomial[])[];
  /** D_0^j. */
  readonly powers: readonly EdgePolynomial[];
}

/** a_e and s_e as polynomials in a given radix. */
export function conductances(
  { only }: NetworkEdge,
  e: number,
  radix: number,
): { readonly a: EdgePolynomial; readonly s: EdgePolynomial } {
  const s = edgeTerm(radix ** (2 * e), 1);
  if (only === "L") return { a: s, s };
  return { a: only === "R" ? ZERO_EDGE_POLYNOMIAL : edgeTerm(radix ** (2 * e + 1), 1), s };
}

/**
 * Expands up to the given order. The network must be connected.
 * @param radix  one more than the highest exponent that is packed; the populations need order + 1, the current order + 2
 * @throws RangeError if the exponents do not fit the packing (more than 2^53 keys) or coefficients pass 2^53
 */
export function expandNetwork(
  levels: number,
  edges: readonly NetworkEdge[],
  order: number,
  radix = order + 1,
): NetworkExpansion {
  if (radix ** (2 * edges.length) > 2 ** 53) {
    throw new RangeError(
      `order ${order} with ${edges.length} transitions has too many monomials to be packed`,
    );
  }
  const sum = edgeAccumulator();
  const values = edges.map((edge, e) => conductances(edge, e, radix));
  const { trees, transfer } = transferMatrix(
    levels,
    edges,
    values.map(({ s }) => s),
    sum,
  );
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
  const leftSources: MarkedPolynomial[][] = [[]];
  for (let k = 1; k <= order; k++) {
    const both = edges.map((edge, e) => {
      const { a, s } = values[e] as { a: EdgePolynomial; s: EdgePolynomial };
      return source(edge, k, numerators, powers, times, sum, a, s);
    });
    const sources = both.map(({ total }) => total);
    leftSources.push(both.map(({ left }) => left));
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
  return { levels, edges, order, radix, trees, numerators, leftSources, powers };
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
): { readonly total: MarkedPolynomial; readonly left: MarkedPolynomial } {
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
  return { total: result, left: bracket.L };
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
    const weight = (factorialNumber(j) / factorialNumber(m)) * chooseNumber(j - 1, m - 1);
    const sign = side === "L" && j % 2 === 1 ? -1 : 1;
    for (const [mark, c] of powers) result.set(mark, (result.get(mark) ?? 0) + sign * weight * c);
  }
  return result;
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

/** n over k. */
export function chooseNumber(n: number, k: number): number {
  return factorialNumber(n) / (factorialNumber(k) * factorialNumber(n - k));
}

function factorialNumber(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}
