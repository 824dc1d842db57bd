/** Quantities of the fluctuations at a point of exact numbers, every digit proved (`numeric/statistics/certified.ts`). */
import { certifiedStatistics, statisticSlopes } from "../../numeric/statistics/certified.js";
import { type CertifiedNumber } from "../../numeric/enclosure/settle.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { requirePopulationsAlone } from "../exact/no-steady-state.js";
import { heatFlow } from "../exact/heat-flow.js";
import { isUnrectifiedStatistics } from "../expansion/odd-current.js";
import { statisticOf } from "../expansion/point-coefficients.js";
import { lazily } from "../input/lazily.js";
import { asInputError, UncertifiedError } from "../input/numeric-errors.js";
import { type Junction } from "../junction/junction.js";
import { cumulantOrderOf, type Fluctuation } from "../junction/quantity.js";
import { numericModel } from "../model/model.js";
import { requireComplete } from "../model/point.js";
import { junctionAt } from "../model/pointwise.js";

/** A quantity at Δ and at −Δ: a decimal string, or null where it is undefined (S/J without a current). */
export interface FluctuationValue {
  readonly quantity: Fluctuation;
  readonly value: string | null;
  readonly reversed: string | null;
  /** True if one of them is given as "0" that was neither distinguished from zero nor proved to be it. */
  readonly undecided: boolean;
}

/**
 * Evaluates quantities of the fluctuations.
 * @param values  exact values of every parameter, T_a and Delta
 * @throws InputError for missing values, values out of their domain, or digits that cannot be proved
 */
export function fluctuationsAt(
  junction: Junction,
  quantities: readonly Fluctuation[],
  values: ReadonlyMap<string, ExactNumber>,
  digits: number,
): readonly FluctuationValue[] {
  requireComplete(values, junction, { delta: true });
  if (quantities.length === 0) return [];
  requirePopulationsAlone(junction, "the noise");
  const here = junctionAt(junction, values) ?? junction;
  const { model } = numericModel(here);
  if (heatFlow(here, values).none !== undefined) {
    return quantities.map((quantity) => {
      const value = cumulantOrderOf(quantity) === undefined ? null : "0";
      return { quantity, value, reversed: value, undecided: false };
    });
  }
  const parameters = new Map([...values].filter(([name]) => name !== "T_a" && name !== "Delta"));
  const unrectified = lazily(() => isUnrectifiedStatistics(here, parameters));
  const wanted = quantities.map(statisticOf);
  const found = asInputError(() => certifiedStatistics(model, values, wanted, digits, { unrectified }));
  const text = (number: CertifiedNumber | null): string | null => number?.value ?? null;
  return quantities.map((quantity, i) => {
    const { value = null, reversed = null } = found[i] ?? {};
    const undecided = value?.undecided === true || reversed?.undecided === true;
    return { quantity, value: text(value), reversed: text(reversed), undecided };
  });
}

/** Derivatives of quantities at Δ and at −Δ by one parameter: "0" for an exact zero, null where one is undefined or undecided. */
export type FluctuationSlopes = ReadonlyMap<
  Fluctuation,
  { readonly value: string | null; readonly reversed: string | null }
>;

/**
 * First derivatives of quantities of the fluctuations by every parameter, T_a and Delta among them, every digit proved.
 * A parameter by which coupled levels meet or part has none.
 * @throws InputError as {@link fluctuationsAt}
 */
export function fluctuationSlopesAt(
  whole: Junction,
  quantities: readonly Fluctuation[],
  values: ReadonlyMap<string, ExactNumber>,
  digits: number,
): ReadonlyMap<string, FluctuationSlopes> {
  const junction = junctionAt(whole, values) ?? whole;
  const absorbed = whole.parameters.filter((p) => !junction.parameters.some((q) => q.name === p.name));
  const names = [...values.keys()].filter((name) => !absorbed.some((p) => p.name === name));
  const none = heatFlow(junction, values).none !== undefined;
  const { model } = numericModel(junction);
  const wanted = quantities.map(statisticOf);
  return new Map(
    names.flatMap((name): (readonly [string, FluctuationSlopes])[] => {
      if (none) {
        const still = (q: Fluctuation): { value: string | null; reversed: string | null } => {
          const value = cumulantOrderOf(q) === undefined ? null : "0";
          return { value, reversed: value };
        };
        return [[name, new Map(quantities.map((q) => [q, still(q)] as const))]];
      }
      try {
        const slopes = asInputError(() => statisticSlopes(model, values, wanted, name, digits));
        return [[name, new Map(quantities.map((q, i) => [q, slopes[i] ?? { value: null, reversed: null }]))]];
      } catch (error) {
        if (error instanceof UncertifiedError) return [];
        throw error;
      }
    }),
  );
}
