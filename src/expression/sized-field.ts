/** Arithmetic of rational functions in which every product, power and sum is estimated before it is multiplied out. */
import { equals, type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { gcdWithCofactors } from "../../symbolic/polynomial/gcd.js";
import { degreeIn, maxNorm, termCount, variablesOf } from "../../symbolic/polynomial/structure.js";
import { add, multiply, power, type RationalFunction } from "../../symbolic/fraction/rational-function.js";
import { requireSize } from "../input/size-limit.js";

/** What an estimate needs to know of a polynomial. */
interface Shape {
  readonly terms: number;
  readonly digits: number;
  readonly degrees: ReadonlyMap<number, number>;
}

/** Sums, products and powers within a limit in terms × digits. @throws SizeLimitError */
export interface SizedField {
  readonly add: (a: RationalFunction, b: RationalFunction) => RationalFunction;
  readonly multiply: (a: RationalFunction, b: RationalFunction) => RationalFunction;
  readonly power: (a: RationalFunction, n: number) => RationalFunction;
}

/** Products of fewer terms are made without an estimate. */
const SMALL = 10_000;
const INSTEAD = "write smaller powers, give names to parts, or bind parameters with --at";

/** The field within a limit. */
export function sizedField(limit: number): SizedField {
  const check = (needed: number): void =>
    requireSize(
      "a product or power of the formula becomes too large when it is written out",
      needed,
      limit,
      INSTEAD,
    );
  const checkProduct = (a: Polynomial, b: Polynomial): void => {
    if (termCount(a) * termCount(b) > SMALL) check(sizeOf(productShape(shapeOf(a), shapeOf(b))));
  };
  return {
    multiply(a, b) {
      checkProduct(a.numerator, b.numerator);
      checkProduct(a.denominator, b.denominator);
      return multiply(a, b);
    },
    add(a, b) {
      if (!equals(a.denominator, b.denominator)) {
        const products =
          termCount(a.numerator) * termCount(b.denominator) +
          termCount(b.numerator) * termCount(a.denominator);
        if (products > SMALL) {
          const { cofactors } = gcdWithCofactors(a.denominator, b.denominator);
          checkProduct(a.numerator, cofactors[1]);
          checkProduct(b.numerator, cofactors[0]);
          checkProduct(a.denominator, cofactors[1]);
        }
      }
      return add(a, b);
    },
    power(a, n) {
      for (const part of [a.numerator, a.denominator]) check(sizeOf(powerShape(shapeOf(part), Math.abs(n))));
      return power(a, n);
    },
  };
}

function sizeOf({ terms, digits }: Shape): number {
  return terms * digits;
}

function shapeOf(p: Polynomial): Shape {
  return {
    terms: termCount(p),
    digits: digitsOf(maxNorm(p)),
    degrees: new Map(variablesOf(p).map((v) => [v, degreeIn(p, v)])),
  };
}

function digitsOf(n: bigint): number {
  return n.toString(16).length * Math.log10(16);
}

/** At most the product of the numbers of terms, and at most what the degrees leave room for. */
function productShape(a: Shape, b: Shape): Shape {
  const degrees = new Map(a.degrees);
  for (const [v, d] of b.degrees) degrees.set(v, (degrees.get(v) ?? 0) + d);
  return {
    terms: Math.min(a.terms * b.terms, room(degrees)),
    digits: a.digits + b.digits + Math.log10(Math.min(a.terms, b.terms)),
    degrees,
  };
}

/** Of t terms to the n-th power there are at most (n + t − 1 over n), of at most t^n times the n-th power of a coefficient. */
function powerShape({ terms, digits, degrees }: Shape, n: number): Shape {
  const raised = new Map([...degrees].map(([v, d]) => [v, d * n]));
  const trivial = terms === 1 && digits <= Math.log10(16);
  return {
    terms: terms <= 1 ? 1 : Math.min(combinations(n + terms - 1, n), room(raised)),
    digits: trivial ? 1 : n * (digits + Math.log10(terms)),
    degrees: raised,
  };
}

function room(degrees: ReadonlyMap<number, number>): number {
  return [...degrees.values()].reduce((product, d) => product * (d + 1), 1);
}

/** n over k, as a double that may be infinite. */
function combinations(n: number, k: number): number {
  let result = 1;
  const least = Math.min(k, n - k);
  for (let i = 1; i <= least && result < Infinity; i++) result *= (n - least + i) / i;
  return result;
}
