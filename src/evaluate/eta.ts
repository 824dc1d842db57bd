/** η, the figure by which the rate equation of general levels is judged at a point, and the words that go with it. */
import { piValue } from "../../numeric/arithmetic/arithmetic.js";
import { type Ball, type BallArithmetic } from "../../numeric/enclosure/ball.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { asInputError } from "../input/numeric-errors.js";
import { type Junction } from "../junction/junction.js";
import { numericModel } from "../model/model.js";
import { requireComplete } from "../model/point.js";
import { junctionAt } from "../model/pointwise.js";
import { secularRatio } from "./secular-ratio.js";

/** Digits of η, enough to judge by. */
const DIGITS = 4;
/** η past which the coherences that the rate equation leaves out are no small correction. */
export const DOUBTFUL = 0.1;

/**
 * η = max of rate/(difference of gaps) over the transitions of one bath that share a level (`secular-ratio.ts`),
 * at the temperatures and at the exchanged ones: a decimal, every digit proved; "0" where no bath couples a level to two
 * others. Null for ladders: their levels are equidistant, so no two come close.
 * @param values exact values of every parameter, T_a and Delta
 * @throws InputError for missing values or values out of their domain
 */
export function etaAt(junction: Junction, values: ReadonlyMap<string, ExactNumber>): string | null {
  requireComplete(values, junction, { delta: true });
  const here = junctionAt(junction, values) ?? junction;
  const { kind, model } = numericModel(here);
  const { subsystem } = here;
  // The local and Redfield's equation leave no coherence out by its distance.
  const keepsAll =
    subsystem.kind === "coherent" && (subsystem.equation === "local" || subsystem.equation === "redfield");
  if (kind === "ladder" || keepsAll) return null;
  const { units } = junction;
  // Rates of a file with units are in its unit of current per k_B Θ, energies in k_B Θ.
  const unit = (A: BallArithmetic): Ball => {
    if (!units) return A.one;
    const { numerator, denominator } = units.rateOverGap;
    return A.div(A.fromRational(numerator, 2n * denominator), piValue(A));
  };
  return asInputError(() => secularRatio(model, values, DIGITS, unit).value);
}

/** What to say of η where the rate equation is doubtful; undefined where it is not. */
export function doubt(eta: string | null): string | undefined {
  if (eta === null || !(Number(eta) > DOUBTFUL)) return undefined;
  return `The rate equation is doubtful here: eta = ${eta}; levels closer than the rates keep their coherences. Keep them (--equation unified), weaken the couplings, or move the levels apart, until eta is below ${DOUBTFUL}`;
}
