/**
 * Expansions by enclosures alone, for junctions whose energies have no short common measure: decimals such as 0.70003 make
 * q^70003, and sixteen-digit ones would make exponents near 10^15. With everything bound the coefficients are then computed
 * by Taylor arithmetic over balls, and no such polynomial is formed (design §9).
 */
import { type ExactNumber, type Expression } from "../symbolic/expression.js";
import { type FactoredFraction } from "../symbolic/factored-fraction.js";
import { alphaJet } from "../numeric/alpha-jet.js";
import { alphaOfLevels } from "../numeric/level-expansion.js";
import { ExponentError } from "./energy-basis.js";
import { InputError } from "./errors.js";
import { type Junction } from "./junction.js";
import { numericModel } from "./numeric-model.js";

/** What enclosures give of an expansion: values, and α_0 = 0. */
export interface EnclosedExpansion {
  isZero(k: number): boolean;
  coefficient(k: number): FactoredFraction;
  expression(k: number): Expression;
  value(k: number, digits: number): string;
}

/**
 * The coefficients of J at a point, by enclosures.
 * @throws ExponentError (the reason given) wherever a formula is asked for, or something is not bound
 */
export function enclosedExpansion(
  junction: Junction,
  at: ReadonlyMap<string, ExactNumber>,
  reason: ExponentError,
): EnclosedExpansion {
  const values = new Map([...junction.bound, ...at]);
  const free = junction.parameters.filter((p) => !values.has(p.name));
  if (free.length > 0 || !values.has("T_a")) throw reason;
  const { kind, model } = numericModel(junction);
  const point = new Map([...values, ["Delta", { numerator: 0n, denominator: 1n }] as const]);
  const refuse = (): never => {
    throw reason;
  };
  return {
    // No current without bias; any other coefficient counts as zero only by a normal form, which is not formed here.
    isZero: (k) => k === 0,
    coefficient: refuse,
    expression: refuse,
    value(k, digits) {
      if (k === 0) return "0";
      const coefficients =
        kind === "ladder" ? alphaJet(model, point, k, { digits }) : alphaOfLevels(model, point, k, digits);
      const result = coefficients[k];
      if (!result || result.undecided) {
        throw new InputError(`alpha_${k} cannot be told from zero by enclosures`, {
          hint: "round the energies to a common unit, so that the exact layer can decide",
        });
      }
      return result.value;
    },
  };
}
