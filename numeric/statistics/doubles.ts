/** Cumulants and what is made of them in doubles: for searches and figures, where certified digits are computed afterwards. */
import { float64 } from "../arithmetic/float64.js";
import { DomainError } from "../arithmetic/errors.js";
import { type DoubleDouble, doubleDoubleArithmetic, isAccurate } from "../arithmetic/double-double.js";
import { WideEnclosureError } from "../arithmetic/errors.js";
import { checkPoint } from "../junction/domain.js";
import { liftToDoubleDouble } from "../junction/evaluate.js";
import { isZeroValue, pointLookup } from "../junction/rectification.js";
import { type LadderModel, type Point } from "../junction/model.js";
import { contactRates, type LevelJunction } from "../levels/rates.js";
import {
  certifiedStatistics,
  cumulantOrder,
  type Statistic,
  statisticOf,
  needsReversal,
} from "./certified.js";
import { cumulants, ladderCounting } from "./cumulants.js";
import { cumulantsByRecursion } from "./recursion.js";

/** κ_1 … κ_order of a ladder at a point of doubles. @throws DomainError for a name without a value */
export function ladderCumulants(
  model: LadderModel,
  point: ReadonlyMap<string, number>,
  order: number,
): readonly number[] {
  const lookup = (name: string): number => {
    const value = point.get(name);
    if (value === undefined)
      throw new DomainError(name, "(no value)", "a value is needed for this parameter");
    return value;
  };
  const [sum, bias] = [lookup("T_a"), lookup("Delta")];
  const temperatures = [(sum + bias) / 2, (sum - bias) / 2] as const;
  return cumulants(float64, (x) => x === 0, ladderCounting(float64, model, temperatures, lookup), order);
}

/** κ_1 … κ_order of levels. @throws ReducibleChainError if they fall apart */
export function levelCumulants(
  { energies, left, right, names }: LevelJunction,
  leftTemperature: number,
  rightTemperature: number,
  order: number,
): Float64Array {
  return cumulantsByRecursion(
    energies,
    contactRates(energies, left, leftTemperature, names),
    contactRates(energies, right, rightTemperature, names),
    order,
  );
}

/**
 * A statistic of a ladder at a point, the nearest double or one next to it: in double-double, in enclosures where that does not
 * suffice. NaN where it is not defined.
 * @throws DomainError for a point out of its domain, PrecisionLimitError where a value does not settle
 */
export function nearestStatistic(model: LadderModel, point: Point, statistic: Statistic): number {
  checkPoint(model, point);
  const order = cumulantOrder(statistic);
  // At Delta = 0 odd cumulants vanish by a theorem, which no arithmetic sees.
  if (!isZeroValue(point.get("Delta")) && order <= MOST_IN_DOUBLE_DOUBLE)
    try {
      const A = doubleDoubleArithmetic;
      const lookup = pointLookup(point, liftToDoubleDouble);
      const two = A.fromRational(2n, 1n);
      const [sum, bias] = [lookup("T_a"), lookup("Delta")];
      const [hot, cold] = [A.div(A.add(sum, bias), two), A.div(A.sub(sum, bias), two)];
      const at = (a: DoubleDouble, b: DoubleDouble): readonly DoubleDouble[] =>
        cumulants(A, (x) => x.hi === 0 && x.lo === 0, ladderCounting(A, model, [a, b], lookup), order);
      const backward = needsReversal(statistic) ? at(cold, hot) : [];
      const affinity = A.div(bias, A.mul(hot, cold));
      const value = statisticOf(A, statistic, at(hot, cold), backward, affinity);
      if (isAccurate(value)) return value.hi;
    } catch (error) {
      if (!(error instanceof WideEnclosureError)) throw error;
    }
  const [found] = certifiedStatistics(model, point, [statistic], 17);
  const value = found?.value ?? null;
  return value === null || value.undecided ? NaN : Number(value.value);
}

/** Beyond this the digits of double-double are lost on the way. */
const MOST_IN_DOUBLE_DOUBLE = 8;

/** A statistic from what gives the cumulants up to an order at Δ and at −Δ. */
export function statisticInDoubles(
  statistic: Statistic,
  sum: number,
  bias: number,
  at: (sign: 1 | -1, order: number) => ArrayLike<number>,
): number {
  const order = cumulantOrder(statistic);
  const forward = Array.from(at(1, order));
  const backward = needsReversal(statistic) ? Array.from(at(-1, order)) : [];
  return statisticOf(float64, statistic, forward, backward, (4 * bias) / ((sum + bias) * (sum - bias)));
}
