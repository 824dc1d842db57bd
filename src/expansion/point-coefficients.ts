/** Coefficients of Δ^k at a point from enclosures, whatever the subsystem. */
import { alphaJet } from "../../numeric/junction/taylor-coefficients.js";
import { alphaOfLevels, type LevelExpansionOptions } from "../../numeric/levels/certified.js";
import { type Point } from "../../numeric/junction/model.js";
import { type CertifiedNumber } from "../../numeric/enclosure/settle.js";
import { type Statistic, statisticTaylor } from "../../numeric/statistics/certified.js";
import {
  cumulantOrderOf,
  type Fluctuation,
  isCumulantRatio,
  isFluctuation,
  type Quantity,
} from "../junction/quantity.js";
import { type NumericModel } from "../model/model.js";

/**
 * The coefficients 0 … order of a quantity: by Taylor arithmetic on the closed form of a ladder, by the recursion
 * over the rate equation for general levels.
 * @param point values of every parameter and T_a
 */
export function coefficientsAt(
  { kind, model }: NumericModel,
  point: Point,
  quantity: Quantity,
  order: number,
  options: Omit<LevelExpansionOptions, "quantity">,
): readonly CertifiedNumber[] {
  if (isFluctuation(quantity)) return statisticTaylor(model, point, statisticOf(quantity), order, options);
  const all = { ...options, quantity };
  if (kind === "levels") return alphaOfLevels(model, point, order, all);
  return alphaJet(model, new Map([...point, ["Delta", 0]]), order, all).map(({ value, undecided, error }) =>
    undecided ? { value, undecided, bound: error } : { value, undecided },
  );
}

/** A quantity of the fluctuations as the numeric layer names it. */
export function statisticOf(quantity: Fluctuation): Statistic {
  return isCumulantRatio(quantity) ? { kind: quantity } : { kind: "kappa", n: cumulantOrderOf(quantity) };
}
