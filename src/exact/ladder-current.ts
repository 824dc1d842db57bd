/**
 * The heat current as an exact rational function of the thermal variables.
 *
 * For an equidistant ladder with gap ω and weights |S_n|² (docs/theory.md derives it from (11)–(13)):
 *     J = ω k_L k_R (X_L − X_R)/(k_L + k_R) · F(r),   r = (k_L X_L + k_R X_R)/(k_L + k_R),
 *     F(r) = Σ_{n≥1} |S_n|² r^{n−1} / Σ_{n≥0} r^n.
 * Two levels give (15), the infinite oscillator ladder (14): F = 1/(1 − r).
 */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import {
  add,
  constant,
  divide,
  fraction,
  isZero,
  multiply,
  ONE,
  type RationalFunction,
  subtract,
  ZERO,
} from "../../symbolic/fraction/rational-function.js";
import { degreeIn } from "../../symbolic/polynomial/structure.js";
import { boltzmannIndex } from "../../symbolic/thermal/variables.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { coherentCurrent } from "./coherent-current.js";
import { levelsCurrent } from "./levels-current.js";
import { type Ladder } from "../junction/ladder.js";
import {
  type ExactCurrent,
  type ExactLimits,
  type LadderParts,
  thermalField,
  type ThermalField,
} from "./thermal-field.js";

export { type ExactCurrent, thermalField } from "./thermal-field.js";

/**
 * The exact current of a junction, with a ladder by the formula of the file's head, with levels by `exact/levels-current.ts`.
 * @param values  exact values for some of the parameters (they override the junction's own)
 * @throws InputError if a rate is not a rational function of the thermal variables
 */
export function exactCurrent(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
  limits: ExactLimits = {},
): ExactCurrent {
  const { subsystem } = junction;
  if (subsystem.kind === "levels") return levelsCurrent(junction, values, limits);
  if (subsystem.kind === "coherent") return coherentCurrent(junction, subsystem, values, limits);
  const field = thermalField(junction, [subsystem.gap], values, limits);
  const kL = field.rate(junction.left, subsystem.gap);
  const kR = field.rate(junction.right, subsystem.gap);
  const left = { k: kL, X: field.boltzmann("L", subsystem.gap) };
  const right = { k: kR, X: field.boltzmann("R", subsystem.gap) };
  const ladder = ladderParts(field, subsystem, left, right);
  // Formed when asked for: between unlike baths it grows with a power of the number of levels.
  let formed: RationalFunction | undefined;
  return {
    junction,
    parameters: field.parameters,
    variables: field.variables,
    get current() {
      return (formed ??= multiply(ladder.exchange, ladderSum(subsystem, ladder.ratio)));
    },
    rates: { L: kL, R: kR },
    ladder,
  };
}

interface End {
  /** Downward rate. */
  readonly k: RationalFunction;
  /** Boltzmann factor of the gap. */
  readonly X: RationalFunction;
}

/** Exchange and ratio of the file's head. */
function ladderParts(field: ThermalField, ladder: Ladder, left: End, right: End): LadderParts {
  const total = add(left.k, right.k);
  if (isZero(total)) throw new InputError("the two rates cancel: k_L + k_R is identically zero");
  const up = add(multiply(left.k, left.X), multiply(right.k, right.X));
  const flow = divide(multiply(multiply(left.k, right.k), subtract(left.X, right.X)), total);
  const v = field.variables;
  const gap = v.energies.map((_, i) => {
    const index = boltzmannIndex(v, "L", i);
    return degreeIn(left.X.numerator, index) - degreeIn(left.X.denominator, index);
  });
  return { exchange: multiply(field.parameterValue(ladder.gap), flow), ratio: divide(up, total), gap };
}

/** F(r) of the file's head. */
function ladderSum(ladder: Ladder, r: RationalFunction): RationalFunction {
  if (ladder.weights === "oscillator") return divide(ONE, subtract(ONE, r));
  // With r = a/b both sums become polynomials: Σ w_n a^(n−1) b^(M−1−n)·b over Σ a^n b^(M−1−n), by Horner's rule.
  const a: RationalFunction = { numerator: r.numerator, denominator: 1n };
  const b: RationalFunction = { numerator: r.denominator, denominator: 1n };
  let above = ZERO;
  let below = ONE;
  let bPower = ONE;
  for (let n = ladder.weights.length; n >= 1; n--) {
    above = add(multiply(above, a), multiply(constant(ladder.weights[n - 1] as bigint), bPower));
    bPower = multiply(bPower, b);
    below = add(multiply(below, a), bPower);
  }
  return fraction(multiply(above, b).numerator, below.numerator);
}
