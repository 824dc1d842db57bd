/** The error of a junction whose steady state is not unique, or not one of populations. */
import { InputError } from "../input/errors.js";

/** There is no steady state to speak of at a point: the place in a table stays empty, a curve breaks. */
export class NoSteadyStateError extends InputError {
  override within(outer: string): NoSteadyStateError {
    const where = this.where === undefined ? outer : `${outer}: ${this.where}`;
    return new NoSteadyStateError(this.what, { where, hint: this.hint });
  }
}
