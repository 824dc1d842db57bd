/**
 * In a junction with units the conversion factors hF/(k_B Θ) of energies and λ = k_B Θ·(unit of rate)/(unit of current) of
 * heat enter every formula as exact numbers of nine digits and more, to high powers. Formulas for readers hold them as
 * symbols h and lambda, with the numbers beneath: an energy is then h f, in the unit of temperature, for a frequency f.
 */
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { type Bath, withCoupling } from "../../junction/bath.js";
import { power, symbol, withOperands } from "../../expression/tree.js";
import { type Junction, withParts } from "../../junction/junction.js";
import { type Levels, type Subsystem } from "../../junction/ladder.js";
import { withNamedSpectra } from "./named-spectra.js";

/** A junction with symbols for its conversion factors, and their values. */
export interface UnitSymbols {
  readonly junction: Junction;
  readonly constants: ReadonlyMap<string, ExactNumber>;
}

/**
 * The junction with its conversion factors as symbols; couplings that formulas hold by name get their names first.
 * @param values  exact values of some parameters
 */
export function withUnitSymbols(given: Junction, values: ReadonlyMap<string, ExactNumber>): UnitSymbols {
  const { units } = given;
  const { kind } = given.subsystem;
  if (units === undefined || kind === "coherent") return { junction: given, constants: new Map() };
  const junction = withNamedSpectra(given, values);
  const taken = new Set(junction.parameters.map((p) => p.name));
  const free = (name: string): string => (taken.has(name) ? free(`${name}_u`) : name);
  const [h, lambda] = [free("h"), free("lambda")];
  const { gapFactor, rateFactor } = units;
  const named = (e: Expression): Expression => {
    if (e.type !== "number") return withOperands(e, named);
    if (same(e, gapFactor)) return symbol(h);
    if (same(e, rateFactor)) return symbol(lambda);
    return same(e, { numerator: gapFactor.denominator, denominator: gapFactor.numerator })
      ? power(symbol(h), -1)
      : e;
  };
  const { left, right } = junction;
  const parts = { left: bathOf(left, named), right: bathOf(right, named) };
  const whole = withParts(junction, { ...parts, subsystem: subsystemOf(junction.subsystem, named) });
  const used = new Set(whole.parameters.map((p) => p.name));
  const constants = new Map(
    [[h, gapFactor] as const, [lambda, rateFactor] as const].filter(([name]) => used.has(name)),
  );
  const orderAt = new Map([...(junction.orderAt ?? []), ...constants]);
  return { junction: { ...whole, orderAt }, constants };
}

/** The same number; a factor of 1 is none. */
const same = (a: ExactNumber, b: ExactNumber): boolean =>
  a.numerator === b.numerator && a.denominator === b.denominator && a.numerator !== a.denominator;

function bathOf(bath: Bath, named: (e: Expression) => Expression): Bath {
  if (!("coupling" in bath)) return bath;
  const { written } = bath;
  const kept = written === undefined ? {} : { written };
  return { ...withCoupling(bath, named(bath.coupling)), ...kept };
}

function subsystemOf(subsystem: Subsystem, named: (e: Expression) => Expression): Subsystem {
  if (subsystem.kind === "ladder") return { ...subsystem, gap: named(subsystem.gap) };
  const matrix = (S: Levels["S_L"]): Levels["S_L"] => S.map((row) => row.map(named));
  // Couplings at a gap stand in the matrix elements.
  const { energies, S_L, S_R } = subsystem;
  return { ...subsystem, energies: energies.map(named), S_L: matrix(S_L), S_R: matrix(S_R) };
}
