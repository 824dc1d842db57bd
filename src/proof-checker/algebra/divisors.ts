/**
 * What a certificate divides by, for the proof checker. An identity J = N/D says nothing where D vanishes identically in
 * the temperatures: multiplying N and D by a factor f makes every coefficient vanish at f = 0 whatever J does there. So on
 * each system of equations no denominator may vanish. Elsewhere it may: E·Q = P holds for all admitted parameters, E the
 * even part, finite there, and where E = 0 so is P.
 */
import {
  degreeIn,
  demand,
  type Expanded,
  exponentOf,
  greatestDivisor,
  involves,
  replaced,
} from "./polynomial.js";
import { type Ring } from "./ring.js";
import { demandWork } from "./work.js";

/** A polynomial in parameters and thermal variables that something stated is divided by. */
export interface Divisor {
  /** For messages: "the denominator of the current". */
  readonly name: string;
  readonly polynomial: Expanded;
}

/** A substitution for a parameter, read. */
export interface Step {
  readonly variable: number;
  readonly numerator: Expanded;
  readonly denominator: Expanded;
}

/**
 * No divisor may vanish identically in the temperatures after the substitutions, nor have a factor in common with the
 * equation last = 0 that is left unsolved.
 * @param where  for the message: "on system 1"
 * @throws ProofError naming the first that does
 */
export function demandDivisors(
  ring: Ring,
  divisors: readonly Divisor[],
  substitutions: readonly Step[],
  last: Expanded | undefined,
  where: string,
): void {
  for (const { name, polynomial } of divisors) {
    const there = substitutions.reduce(
      (p, s) => replaced(p, s.variable, s.numerator, s.denominator),
      polynomial,
    );
    demand(there.size > 0, `${name} vanishes identically ${where}`);
    if (last !== undefined)
      demand(
        areCoprime(there, last, ring),
        `${name} may vanish identically ${where}, with its last equation`,
      );
  }
}

/** Points at which common factors are looked for; one of them is good unless a leading coefficient vanishes at all. */
const POINTS: readonly (readonly bigint[])[] = [
  [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n],
  [41n, -3n, 43n, 47n, -5n, 53n, 59n, 61n, -67n, 71n, 73n],
  [101n, 103n, -107n, 109n, 113n, -127n, 131n],
];

/**
 * Whether two polynomials are shown to have no common factor. A factor holds some variable v of the second; put numbers
 * at which the degree of the second in v stays for all others, and the factor is one of the two polynomials in v left.
 */
function areCoprime(a: Expanded, b: Expanded, ring: Ring): boolean {
  const variables = Array.from({ length: ring.count }, (_, v) => v).filter((v) => involves(b, [v]));
  return (
    variables.length > 0 &&
    variables.every((v) => {
      const degree = degreeIn(b, v);
      // Coefficients grow with the square of the degree.
      demandWork((degree + degreeIn(a, v)) ** 3, a.limit);
      return POINTS.some((point) => {
        const [p, q] = [inOneVariable(a, v, point), inOneVariable(b, v, point)];
        return q.length === degree + 1 && p.length > 0 && greatestDegree(p, q) === 0;
      });
    })
  );
}

/** Coefficients of the powers of v, numbers of the point put for the others; the last is not zero. */
function inOneVariable(a: Expanded, v: number, point: readonly bigint[]): bigint[] {
  const list: bigint[] = [];
  for (const [m, c] of a) {
    let value = c;
    for (let i = 0; i < m.length; i++)
      if (i !== v) value *= (point[i % point.length] as bigint) ** BigInt(exponentOf(m, i));
    const e = exponentOf(m, v);
    while (list.length <= e) list.push(0n);
    list[e] = (list[e] as bigint) + value;
  }
  return trimmed(list);
}

function trimmed(list: bigint[]): bigint[] {
  while (list.length > 0 && list[list.length - 1] === 0n) list.pop();
  return list;
}

/** The degree of the greatest common divisor over the rationals, by Euclid's algorithm with integers. */
function greatestDegree(a: readonly bigint[], b: readonly bigint[]): number {
  let [p, q] = [[...a], [...b]];
  while (q.length > 0) {
    const lead = q[q.length - 1] as bigint;
    while (p.length >= q.length) {
      const [top, shift] = [p[p.length - 1] as bigint, p.length - q.length];
      p = trimmed(p.map((c, i) => c * lead - (i >= shift ? (q[i - shift] as bigint) * top : 0n)));
    }
    const content = p.reduce(greatestDivisor, 0n);
    [p, q] = [q, content === 0n ? [] : p.map((c) => c / content)];
  }
  return p.length - 1;
}
