/** `transitions` and `optimise`: inside N levels, and the best parameters within bounds. */
import { type Quantity } from "../junction/quantity.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { type Maximum, maximise, parseRanges, type SearchOptions } from "../evaluate/maximise.js";
import { analyseTransitions, type TransitionAnalysis } from "../evaluate/transitions.js";
import { guard } from "./guard.js";
import { bind, type Value, type Values } from "./values.js";

/**
 * Populations, the current of every transition, cycles and the even part, at a point of N levels.
 * @throws InputError for missing values or a point out of domain
 */
export function transitions(junction: Junction, options: { readonly at: Values }): TransitionAnalysis {
  guard(junction, options, ["at"], ["at"]);
  return analyseTransitions(junction, bind(junction, options.at, { delta: true, complete: true }));
}

/** What to maximise, over which intervals, where. */
export interface OptimiseOptions extends SearchOptions {
  readonly maximise: Quantity;
  /** Lower and upper bound by name. */
  readonly over: Readonly<Record<string, readonly [Value, Value]>>;
  /** Everything else. */
  readonly at: Values;
}

/**
 * Local maxima within bounds, the best first, re-evaluated with proved digits. A search, not a proof that there is no
 * better point.
 * @throws InputError for bounds or values that cannot be used
 */
export function optimise(junction: Junction, options: OptimiseOptions): Maximum[] {
  guard(
    junction,
    options,
    ["maximise", "over", "at", "restarts", "seed", "digits"],
    ["maximise", "over", "at"],
  );
  const { maximise: quantity, over, at, ...search } = options;
  const text = (v: Value): string => (typeof v === "object" ? `${v.numerator}/${v.denominator}` : String(v));
  const pairs = Object.entries(over).map(([name, [from, to]]) => `${name}=${text(from)}:${text(to)}`);
  try {
    const ranges = parseRanges(pairs.join(","), junction);
    const values = bind(junction, at, { delta: true, complete: false });
    return maximise(junction, quantity, ranges, values, search);
  } catch (error) {
    if (!(error instanceof InputError) || error.where === undefined) throw error;
    throw new InputError(error.what, { where: error.where.replace(/^--/, ""), hint: error.hint });
  }
}
