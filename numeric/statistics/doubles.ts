/** Cumulants and what is made of them in doubles: for searches and figures, where certified digits are computed afterwards. */
import { float64 } from "../arithmetic/float64.js";
import { DomainError } from "../arithmetic/errors.js";
import { type LadderModel } from "../junction/model.js";
import { contactRates, type LevelJunction } from "../levels/rates.js";
import { cumulantOrder, type Statistic, statisticOf } from "./certified.js";
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

/** A statistic from what gives the cumulants up to an order at Δ and at −Δ. */
export function statisticInDoubles(
  statistic: Statistic,
  sum: number,
  bias: number,
  at: (sign: 1 | -1, order: number) => ArrayLike<number>,
): number {
  const order = cumulantOrder(statistic);
  const forward = Array.from(at(1, order));
  const backward = statistic.kind === "noise_contrast" ? Array.from(at(-1, order)) : [];
  return statisticOf(float64, statistic, forward, backward, (4 * bias) / ((sum + bias) * (sum - bias)));
}
