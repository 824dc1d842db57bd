/**
 * |J| = N/D as two polynomials in the couplings without a minus sign, by spanning trees and cycles:
 *
 *     D = Σ over roots and spanning trees directed to them, Π rates,
 *     N = Σ over cycles, q·(Π rates one way − Π the other way)·Σ over forests directed to the cycle, Π rates,
 *
 * q the heat that a turn of the cycle takes from the left bath. Down and up differ by e^{−gap/T}, so that the two ways of a cycle
 * have the ratio e^{qA}, A = 1/T_R − 1/T_L: every term of N has the sign of A, the second law term by term. A tree and a cycle use a
 * pair of levels once, hence N and D have degree 1 in each |S_e|² (docs/optimum.md).
 */
import { type Ball, type BallArithmetic, isNegative, isPositive } from "../../numeric/enclosure/ball.js";
import { addExact, negateExact } from "../input/exact-number.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { InputError } from "../input/errors.js";
import { type Jump } from "./jumps.js";
import {
  addPolynomials,
  constantPolynomial,
  multiplyPolynomials,
  type PositivePolynomial,
  scalePolynomial,
  ZERO_POLYNOMIAL,
} from "./positive-polynomial.js";

/** |J| = N/D. */
export interface Flow {
  readonly N: PositivePolynomial;
  readonly D: PositivePolynomial;
}

/** Longer networks have too many trees. */
const MOST_LEVELS = 8;

/** The heat current of a network of levels, T_L ≠ T_R. @throws InputError for more than 8 levels */
export function levelsFlow(A: BallArithmetic, size: number, jumps: readonly Jump[]): Flow {
  if (size > MOST_LEVELS)
    throw new InputError(`${size} levels`, { hint: `bounds are proved for at most ${MOST_LEVELS}` });
  const pair = new Map<number, Jump>();
  for (const j of jumps) {
    pair.set(j.upper * size + j.lower, j);
    pair.set(j.lower * size + j.upper, j);
  }
  const jumpOf = (from: number, to: number): Jump | undefined => pair.get(from * size + to);
  const rates = new Map<number, PositivePolynomial>();
  for (const j of jumps) {
    const { L, R } = j;
    rates.set(j.upper * size + j.lower, addPolynomials(A, L.down, R.down));
    rates.set(
      j.lower * size + j.upper,
      addPolynomials(A, scalePolynomial(A, L.down, L.X), scalePolynomial(A, R.down, R.X)),
    );
  }
  const one = constantPolynomial(A.one);
  const all = (1 << size) - 1;
  const known = new Map<number, PositivePolynomial>([[all, one]]);
  /** Σ over forests directed to the set: the lowest level outside goes there by a path, the rest to what is then reached. */
  const forests = (set: number): PositivePolynomial => {
    const found = known.get(set);
    if (found) return found;
    let first = 0;
    while (set & (1 << first)) first++;
    let sum = ZERO_POLYNOMIAL;
    const walk = (at: number, visited: number, weight: PositivePolynomial): void => {
      for (let to = 0; to < size; to++) {
        const rate = rates.get(at * size + to);
        if (rate === undefined || visited & (1 << to)) continue;
        const next = multiplyPolynomials(A, weight, rate);
        if (set & (1 << to))
          sum = addPolynomials(A, sum, multiplyPolynomials(A, next, forests(set | visited)));
        else walk(to, visited | (1 << to), next);
      }
    };
    walk(first, 1 << first, one);
    known.set(set, sum);
    return sum;
  };
  let D = ZERO_POLYNOMIAL;
  for (let root = 0; root < size; root++) D = addPolynomials(A, D, forests(1 << root));
  let N = ZERO_POLYNOMIAL;
  for (const cycle of cyclesOf(size, (a, b) => jumpOf(a, b) !== undefined)) {
    const weight = cycleWeight(A, cycle, jumpOf);
    if (weight.size === 0) continue;
    const set = cycle.reduce((s, level) => s | (1 << level), 0);
    N = addPolynomials(A, N, multiplyPolynomials(A, weight, forests(set)));
  }
  return { N, D };
}

/** The oscillator: J = ω k_L k_R (X_L − X_R)/[k_L(1 − X_L) + k_R(1 − X_R)], (14). */
export function oscillatorFlow(A: BallArithmetic, { gap, L, R }: Jump): Flow {
  const factor = A.mul(A.fromRational(gap.numerator, gap.denominator), A.sub(L.X, R.X));
  return {
    N: scalePolynomial(A, multiplyPolynomials(A, L.down, R.down), magnitude(A, factor)),
    D: addPolynomials(
      A,
      scalePolynomial(A, L.down, A.sub(A.one, L.X)),
      scalePolynomial(A, R.down, A.sub(A.one, R.X)),
    ),
  };
}

/** Simple cycles, each once: pairs, and rings whose first level is the lowest and whose second is below the last. */
function* cyclesOf(size: number, joined: (a: number, b: number) => boolean): Generator<readonly number[]> {
  function* extend(path: readonly number[]): Generator<readonly number[]> {
    const [start, last] = [path[0] as number, path[path.length - 1] as number];
    for (let next = start + 1; next < size; next++) {
      if (path.includes(next) || !joined(last, next)) continue;
      const longer = [...path, next];
      if (longer.length === 2 || ((longer[1] as number) < next && joined(next, start))) yield longer;
      yield* extend(longer);
    }
  }
  for (let start = 0; start < size; start++) yield* extend([start]);
}

/** q·(one way − the other way), summed over which bath makes each step; positive. */
function cycleWeight(
  A: BallArithmetic,
  cycle: readonly number[],
  jumpOf: (from: number, to: number) => Jump | undefined,
): PositivePolynomial {
  const steps = cycle.map((from, i) => {
    const to = cycle[(i + 1) % cycle.length] as number;
    const jump = jumpOf(from, to) as Jump;
    return { jump, up: jump.lower === from };
  });
  let sum = ZERO_POLYNOMIAL;
  const visit = (
    i: number,
    product: PositivePolynomial,
    heat: ExactNumber,
    [one, other]: readonly [Ball, Ball],
  ): void => {
    const step = steps[i];
    if (step === undefined) {
      if (heat.numerator === 0n) return;
      const q = A.fromRational(heat.numerator, heat.denominator);
      sum = addPolynomials(A, sum, scalePolynomial(A, product, magnitude(A, A.mul(q, A.sub(one, other)))));
      return;
    }
    const { jump, up } = step;
    for (const side of ["L", "R"] as const) {
      // Of a pair, there by one bath and back by the other is one cycle: up by the left one.
      if (cycle.length === 2 && (side === "L") !== (i === 0)) continue;
      const { down, X } = jump[side];
      if (down.size === 0) continue;
      const taken = side === "R" ? heat : addExact(heat, up ? jump.gap : negateExact(jump.gap));
      visit(
        i + 1,
        multiplyPolynomials(A, product, down),
        taken,
        up ? [A.mul(one, X), other] : [one, A.mul(other, X)],
      );
    }
  };
  visit(0, constantPolynomial(A.one), { numerator: 0n, denominator: 1n }, [A.one, A.one]);
  return sum;
}

function magnitude(A: BallArithmetic, x: Ball): Ball {
  if (isPositive(x)) return x;
  if (isNegative(x)) return A.neg(x);
  throw new InputError("the temperatures are too close to tell their Boltzmann factors apart");
}
