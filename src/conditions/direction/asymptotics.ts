/**
 * Leading terms of functions of one temperature at the ends of its range: T → 0, where every e^{−b/T} is smaller than
 * any power of T, and T → ∞ or T → T_max.
 */
import { factorial } from "../../../symbolic/integer/integer.js";
import {
  add,
  multiply,
  type Polynomial,
  power,
  variablePower,
} from "../../../symbolic/polynomial/polynomial.js";
import { coefficientsIn, forEachTerm, fromTerms, type Term } from "../../../symbolic/polynomial/structure.js";
import {
  add as addFractions,
  constant,
  divide,
  fraction,
  multiply as multiplyFractions,
  type RationalFunction,
  ZERO,
} from "../../../symbolic/fraction/rational-function.js";
import { substituteFraction } from "../../../symbolic/polynomial/substitution.js";
import { boltzmannIndex, temperatureIndex, variableCount } from "../../../symbolic/thermal/variables.js";
import { type Region } from "./region.js";

/** Which end of the range of temperatures. */
export type End = "cold" | "hot";

/** coefficient · (small quantity)^order; the coefficient holds parameters, and X at a finite T_max. */
interface Leading {
  readonly order: number;
  readonly coefficient: RationalFunction;
}

/** What a quotient tends to. */
export type Limit =
  { readonly kind: "finite"; readonly value: RationalFunction } | { readonly kind: "infinite" };

/** Expansions at T → ∞ are not carried beyond this many orders. */
const HIGHEST_ORDER = 12;

/** The leading term of a polynomial in parameters, T_L and X_L; undefined where it was not found. */
export function leadingAt(region: Region, p: Polynomial, end: End): Leading | undefined {
  const q = region.plain(p);
  if (q === 0n) return undefined;
  if (end === "cold") return coldTerm(region, q);
  if (region.range === "unknown") return undefined;
  return region.range === "all" ? hotTerm(region, q) : lastTerm(region, q, region.range);
}

/** The limit of a quotient; undefined where it was not found, or depends on X at T_max. */
export function limitAt(region: Region, f: RationalFunction, end: End): Limit | undefined {
  if (region.plain(f.numerator) === 0n) return { kind: "finite", value: ZERO };
  const [above, below] = [leadingAt(region, f.numerator, end), leadingAt(region, f.denominator, end)];
  if (!above || !below) return undefined;
  if (above.order > below.order) return { kind: "finite", value: ZERO };
  if (above.order < below.order) return { kind: "infinite" };
  const value = divide(above.coefficient, below.coefficient);
  const first = region.current.variables.parameters.length;
  return isFree(value, first, variableCount(region.current.variables))
    ? { kind: "finite", value }
    : undefined;
}

function isFree(f: RationalFunction, first: number, count: number): boolean {
  let free = true;
  for (const p of [f.numerator, f.denominator]) {
    forEachTerm(p, count, (_, exponents) => {
      if (exponents.subarray(first).some((e) => e > 0)) free = false;
    });
  }
  return free;
}

/** T → 0: the terms with the least power of X, and of these the least power of T. Several energies compare only as 0. */
function coldTerm({ current: { variables: v } }: Region, p: Polynomial): Leading | undefined {
  const t = temperatureIndex(v, "L");
  const xs = v.energies.map((_, i) => boltzmannIndex(v, "L", i));
  const terms = termList(p, variableCount(v));
  const weight = ({ exponents }: Term): number => xs.reduce((s, x) => s + (exponents[x] as number), 0);
  const least = Math.min(...terms.map(weight));
  if (least > 0 && xs.length > 1) return undefined;
  const first = terms.filter((term) => weight(term) === least);
  const lowest = Math.min(...first.map((term) => term.exponents[t] as number));
  const kept = first.filter((term) => term.exponents[t] === lowest);
  const bare = kept.map((term) => ({
    ...term,
    exponents: term.exponents.map((e, i) => (i === t || xs.includes(i) ? 0 : e)),
  }));
  // one power of X outweighs every power of T
  return { order: least * FAR + lowest, coefficient: { numerator: fromTerms(bare), denominator: 1n } };
}

const FAR = 1_000_000;

function termList(p: Polynomial, count: number): Term[] {
  const terms: Term[] = [];
  forEachTerm(p, count, (coefficient, exponents) => {
    terms.push({ coefficient, exponents: Array.from(exponents) });
  });
  return terms;
}

/** T → ∞ in the small quantity T^{−1/root}, with e^{−jb/T} = Σ (−jb/T)^m/m!. */
function hotTerm({ current: { variables: v }, plain }: Region, p: Polynomial): Leading | undefined {
  const t = temperatureIndex(v, "L");
  const xs = v.energies.map((_, i) => boltzmannIndex(v, "L", i));
  const energies = v.energies.map((e) =>
    divide({ numerator: plain(e.numerator), denominator: 1n }, constant(e.denominator)),
  );
  const parts = termList(p, variableCount(v)).map(({ coefficient, exponents }) => ({
    order: -(exponents[t] as number),
    rate: energies.reduce<RationalFunction>(
      (s, b, i) =>
        addFractions(s, multiplyFractions(constant(BigInt(-(exponents[xs[i] as number] as number))), b)),
      ZERO,
    ),
    value: fromTerms([
      { coefficient, exponents: exponents.map((e, i) => (i === t || xs.includes(i) ? 0 : e)) },
    ]),
  }));
  const lowest = Math.min(...parts.map((part) => part.order));
  for (let order = lowest; order <= lowest + HIGHEST_ORDER * v.root; order++) {
    let sum = ZERO;
    for (const { order: start, rate, value } of parts) {
      const m = (order - start) / v.root;
      if (m < 0 || !Number.isInteger(m)) continue;
      const scaled = fraction(
        multiply(value, power(rate.numerator, m)),
        multiply(power(rate.denominator, m), factorial(m)),
      );
      sum = addFractions(sum, scaled);
    }
    if (sum.numerator !== 0n) return { order, coefficient: sum };
  }
  return undefined;
}

/** T → T_max = scale/slope: T = T_max/(1 + τ), the least power of τ; X stays in the coefficient. */
function lastTerm(
  { current: { variables: v } }: Region,
  p: Polynomial,
  range: { readonly scale: Polynomial; readonly slope: Polynomial },
): Leading | undefined {
  if (v.root !== 1) return undefined;
  const t = temperatureIndex(v, "L");
  const withTau = substituteFraction(p, {
    variable: t,
    numerator: range.scale,
    denominator: multiply(range.slope, add(variablePower(t), 1n)),
  });
  const parts = coefficientsIn(withTau, t);
  const order = Math.min(...parts.keys());
  // The cleared denominator is slope^d at τ = 0: quotients of two polynomials need it.
  const degree = Math.max(0, ...coefficientsIn(p, t).keys());
  return {
    order,
    coefficient: fraction(parts.get(order) ?? 0n, power(range.slope, degree)),
  };
}
