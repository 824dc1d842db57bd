/** Errors of the numeric layer about the input, as the command line reports them. */
import { DomainError, PrecisionLimitError } from "../../numeric/arithmetic/errors.js";
import { ReducibleChainError } from "../../numeric/levels/errors.js";
import { InputError } from "./errors.js";

/** Digits that were not reached: a refusal by itself, a gap among other points. */
export class UncertifiedError extends InputError {}

/** The same as wrong input where the numeric layer found something wrong with a point; undefined for any other error. */
export function inputErrorOf(error: unknown): InputError | undefined {
  if (error instanceof InputError) return error;
  if (error instanceof DomainError || error instanceof ReducibleChainError)
    return new InputError(error.message);
  if (error instanceof PrecisionLimitError)
    return new UncertifiedError(error.message, { hint: "ask for fewer digits" });
  return undefined;
}

/** What `work` returns. @throws InputError for what the numeric layer finds wrong with a point */
export function asInputError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw inputErrorOf(error) ?? error;
  }
}
