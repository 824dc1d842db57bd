/**
 * The expansion of J, R or the contrast where everything is bound: numbers by enclosures, with no polynomial in between
 * (design §9). Only a coefficient that no enclosure tells from zero is looked at by other means (`expansion/vanishing-coefficient.ts`).
 */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { DEFAULT_LIMIT_BITS } from "../../numeric/enclosure/certified-decimal.js";
import { type Quantity } from "../junction/quantity.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { asInputError } from "../input/numeric-errors.js";
import { junctionAt } from "../model/pointwise.js";
import { numericModel } from "../model/model.js";
import { coefficientsAt } from "./point-coefficients.js";
import { zeroDecisions } from "./vanishing-coefficient.js";

/** A coefficient at a point. */
export interface PointCoefficient {
  readonly k: number;
  /** Proved digits, "0" for a proved zero; null where it was neither distinguished from zero nor proved to be zero. */
  readonly value: string | null;
  /** Where `value` is null, a decimal upper bound of |coefficient|. */
  readonly bound?: string;
}

/** The coefficients at a point, made when asked for and kept. */
export interface PointExpansion {
  /** The coefficients 0 … order, to `digits` proved significant digits. */
  coefficients(order: number, digits: number): readonly PointCoefficient[];
  /** True iff the coefficient vanishes identically, in all parameters. @throws UndecidedZeroError */
  isZero(k: number): boolean;
}

/** A coefficient was neither distinguished from zero nor proved to be zero. */
export class UndecidedZeroError extends InputError {
  constructor(name: string, bound?: string) {
    super(`${name} ${neitherNor(bound)}`, {
      hint: "energies with a short common unit, such as 1.5 and 2, let the exact layer decide",
    });
  }
}

/** What is said of a coefficient without a value. */
export function neitherNor(bound?: string): string {
  const size = bound === undefined ? "" : `; its magnitude is below ${bound}`;
  return `could be neither distinguished from zero nor proved to be zero${size}`;
}

/** Digits of values that are only to be seen not to vanish. */
const FEW = 8;

/**
 * Expands a quantity at a point.
 * @param values exact values of every parameter and T_a
 */
export function pointExpansion(
  junction: Junction,
  quantity: Quantity,
  values: ReadonlyMap<string, ExactNumber>,
): PointExpansion {
  const model = numericModel(junctionAt(junction, values) ?? junction);
  const decisions = zeroDecisions(junction, quantity, values);
  const vanishes = (k: number): boolean => decisions.vanishesPlainly(k);
  /** The longest list made, by digits. */
  const known = new Map<number, readonly PointCoefficient[]>();
  const compute = (order: number, digits: number): readonly PointCoefficient[] => {
    const numbers = coefficientsAt(model, values, quantity, order, { digits, vanishes });
    return numbers.map(({ value, undecided, bound }, k): PointCoefficient => {
      if (!undecided) return { k, value };
      const verdict = decisions.vanishesAt(k);
      if (verdict === "zero") return { k, value: "0" };
      if (verdict === "nonzero") {
        const most = DEFAULT_LIMIT_BITS;
        const found = coefficientsAt(model, values, quantity, k, { digits, vanishes, limitBits: most })[k];
        if (found && !found.undecided) return { k, value: found.value };
      }
      return { k, value: null, ...(bound === undefined ? {} : { bound }) };
    });
  };
  const coefficients = (order: number, digits: number): readonly PointCoefficient[] => {
    const list = known.get(digits);
    if (list && list.length > order) return list.slice(0, order + 1);
    const made = asInputError(() => compute(order, digits));
    known.set(digits, made);
    return made;
  };
  return {
    coefficients,
    isZero(k) {
      const longest = [...known.values()].find((list) => list.length > k) ?? coefficients(k, FEW);
      const found = longest[k];
      if (found?.value != null && found.value !== "0") return false;
      const verdict = decisions.vanishesIdentically(k);
      if (verdict === "undecided")
        throw new UndecidedZeroError(`the coefficient of Delta^${k}`, found?.bound);
      return verdict === "zero";
    },
  };
}
