/** Exact values by name, and what is assumed of them. */
import type { ExactNumber } from "../../symbolic/expression/expression.js";
import { InputError, excerpt } from "../input/errors.js";
import { formatExactNumber } from "../input/exact-number.js";
import type { Parameter } from "../input/names.js";

/** Exact values by ASCII name: parameters of the junction, `T_a`, `Delta`. Those of the junction file are included. */
export type Bindings = ReadonlyMap<string, ExactNumber>;

/** @throws InputError if the value breaks what is assumed of the parameter */
export function checkSign({ name, assumption }: Parameter, value: ExactNumber): void {
  if (assumption === "positive" && value.numerator <= 0n) {
    throw new InputError(`${name} = ${excerpt(formatExactNumber(value))} is not positive`, {
      hint: `${name} must be greater than 0`,
    });
  }
}
