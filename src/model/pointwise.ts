/**
 * Junctions whose Hamiltonian is diagonalised at each point, so that it takes the parameters by their names in the file: those that made
 * way for a root in exact formulas, and those whose values went into a numerical diagonalisation.
 */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { symbolsOf } from "../expression/tree.js";
import { mergeParameters, parameter } from "../input/names.js";
import { numericHamiltonianLevels } from "../junction/hamiltonian/numeric-eigenbasis.js";
import { type Junction, withParts } from "../junction/junction.js";
import { type WrittenHamiltonian } from "../junction/ladder.js";
import { coherentAt } from "./clusters.js";
import { subsystemInUnits } from "../junction/units.js";

/** The names that an option such as `--at g=0.3,T_a=2` gives values to. */
export function namesGiven(text: string | undefined): readonly string[] {
  return (text ?? "").split(",").map((pair) => pair.split("=")[0]?.trim() ?? "");
}

/**
 * The junction in the parameters of its file, if one of the names is a parameter of the Hamiltonian that the junction lacks; else the
 * junction as it is.
 */
export function inNamesOfFile(junction: Junction, names: readonly string[]): Junction {
  const { subsystem, left, right } = junction;
  if (subsystem.kind !== "levels" || !subsystem.written) return junction;
  const own = parametersOf(subsystem.written);
  const known = junction.parameters.map((p) => p.name);
  if (!names.some((name) => own.includes(name) && !known.includes(name))) return junction;
  const parameters = mergeParameters([
    left.parameters,
    right.parameters,
    own.map((name) => parameter(name, "gap", "parameter of the Hamiltonian", "real")),
  ]);
  const kept = [...junction.bound].filter(([name]) => parameters.some((p) => p.name === name));
  return {
    ...junction,
    parameters,
    bound: new Map([...kept, ...subsystem.written.values]),
    subsystem: {
      ...subsystem,
      exchanges: undefined,
      hamiltonian: undefined,
      approximate: own,
      pointwise: true,
    },
  };
}

/** True if the levels of the junction, or the clusters that they form, are known at points only. */
export function isPointwise({ subsystem }: Junction): boolean {
  if (subsystem.kind === "coherent") return subsystem.automatic !== undefined;
  return subsystem.kind === "levels" && subsystem.pointwise === true;
}

/**
 * The junction at a point: of one that is diagonalised at each point its levels there, of one that keeps coherences its clusters
 * (`clusters.ts`); any other as it is.
 * @param values  of the Hamiltonian's parameters, and what else there is
 * @returns undefined where one of them is missing
 * @throws InputError for a Hamiltonian that has no levels there
 */
export function junctionAt(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
): Junction | undefined {
  const { subsystem, units } = junction;
  if (subsystem.kind === "coherent") return coherentAt(junction, subsystem, values);
  if (subsystem.kind !== "levels" || !subsystem.written || !subsystem.pointwise) return junction;
  const all = new Map([...junction.bound, ...values]);
  const { written } = subsystem;
  const own = parametersOf(written);
  const found = own.flatMap((name) => {
    const value = all.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  if (found.length < own.length) return undefined;
  const levels = numericHamiltonianLevels(written.sites, written, new Map(found));
  const bound = new Map([...junction.bound].filter(([name]) => !own.includes(name)));
  return withParts(junction, { subsystem: units ? subsystemInUnits(levels, units) : levels, bound });
}

function parametersOf({ H, S_L, S_R }: WrittenHamiltonian): readonly string[] {
  return [...new Set([H, S_L, S_R].flatMap(symbolsOf))];
}
