/**
 * A rate that is negative is no rate. Signs of arbitrary expressions are not decided here; but a rate that is proved
 * negative, by enclosures, at every one of a few spread-out points is refused with one of them as evidence.
 */
import { ballArithmetic, isNegative } from "../../numeric/enclosure/ball.js";
import { evaluateExpression } from "../../numeric/junction/evaluate-expression.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { symbolsOf } from "../expression/tree.js";
import { InputError } from "../input/errors.js";
import { PI } from "../input/names.js";

const BITS = 64;
/** Temperatures, and gaps in the same unit; parameters take values from the same list, each its own. */
const SAMPLES: readonly (readonly [bigint, bigint])[] = [
  [1n, 10n],
  [1n, 2n],
  [1n, 1n],
  [2n, 1n],
  [10n, 1n],
];

/**
 * @param rate  in T and parameters, the gap already put in; no unknown functions
 * @param bound values of parameters that are fixed
 * @throws InputError if the rate is negative wherever it is tried
 */
export function refuseNegativeRate(rate: Expression, bound: ReadonlyMap<string, ExactNumber>): void {
  const a = ballArithmetic(BITS);
  const free = symbolsOf(rate).filter((name) => name !== PI && !bound.has(name));
  const negativeAt = SAMPLES.flatMap((_, shift) => {
    const values = new Map(
      free.map((name, i) => [name, SAMPLES[(i + shift) % SAMPLES.length] as readonly [bigint, bigint]]),
    );
    const lookup = (name: string): ReturnType<typeof a.fromRational> => {
      const fixed = bound.get(name);
      if (fixed) return a.fromRational(fixed.numerator, fixed.denominator);
      const [n, d] = values.get(name) ?? [1n, 1n];
      return a.fromRational(n, d);
    };
    try {
      const value = evaluateExpression(a, rate, { lookup, temperature: lookup("T") });
      return isNegative(value) ? [values] : [undefined];
    } catch {
      return [undefined]; // no enclosure there: no evidence
    }
  });
  if (negativeAt.some((point) => point === undefined)) return;
  const point = [...(negativeAt[0] ?? [])].map(([name, [n, d]]) => `${name} = ${d === 1n ? n : `${n}/${d}`}`);
  throw new InputError(`the rate is negative, for instance at ${point.join(", ")}`, {
    hint: "rates downwards must be positive",
  });
}
