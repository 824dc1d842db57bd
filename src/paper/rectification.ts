/** (20) and (21): the ratio of solid-HO-metal, and the classical current that belongs to two levels. */
import { expandFactored } from "../../symbolic/fraction/factored-fraction.js";
import { expandInDelta } from "../../symbolic/expansion/expansion.js";
import { substitute } from "../../symbolic/polynomial/structure.js";
import { type Polynomial, variablePower } from "../../symbolic/polynomial/polynomial.js";
import {
  add,
  constant,
  divide,
  equals,
  fraction,
  isZero,
  multiply,
  negate,
  ONE,
  power,
  type RationalFunction,
  subtract,
  variable,
} from "../../symbolic/fraction/rational-function.js";
import {
  meanTemperatureIndex,
  temperatureIndex,
  type ThermalVariables,
} from "../../symbolic/thermal/variables.js";
import { classicalLimit } from "../exact/classical-limit.js";
import { type ExactCurrent, exactCurrent } from "../exact/ladder-current.js";
import { quantityFraction, reversedCurrent } from "../expansion/series.js";
import { parseShorthand } from "../junction/shorthand.js";
import { type PaperResult, verdictOf } from "./result.js";

const two = constant(2n);

function named(v: ThermalVariables, name: string): RationalFunction {
  return variable(v.parameters.indexOf(name));
}

function temperature(v: ThermalVariables, side: "L" | "R"): RationalFunction {
  return variable(temperatureIndex(v, side));
}

/** f with one parameter set equal to another. */
function withEqual(
  v: ThermalVariables,
  f: RationalFunction,
  parameter: string,
  to: string,
): RationalFunction {
  const set = (p: Polynomial): Polynomial =>
    substitute(p, v.parameters.indexOf(parameter), variablePower(v.parameters.indexOf(to)));
  return fraction(set(f.numerator), set(f.denominator));
}

/** (20): the product form at equal couplings, and its linear term. */
export function ratioOfSolidMetal(): PaperResult[] {
  const current = exactCurrent(parseShorthand("solid-HO-metal"));
  const v = current.variables;
  const R = withEqual(v, quantityFraction(current, "R"), "Gamma_R", "Gamma_L");
  const slope = divide(named(v, "delta_R"), named(v, "mu_R"));
  const u = (side: "L" | "R"): RationalFunction => multiply(slope, temperature(v, side));
  const printed = divide(
    multiply(add(two, u("L")), add(ONE, u("R"))),
    multiply(add(ONE, u("L")), add(two, u("R"))),
  );
  const linear = expandFactored(expandInDelta(v, R).coefficient(1));
  const y = divide(multiply(slope, variable(meanTemperatureIndex(v))), two);
  const exact = negate(divide(slope, multiply(add(ONE, y), add(two, y))));
  const limit = negate(divide(slope, two));
  const delta = v.parameters.indexOf("delta_R");
  const atZero = fraction(
    substitute(divide(linear, slope).numerator, delta, 0n),
    substitute(divide(linear, slope).denominator, delta, 0n),
  );
  return [
    {
      equation: "(20)",
      title: "ratio of solid-HO-metal at Gamma_L = Gamma_R",
      says: "R = (2 + delta T_L/mu)(1 + delta T_R/mu)/((1 + delta T_L/mu)(2 + delta T_R/mu))",
      derived: "from (14), (17), (19), exactly",
      verdict: verdictOf(equals(R, printed)),
    },
    {
      equation: "(20)",
      title: "its linear term",
      says: "R ~ 1 - delta Delta/(2 mu)",
      derived:
        "-(delta/mu)/((1 + y)(2 + y)) Delta, y = delta T_a/(2 mu); the printed term is its limit y -> 0",
      verdict: verdictOf(equals(linear, exact) && equals(multiply(atZero, slope), limit), "qualified"),
    },
  ];
}

/** (21): announced for solid-HO-solid, true of solid-TLS-solid. */
export function classicalCurrent(): PaperResult[] {
  const tls = exactCurrent(parseShorthand("solid-TLS-solid"));
  const ho = exactCurrent(parseShorthand("solid-HO-solid"));
  const v = tls.variables;
  const [gL, gR, omega] = ["Gamma_L", "Gamma_R", "omega"].map((n) => named(v, n)) as [
    RationalFunction,
    RationalFunction,
    RationalFunction,
  ];
  const [tL, tR] = [temperature(v, "L"), temperature(v, "R")];
  const printed = divide(
    multiply(multiply(omega, multiply(gL, gR)), subtract(tL, tR)),
    multiply(two, add(multiply(gL, tL), multiply(gR, tR))),
  );
  const classical = classicalLimit(v, tls.current);
  const series = expandInDelta(v, classical);
  const x = divide(subtract(gL, gR), add(gL, gR));
  const mean = variable(meanTemperatureIndex(v));
  const front = divide(multiply(omega, multiply(gL, gR)), add(gL, gR));
  const seriesHolds = [1, 2, 3, 4, 5, 6].every((k) =>
    equals(
      expandFactored(series.coefficient(k)),
      multiply(front, divide(power(negate(x), k - 1), power(mean, k))),
    ),
  );
  return [
    {
      equation: "(21)",
      title: "classical current, announced for solid-HO-solid",
      says: "J = omega Gamma_L Gamma_R Delta/(2 Gamma_L T_L + 2 Gamma_R T_R)",
      derived: "it is the classical limit of solid-TLS-solid, (15) and (17); the label is a slip",
      verdict: verdictOf(
        equals(classical, printed) && !equals(classicalLimit(ho.variables, ho.current), printed),
        "slip",
      ),
    },
    {
      equation: "(21)",
      title: "its series",
      says: "J ~ (Delta/T_a)(1 - x Delta/T_a + x^2 Delta^2/T_a^2 - ...), x = (Gamma_L - Gamma_R)/(Gamma_L + Gamma_R)",
      derived: "the expansion of solid-TLS-solid in the classical limit, compared to order 6",
      verdict: verdictOf(seriesHolds),
    },
    {
      equation: "(21)",
      title: "solid-HO-solid",
      says: "rectifies (as the label says)",
      derived: "J(Delta) + J(-Delta) = 0 identically: an oscillator between solids never rectifies",
      verdict: verdictOf(neverRectifies(ho), "slip"),
    },
  ];
}

function neverRectifies(current: ExactCurrent): boolean {
  return isZero(add(current.current, reversedCurrent(current)));
}
