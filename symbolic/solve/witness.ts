/** Points that satisfy one system of equations and violate the others: they show that no system is empty or implied. */
import { type ExactNumber } from "../expression/expression.js";
import { exactQuotient } from "../fraction/factored-fraction.js";
import { type Polynomial } from "../polynomial/polynomial.js";
import { forEachTerm } from "../polynomial/structure.js";
import { type Assumption } from "../polynomial/sign.js";
import { type Leaf } from "./cases.js";

const START: readonly bigint[] = [2n, 3n, 5n, 7n, 11n, 13n, 1n, 17n, 4n, 19n, 9n, 23n, 6n, 8n];
const ATTEMPTS = 60;

/** The value of a polynomial at exact numbers. */
function valueAt(a: Polynomial, point: readonly ExactNumber[]): ExactNumber {
  let sum: ExactNumber = { numerator: 0n, denominator: 1n };
  forEachTerm(a, point.length, (coefficient, exponents) => {
    let numerator = coefficient;
    let denominator = 1n;
    point.forEach((x, i) => {
      const e = BigInt(exponents[i] ?? 0);
      numerator *= x.numerator ** e;
      denominator *= x.denominator ** e;
    });
    sum = exactQuotient(
      sum.numerator * denominator + numerator * sum.denominator,
      sum.denominator * denominator,
    );
  });
  return sum;
}

/**
 * Values for all variables where the leaf's equations hold, positive variables are positive, and each of the `others`
 * is violated; undefined if a short search finds none. Deterministic.
 */
export function witness(
  leaf: Leaf,
  assumptions: readonly Assumption[],
  others: readonly Leaf[],
): ExactNumber[] | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const point = assumptions.map((_, i): ExactNumber => {
      const n = START[(i * (1 + (attempt % 7)) + attempt) % START.length] as bigint;
      return attempt % 2 === 0 ? { numerator: n, denominator: 1n } : exactQuotient(n, 4n);
    });
    if (completes(leaf, point) && admitted(point, assumptions, leaf, others)) return point;
  }
  return undefined;
}

/** Puts in the solved variables, the last one first. False where a denominator vanishes. */
function completes(leaf: Leaf, point: ExactNumber[]): boolean {
  for (const s of [...leaf.substitutions].reverse()) {
    const above = valueAt(s.numerator, point);
    const below = valueAt(s.denominator, point);
    if (below.numerator === 0n) return false;
    point[s.variable] = exactQuotient(
      above.numerator * below.denominator,
      above.denominator * below.numerator,
    );
  }
  return true;
}

function admitted(
  point: readonly ExactNumber[],
  assumptions: readonly Assumption[],
  leaf: Leaf,
  others: readonly Leaf[],
): boolean {
  const vanishes = (p: Polynomial): boolean => valueAt(p, point).numerator === 0n;
  return (
    point.every((x, i) => assumptions[i] === "real" || x.numerator > 0n) &&
    leaf.equations.every(vanishes) &&
    others.every((other) => !other.equations.every(vanishes))
  );
}
