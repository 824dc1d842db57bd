/** Errors of the numeric layer: each names the thing, shows the value and states the rule. */

/** An input outside the domain of the quantity asked for (a non-finite number, a temperature ≤ 0, …). */
export class DomainError extends Error {
  override readonly name = "DomainError";
  constructor(
    /** What was out of its domain, by its ASCII name, e.g. `T_R`. */
    readonly quantity: string,
    /** The offending value as text. */
    readonly value: string,
    /** The rule it broke. */
    readonly rule: string,
  ) {
    super(`${quantity} = ${value}: ${rule}`);
  }
}

/**
 * An enclosure is still too wide for the operation (a divisor that may be zero, a root of a number that may be
 * negative). More precision may help: {@link withIncreasingPrecision} tries it.
 */
export class WideEnclosureError extends Error {
  override readonly name = "WideEnclosureError";
  constructor(
    /** The operation that could not go on. */
    readonly operation: string,
  ) {
    super(`${operation}: the enclosure contains zero at this precision`);
  }
}

/** The digits asked for were not reached within the stated limit of working precision. */
export class PrecisionLimitError extends Error {
  override readonly name = "PrecisionLimitError";
  constructor(
    /** Significant decimal digits asked for. */
    readonly digits: number,
    /** Bits of working precision at which the attempt ended. */
    readonly limitBits: number,
    /** What stood in the way. */
    readonly reason: string,
  ) {
    super(`${digits} digits are not certified within ${limitBits} bits of working precision: ${reason}`);
  }
}
