/** Errors of the numeric layer about the input, as the command line reports them. */
import { DomainError, PrecisionLimitError } from "../../numeric/arithmetic/errors.js";
import { InputError } from "./errors.js";

/** Digits that were not reached: a refusal by itself, a gap among other points. */
export class UncertifiedError extends InputError {}

/** What `work` returns. @throws InputError for what the numeric layer finds wrong with a point */
export function asInputError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof DomainError) throw new InputError(error.message);
    if (error instanceof PrecisionLimitError)
      throw new UncertifiedError(error.message, { hint: "ask for fewer digits" });
    if (error instanceof Error && error.name === "ReducibleChainError") throw new InputError(error.message);
    throw error;
  }
}
