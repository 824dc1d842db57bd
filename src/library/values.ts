/** Values of parameters as a program gives them, read exactly. */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { type Bindings } from "../junction/bindings.js";
import { parseBindings, requireComplete } from "../model/point.js";
import { InputError } from "../input/errors.js";
import { formatExactNumber } from "../input/exact-number.js";
import { type Junction } from "../junction/junction.js";

/**
 * An exact number: a decimal or fraction as text (`"0.1"`, `"3/2"`), a bigint, a numerator and denominator, or a
 * double, which stands for its shortest decimal: 0.1 is 1/10.
 */
export type Value = string | number | bigint | ExactNumber;

/** Values by ASCII name: parameters, `T_a`, `Delta`, or `T_L` and `T_R` in place of those two. */
export type Values = Readonly<Record<string, Value>>;

/** Which of the temperatures a function needs or refuses. */
export interface Wanted {
  /** False where Delta is the expansion variable. */
  readonly delta: boolean;
  /** Whether every parameter and temperature must have a value. */
  readonly complete: boolean;
}

/** The values checked against the junction, with those of its file. @throws InputError */
export function bind(junction: Junction, values: Values, { delta, complete }: Wanted): Bindings {
  try {
    const pairs = Object.entries(values).map(([name, value]) => `${name}=${valueText(name, value)}`);
    const bindings = parseBindings(pairs.join(","), junction, { allowDelta: delta });
    if (complete) requireComplete(bindings, junction, { delta });
    return bindings;
  } catch (error) {
    // The command line's name of the place means nothing to a program.
    if (!(error instanceof InputError) || error.where === undefined) throw error;
    throw new InputError(error.what, { where: error.where.replace(/^--at/, "at"), hint: error.hint });
  }
}

/** The bindings of the parameters alone, without temperatures. */
export function parametersOnly(junction: Junction, bindings: Bindings): Bindings {
  return new Map([...bindings].filter(([name]) => junction.parameters.some((p) => p.name === name)));
}

/** What was bound, as text that reads back exactly. */
export function boundText(bindings: Bindings): Readonly<Record<string, string>> {
  return Object.fromEntries([...bindings].map(([name, value]) => [name, formatExactNumber(value)]));
}

/** The value as text that reads back exactly. @throws InputError for NaN and infinities */
export function valueText(name: string, value: Value): string {
  if (isExact(value)) return formatExactNumber(value);
  if (typeof value === "string" || typeof value === "bigint" || Number.isFinite(value)) return String(value);
  throw new InputError(`${name} = ${String(value)} is not a number`, { where: "at" });
}

function isExact(value: Value): value is ExactNumber {
  const inner: unknown = value;
  return typeof inner === "object" && inner !== null && "numerator" in inner && "denominator" in inner;
}
