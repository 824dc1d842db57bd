/**
 * The class of a rectifier for the proof checker, as far as it is seen without solving equations: B where k_L/k_R is
 * constant for all parameters; A where it is constant for none, or only where heat is not rectified; both where numbers
 * are found at which it is constant and heat is rectified.
 */
import { type CheckedCurrent } from "./identity.js";
import {
  constantOf,
  type Expanded,
  exponentOf,
  hasUniformTerms,
  NOTHING,
  plus,
  renamed,
  replaced,
  signOf,
  times,
  withoutVariables,
  limitedAs,
} from "./algebra/polynomial.js";
import { type Ring } from "./algebra/ring.js";

/** The class of a ladder that is rectified for some parameters; undefined if these means do not tell. */
export function classOf(
  ring: Ring,
  current: CheckedCurrent,
  consequences: readonly Expanded[],
): "A" | "B" | "A and B" | undefined {
  if (current.ends === undefined) return undefined;
  const [L, R] = current.ends.map((end) => end.rate);
  if (L === undefined || R === undefined) return undefined;
  const back = (p: Expanded): Expanded => renamed(p, ring.exchange);
  // k_L/k_R at T_L less that at T_R, times all denominators
  const change = plus(
    times(times(L.numerator, R.numerator), times(back(L.denominator), back(R.denominator))),
    times(times(back(L.numerator), back(R.numerator)), times(L.denominator, R.denominator)),
    -1n,
  );
  if (change.size === 0) return "B";
  const equations = byThermal(ring, change);
  if (rulesOut(ring, equations, consequences)) return "A";
  return isFound(ring, equations, consequences) ? "A and B" : undefined;
}

/** The coefficients with respect to the thermal variables. */
function byThermal(ring: Ring, p: Expanded): Expanded[] {
  const thermal = [...ring.ends.L, ...ring.ends.R];
  const parts = new Map<string, Map<string, bigint>>();
  for (const [m, n] of p) {
    const key = thermal.map((v) => exponentOf(m, v)).join();
    const part = parts.get(key) ?? new Map<string, bigint>();
    parts.set(key, part.set(withoutVariables(m, thermal), n));
  }
  return [...parts.values()].map((part) => limitedAs(part, p));
}

/**
 * Whether the equations have no solution at which some of the values does not vanish: one of them has a definite sign, or
 * is a product of real parameters with what has, and setting each of these to zero leads to the same.
 */
function rulesOut(ring: Ring, equations: readonly Expanded[], values: readonly Expanded[]): boolean {
  if (values.every((p) => p.size === 0)) return true;
  if (equations.some((p) => signOf(p, ring.real) !== 0)) return true;
  for (const p of equations) {
    if (!hasUniformTerms(withoutReal(p, ring), ring.real)) continue;
    const factors = ring.real.filter((v) => [...p.keys()].every((m) => exponentOf(m, v) > 0));
    if (factors.length === 0 || signOf(withoutReal(p, ring), ring.real) === 0) continue;
    const one = constantOf(1n, ring.count);
    return factors.every((v) => {
      const put = (list: readonly Expanded[]): Expanded[] => list.map((q) => replaced(q, v, NOTHING, one));
      return rulesOut(ring, put(equations), put(values));
    });
  }
  return false;
}

/** Divided by the powers of real parameters that all terms have in common. */
function withoutReal(p: Expanded, ring: Ring): Expanded {
  const common = new Map(
    ring.real.map((v) => [v, Math.min(...[...p.keys()].map((m) => exponentOf(m, v)))] as const),
  );
  const shifted = (m: string): string =>
    Array.from(m, (_, i) => String.fromCharCode(exponentOf(m, i) - (common.get(i) ?? 0))).join("");
  return limitedAs(new Map([...p].map(([m, c]) => [shifted(m), c])), p);
}

/** Beyond so many parameters the points of a grid are not tried. */
const MOST_TRIED = 10;

/** Whether at some small numbers all equations hold and some value does not vanish. */
function isFound(ring: Ring, equations: readonly Expanded[], values: readonly Expanded[]): boolean {
  if (ring.parameterCount > MOST_TRIED) return false;
  const one = constantOf(1n, ring.count);
  const search = (v: number, e: readonly Expanded[], x: readonly Expanded[]): boolean => {
    if (x.every((p) => p.size === 0)) return false;
    if (v === ring.parameterCount) return e.every((p) => p.size === 0);
    return (ring.real.includes(v) ? [0n, 1n] : [1n, 2n]).some((number) => {
      const put = (list: readonly Expanded[]): Expanded[] =>
        list.map((q) => replaced(q, v, constantOf(number, ring.count), one));
      return search(v + 1, put(e), put(x));
    });
  };
  return search(0, equations, values);
}
