/**
 * The eigenbasis of a Hamiltonian that is diagonal in the product basis, or falls into blocks of two states
 * [[a, c], [c, b]]: E = (a + b)/2 ± R, R = √(d² + c²), d = (a − b)/2, and with cos²θ = (R + d)/2R, sin θ cos θ = c/2R the
 * products of amplitudes are rational in R.
 */
import { squareRoot } from "../../../symbolic/polynomial/factor.js";
import { isZero as isZeroPolynomial } from "../../../symbolic/polynomial/polynomial.js";
import {
  add,
  constant,
  divide,
  fraction,
  multiply,
  negate,
  ONE,
  type RationalFunction,
  subtract,
  ZERO,
} from "../../../symbolic/fraction/rational-function.js";
import { InputError } from "../../input/errors.js";
import { type Element, type Operator } from "./operator-matrix.js";
import { eliminate, type Elimination } from "../../expression/root-elimination.js";

/** H has no eigenbasis that is found exactly; the numeric one may serve. */
export class NoExactEigenbasisError extends InputError {}

/** A root √(d² + c²) that is not rational: another parameter has to make way for it. */
export class IrrationalRootError extends NoExactEigenbasisError {
  constructor(
    states: readonly [number, number],
    readonly d: RationalFunction,
    readonly c: RationalFunction,
    /** d² + c² after the eliminations made so far. */
    readonly square: RationalFunction,
  ) {
    super(
      `the states ${states[0]} and ${states[1]} mix, and no parameter can make way for the root in their energies`,
      {
        where: "H",
        hint: "bind every parameter of H under parameters, and it is diagonalised numerically",
      },
    );
  }
}

/** An eigenstate on one or two basis states, by the products of its amplitudes. */
export interface Eigenstate {
  readonly energy: RationalFunction;
  readonly states: readonly number[];
  /** u_i u_j. */
  readonly density: readonly (readonly RationalFunction[])[];
}

/**
 * The eigenstates, block by block.
 * @throws NoExactEigenbasisError for blocks of three and more, IrrationalRootError where a root is in the way
 */
export function eigenbasis(H: Operator, eliminations: readonly Elimination[]): Eigenstate[] {
  const done = new Set<number>();
  const result: Eigenstate[] = [];
  H.forEach((_, i) => {
    if (done.has(i)) return;
    const block = [i];
    for (const k of block) for (const j of H[k]?.keys() ?? []) if (!block.includes(j)) block.push(j);
    block.forEach((k) => done.add(k));
    const entry = (k: number, j: number): RationalFunction => rational(H[k]?.get(j), "H");
    if (block.length === 1) {
      result.push({ energy: entry(i, i), states: [i], density: [[ONE]] });
      return;
    }
    if (block.length > 2) {
      throw new NoExactEigenbasisError(
        `H couples ${block.length} product states with each other: no exact eigenbasis`,
        {
          where: "H",
          hint: "bind every parameter of H under parameters, and it is diagonalised numerically",
        },
      );
    }
    result.push(...pair(block as [number, number], entry, eliminations));
  });
  return result;
}

function pair(
  [i, j]: readonly [number, number],
  entry: (k: number, j: number) => RationalFunction,
  eliminations: readonly Elimination[],
): Eigenstate[] {
  const half = constant({ numerator: 1n, denominator: 2n });
  const [a, b, c] = [entry(i, i), entry(j, j), entry(i, j)];
  const [mean, d] = [multiply(half, add(a, b)), multiply(half, subtract(a, b))];
  const square = add(multiply(d, d), multiply(c, c));
  const reduced = eliminate(square, eliminations);
  const R = rationalRoot(square) ?? (reduced && rationalRoot(reduced));
  if (!R) throw new IrrationalRootError([i, j], d, c, reduced ?? square);
  const cos2 = divide(add(R, d), add(R, R));
  const sin2 = subtract(ONE, cos2);
  const mixed = divide(c, add(R, R));
  return [
    {
      energy: add(mean, R),
      states: [i, j],
      density: [
        [cos2, mixed],
        [mixed, sin2],
      ],
    },
    {
      energy: subtract(mean, R),
      states: [i, j],
      density: [
        [sin2, negate(mixed)],
        [negate(mixed), cos2],
      ],
    },
  ];
}

function rationalRoot(x: RationalFunction): RationalFunction | undefined {
  const [n, d] = [x.numerator, x.denominator].map((p) => (isZeroPolynomial(p) ? 0n : squareRoot(p)));
  return n === undefined || d === undefined ? undefined : fraction(n, d);
}

/** The value of an element without roots of integers. @throws InputError if there is one */
export function rational(e: Element | undefined, what: string): RationalFunction {
  if (!e || e.size === 0) return ZERO;
  const value = e.get(1n);
  if (value && e.size === 1) return value;
  throw new InputError(`an element of ${what} is irrational`, {
    hint: "only |S|^2 may hold roots of integers",
  });
}
