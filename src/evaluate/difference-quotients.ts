/**
 * Derivatives by the parameters of a Hamiltonian that is diagonalised at the point: difference quotients of certified values,
 * f′ = [8 f(x+h) − 8 f(x−h) − f(x+2h) + f(x−2h)]/12h + O(h⁴). Not proved: they are labelled so.
 */
import { certifiedRational } from "../../numeric/enclosure/certified-decimal.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { InputError } from "../input/errors.js";
import { addExact, exactNumber, multiplyExact } from "../input/exact-number.js";
import { type Junction } from "../junction/junction.js";
import { isPointwise } from "../model/pointwise.js";
import { evaluateAt, type PointEvaluation, type PointSensitivity } from "./point.js";

/** h relative to the parameter: h⁴ is 1e-12 of what the fifth derivative is. */
const STEP = exactNumber(1n, 1000n);
/** Digits of the values, so that their differences have more than what is left of them. */
const DIGITS = 22;
/** Digits that are stated. */
const STATED = 7;
/** Larger Hamiltonians take longer than one waits. */
const MOST_LEVELS = 8;

/** The derivatives by those parameters of the values that the levels at the point have absorbed; none for other junctions. */
export function differenceQuotientsAt(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
): ReadonlyMap<string, PointSensitivity> {
  const { subsystem } = junction;
  const result = new Map<string, PointSensitivity>();
  if (!isPointwise(junction) || subsystem.kind !== "levels" || subsystem.energies.length > MOST_LEVELS)
    return result;
  for (const name of subsystem.approximate ?? []) {
    const x = values.get(name);
    if (!x) continue;
    const h = x.numerator === 0n ? STEP : multiplyExact(STEP, x);
    const at = (steps: bigint): PointEvaluation =>
      evaluateAt(
        junction,
        new Map([...values, [name, addExact(x, multiplyExact(exactNumber(steps, 1n), h))]]),
        DIGITS,
      );
    try {
      const points = [at(-2n), at(-1n), at(1n), at(2n)] as const;
      const slope = (of: (p: PointEvaluation) => string | null | undefined): string | null => {
        const found = points.map(of);
        if (found.some((f) => f == null)) return null;
        const sum = found.reduce(
          (total, f, i) =>
            addExact(
              total,
              multiplyExact(exactNumber([1n, -8n, 8n, -1n][i] as bigint, 12n), ownDecimal(f as string)),
            ),
          exactNumber(0n, 1n),
        );
        const inverse = exactNumber(h.denominator, h.numerator);
        const { numerator, denominator } = multiplyExact(sum, inverse);
        // No double on the way: J may be far below the smallest one.
        return numerator === 0n ? "0" : certifiedRational(numerator, denominator, STATED);
      };
      result.set(name, {
        J: slope((p) => p.J) ?? "0",
        J_reversed: slope((p) => p.J_reversed) ?? "0",
        R: slope((p) => p.R),
        contrast: slope((p) => p.contrast),
        populations:
          points[0].populations &&
          points[0].populations.map((_, n) => slope((p) => p.populations?.[n]) ?? "0"),
        population_ratio: null,
      });
    } catch (error) {
      // Beside the point levels meet, or the domain ends.
      if (!(error instanceof InputError)) throw error;
    }
  }
  return result;
}

/** A decimal of ours as it is: what users may type has a limit that populations of a cold junction pass. */
function ownDecimal(text: string): ExactNumber {
  const [, sign = "", whole = "", places = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([-+]?\d+))?$/.exec(text) ?? [];
  const shift = Number(exponent) - places.length;
  const digits = BigInt(`${sign}${whole}${places}`);
  return shift < 0 ? exactNumber(digits, 10n ** BigInt(-shift)) : exactNumber(digits * 10n ** BigInt(shift));
}
