/**
 * A numerator as a sum of few products: a function of energies and temperature times a polynomial in the couplings.
 *
 * Its coefficients are a matrix: a row for each monomial in the couplings, a column for each monomial in energies and
 * temperature times cosh or sinh of a multiple of y. The rank of the matrix is the least number of such products
 * (`integer/rank-factors.ts`), and a current has a low one: the expansion makes the same few functions of energy and
 * temperature at all couplings. So it is the sum that a reader would write, as
 * ωg_Lg_R(g_L − g_R) + T_a(g_L²d_R − g_R²d_L) sinh 2y.
 */
import { absolute } from "../integer/integer.js";
import { type RankFactor, rankFactors, sparserFactors } from "../integer/rank-factors.js";
import { type Polynomial } from "../polynomial/polynomial.js";
import { fromTerms, type Term } from "../polynomial/structure.js";
import {
  emptyProduct,
  functionFactor,
  multiplyFunction,
  multiplyProduct,
  type PresentationRing,
  type Product,
  productTree,
  scaleBy,
  takeCommonSymbols,
} from "./product.js";
import { multiplySumOfTrees } from "./sum.js";

/** Matrices with more entries are not taken apart: nobody reads what they stand for. */
const MOST_ENTRIES = 8000;

/** Longer sums of products are no easier to read than what they are made from. */
const HIGHEST_RANK = 10;

/** A polynomial, term by term. */
export type ForEachTerm = (visit: (coefficient: bigint, exponents: ArrayLike<number>) => void) => void;

/** How a polynomial falls into functions and couplings, and how both are printed. */
export interface BilinearSplit {
  readonly ring: PresentationRing;
  /** Indices of the Boltzmann factors among the polynomial's variables. */
  readonly q: readonly number[];
  /** Whether a variable that is no Boltzmann factor is one of energies and temperature. */
  readonly kinematic: (variable: number) => boolean;
  /** A function of energies and temperature as a product; undefined where it has no form. */
  readonly functionForm: (p: Polynomial) => Product | undefined;
  readonly couplingForm: (p: Polynomial) => Product;
}

/** A monomial in energies and temperature times cosh (parity 1) or sinh (−1) of weights·y; weights 0 for 1. */
interface Column {
  readonly monomial: readonly number[];
  readonly weights: readonly number[];
  readonly parity: 1 | -1;
}

/** The matrix of the file's head, of twice the polynomial. */
interface Coefficients {
  readonly monomials: readonly (readonly number[])[];
  readonly columns: readonly Column[];
  readonly matrix: readonly (readonly bigint[])[];
  /** Sum of the lowest and the highest power of each q. */
  readonly center: readonly number[];
}

/** Forms of a polynomial for some orders of the columns and rows of its matrix. */
export function bilinearForms(forEach: ForEachTerm, split: BilinearSplit): readonly Product[] {
  const coefficients = coefficientsOf(forEach, split);
  const { columns, monomials, matrix } = coefficients;
  if (columns.length * monomials.length > MOST_ENTRIES) return [];
  const byFunction = columns.map((_, i) => i);
  const transposed = columns.map((_, j) => matrix.map((row) => row[j] as bigint));
  const turned = (t: RankFactor): RankFactor => ({ ...t, left: t.right, right: t.left });
  const first = rankFactors(matrix, byFunction);
  if (first.length > HIGHEST_RANK) return [];
  const sums: (readonly RankFactor[])[] = [
    first,
    rankFactors(matrix, [...byFunction].reverse()),
    ...rowOrders(matrix).map((order) => rankFactors(transposed, order).map(turned)),
  ];
  const forms = new Map<string, readonly RankFactor[]>();
  for (const sum of sums)
    for (const terms of [sum, sparserFactors(sum)])
      forms.set(terms.map((t) => `${t.left.join()};${t.right.join()}`).join("|"), terms);
  const known = new Map<string, Product | undefined>();
  return [...forms.values()].flatMap((terms) => sumOf(terms, coefficients, split, known) ?? []);
}

/** Orders of the rows by what is in them up to sign, and by how many entries: the same ones in a mirror image. */
function rowOrders(matrix: readonly (readonly bigint[])[]): readonly (readonly number[])[] {
  const sizes = matrix.map((row) => row.filter((c) => c !== 0n).length);
  const contents = matrix.map((row) => row.map(absolute));
  const sorted = matrix
    .map((_, i) => i)
    .sort((i, k) => {
      const [a, b] = [contents[i] as bigint[], contents[k] as bigint[]];
      const at = a.findIndex((c, j) => c !== b[j]);
      return at < 0 ? 0 : (a[at] as bigint) < (b[at] as bigint) ? -1 : 1;
    });
  return [sorted, [...sorted].reverse()].flatMap((order) =>
    [1, -1].map((sign) => [...order].sort((a, b) => sign * ((sizes[a] as number) - (sizes[b] as number)))),
  );
}

function coefficientsOf(forEach: ForEachTerm, { q, kinematic }: BilinearSplit): Coefficients {
  const low = q.map(() => Infinity);
  const high = q.map(() => -Infinity);
  const terms: Term[] = [];
  forEach((coefficient, exponents) => {
    const own = Array.from(exponents);
    terms.push({ coefficient, exponents: own });
    q.forEach((v, i) => {
      low[i] = Math.min(low[i] as number, own[v] as number);
      high[i] = Math.max(high[i] as number, own[v] as number);
    });
  });
  const center = low.map((x, i) => x + (high[i] as number));
  const rows = new Map<string, { readonly index: number; readonly monomial: readonly number[] }>();
  const columns = new Map<string, { readonly column: Column; readonly entries: Map<number, bigint> }>();
  for (const { coefficient, exponents } of terms) {
    const coupling = exponents.map((e, v) => (kinematic(v) || q.includes(v) ? 0 : e));
    const key = coupling.join();
    let row = rows.get(key);
    if (!row) rows.set(key, (row = { index: rows.size, monomial: coupling }));
    const monomial = exponents.map((e, v) => (kinematic(v) && !q.includes(v) ? e : 0));
    const signed = q.map((v, i) => (center[i] as number) - 2 * (exponents[v] as number));
    const first = signed.find((w) => w !== 0) ?? 0;
    const weights = first < 0 ? signed.map((w) => -w) : signed;
    // 2c·e^{wy} = 2c·(cosh wy + sinh wy), and q^j stands for e^{(h − 2j)y}
    for (const parity of first === 0 ? ([1] as const) : ([1, -1] as const)) {
      const place = `${monomial.join()};${weights.join()};${parity}`;
      let entry = columns.get(place);
      if (!entry) columns.set(place, (entry = { column: { monomial, weights, parity }, entries: new Map() }));
      const sign = parity === -1 && first < 0 ? -2n : 2n;
      entry.entries.set(row.index, (entry.entries.get(row.index) ?? 0n) + sign * coefficient);
    }
  }
  const size = (x: readonly number[]): number => x.reduce((s, e) => s + Math.abs(e), 0);
  const sorted = [...columns.values()]
    .filter(({ entries }) => [...entries.values()].some((c) => c !== 0n))
    .sort(
      ({ column: a }, { column: b }) =>
        size(b.weights) - size(a.weights) || compare(b.monomial, a.monomial) || b.parity - a.parity,
    );
  const monomials = [...rows.values()].map((row) => row.monomial);
  return {
    monomials,
    columns: sorted.map((c) => c.column),
    matrix: monomials.map((_, i) => sorted.map((c) => c.entries.get(i) ?? 0n)),
    center,
  };
}

/** Lexicographic order. */
function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((x, k) => x !== b[k]);
  return i < 0 ? 0 : (a[i] as number) - (b[i] as number);
}

/** Σ function·polynomial as one product, with what all terms share in front. */
function sumOf(
  terms: readonly RankFactor[],
  coefficients: Coefficients,
  split: BilinearSplit,
  known: Map<string, Product | undefined>,
): Product | undefined {
  const { ring } = split;
  const made = (key: string, make: () => Product | undefined): Product | undefined => {
    if (!known.has(key)) known.set(key, make());
    return known.get(key);
  };
  const parts: Product[] = [];
  for (const t of terms) {
    const fn = made(`K${t.right.join()}`, () => split.functionForm(functionOf(t.right, coefficients, split)));
    const coupling = made(`C${t.left.join()}`, () => split.couplingForm(couplingOf(t.left, coefficients)));
    if (!fn || !coupling) return undefined;
    const part = emptyProduct(ring);
    multiplyProduct(part, fn);
    multiplyProduct(part, coupling);
    // the matrix is of twice the polynomial, and so is every function
    scaleBy(part, 1n, 4n * t.denominator);
    parts.push(part);
  }
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const result = emptyProduct(ring);
  takeCommonSymbols(parts, result);
  for (const { fn } of (parts[0] as Product).functions) {
    const least = Math.min(...parts.map((part) => functionFactor(part, fn)?.exponent ?? 0));
    if (least === 0) continue;
    for (const part of parts) multiplyFunction(part, fn, -least);
    multiplyFunction(result, fn, least);
  }
  ring.q.forEach((_, i) => {
    const half = Math.min(...parts.map((part) => part.halfPowers[i] as number));
    for (const part of parts) part.halfPowers[i]! -= half;
    result.halfPowers[i]! += half;
  });
  multiplySumOfTrees(
    result,
    parts.map((part) => productTree(part, ring)),
  );
  return result;
}

/** Twice Σ row·columns, times Π q^(center/2). */
function functionOf(
  row: readonly bigint[],
  { columns, center }: Coefficients,
  split: BilinearSplit,
): Polynomial {
  return fromTerms(
    row.flatMap((c, k) => {
      if (c === 0n) return [];
      const { monomial, weights, parity } = columns[k] as Column;
      const at = (sign: 1 | -1): number[] => {
        const exponents = [...monomial];
        split.q.forEach(
          (v, i) => (exponents[v] = ((center[i] as number) - sign * (weights[i] as number)) / 2),
        );
        return exponents;
      };
      if (weights.every((w) => w === 0)) return [{ coefficient: 2n * c, exponents: at(1) }];
      return [
        { coefficient: c, exponents: at(1) },
        { coefficient: parity === 1 ? c : -c, exponents: at(-1) },
      ];
    }),
  );
}

/** Σ left·monomials. */
function couplingOf(left: readonly bigint[], { monomials }: Coefficients): Polynomial {
  return fromTerms(
    left.flatMap((coefficient, i) =>
      coefficient === 0n ? [] : [{ coefficient, exponents: monomials[i] as readonly number[] }],
    ),
  );
}
