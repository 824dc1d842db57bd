/** Checks by physics: what must hold for any junction, tested exactly where the field allows. */
import { ballArithmetic, isNegative, isPositive } from "../../numeric/enclosure/ball.js";
import { type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { renameVariables, termsOf } from "../../symbolic/polynomial/structure.js";
import {
  equals,
  fraction,
  isZero,
  negate,
  type RationalFunction,
} from "../../symbolic/fraction/rational-function.js";
import { temperatureIndex, variableCount } from "../../symbolic/thermal/variables.js";
import { type Bath, bathRecord } from "../junction/bath.js";
import { type ExactCurrent } from "../exact/ladder-current.js";
import { reversedCurrent } from "../expansion/series.js";
import { junction as makeJunction, type Junction } from "../junction/junction.js";
import { type Check, compare, ROUNDED, statement } from "./comparison.js";
import { type Derive } from "./derivation.js";
import { type Subject, thermalValue } from "./numbers.js";
import { factoredValue, fractionValue, meanPoint, thermalPoint } from "./values.js";

/** Bits at which a sign is read off: an enclosure that excludes zero proves it. */
const SIGN_BITS = 400;

/** α_0 = 0, α_1 > 0, J·Δ ≥ 0, mirror symmetry, scaling with energy. */
export function identityChecks(subject: Subject, derive: Derive): Check[] {
  const { junction, derivation } = subject;
  const name = junction.name;
  const zero = derivation.isZero(0) && derivation.coefficient(0).constant.numerator === 0n;
  return [
    statement(name, "alpha_0 = 0", "0", zero ? "0" : "not 0", zero),
    linearResponse(subject),
    secondLaw(subject),
    mirrorSymmetry(subject, derive),
    ...scaling(subject),
  ];
}

/** α_1 is the linear conductance: positive, where heat flows. */
function linearResponse({ junction, derivation, values }: Subject): Check {
  if (derivation.current.noHeat !== undefined) {
    const none = derivation.coefficient(1).constant.numerator === 0n;
    return statement(junction.name, "alpha_1 = 0, no heat flows", "0", none ? "0" : "not 0", none);
  }
  const a = ballArithmetic(SIGN_BITS);
  const alpha = factoredValue(derivation.coefficient(1), meanPoint(derivation.variables, values, a), a);
  const found = isPositive(alpha) ? "> 0" : isNegative(alpha) ? "< 0" : "neither, as far as it was enclosed";
  return statement(junction.name, "alpha_1 > 0", "> 0", found, isPositive(alpha));
}

/** Heat flows from hot to cold. */
function secondLaw({ junction, derivation, values }: Subject): Check {
  if (derivation.current.noHeat !== undefined) {
    const none = isZero(derivation.current.current);
    return statement(junction.name, "J = 0, no heat flows", "0", none ? "0" : "not 0", none);
  }
  const a = ballArithmetic(SIGN_BITS);
  const J = fractionValue(derivation.current.current, thermalPoint(derivation.variables, values, a), a);
  const forward = (values.get("Delta")?.numerator ?? 0n) > 0n;
  const ok = forward ? isPositive(J) : isNegative(J);
  return statement(junction.name, "J*Delta > 0", "> 0", ok ? "> 0" : "not > 0", ok);
}

/** The junction with its ends exchanged; each bath keeps its parameters. */
export function mirrored(original: Junction): Junction {
  const at = <B extends Bath>(bath: B, side: "L" | "R"): B => ({ ...bath, side });
  const { left, right, subsystem, bound } = original;
  const exchanged =
    subsystem.kind === "ladder" ? subsystem : { ...subsystem, S_L: subsystem.S_R, S_R: subsystem.S_L };
  return makeJunction(at(right, "L"), exchanged, at(left, "R"), bound);
}

/** J of the mirrored junction is −J(−Δ): identically where the variables correspond, else at the point. */
function mirrorSymmetry(subject: Subject, derive: Derive): Check {
  const { junction, derivation, values } = subject;
  const other = derive(mirrored(junction));
  const expected = negate(reversedCurrent(derivation.current));
  const found = inVariablesOf(derivation.current, other.current);
  if (found) {
    const ok = equals(found, expected);
    return statement(junction.name, "mirror symmetry", "identical", ok ? "identical" : "different", ok);
  }
  const symbolic = thermalValue(derivation, values, expected);
  const numeric = thermalValue(other, values, other.current.current);
  return compare(junction.name, "mirror symmetry", symbolic, numeric, ROUNDED);
}

/** The current of `other` in the variables of `mine`, or null where their energies differ. */
function inVariablesOf(mine: ExactCurrent, other: ExactCurrent): RationalFunction | null {
  const [v, w] = [mine.variables, other.variables];
  if (w.energies.length !== 1 || v.energies.length !== 1 || v.root !== w.root) return null;
  if (w.formalFunctions.length > 0) return null;
  const p = v.parameters.length;
  const map = Array.from({ length: variableCount(w) }, (_, i) =>
    i < p ? v.parameters.indexOf(w.parameters[i] as string) : i,
  );
  const { numerator, denominator } = other.current;
  return fraction(renameVariables(numerator, map), renameVariables(denominator, map));
}

/**
 * With energies, temperatures and rates multiplied by λ the current is multiplied by λ²: J is homogeneous of degree 2
 * (couplings and μ count as energies, δ as a number). Only where heat flows
 * and every dimension is known: a gap or a μ that is a number does not say that it is an energy.
 */
function scaling({ junction, derivation }: Subject): Check[] {
  const { variables, current } = derivation;
  const flat = [junction.left, junction.right].every(
    (bath) =>
      "coupling" in bath &&
      bath.coupling.type === "symbol" &&
      bathRecord(bath.kind).constants.every(
        ({ name, measures }) => measures === "number" || bath.constants[name]?.type === "symbol",
      ),
  );
  if (!flat || variables.root !== 1 || junction.bound.size > 0 || current.noHeat !== undefined) return [];
  const degrees = new Array<number>(variableCount(variables)).fill(0);
  for (const p of current.parameters) {
    const real = p.role === "density of states" && p.assumption === "real";
    degrees[variables.parameters.indexOf(p.name)] = real || p.role === "other" ? 0 : 1;
  }
  for (const side of ["L", "R"] as const) degrees[temperatureIndex(variables, side)] = 1;
  if (variables.energies.some(({ numerator }) => homogeneity(numerator, degrees) !== 1)) return [];
  const above = homogeneity(current.current.numerator, degrees);
  const below = homogeneity(current.current.denominator, degrees);
  const found = above === null || below === null ? "not homogeneous" : String(above - below);
  return [statement(junction.name, "scaling with energy", "2", found, found === "2")];
}

function homogeneity(p: Polynomial, degrees: readonly number[]): number | null {
  const found = new Set(
    termsOf(p, degrees.length).map(({ exponents }) =>
      exponents.reduce((sum, e, i) => sum + e * (degrees[i] as number), 0),
    ),
  );
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}
