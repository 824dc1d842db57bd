/** The point at which a report shows numbers: the values given, completed by illustrative ones where some are missing. */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { type Bindings } from "../junction/bindings.js";
import { missingNames } from "../model/point.js";
import { evaluateAt, type PointEvaluation } from "../evaluate/point.js";
import { etaAt } from "../evaluate/eta.js";
import { InputError } from "../input/errors.js";
import { exactNumber, multiplyExact } from "../input/exact-number.js";
import { type Junction } from "../junction/junction.js";
import { type Parameter } from "../input/names.js";

/** A complete point with the numbers there. */
export interface ReportPoint {
  readonly values: Bindings;
  /** Names whose values were not given but chosen here. */
  readonly chosen: ReadonlySet<string>;
  readonly numbers: PointEvaluation;
  /** As {@link etaAt} has it; null for ladders. */
  readonly eta: string | null;
}

const DIGITS = 16;

/** The point, or the reason why there are no numbers (functions known only by name, values out of domain). */
export function reportPoint(junction: Junction, given: Bindings): ReportPoint | string {
  const missing = missingNames(given, junction, { delta: true });
  const values = new Map(given);
  let gaps = 0;
  for (const p of junction.parameters) {
    if (missing.includes(p.name)) values.set(p.name, illustrative(p, p.role === "gap" ? gaps++ : 0));
  }
  if (missing.includes("T_a")) values.set("T_a", exactNumber(2));
  if (missing.includes("Delta")) {
    values.set("Delta", multiplyExact(values.get("T_a") as ExactNumber, exactNumber(1, 2)));
  }
  try {
    const numbers = evaluateAt(junction, values, DIGITS);
    return { values, chosen: new Set(missing), numbers, eta: etaAt(junction, values) };
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

/** The right end couples more weakly than the left, so that unlike ends show; gaps are unlike each other too. */
function illustrative({ name, role }: Parameter, index: number): ExactNumber {
  if (role === "gap") return exactNumber(10 + 3 * index, 10);
  if (role === "coupling") return name.endsWith("_R") ? exactNumber(2, 5) : exactNumber(1);
  if (role === "density of states" && name.startsWith("delta")) return exactNumber(1, 2);
  return exactNumber(1);
}
