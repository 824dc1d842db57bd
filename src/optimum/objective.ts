/**
 * What is bounded, as a quotient of polynomials in the couplings with positive coefficients. With the flows forwards N/D and
 * backwards N'/D' (temperatures exchanged), U = N·D', V = N'·D:
 *
 *     |J| = N/D,   R = U/V,   contrast = (U − V)/(U + V).
 *
 * A condition such as J ≥ j is a polynomial G ≥ 0, brought to the same degrees by a positive factor: a bound c is proved on a box
 * where, for some λ ≥ 0, plus − minus − c·below + λG has no positive Bernstein coefficient.
 */
import { type BallArithmetic } from "../../numeric/enclosure/ball.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { type BoundedQuantity } from "../certificate/format.js";
import { excerpt, InputError } from "../input/errors.js";
import { parseExactNumber } from "../input/exact-number.js";
import { type Flow, levelsFlow, oscillatorFlow } from "./flow.js";
import { type CoupledJunction, type Jump, jumpsAt } from "./jumps.js";
import {
  addPolynomials,
  multiplyPolynomials,
  type PositivePolynomial,
  scalePolynomial,
  ZERO_POLYNOMIAL,
} from "./positive-polynomial.js";

/** Quantities with proved bounds. */
export const BOUNDED: readonly BoundedQuantity[] = ["contrast", "R", "J"];

/** `J >= 0.1`. */
export interface Condition {
  readonly quantity: BoundedQuantity;
  readonly relation: ">=" | "<=";
  readonly bound: ExactNumber;
  /** As typed. */
  readonly text: string;
}

/** Reads a condition. @throws InputError */
export function parseCondition(text: string, where: string): Condition {
  const [, name, relation, bound] = /^\s*(\w+)\s*(>=|<=|>|<)\s*(\S.*)$/.exec(text) ?? [];
  const quantity = BOUNDED.find((q) => q === name);
  if (quantity === undefined || relation === undefined || bound === undefined)
    throw new InputError(`${excerpt(text.trim())} is not a condition`, {
      where,
      hint: `write ${where} "J >= 1e-3"; also R and contrast, also <=`,
    });
  try {
    return {
      quantity,
      relation: relation.startsWith(">") ? ">=" : "<=",
      bound: parseExactNumber(bound.trim()),
      text: text.trim(),
    };
  } catch (error) {
    throw error instanceof InputError ? error.within(where) : error;
  }
}

/** The supremum of (plus − minus)/below is sought, where plus − minus of the condition is not negative. */
export interface Objective {
  readonly plus: PositivePolynomial;
  readonly minus: PositivePolynomial;
  readonly below: PositivePolynomial;
  readonly condition?: { readonly plus: PositivePolynomial; readonly minus: PositivePolynomial };
  /** The quantity is so many times the quotient: −1 for a minimum. */
  readonly sign: 1 | -1;
}

/** What is asked. */
export interface Question {
  readonly quantity: BoundedQuantity;
  readonly sense: "maximum" | "minimum";
  readonly condition?: Condition | undefined;
}

/** The objective of a junction. @throws InputError at equal temperatures, and for rates that are no polynomials in the couplings */
export function objectiveOf(
  A: BallArithmetic,
  coupled: CoupledJunction,
  varied: readonly string[],
  temperatures: { readonly L: ExactNumber; readonly R: ExactNumber },
  { quantity, sense, condition }: Question,
): Objective {
  const { L, R } = temperatures;
  const bias = L.numerator * R.denominator - R.numerator * L.denominator;
  if (bias === 0n)
    throw new InputError("no heat flows between equal temperatures", {
      where: "--at",
      hint: "give T_L and T_R, or Delta, apart",
    });
  const flow = (at: { readonly L: ExactNumber; readonly R: ExactNumber }): Flow => {
    const jumps = jumpsAt(A, coupled, varied, at);
    return coupled.levels === "oscillator"
      ? oscillatorFlow(A, jumps[0] as Jump)
      : levelsFlow(A, coupled.levels, jumps);
  };
  const forward = flow(temperatures);
  const needsBoth = quantity !== "J" || (condition !== undefined && condition.quantity !== "J");
  const both = needsBoth ? flow({ L: R, R: L }) : undefined;
  const product = (a: PositivePolynomial, b: PositivePolynomial): PositivePolynomial =>
    multiplyPolynomials(A, a, b);
  const direction = bias > 0n ? 1 : -1;
  const parts = partsOf(A, quantity, forward, both, direction);
  // J alone has lower degrees than R: the two meet at D'.
  const lift =
    condition === undefined || both === undefined || (condition.quantity === "J") === (quantity === "J")
      ? undefined
      : both.D;
  const raised = (p: PositivePolynomial, own: BoundedQuantity): PositivePolynomial =>
    lift !== undefined && own === "J" ? product(p, lift) : p;
  const objective = {
    plus: raised(parts.plus, quantity),
    minus: raised(parts.minus, quantity),
    below: raised(parts.below, quantity),
  };
  const signed =
    sense === "maximum"
      ? { ...objective, sign: 1 as const }
      : { plus: objective.minus, minus: objective.plus, below: objective.below, sign: -1 as const };
  if (condition === undefined) return signed;
  const { plus, minus, below } = partsOf(A, condition.quantity, forward, both, direction);
  const { numerator, denominator } = condition.bound;
  const size = A.fromRational(numerator < 0n ? -numerator : numerator, denominator);
  const times = numerator === 0n ? ZERO_POLYNOMIAL : scalePolynomial(A, below, size);
  const above = addPolynomials(A, plus, numerator < 0n ? times : ZERO_POLYNOMIAL);
  const under = addPolynomials(A, minus, numerator > 0n ? times : ZERO_POLYNOMIAL);
  const G = condition.relation === ">=" ? [above, under] : [under, above];
  return {
    ...signed,
    condition: {
      plus: raised(G[0] as PositivePolynomial, condition.quantity),
      minus: raised(G[1] as PositivePolynomial, condition.quantity),
    },
  };
}

/** A quantity as (plus − minus)/below. */
function partsOf(
  A: BallArithmetic,
  quantity: BoundedQuantity,
  forward: Flow,
  backward: Flow | undefined,
  direction: 1 | -1,
): Pick<Objective, "plus" | "minus" | "below"> {
  if (quantity === "J") {
    const [plus, minus] = direction === 1 ? [forward.N, ZERO_POLYNOMIAL] : [ZERO_POLYNOMIAL, forward.N];
    return { plus, minus, below: forward.D };
  }
  if (backward === undefined) throw new Error("internal: the flow backwards is missing");
  const U = multiplyPolynomials(A, forward.N, backward.D);
  const V = multiplyPolynomials(A, backward.N, forward.D);
  if (quantity === "R") return { plus: U, minus: ZERO_POLYNOMIAL, below: V };
  return { plus: U, minus: V, below: addPolynomials(A, U, V) };
}
