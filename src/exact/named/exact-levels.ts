/**
 * The exact levels of a Hamiltonian whose values the file binds. Numbers come from the matrix at those values; formulas and verdicts
 * keep the parameters, with roots in the place of some, and the values say only which of two levels is the higher one.
 */
import { float64 } from "../../../numeric/arithmetic/float64.js";
import { evaluateExpression } from "../../../numeric/junction/evaluate-expression.js";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { toDouble } from "../../input/double.js";
import { InputError } from "../../input/errors.js";
import { parseExactNumber } from "../../input/exact-number.js";
import { hamiltonianLevels } from "../../junction/hamiltonian/levels-of-hamiltonian.js";
import { type Junction, withParts } from "../../junction/junction.js";
import { subsystemInUnits } from "../../junction/units.js";

/** The junction with exact levels where its Hamiltonian has some; as it is where it has none, or has them already. */
export function withExactLevels(junction: Junction): Junction {
  const { subsystem, units, orderAt = new Map<string, ExactNumber>() } = junction;
  if (subsystem.kind !== "levels" || !subsystem.approximate || !subsystem.written) return junction;
  const { sites, H, S_L, S_R, values } = subsystem.written;
  try {
    const levels = hamiltonianLevels(sites, { H, S_L, S_R });
    const at = new Map([...values, ...orderAt]);
    for (const { name, value } of levels.exchanges ?? []) {
      const lookup = (symbol: string): number => {
        const x = at.get(symbol);
        return x ? toDouble(x) : NaN;
      };
      const x = evaluateExpression(float64, value, { lookup });
      if (Number.isFinite(x)) at.set(name, parseExactNumber(String(x)));
    }
    const whole = withParts(junction, { subsystem: units ? subsystemInUnits(levels, units) : levels });
    const bound = [...junction.bound].filter(
      ([name]) => !values.has(name) && whole.parameters.some((p) => p.name === name),
    );
    return { ...whole, bound: new Map(bound), orderAt: at };
  } catch (error) {
    if (error instanceof InputError) return junction;
    throw error;
  }
}
