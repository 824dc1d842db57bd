/**
 * Changes of variables that shorten a numerator. They are suggested by denominators, never by a junction's name:
 * a + b suggests the variables a + b and a − b; a form such as 2μ + δT among the coefficients of a denominator
 * suggests itself in place of one of its variables.
 */
import { numberExpression, productExpression, sumExpression } from "../expression/build.js";
import { type Expression } from "../expression/expression.js";
import {
  asInteger,
  equals,
  multiply,
  type Polynomial,
  power,
  subtract,
  variablePower,
  add,
} from "../polynomial/polynomial.js";
import {
  coefficientsInAll,
  degreeIn,
  collectTerms,
  fromTerms,
  termCount,
  termsOf,
  variablesOf,
} from "../polynomial/structure.js";
import { expandedSum, smallFactors } from "./sum.js";
import { type PresentationRing } from "./product.js";

/** A change of variables. */
export type Rewriting =
  | { readonly kind: "sum and difference"; readonly pair: readonly [number, number] }
  | { readonly kind: "linear form"; readonly form: Polynomial };

/** p = polynomial/(divisor), in which the variables of `named` stand for the given sums. */
export interface Rewritten {
  readonly polynomial: Polynomial;
  readonly divisors: readonly { readonly base: Polynomial; readonly exponent: number }[];
  readonly named: ReadonlyMap<number, Expression>;
}

/** The rewritings that the denominators suggest, each once. */
export function rewritingsFrom(denominators: readonly Polynomial[], ring: PresentationRing): Rewriting[] {
  const found: Rewriting[] = [];
  for (const base of denominators) {
    const [a, b, ...others] = variablesOf(base);
    if (a === undefined || b === undefined) continue;
    const energetic = ring.q.includes(a) || ring.q.includes(b);
    if (!energetic && others.length === 0 && equals(base, add(variablePower(a), variablePower(b)))) {
      found.push({ kind: "sum and difference", pair: [a, b] });
      continue;
    }
    const outer = [
      undefined,
      ...variablesOf(base).filter((v) => !ring.kinematic.has(v) && !ring.q.includes(v)),
    ];
    for (const { value } of outer.flatMap((v) => coefficientsInAll(base, v === undefined ? [] : [v]))) {
      for (const { value: part } of coefficientsInAll(value, ring.q)) {
        if (termCount(part) > 4 || termCount(part) < 2) continue;
        for (const { base: form } of smallFactors(part)) {
          const known = found.some((r) => r.kind === "linear form" && equals(r.form, form));
          if (termCount(form) === 2 && !known && candidates(form, ring).length > 0)
            found.push({ kind: "linear form", form });
        }
      }
    }
  }
  return found;
}

/** Variables of a form that it can replace: they occur linearly, with one term as coefficient; numbers first. */
function candidates(form: Polynomial, ring: PresentationRing): number[] {
  const single = (v: number): number => termCount(coefficientIn(form, v, 1));
  const isNumber = (v: number): boolean => asInteger(coefficientIn(form, v, 1)) !== undefined;
  return variablesOf(form)
    .filter((v) => !ring.kinematic.has(v) && degreeIn(form, v) === 1 && single(v) === 1)
    .sort((a, b) => Number(isNumber(b)) - Number(isNumber(a)));
}

function coefficientIn(p: Polynomial, v: number, exponent: number): Polynomial {
  return coefficientsInAll(p, [v]).find((c) => c.exponents[0] === exponent)?.value ?? 0n;
}

/** The polynomial in the variables that make it shortest, or undefined where no rewriting shortens it. */
export function rewrite(
  p: Polynomial,
  rewritings: readonly Rewriting[],
  ring: PresentationRing,
): Rewritten | undefined {
  let best: Rewritten = { polynomial: p, divisors: [], named: new Map() };
  for (const r of rewritings) {
    const options =
      r.kind === "linear form"
        ? candidates(r.form, ring).map((v) => inForm(best, r.form, v, ring))
        : [inSums(best, r.pair, ring)];
    for (const option of options) {
      if (option && termCount(option.polynomial) < termCount(best.polynomial)) best = option;
    }
  }
  return best.named.size > 0 ? best : undefined;
}

/** x = (L − rest)/c, and c^d clears the denominators; index x then stands for L. */
function inForm(
  from: Rewritten,
  form: Polynomial,
  variable: number,
  ring: PresentationRing,
): Rewritten | undefined {
  const d = degreeIn(from.polynomial, variable);
  const taken = variablesOf(form).some((v) => from.named.has(v));
  if (d === 0 || taken) return undefined;
  const c = coefficientIn(form, variable, 1);
  const shifted = subtract(variablePower(variable), coefficientIn(form, variable, 0));
  let polynomial: Polynomial = 0n;
  for (const { exponents, value } of coefficientsInAll(from.polynomial, [variable])) {
    const e = exponents[0] as number;
    polynomial = add(polynomial, multiply(value, multiply(power(shifted, e), power(c, d - e))));
  }
  return {
    polynomial,
    divisors: asInteger(c) === 1n ? from.divisors : [...from.divisors, { base: c, exponent: d }],
    named: new Map([...from.named, [variable, expandedSum(form, ring)]]),
  };
}

/** x_a = (s + t)/2, x_b = (s − t)/2: index a then stands for the sum, index b for the difference. */
function inSums(
  from: Rewritten,
  [a, b]: readonly [number, number],
  ring: PresentationRing,
): Rewritten | undefined {
  const p = from.polynomial;
  if (degreeIn(p, a) === 0 || degreeIn(p, b) === 0 || from.named.has(a) || from.named.has(b))
    return undefined;
  const terms = termsOf(p, ring.count);
  const d = Math.max(...terms.map((t) => (t.exponents[a] as number) + (t.exponents[b] as number)));
  const binomials = sumDifferenceTable();
  const polynomial = fromTerms(
    collectTerms(
      terms.flatMap(({ coefficient, exponents }) => {
        const [i, j] = [exponents[a] as number, exponents[b] as number];
        // 2^(i+j) x_a^i x_b^j = (s + t)^i (s − t)^j
        return binomials(i, j).flatMap((c, e) => {
          if (c === 0n) return [];
          const moved = [...exponents];
          moved[a] = i + j - e;
          moved[b] = e;
          return [{ coefficient: (coefficient * c) << BigInt(d - i - j), exponents: moved }];
        });
      }),
    ),
  );
  const [sum, difference] = [1n, -1n].map((sign) =>
    sumExpression([ring.symbol(a, 1), productExpression([numberExpression(sign), ring.symbol(b, 1)])]),
  ) as [Expression, Expression];
  return {
    polynomial,
    divisors: d === 0 ? from.divisors : [...from.divisors, { base: 1n << BigInt(d), exponent: 1 }],
    named: new Map([...from.named, [a, sum], [b, difference]]),
  };
}

/** Coefficients of (s + t)^i (s − t)^j by the power of t, each computed once. */
function sumDifferenceTable(): (i: number, j: number) => readonly bigint[] {
  const known = new Map<string, readonly bigint[]>();
  const table = (i: number, j: number): readonly bigint[] => {
    if (i === 0 && j === 0) return [1n];
    const key = `${i},${j}`;
    let row = known.get(key);
    if (!row) {
      const sign = i > 0 ? 1n : -1n;
      const before = i > 0 ? table(i - 1, j) : table(i, j - 1);
      row = Array.from({ length: i + j + 1 }, (_, e) => (before[e] ?? 0n) + sign * (before[e - 1] ?? 0n));
      known.set(key, row);
    }
    return row;
  };
  return table;
}
