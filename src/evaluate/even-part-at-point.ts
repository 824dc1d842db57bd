/**
 * Whether the even part of J vanishes at a point of rational numbers: decided exactly, as no enclosure can.
 *
 * With every parameter and both temperatures rational, J(Δ) + J(−Δ) is a rational function of e^{−b/T_L} and
 * e^{−b/T_R}, b rational: its numerator is a sum Σ c·e^{−s} with rational c and s. By Lindemann's theorem the
 * exponentials of different rational numbers are linearly independent over ℚ, so the sum vanishes iff the
 * coefficients of every s do.
 */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { asInteger, type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { forEachTerm } from "../../symbolic/polynomial/structure.js";
import { add, isZero } from "../../symbolic/fraction/rational-function.js";
import {
  boltzmannIndex,
  type Side,
  temperatureIndex,
  type ThermalVariables,
  variableCount,
} from "../../symbolic/thermal/variables.js";
import { InputError } from "../input/errors.js";
import { exactCurrent } from "../exact/ladder-current.js";
import {
  addExact,
  exactNumber,
  formatExactNumber,
  multiplyExact,
  negateExact,
} from "../input/exact-number.js";
import { reversedCurrent } from "../expansion/series.js";
import { CONSULTED } from "../expansion/odd-current.js";
import { type Junction } from "../junction/junction.js";

/** Longer ladders are not brought into one fraction: its degree in each variable is the number of levels. */
const LONGEST_LADDER = 40;

/** Whether J(Δ) = −J(−Δ) at the point: "zero" and "nonzero" are proved; "undecided" where the closed form is too large. */
export function evenPartAt(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
): "zero" | "nonzero" | "undecided" {
  if (
    junction.subsystem.kind === "ladder" &&
    junction.subsystem.weights.length > LONGEST_LADDER &&
    junction.subsystem.weights !== "oscillator"
  )
    return "undecided";
  const [sum, difference] = [values.get("T_a"), values.get("Delta")];
  if (!sum || !difference) return "undecided";
  try {
    const current = exactCurrent(junction, values, CONSULTED);
    const even = add(current.current, reversedCurrent(current));
    if (isZero(even)) return "zero";
    const { variables } = current;
    if (variables.root !== 1 || variables.parameters.length > 0) return "undecided";
    const half = exactNumber(1, 2);
    const T = {
      L: multiplyExact(half, addExact(sum, difference)),
      R: multiplyExact(half, addExact(sum, negateExact(difference))),
    };
    return vanishes(variables, even.numerator, T) ? "zero" : "nonzero";
  } catch (error) {
    // The closed form of the levels is too large to write down.
    if (error instanceof InputError) return "undecided";
    throw error;
  }
}

function vanishes(v: ThermalVariables, p: Polynomial, T: Readonly<Record<Side, ExactNumber>>): boolean {
  const sums = new Map<string, ExactNumber>();
  forEachTerm(p, variableCount(v), (c, exponents) => {
    let coefficient = exactNumber(c);
    let exponent = exactNumber(0);
    for (const side of ["L", "R"] as const) {
      const t = T[side];
      const e = BigInt(exponents[temperatureIndex(v, side)] as number);
      coefficient = multiplyExact(coefficient, exactNumber(t.numerator ** e, t.denominator ** e));
      v.energies.forEach((energy, i) => {
        const times = BigInt(exponents[boltzmannIndex(v, side, i)] as number);
        const b = asInteger(energy.numerator) as bigint;
        exponent = addExact(
          exponent,
          exactNumber(times * b * t.denominator, energy.denominator * t.numerator),
        );
      });
    }
    const key = formatExactNumber(exponent);
    const known = sums.get(key);
    sums.set(key, known ? addExact(known, coefficient) : coefficient);
  });
  return [...sums.values()].every((s) => s.numerator === 0n);
}
