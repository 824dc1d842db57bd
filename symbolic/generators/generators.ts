/**
 * The variables in which a current is short.
 *
 * The denominator of a current is a sum Σ y_i·d_i: outer monomials y_i in parameters and temperature times functions
 * d_i of Boltzmann factors and u = Δ/T_a. Where these monomials are independent (couplings, chemical potentials and
 * slopes of two-level and oscillator junctions always are) they may be taken as variables themselves, and so may any
 * linear change of them (`generators/linear-change.ts`). So Γ_L + Γ_R and Γ_L − Γ_R arise between equal baths, where d's have definite parity in u, and
 * Γ(2μ + δT_a) beside ΓδT_a for a metal; D at u = 0 loses terms, and so does everything that the expansion makes of it.
 *
 * Independence is what makes a normal form in the new variables decide zero: the exponent vectors of y_i/y_1 and of the
 * energies b_i/T_a must be linearly independent. Otherwise there are no generators, and the parameters themselves serve.
 */
import { type ExactNumber } from "../expression/expression.js";
import { exactQuotient } from "../fraction/factored-fraction.js";
import { integerGcd } from "../integer/integer.js";
import { factor } from "../polynomial/factor.js";
import { add, multiply, type Polynomial, power, variablePower } from "../polynomial/polynomial.js";
import { forEachTerm, fromTerms, type Term, termsOf, variablesOf } from "../polynomial/structure.js";
import { integerCoordinates } from "../integer/integer-coordinates.js";
import { shortestChange } from "./linear-change.js";
import { type MonomialSeries, temperaturePower } from "../series/monomial-series.js";
import { type ThermalVariables, variableCount } from "../thermal/variables.js";

/** A sum of monomials in the generators, all with the same thermal monomial (exponents of T_L, T_R, g's and X's). */
export interface ThermalGroup {
  readonly thermal: readonly number[];
  readonly outer: readonly Term[];
}

/** numerator/denominator = prefactor·(Σ numerator groups)/(Σ denominator groups). */
export interface Generators {
  /** w_i as polynomials in the parameters and the mean temperature (indices of the ring after expansion). */
  readonly forms: readonly Polynomial[];
  readonly prefactor: { readonly constant: ExactNumber; readonly monomial: readonly number[] };
  readonly numerator: readonly ThermalGroup[];
  readonly denominator: readonly ThermalGroup[];
}

/** One term before expansion; `outer` are the exponents of the parameters and of the mean temperature. */
interface SplitTerm {
  readonly coefficient: bigint;
  readonly outer: readonly number[];
  readonly thermal: readonly number[];
}

/** Generators of numerator/denominator, given in the variables before expansion; undefined where there are none. */
export function generatorsOf(
  v: ThermalVariables,
  numerator: Polynomial,
  denominator: Polynomial,
  series: MonomialSeries,
): Generators | undefined {
  const above = split(v, numerator);
  const below = split(v, denominator);
  const monomials = distinctMonomials(below);
  const first = monomials[0];
  if (first === undefined || above.length === 0 || monomials.length > MOST_GENERATORS) return undefined;
  const differences = monomials.slice(1).map((m) => difference(m, first));
  const energies = energyExponents(v, differences);
  const coordinates = energies && integerCoordinates([...differences, ...energies]);
  if (!coordinates) return undefined;
  const powers = numeratorPowers(above, differences.length, coordinates);
  if (!powers) return undefined;
  const least = monomials.map((_, i) => Math.min(...powers.map((e) => e[i] as number)));
  const exponents = powers.map((e) => e.map((x, i) => x - (least[i] as number)));
  const degree = (exponents[0] as number[]).reduce((a, b) => a + b, 0);
  if (degree > HIGHEST_DEGREE) return undefined;
  const { rows, leading } = lowOrders(v, below, monomials, series);
  const change = shortestChange(rows, leading, lowestNumerator(v, above, exponents, series), (row) =>
    rankOf(formOf(row, monomials), v.parameters.length),
  );
  // y_i in the new variables, times change.denominator
  const images = change.inverse.map((row) =>
    row.reduce<Polynomial>((sum, c, j) => add(sum, multiply(c, variablePower(j))), 0n),
  );
  const count = monomials.length;
  const known = new Map<string, Term[]>();
  const image = (e: readonly number[]): Term[] => {
    const key = e.join();
    let terms = known.get(key);
    if (!terms) {
      const product = e.reduce<Polynomial>(
        (p, x, i) => (x === 0 ? p : multiply(p, power(images[i] as Polynomial, x))),
        1n,
      );
      known.set(key, (terms = termsOf(product, count)));
    }
    return terms;
  };
  const imageTerms = images.map((p) => termsOf(p, count));
  const index = new Map(monomials.map((m, i) => [m.join(), i]));
  const top = Math.max(...[...above, ...below].map((t) => t.outer.at(-1) as number));
  const twos = (t: SplitTerm): bigint => temperaturePower(v, top - (t.outer.at(-1) as number));
  const n = grouped(above, (t, i) => scaled(image(exponents[i] as number[]), t.coefficient * twos(t)));
  const d = grouped(below, (t) =>
    scaled(imageTerms[index.get(t.outer.join()) as number] as Term[], t.coefficient * twos(t)),
  );
  const [contentN, contentD] = [groupsContent(n), groupsContent(d)];
  const monomial = (above[0] as SplitTerm).outer.map((e, k) =>
    least.reduce((sum, l, i) => sum + l * ((monomials[i] as number[])[k] as number), e),
  );
  // N/den^degree over D/den
  const dens = change.denominator ** BigInt(Math.abs(degree - 1));
  return {
    forms: change.forms.map((row) => formOf(row, monomials)),
    prefactor: {
      constant:
        degree >= 1 ? exactQuotient(contentN, contentD * dens) : exactQuotient(contentN * dens, contentD),
      monomial,
    },
    numerator: divided(n, contentN),
    denominator: divided(d, contentD),
  };
}

/**
 * How much a reader looks for a form: 2 for the strength of one bath, whose terms differ in the power of the temperature, as
 * in Γ(2μ + δT_a); 1 for Γ_L + Γ_R; 0 where it is no monomial times sums of a symbol and one more term, as in
 * 2Γ_Lμ_R + Γ_RδT_a, which hides that it mixes the rates of two baths.
 */
function rankOf(form: Polynomial, mean: number): number {
  const sums = factor(form)
    .factors.map(({ base }) => termsOf(base, mean + 1))
    .filter((terms) => terms.length > 1);
  const isSymbol = (t: Term): boolean => t.exponents.reduce((a, b) => a + b, 0) === 1;
  if (sums.some((terms) => terms.length > 2 || !terms.some(isSymbol))) return 0;
  return sums.some(([a, b]) => a?.exponents[mean] !== b?.exponents[mean]) ? 2 : 1;
}

/** More independent outer monomials than any junction's; beyond, the search for a change costs more than it gives. */
const MOST_GENERATORS = 12;
/** Numerators of higher degree in the generators are not rewritten. */
const HIGHEST_DEGREE = 4;

function split(v: ThermalVariables, p: Polynomial): SplitTerm[] {
  const terms: SplitTerm[] = [];
  const count = v.parameters.length;
  forEachTerm(p, variableCount(v), (coefficient, exponents) => {
    const thermal = Array.from(exponents.subarray(count));
    const outer = Array.from(exponents.subarray(0, count));
    outer.push((thermal[0] as number) + (thermal[1] as number));
    terms.push({ coefficient, outer, thermal });
  });
  return terms;
}

function distinctMonomials(terms: readonly SplitTerm[]): number[][] {
  const found = new Map<string, number[]>();
  for (const { outer } of terms) found.set(outer.join(), [...outer]);
  return [...found.values()];
}

const difference = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((x, i) => x - (b[i] as number));

/** Exponent vectors of z_i = 2b_i/T_a; undefined if one is not a monomial and shares parameters with the generators. */
function energyExponents(v: ThermalVariables, differences: readonly number[][]): number[][] | undefined {
  const used = (i: number): boolean => differences.some((d) => d[i] !== 0);
  const vectors: number[][] = [];
  const sums = v.energies.filter(({ numerator }) => termsOf(numerator, v.parameters.length).length > 1);
  if (sums.length > 0) {
    // Sums of energies are independent of the generators if these hold neither their parameters nor the temperature.
    const all = v.energies.flatMap((e) => variablesOf(e.numerator));
    return [...all, v.parameters.length].some(used) ? undefined : [];
  }
  for (const { numerator } of v.energies) {
    const [term] = termsOf(numerator, v.parameters.length);
    if (term) vectors.push([...term.exponents, -v.root]);
  }
  return vectors;
}

/** Exponents of the numerator's terms in the y_i, relative to its first term and of total degree 0. */
function numeratorPowers(
  above: readonly SplitTerm[],
  count: number,
  coordinates: (vector: readonly number[]) => number[] | undefined,
): number[][] | undefined {
  const origin = (above[0] as SplitTerm).outer;
  const powers: number[][] = [];
  for (const { outer } of above) {
    const c = coordinates(difference(outer, origin));
    if (!c || c.slice(count).some((x) => x !== 0)) return undefined;
    const own = c.slice(0, count);
    powers.push([-own.reduce((a, b) => a + b, 0), ...own]);
  }
  return powers;
}

/** Orders of u at which terms are counted. */
const COUNTED_ORDERS = 1;

/** The coefficients of d_i up to u, side by side; the first `leading` places are those of u⁰. */
function lowOrders(
  v: ThermalVariables,
  below: readonly SplitTerm[],
  monomials: readonly number[][],
  series: MonomialSeries,
): { rows: bigint[][]; leading: number } {
  const index = new Map(monomials.map((m, i) => [m.join(), i]));
  const columns = new Map<string, number>();
  const rows = monomials.map((): bigint[] => []);
  let leading = 0;
  for (let k = 0; k <= COUNTED_ORDERS; k++) {
    for (const t of below) {
      const row = rows[index.get(t.outer.join()) as number] as bigint[];
      const scale = t.coefficient * temperaturePower(v, -(t.outer.at(-1) as number) + TWOS);
      const boltzmann = boltzmannExponents(v, t.thermal).join();
      for (const s of series(t.thermal, k)) {
        const key = `${k};${boltzmann};${s.key}`;
        let column = columns.get(key);
        if (column === undefined) columns.set(key, (column = columns.size));
        row[column] = (row[column] ?? 0n) + scale * s.coefficient;
      }
    }
    if (k === 0) leading = columns.size;
  }
  return {
    rows: rows.map((row) => Array.from({ length: columns.size }, (_, c) => row[c] ?? 0n)),
    leading,
  };
}

/**
 * The u coefficient of the numerator (a current has none at u⁰) as a polynomial in the y_i; one further variable counts
 * its functions of energies and Boltzmann factors.
 */
function lowestNumerator(
  v: ThermalVariables,
  above: readonly SplitTerm[],
  exponents: readonly number[][],
  series: MonomialSeries,
): Polynomial {
  const columns = new Map<string, number>();
  const terms: Term[] = [];
  above.forEach((t, i) => {
    const scale = t.coefficient * temperaturePower(v, TWOS - (t.outer.at(-1) as number));
    const boltzmann = boltzmannExponents(v, t.thermal).join();
    for (const s of series(t.thermal, 1)) {
      const key = `${boltzmann};${s.key}`;
      let column = columns.get(key);
      if (column === undefined) columns.set(key, (column = columns.size));
      terms.push({ coefficient: scale * s.coefficient, exponents: [...(exponents[i] as number[]), column] });
    }
  });
  return fromTerms(terms);
}

/** Exceeds every power of a temperature in a current, so that 2^(TWOS − power) is an integer. */
const TWOS = 64;

/** Exponents of the q_i that a thermal monomial becomes. */
export function boltzmannExponents(v: ThermalVariables, thermal: readonly number[]): number[] {
  const base = 2 + 2 * v.formalFunctions.length;
  return v.energies.map((_, i) => (thermal[base + 2 * i] as number) + (thermal[base + 2 * i + 1] as number));
}

function grouped<T extends SplitTerm>(
  terms: readonly T[],
  outer: (t: T, index: number) => Term[],
): ThermalGroup[] {
  const groups = new Map<string, { thermal: readonly number[]; outer: Term[] }>();
  terms.forEach((t, i) => {
    const key = t.thermal.join();
    const group = groups.get(key);
    if (group) group.outer.push(...outer(t, i));
    else groups.set(key, { thermal: t.thermal, outer: outer(t, i) });
  });
  return [...groups.values()];
}

const scaled = (terms: readonly Term[], factor: bigint): Term[] =>
  terms.map((t) => ({ ...t, coefficient: t.coefficient * factor }));

function groupsContent(groups: readonly ThermalGroup[]): bigint {
  let g = 0n;
  for (const { outer } of groups) for (const t of outer) g = integerGcd(g, t.coefficient);
  return g;
}

function divided(groups: readonly ThermalGroup[], d: bigint): ThermalGroup[] {
  return groups.map(({ thermal, outer }) => ({
    thermal,
    outer: outer.map((t) => ({ ...t, coefficient: t.coefficient / d })),
  }));
}

/** Σ row_i·y_i as a polynomial. */
function formOf(row: readonly bigint[], monomials: readonly number[][]): Polynomial {
  return row.reduce<Polynomial>((sum, c, i) => {
    const monomial = (monomials[i] as number[]).reduce<Polynomial>(
      (product, e, k) => multiply(product, variablePower(k, e)),
      c,
    );
    return add(sum, monomial);
  }, 0n);
}
