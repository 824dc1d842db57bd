/** Junctions whose steady state is not unique, or not one of populations. */
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";

/** There is no steady state to speak of at a point: the place in a table stays empty, a curve breaks. */
export class NoSteadyStateError extends InputError {
  override within(outer: string): NoSteadyStateError {
    const where = this.where === undefined ? outer : `${outer}: ${this.where}`;
    return new NoSteadyStateError(this.what, { where, hint: this.hint });
  }
}

/** @throws InputError for a junction that keeps coherences, where something is worked out from the rate equation of populations alone */
export function requirePopulationsAlone({ name, subsystem }: Junction, what: string): void {
  if (subsystem.kind !== "coherent") return;
  throw new InputError(`${name} keeps coherences, and ${what} is worked out for populations only`, {
    hint: "J, R and the contrast are there: evaluate, expand, current, conditions, scan, optimise, compare",
  });
}
