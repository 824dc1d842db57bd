/**
 * The u-expansion of thermal monomials: products of powers of T_L, T_R, formal functions and Boltzmann factors, as
 * polynomials over ℤ in z_i = 2b_i/T_a and the jets (T_a/2)^j g^(j).
 */
import { factorial } from "../integer/integer.js";
import { type ThermalVariables } from "../thermal/variables.js";

/** A coefficient of a thermal monomial's series: integer × monomial in z_i and the jets (T_a/2)^j g^(j). */
interface SeriesTerm {
  readonly coefficient: bigint;
  readonly energyPowers: readonly number[];
  readonly jets: readonly number[];
  /** The exponents as text: equal for like terms. */
  readonly key: string;
}

const seriesTerm = (
  coefficient: bigint,
  energyPowers: readonly number[],
  jets: readonly number[] = [],
): SeriesTerm => ({ coefficient, energyPowers, jets, key: `${energyPowers.join()};${jets.join()}` });

/** The u^k coefficient times k!·root^k of a thermal monomial (exponents of T_L, T_R, g's and X's; no power of T_a/2). */
export type MonomialSeries = (thermal: readonly number[], k: number) => readonly SeriesTerm[];

/** 2^exponent where T_ν = (T_a/2)(1 ± u); 1 where a root of T_a/2 is the variable. */
export function temperaturePower(v: ThermalVariables, exponent: number): bigint {
  return v.root === 1 ? 2n ** BigInt(exponent) : 1n;
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
  if (!first) return k === 0 ? [seriesTerm(1n, [])] : [];
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
        const term = seriesTerm(choose * a.coefficient * b.coefficient, energyPowers, jets);
        const old = sums.get(term.key);
        sums.set(term.key, old ? { ...term, coefficient: old.coefficient + term.coefficient } : term);
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
    if (list.length === 0) list.push((k) => (k === 0 ? [seriesTerm(1n, none)] : []));
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
    return sum === 0n ? [] : [seriesTerm(sum, none)];
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
            seriesTerm(
              coefficient * BigInt(root) ** BigInt(k),
              none.map((_, t) => (t === index ? i : 0)),
            ),
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
    return [seriesTerm(sign * BigInt(v.root) ** BigInt(k), none, jets)];
  };
  return (k) => productCoefficient(new Array<FactorSeries>(e).fill(single), k);
}
