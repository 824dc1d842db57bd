/**
 * The thermal variables, before and after the expansion in Δ (design §3).
 *
 * Before: for each end ν = L, R the independent quantities
 *     T_ν^(1/n),  g(T_ν) for each formal function g,  X_ν,i = exp(−b_i/T_ν)
 * where b_1, …, b_m is a ℤ-basis of the energies that occur. They are algebraically independent over the parameters:
 * exponentials of energies that are linearly independent over ℚ, a root of their own variable, and unknown functions.
 *
 * After, with u = Δ/T_a:  T_L = (T_a/2)(1+u), T_R = (T_a/2)(1−u), and with z_i = 2b_i/T_a, q_i = e^{−z_i}
 *     X_L,i = q_i·exp(z_i·u/(1+u)),   X_R,i = q_i·exp(−z_i·u/(1−u)),
 *     g(T_L) = Σ_j g^(j)(T_a/2)·(T_a u/2)^j/j!.
 * Every u-coefficient is a polynomial in z_i times a monomial in q_i: N and D of a rational current become power
 * series whose coefficients, scaled by k!·σ^k, are Laurent polynomials over ℤ in the parameters, T_a, q_i and the
 * jets of g. This file makes these coefficients; `quotient-series.ts` divides the series.
 */
import { factorial } from "./integer.js";
import { multiply as multiplyPolynomials, type Polynomial, power } from "./polynomial.js";
import { collectTerms, forEachTerm, type Term, termsOf } from "./polynomial-structure.js";

/** What the thermal variables of a current are. Energies are polynomials in the parameters over an integer. */
export interface ThermalVariables {
  /** Names of the parameters, in the order of their indices 0 … p−1. */
  readonly parameters: readonly string[];
  /** n: the temperatures enter through T^(1/n). */
  readonly root: number;
  /** Names of the formal functions of temperature. */
  readonly formalFunctions: readonly string[];
  /** ℤ-basis of energies b_i = numerator/denominator. */
  readonly energies: readonly { readonly numerator: Polynomial; readonly denominator: bigint }[];
}

/** One end of the junction. */
export type Side = "L" | "R";

/** Index, in the ring before expansion, of T_ν^(1/n). */
export function temperatureIndex(v: ThermalVariables, side: Side): number {
  return v.parameters.length + (side === "L" ? 0 : 1);
}

/** Index, in the ring before expansion, of the value g(T_ν) of formal function number f. */
export function formalIndex(v: ThermalVariables, side: Side, f: number): number {
  return v.parameters.length + 2 + 2 * f + (side === "L" ? 0 : 1);
}

/** Index, in the ring before expansion, of X_ν,i. */
export function boltzmannIndex(v: ThermalVariables, side: Side, i: number): number {
  return v.parameters.length + 2 + 2 * v.formalFunctions.length + 2 * i + (side === "L" ? 0 : 1);
}

/** Number of variables before expansion. */
export function variableCount(v: ThermalVariables): number {
  return v.parameters.length + 2 + 2 * v.formalFunctions.length + 2 * v.energies.length;
}

/** The renaming of variables that exchanges the two temperatures: Δ → −Δ. */
export function reversal(v: ThermalVariables): number[] {
  const p = v.parameters.length;
  return Array.from({ length: variableCount(v) }, (_, i) => (i < p ? i : (i - p) % 2 === 0 ? i + 1 : i - 1));
}

/** Names of the variables before expansion, for messages and certificates. */
export function variableNames(v: ThermalVariables): string[] {
  const label = (i: number): string => (v.energies.length === 1 ? "" : String(i + 1));
  return [
    ...v.parameters,
    ...["L", "R"].map((s) => (v.root === 1 ? `T_${s}` : `T_${s}^(1/${v.root})`)),
    ...v.formalFunctions.flatMap((g) => ["L", "R"].map((s) => `${g}_${s}`)),
    ...v.energies.flatMap((_, i) => ["L", "R"].map((s) => `X${label(i)}_${s}`)),
  ];
}

/** Index, after expansion, of T_a (root 1) or of (T_a/2)^(1/n). */
export function meanTemperatureIndex(v: ThermalVariables): number {
  return v.parameters.length;
}

/** Index, after expansion, of q_i. */
export function meanBoltzmannIndex(v: ThermalVariables, i: number): number {
  return v.parameters.length + 1 + i;
}

/** Index, after expansion, of the j-th derivative of formal function f at T_a/2. */
export function jetIndex(v: ThermalVariables, f: number, j: number): number {
  return v.parameters.length + 1 + v.energies.length + j * v.formalFunctions.length + f;
}

/** Number of variables after expansion to the given order. */
export function expandedVariableCount(v: ThermalVariables, order: number): number {
  return jetIndex(v, 0, 0) + v.formalFunctions.length * (order + 1);
}

/** σ: the u^k coefficient times k!·σ^k is integral. */
export function scaleBase(v: ThermalVariables): bigint {
  const denominators = v.energies.reduce((s, e) => s * e.denominator, 1n);
  const jets = v.formalFunctions.length > 0 && v.root === 1 ? 2n : 1n;
  return denominators * jets * BigInt(v.root);
}

/** A series whose k-th element is the u^k coefficient times k!·σ^k. */
export type ScaledSeries = (k: number) => readonly Term[];

/**
 * The numerator and denominator of a rational current as scaled series. Both are multiplied by the same power of 2,
 * so that their quotient is that of the arguments.
 */
export function expandFraction(
  v: ThermalVariables,
  numerator: Polynomial,
  denominator: Polynomial,
): [ScaledSeries, ScaledSeries] {
  return expandTogether(v, [numerator, denominator]) as [ScaledSeries, ScaledSeries];
}

/** Several polynomials in the variables before expansion as scaled series, all multiplied by the same power of 2. */
export function expandTogether(v: ThermalVariables, polynomials: readonly Polynomial[]): ScaledSeries[] {
  const groups = polynomials.map((p) => groupByThermalMonomial(v, p));
  const top = Math.max(0, ...groups.flat().map((g) => g.thermal[0]! + g.thermal[1]!));
  const series = monomialSeries(v);
  return groups.map((list): ScaledSeries => {
    const cache: Term[][] = [];
    return (k) => (cache[k] ??= collectTerms(list.flatMap((g) => expandGroup(v, g, k, top, series))));
  });
}

/** The terms of a polynomial that share their thermal monomial; `thermal` holds its exponents. */
interface Group {
  readonly thermal: readonly number[];
  readonly terms: Term[];
}

function groupByThermalMonomial(v: ThermalVariables, p: Polynomial): Group[] {
  const groups = new Map<string, Group>();
  const count = v.parameters.length;
  forEachTerm(p, variableCount(v), (coefficient, exponents) => {
    const thermal = Array.from(exponents.subarray(count));
    const key = thermal.join();
    const term = { coefficient, exponents: Array.from(exponents.subarray(0, count)) };
    const group = groups.get(key);
    if (group) group.terms.push(term);
    else groups.set(key, { thermal, terms: [term] });
  });
  return [...groups.values()];
}

/** A coefficient of a thermal monomial's series: integer × monomial in z_i and the jets (T_a/2)^j g^(j). */
export interface SeriesTerm {
  readonly coefficient: bigint;
  readonly energyPowers: readonly number[];
  readonly jets: readonly number[];
}

/** The u^k coefficient times k!·root^k of a thermal monomial (exponents of T_L, T_R, g's and X's; no power of T_a/2). */
export type MonomialSeries = (thermal: readonly number[], k: number) => readonly SeriesTerm[];

/** 2^exponent where T_ν = (T_a/2)(1 ± u); 1 where a root of T_a/2 is the variable. */
export function temperaturePower(v: ThermalVariables, exponent: number): bigint {
  return v.root === 1 ? 2n ** BigInt(exponent) : 1n;
}

/** One group's contribution to the scaled coefficient k. */
function expandGroup(
  v: ThermalVariables,
  group: Group,
  k: number,
  top: number,
  series: MonomialSeries,
): Term[] {
  const length = expandedVariableCount(v, k);
  const p = v.parameters.length;
  const m = v.energies.length;
  const sigma = scaleBase(v) / BigInt(v.root);
  const temperature = (group.thermal[0] as number) + (group.thermal[1] as number);
  const twos = v.root === 1 ? 2n ** BigInt(top - temperature) : 1n;
  const result: Term[] = [];
  for (const s of series(group.thermal, k)) {
    const totalPower = s.energyPowers.reduce((a, b) => a + b, 0);
    // z_i = 2 b_i/T_a, or b_i/s^n with s = (T_a/2)^(1/n)
    let energyFactor: Polynomial = v.root === 1 ? 2n ** BigInt(totalPower) : 1n;
    let denominators = 1n;
    v.energies.forEach((e, i) => {
      const exponent = s.energyPowers[i] as number;
      energyFactor = multiplyPolynomials(energyFactor, power(e.numerator, exponent));
      denominators *= e.denominator ** BigInt(exponent);
    });
    const scale = (s.coefficient * twos * sigma ** BigInt(k)) / denominators / jetScale(v, s.jets);
    for (const energyTerm of termsOf(energyFactor, p)) {
      for (const term of group.terms) {
        const exponents = new Array<number>(length).fill(0);
        for (let i = 0; i < p; i++)
          exponents[i] = (term.exponents[i] as number) + (energyTerm.exponents[i] as number);
        exponents[p] = temperature - v.root * totalPower;
        for (let i = 0; i < m; i++) exponents[p + 1 + i] = boltzmannPower(v, group.thermal, i);
        s.jets.forEach((e, index) => {
          exponents[p + 1 + m + index] = e;
          exponents[p]! += v.root * Math.floor(index / v.formalFunctions.length) * e;
        });
        result.push({ coefficient: scale * energyTerm.coefficient * term.coefficient, exponents });
      }
    }
  }
  return result;
}

/** Powers of 2 in the denominators of (T_a/2)^j, for root 1. */
function jetScale(v: ThermalVariables, jets: readonly number[]): bigint {
  if (v.root !== 1) return 1n;
  let twos = 0;
  jets.forEach((e, index) => (twos += Math.floor(index / v.formalFunctions.length) * e));
  return 2n ** BigInt(twos);
}

function boltzmannPower(v: ThermalVariables, thermal: readonly number[], i: number): number {
  const base = 2 + 2 * v.formalFunctions.length + 2 * i;
  return (thermal[base] as number) + (thermal[base + 1] as number);
}

/** u-coefficients, times k!, of thermal monomials, computed once per distinct monomial and extended on demand. */
export function monomialSeries(v: ThermalVariables): MonomialSeries {
  const cache = new Map<string, SeriesTerm[][]>();
  const factors = factorSeries(v);
  return (thermal, k) => {
    const key = thermal.join();
    let known = cache.get(key);
    if (!known) cache.set(key, (known = []));
    for (let j = known.length; j <= k; j++) known.push(productCoefficient(factors(thermal), j));
    return known[k] as SeriesTerm[];
  };
}

type FactorSeries = (k: number) => readonly SeriesTerm[];

/** k!·[u^k] of a product of series given by their k!-scaled coefficients (Leibniz). */
function productCoefficient(factors: readonly FactorSeries[], k: number): SeriesTerm[] {
  const [first, ...rest] = factors;
  if (!first) return k === 0 ? [{ coefficient: 1n, energyPowers: [], jets: [] }] : [];
  if (rest.length === 0) return [...first(k)];
  const sums = new Map<string, SeriesTerm>();
  let choose = 1n;
  for (let j = 0; j <= k; j++) {
    const left = first(j);
    const right = left.length === 0 ? [] : productCoefficient(rest, k - j);
    for (const a of left) {
      for (const b of right) {
        const energyPowers = a.energyPowers.map((e, i) => e + (b.energyPowers[i] as number));
        const jets = addVectors(a.jets, b.jets);
        const term = { coefficient: choose * a.coefficient * b.coefficient, energyPowers, jets };
        const key = `${energyPowers.join()};${jets.join()}`;
        const old = sums.get(key);
        sums.set(key, old ? { ...term, coefficient: old.coefficient + term.coefficient } : term);
      }
    }
    choose = (choose * BigInt(k - j)) / BigInt(j + 1);
  }
  return [...sums.values()].filter((t) => t.coefficient !== 0n);
}

function addVectors(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0));
}

/** The factors of a thermal monomial as series: powers of 1 ± u, one exponential for each energy, formal functions. */
function factorSeries(v: ThermalVariables): (thermal: readonly number[]) => FactorSeries[] {
  const memo = new Map<string, FactorSeries>();
  const remember = (key: string, make: () => FactorSeries): FactorSeries => {
    let f = memo.get(key);
    if (!f) memo.set(key, (f = cached(make())));
    return f;
  };
  const none = v.energies.map(() => 0);
  return (thermal) => {
    const list: FactorSeries[] = [];
    const left = thermal[0] as number;
    const right = thermal[1] as number;
    if (left !== 0 || right !== 0) {
      list.push(remember(`T${left},${right}`, () => temperatureSeries(left, right, v.root, none)));
    }
    v.energies.forEach((_, i) => {
      const base = 2 + 2 * v.formalFunctions.length + 2 * i;
      const a = thermal[base] as number;
      const b = thermal[base + 1] as number;
      if (a !== 0 || b !== 0)
        list.push(remember(`X${i},${a},${b}`, () => boltzmannSeries(a, b, i, v.root, none)));
    });
    v.formalFunctions.forEach((_, f) => {
      ["L", "R"].forEach((_side, s) => {
        const e = thermal[2 + 2 * f + s] as number;
        if (e !== 0) list.push(remember(`g${f},${s},${e}`, () => formalSeries(v, f, s === 0, e, none)));
      });
    });
    if (list.length === 0)
      list.push((k) => (k === 0 ? [{ coefficient: 1n, energyPowers: none, jets: [] }] : []));
    return list;
  };
}

function cached(series: FactorSeries): FactorSeries {
  const known: (readonly SeriesTerm[])[] = [];
  return (k) => (known[k] ??= series(k));
}

// Each factor below is scaled by k!·n^k (n the root), so that products stay integral term by term.

/** (1+u)^(l/n)·(1−u)^(r/n). */
function temperatureSeries(l: number, r: number, n: number, none: readonly number[]): FactorSeries {
  const falling = (e: number, j: number): bigint => {
    let product = 1n;
    for (let i = 0; i < j; i++) product *= BigInt(e - n * i);
    return product;
  };
  return (k) => {
    let sum = 0n;
    for (let j = 0; j <= k; j++) {
      const choose = factorial(k) / (factorial(j) * factorial(k - j));
      const sign = (k - j) % 2 === 0 ? 1n : -1n;
      sum += choose * falling(l, j) * falling(r, k - j) * sign;
    }
    return sum === 0n ? [] : [{ coefficient: sum, energyPowers: none, jets: [] }];
  };
}

/**
 * exp(z·φ(u)), φ = a·u/(1+u) − b·u/(1−u), as integers by powers of z. From E′ = zφ′E, with e_k = k!·[u^k]:
 * e_k = Σ_j (k−1)!/(k−j)!·j·φ_j·z·e_{k−j}.
 */
function boltzmannSeries(
  a: number,
  b: number,
  index: number,
  root: number,
  none: readonly number[],
): FactorSeries {
  const byPower: bigint[][] = [[1n]];
  return (k) => {
    for (let n = byPower.length; n <= k; n++) {
      const next = new Array<bigint>(n + 1).fill(0n);
      let ratio = 1n;
      for (let j = 1; j <= n; j++) {
        if (j > 1) ratio *= BigInt(n - j + 1);
        const phi = BigInt((j % 2 === 1 ? a : -a) - b);
        const weight = ratio * BigInt(j) * phi;
        (byPower[n - j] as bigint[]).forEach((c, i) => (next[i + 1]! += weight * c));
      }
      byPower.push(next);
    }
    return (byPower[k] as bigint[]).flatMap((coefficient, i) =>
      coefficient === 0n
        ? []
        : [
            {
              coefficient: coefficient * BigInt(root) ** BigInt(k),
              energyPowers: none.map((_, t) => (t === index ? i : 0)),
              jets: [],
            },
          ],
    );
  };
}

/** g(T_ν)^e in terms of the jets of g at T_a/2; the factors (T_a/2)^j are put in by `expandGroup`. */
function formalSeries(
  v: ThermalVariables,
  f: number,
  left: boolean,
  e: number,
  none: readonly number[],
): FactorSeries {
  const functions = v.formalFunctions.length;
  const single: FactorSeries = (k) => {
    const jets = new Array<number>(functions * (k + 1)).fill(0);
    jets[k * functions + f] = 1;
    const sign = left || k % 2 === 0 ? 1n : -1n;
    return [{ coefficient: sign * BigInt(v.root) ** BigInt(k), energyPowers: none, jets }];
  };
  return (k) => productCoefficient(new Array<FactorSeries>(e).fill(single), k);
}
