/** Numbers behind the plots, all from the numeric layer. */
import { alphaJet } from "../../numeric/junction/taylor-coefficients.js";
import { evaluate } from "../../numeric/junction/evaluate.js";
import { exactValue, type LadderModel } from "../../numeric/junction/model.js";
import { evaluateAt } from "../evaluate/point.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { asInputError } from "../input/numeric-errors.js";
import { numericModel } from "../model/model.js";

/** Values of parameters, T_a and Delta among them; doubles are exact. */
export type Values = ReadonlyMap<string, ExactNumber>;

/** What is known of a junction at a point. */
export interface Reading {
  readonly J: number;
  readonly J_reversed: number;
  readonly R: number;
  readonly contrast: number;
}

/** The values with one changed. */
export function changed(values: Values, name: string, value: number): Map<string, ExactNumber> {
  return new Map([...values, [name, exactValue(name, value)]]);
}

/** J, J(−Δ), R and the contrast. @throws InputError for missing or wrong values */
export function reading(junction: Junction, values: Values): Reading {
  const all = new Map([...junction.bound, ...values]);
  const numeric = numericModel(junction);
  if (numeric.kind === "ladder") return asInputError(() => evaluate(numeric.model, all));
  const point = evaluateAt(junction, all, 12);
  const value = (name: "J" | "J_reversed" | "R" | "contrast"): number =>
    point.undecided.includes(name) ? NaN : Number(point[name] ?? NaN);
  return {
    J: value("J"),
    J_reversed: value("J_reversed"),
    R: value("R"),
    contrast: value("contrast"),
  };
}

/** α_0 … α_order along a curve; where they have no value, as outside the domain, NaN. @throws InputError if there are none anywhere */
export function coefficientCurves(
  junction: Junction,
  points: readonly Values[],
  order: number,
): readonly (readonly number[])[] {
  return withGaps(points, (values) => coefficients(junction, values, order), []);
}

const NOTHING: Reading = { J: NaN, J_reversed: NaN, R: NaN, contrast: NaN };

/**
 * Readings along a curve. Where there are none, as for a metal whose rate would be negative, the curve breaks.
 * @throws InputError if there are none anywhere
 */
export function readings(junction: Junction, points: readonly Values[]): readonly Reading[] {
  return withGaps(points, (values) => reading(junction, values), NOTHING);
}

function withGaps<T>(points: readonly Values[], at: (values: Values) => T, nothing: T): readonly T[] {
  let failure: InputError | undefined;
  const found = points.map((values) => {
    try {
      return at(values);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      failure ??= error;
      return nothing;
    }
  });
  if (failure !== undefined && found.every((x) => x === nothing)) throw failure;
  return found;
}

/** α_0 … α_order as doubles. @throws InputError for general levels */
export function coefficients(junction: Junction, values: Values, order: number): number[] {
  const model = ladderModel(junction);
  const point = new Map([...junction.bound, ...values]);
  return asInputError(() => alphaJet(model, point, order)).map((c) => Number(c.value));
}

/** The ladder behind a junction. */
function ladderModel(junction: Junction): LadderModel {
  const numeric = numericModel(junction);
  if (numeric.kind === "ladder") return numeric.model;
  throw new InputError("this plot is drawn for ladders (TLS, HO, ladder:M, spin:S) only");
}

/** n values from `from` to `to`, evenly or by equal ratios. */
export function range(from: number, to: number, n: number, logarithmic = false): number[] {
  const at = (t: number): number => (logarithmic ? from * (to / from) ** t : from + (to - from) * t);
  return Array.from({ length: n }, (_, i) => at(n === 1 ? 0 : i / (n - 1)));
}
