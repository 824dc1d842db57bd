/** Points at which `verify` compares: seeded, and such that every double holds them exactly. */
import { toDouble } from "../input/double.js";
import { DomainError } from "../../numeric/arithmetic/errors.js";
import { evaluateLevels } from "../../numeric/levels/certified.js";
import { evaluate } from "../../numeric/junction/evaluate.js";
import { exactNumber } from "../input/exact-number.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { type NumericModel } from "../model/model.js";
import { randomSource } from "../input/random-source.js";
import { type Values } from "./derivation.js";

/** Values are multiples of 1/64: exact in Float64, so that rounding of the input is no part of any difference. */
const UNIT = 64;
const ATTEMPTS = 50;

/**
 * A point in the domain of the junction: every free parameter, T_a and Delta.
 * @throws InputError if none was found (rates negative wherever tried)
 */
export function randomPoint(junction: Junction, model: NumericModel, seed: number): Values {
  const random = randomSource(seed);
  const between = (low: number, high: number) =>
    exactNumber(Math.round((low + (high - low) * random()) * UNIT), UNIT);
  let reason = "";
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const values = new Map(junction.bound);
    for (const { name, role, assumption } of junction.parameters) {
      if (junction.bound.has(name)) continue;
      const slope = assumption === "real" && role === "density of states";
      values.set(name, slope ? between(-0.4, 0.4) : between(0.25, 2.5));
    }
    const T_a = between(0.75, 3);
    const twice = toDouble(T_a);
    // A bias of either sign from a tenth to nine tenths of T_a.
    const bias = (0.1 + 0.8 * random()) * twice * (random() < 0.5 ? -1 : 1);
    values.set("T_a", T_a).set("Delta", exactNumber(Math.round(bias * UNIT), UNIT));
    try {
      if (model.kind === "ladder") evaluate(model.model, values);
      else evaluateLevels(model.model, values, 5);
      return values;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      reason = error.message;
    }
  }
  throw new InputError(`no point in its domain was found for ${junction.name}: ${reason}`);
}
