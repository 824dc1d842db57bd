/**
 * Roots in formulas. With N the common denominator of all exponents, each element r of a coprime base of the radicands
 * (square-free polynomials, and the prime factors of numbers) gets a variable s, s^N = r. The N-th roots of pairwise
 * coprime square-free polynomials are independent over the rational functions (Kummer; for primes Besicovitch), so a
 * polynomial that is reduced to degrees below N in each s vanishes only if its coefficients do.
 */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { coprimeFactors, factor, type Factor } from "../../symbolic/polynomial/factor.js";
import {
  divideExactly,
  type Polynomial,
  power as polynomialPower,
} from "../../symbolic/polynomial/polynomial.js";
import { add, multiply, variablePower } from "../../symbolic/polynomial/polynomial.js";
import { coefficientsIn, degreeIn } from "../../symbolic/polynomial/structure.js";
import {
  constant,
  fraction,
  multiply as multiplyFractions,
  power,
  type RationalFunction,
} from "../../symbolic/fraction/rational-function.js";
import { type Assumption, definiteSign } from "../../symbolic/polynomial/sign.js";
import { OutsideFieldError } from "./errors.js";

/** The variable `index` is the positive root r^(1/degree). */
export interface RootVariable {
  readonly index: number;
  readonly degree: number;
  readonly radicand: Polynomial;
}

export interface Roots {
  readonly variables: readonly RootVariable[];
  /** value^exponent. @throws OutsideFieldError where its sign is not known */
  root(value: RationalFunction, exponent: ExactNumber): RationalFunction;
}

/**
 * @param radicands   all that will be asked for
 * @param degree      N
 * @param first       index of the first new variable
 * @param assumptions signs of the variables below `first`
 */
export function rootVariables(
  radicands: readonly RationalFunction[],
  degree: number,
  first: number,
  assumptions: readonly Assumption[],
): Roots {
  const polynomials = radicands.flatMap((f) => [f.numerator, f.denominator]).filter((p) => p !== 0n);
  const parts = polynomials.map((p) => factor(p));
  const bases = coprimeFactors(parts.flatMap((p) => p.factors)).map((f) => f.base);
  const primes = [...new Set(parts.flatMap((p) => primeFactors(p.unit)))];
  const variables = [...primes, ...bases].map((radicand, i) => ({ index: first + i, degree, radicand }));
  const definite = (p: Polynomial): boolean =>
    typeof p === "bigint" || definiteSign(p, assumptions) !== undefined;
  return {
    variables,
    root(value, exponent) {
      if (value.numerator === 0n) return constant(0n);
      const even = exponent.denominator % 2n === 0n;
      const [above, below] = [factor(value.numerator), factor(value.denominator)];
      const negative = above.unit < 0n !== below.unit < 0n;
      if (even && negative) throw new OutsideFieldError("the root of something whose sign is not known");
      let result = constant(negative && exponent.numerator % 2n !== 0n ? -1n : 1n);
      let unsure = 0;
      for (const { index, radicand } of variables) {
        const e = multiplicity(above, radicand) - multiplicity(below, radicand);
        if (e === 0) continue;
        if (even && !definite(radicand)) {
          if (e % 2 === 0) throw new OutsideFieldError("the root of a square whose sign is not known");
          if (++unsure > 1) throw new OutsideFieldError("the root of something whose sign is not known");
        }
        const total = e * Number((exponent.numerator * BigInt(degree)) / exponent.denominator);
        const rest = ((total % degree) + degree) % degree;
        const root: RationalFunction = { numerator: variablePower(index, rest), denominator: 1n };
        const whole = power({ numerator: radicand, denominator: 1n }, (total - rest) / degree);
        result = multiplyFractions(result, rest === 0 ? whole : multiplyFractions(whole, root));
      }
      return result;
    },
  };
}

function multiplicity(
  { unit, factors }: { readonly unit: bigint; readonly factors: readonly Factor[] },
  base: Polynomial,
): number {
  if (typeof base === "bigint") {
    let e = 0;
    for (let rest = unit; rest % base === 0n; rest /= base) e++;
    return e;
  }
  return factors.reduce((sum, f) => {
    let e = 0;
    for (let q = divideExactly(f.base, base); q !== undefined; q = divideExactly(q, base)) e++;
    return sum + e * f.exponent;
  }, 0);
}

const LARGEST_PRIME = 1_000_000n;

function primeFactors(n: bigint): bigint[] {
  let rest = n < 0n ? -n : n;
  const found: bigint[] = [];
  for (let p = 2n; p * p <= rest; p++) {
    if (p > LARGEST_PRIME) throw new OutsideFieldError("the root of a large number");
    if (rest % p !== 0n) continue;
    found.push(p);
    while (rest % p === 0n) rest /= p;
  }
  return rest === 1n ? found : [...found, rest];
}

/** The polynomial with s^N replaced by r for every root variable. */
function reduceRoots(p: Polynomial, variables: readonly RootVariable[]): Polynomial {
  return variables.reduce((q, { index, degree, radicand }) => {
    if (degreeIn(q, index) < degree) return q;
    let sum: Polynomial = 0n;
    for (const [e, c] of coefficientsIn(q, index)) {
      const term = multiply(c, polynomialPower(radicand, Math.floor(e / degree)));
      sum = add(sum, e % degree === 0 ? term : multiply(term, variablePower(index, e % degree)));
    }
    return sum;
  }, p);
}

/** Numerator and denominator reduced. @throws OutsideFieldError if the denominator is zero */
export function reducedFraction(f: RationalFunction, variables: readonly RootVariable[]): RationalFunction {
  if (variables.length === 0) return f;
  const below = reduceRoots(f.denominator, variables);
  if (below === 0n) throw new OutsideFieldError("the formula divides by zero");
  return fraction(reduceRoots(f.numerator, variables), below);
}
