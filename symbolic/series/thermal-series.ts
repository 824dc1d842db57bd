/**
 * Numerator and denominator of a rational current as power series in u, in the variables after expansion: coefficients
 * scaled by k!·σ^k are Laurent polynomials over ℤ.
 */
import { monomialSeries, type MonomialSeries } from "./monomial-series.js";
import { multiply as multiplyPolynomials, type Polynomial, power } from "../polynomial/polynomial.js";
import { collectTerms, forEachTerm, type Term, termsOf } from "../polynomial/structure.js";
import { expandedVariableCount, type ThermalVariables, variableCount } from "../thermal/variables.js";

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
  const top = groups.flat().reduce((most, g) => Math.max(most, g.thermal[0]! + g.thermal[1]!), 0);
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
