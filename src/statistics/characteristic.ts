/** The change of the characteristic polynomial det(W(λ) − G) of levels under Δ → −Δ with λ → −λ: docs/fluctuations.md. */
import {
  add,
  multiply,
  negate,
  type Polynomial,
  variablePower,
} from "../../symbolic/polynomial/polynomial.js";
import { divideKnown, gcd } from "../../symbolic/polynomial/gcd.js";
import { coefficientsInAll, degreeIn, renameVariables } from "../../symbolic/polynomial/structure.js";
import { isZero, type RationalFunction } from "../../symbolic/fraction/rational-function.js";
import { boltzmannIndex, reversal, variableCount } from "../../symbolic/thermal/variables.js";
import { type LevelsModel } from "../exact/levels-rates.js";
import { InputError } from "../input/errors.js";

/** Determinants of more levels are not expanded. */
const MOST_CHARACTERISTIC = 5;

/**
 * The coefficients, polynomials in the parameters, that vanish where the characteristic polynomial does not change: then no cumulant is
 * rectified.
 * @throws InputError for more levels than five
 */
export function characteristicChange(model: LevelsModel): Polynomial[] {
  const { field, transitions, levels } = model;
  const v = field.variables;
  const n = levels.energies.length;
  if (n > MOST_CHARACTERISTIC)
    throw new InputError(`the characteristic polynomial of ${n} levels is not expanded`, {
      hint: `at most ${MOST_CHARACTERISTIC} levels`,
    });
  const own = variableCount(v);
  const G = own + v.energies.length;
  /** Y_i^e times a column's power of Π Y that keeps exponents positive. */
  const heights = transitions.map(({ left, gap }) => {
    if (isZero(gap) || isZero(left.down)) return v.energies.map(() => 0);
    const X = { numerator: left.up, down: left.down };
    return v.energies.map((_, i) => exponentIn(X.numerator, X.down, boltzmannIndex(v, "L", i)));
  });
  const common = Array.from({ length: n }, (): Polynomial => 1n);
  const jumps = Array.from(
    { length: n },
    (): { to: number; rate: RationalFunction; Y: readonly number[] }[] => [],
  );
  const still = v.energies.map(() => 0);
  transitions.forEach((t, k) => {
    const Y = heights[k] as readonly number[];
    const minus = Y.map((e) => -e);
    jumps[t.lower]?.push({ to: t.upper, rate: t.left.up, Y }, { to: t.upper, rate: t.right.up, Y: still });
    jumps[t.upper]?.push(
      { to: t.lower, rate: t.left.down, Y: minus },
      { to: t.lower, rate: t.right.down, Y: still },
    );
  });
  jumps.forEach((list, m) => {
    for (const { rate } of list) {
      const known = common[m] as Polynomial;
      common[m] = divideKnown(multiply(known, rate.denominator), gcd(known, rate.denominator));
    }
  });
  // Every Y_i^e is written Y_i^(e + shift) with one shift an entry, n an determinant.
  const shift = v.energies.map((_, i) => Math.max(0, ...heights.map((h) => Math.abs(h[i] as number))));
  const monomial = (Y: readonly number[]): Polynomial =>
    Y.reduce<Polynomial>((p, e, i) => {
      const power = e + (shift[i] as number);
      return power === 0 ? p : multiply(p, variablePower(own + i, power));
    }, 1n);
  const entry = (to: number, from: number): Polynomial => {
    let sum: Polynomial = 0n;
    for (const jump of jumps[from] ?? []) {
      if (isZero(jump.rate)) continue;
      const scaled = multiply(
        jump.rate.numerator,
        divideKnown(common[from] as Polynomial, jump.rate.denominator),
      );
      if (to === from) sum = add(sum, negate(multiply(scaled, monomial(still))));
      else if (jump.to === to) sum = add(sum, multiply(scaled, monomial(jump.Y)));
    }
    if (to === from)
      sum = add(
        sum,
        negate(multiply(multiply(common[from] as Polynomial, variablePower(G)), monomial(still))),
      );
    return sum;
  };
  let minors = new Map<number, Polynomial>([[0, 1n]]);
  for (let row = 0; row < n; row++) {
    const next = new Map<number, Polynomial>();
    for (const [columns, minor] of minors)
      for (let c = 0; c < n; c++) {
        if (columns & (1 << c)) continue;
        const value = entry(row, c);
        if (value === 0n) continue;
        const passed = Array.from({ length: n - c - 1 }, (_, i) => c + 1 + i).filter(
          (i) => columns & (1 << i),
        );
        const term = multiply(value, minor);
        const at = columns | (1 << c);
        next.set(at, add(next.get(at) ?? 0n, passed.length % 2 === 0 ? term : negate(term)));
      }
    minors = next;
  }
  const P = minors.get((1 << n) - 1) ?? 0n;
  const C = common.reduce<Polynomial>((p, q) => multiply(p, q), 1n);
  const map = [...reversal(v), ...Array.from({ length: v.energies.length + 1 }, (_, i) => own + i)];
  const back = renameVariables(P, map);
  const backC = renameVariables(C, map);
  const outer = Array.from({ length: v.energies.length }, (_, i) => own + i);
  const mirrored = coefficientsInAll(back, outer).reduce<Polynomial>((sum, { exponents, value }) => {
    // exponent e + n·shift becomes −e + n·shift
    const Y = exponents.reduce<Polynomial>((p, e, i) => {
      const power = 2 * n * (shift[i] as number) - e;
      return power === 0 ? p : multiply(p, variablePower(own + i, power));
    }, 1n);
    return add(sum, multiply(value, Y));
  }, 0n);
  const change = add(multiply(P, backC), negate(multiply(mirrored, C)));
  if (change === 0n) return [];
  const first = v.parameters.length;
  const all = Array.from({ length: G + 1 - first }, (_, i) => first + i);
  return coefficientsInAll(change, all).map((c) => c.value);
}

/** The power of a variable in a/b. */
function exponentIn(a: RationalFunction, b: RationalFunction, variable: number): number {
  const of = (r: RationalFunction): number =>
    degreeIn(r.numerator, variable) - degreeIn(r.denominator, variable);
  return of(a) - of(b);
}
