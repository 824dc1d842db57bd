/**
 * Claims about a junction, "alpha_2 = …", "J = …", "R = …", "contrast = …", decided by normal form: proved, refuted with
 * a certified counterexample, or undecided with the reason.
 */
import { isZero } from "../../symbolic/fraction/rational-function.js";
import { type Bindings } from "../junction/bindings.js";
import { type Counterexample, findCounterexample } from "./counterexample.js";
import { OutsideFieldError } from "./errors.js";
import { claimField, difference, expandDefinitions } from "./field.js";
import { inClassicalLimit, toLeadingOrder } from "./limits.js";
import { type Claim } from "./parse.js";
import { claimSetting } from "./setting.js";
import { excerpt, InputError } from "../input/errors.js";
import { type ExactCurrent } from "../exact/ladder-current.js";
import { type Junction } from "../junction/junction.js";

export { type Counterexample } from "./counterexample.js";
export { type Claim, claimAbout, parseClaim } from "./parse.js";

export interface ClaimVerdict {
  readonly verdict: "proved" | "refuted" | "undecided";
  readonly counterexample?: Counterexample;
  readonly reason?: string;
}

export interface ClaimOptions {
  /** Compare to leading order in this parameter. */
  readonly leading?: string | undefined;
  /** Compare the leading terms for ω → 0. */
  readonly classical?: boolean;
  /** Exact values of parameters and temperatures at which the claim is made; the others stay free. */
  readonly at?: Bindings;
}

/** Decides a claim about a junction. @throws InputError for names the junction does not have */
export function decideClaim(junction: Junction, claim: Claim, options: ClaimOptions = {}): ClaimVerdict {
  try {
    const setting = claimSetting(junction, claim, options.at ?? junction.bound);
    const { current } = setting;
    let field = claimField(setting, expandDefinitions(claim.formula, setting));
    if (options.leading !== undefined) field = toLeadingOrder(field, indexOf(current, options.leading));
    if (options.classical === true) field = inClassicalLimit(field, gapIndex(current));
    if (isZero(difference(field))) return { verdict: "proved" };
    const counterexample = findCounterexample(setting, field);
    return {
      verdict: "refuted",
      ...(counterexample
        ? { counterexample }
        : { reason: "the difference is not zero as an element of the field" }),
    };
  } catch (error) {
    if (error instanceof OutsideFieldError) return { verdict: "undecided", reason: error.message };
    throw error;
  }
}

function indexOf(current: ExactCurrent, name: string): number {
  const i = current.variables.parameters.indexOf(name);
  if (i < 0) {
    throw new InputError(`${current.junction.name} has no free parameter ${excerpt(name)}`, {
      where: "--leading",
      hint: `one of ${current.variables.parameters.join(", ")}`,
    });
  }
  return i;
}

function gapIndex(current: ExactCurrent): number {
  const { subsystem } = current.junction;
  if (subsystem.kind !== "ladder" || subsystem.gap.type !== "symbol") {
    throw new InputError("--classical needs a ladder whose gap is a parameter");
  }
  return indexOf(current, subsystem.gap.name);
}
