/** The currents of a junction with levels in doubles: for searches and scans of very many points, with an estimate of their error. */
import { DomainError } from "../../numeric/arithmetic/errors.js";
import {
  type DoubleCurrents,
  levelsInDoubles,
  type LevelsInDoubles,
  type LevelSource,
  valueCount,
} from "../../numeric/doubles/levels.js";
import { type LevelJunction } from "../../numeric/levels/rates.js";
import { type Expression } from "../../symbolic/expression/expression.js";
import { product } from "../expression/tree.js";
import { toDouble } from "../input/double.js";
import { InputError } from "../input/errors.js";
import { operatorMatrix } from "../junction/hamiltonian/operator-algebra.js";
import { type Junction } from "../junction/junction.js";
import { bathModel, numericModel } from "./model.js";

/** A junction with levels, prepared for many points. */
export interface JunctionInDoubles {
  /**
   * J and J(−Δ) at a point, T_a and Delta among its values; those that the junction binds count where the point has none. Undefined
   * where doubles do not tell levels apart, or whether the point is in the domain.
   */
  currents(point: ReadonlyMap<string, number>): DoubleCurrents | undefined;
  /** The levels with their contacts; undefined likewise. */
  levels(point: ReadonlyMap<string, number>): LevelJunction | undefined;
}

/**
 * Prepares a junction; undefined for one without levels of its own, one that keeps coherences, and one whose rates have no value in
 * doubles. One that is diagonalised at each point is so here too.
 */
export function inDoubles(junction: Junction): JunctionInDoubles | undefined {
  const { subsystem } = junction;
  if (subsystem.kind !== "levels") return undefined;
  const names = junction.parameters.map((p) => p.name);
  const prepared = prepare(junction, names);
  if (!prepared) return undefined;
  const bound = names.map((name) => {
    const value = junction.bound.get(name);
    return value ? toDouble(value) : NaN;
  });
  const values = new Float64Array(valueCount(names));
  const put = (point: ReadonlyMap<string, number>): Float64Array => {
    names.forEach((name, i) => (values[i] = point.get(name) ?? (bound[i] as number)));
    return values;
  };
  return {
    levels: (point) => prepared.junction(put(point)),
    currents(point) {
      const [sum, difference] = [point.get("T_a") ?? NaN, point.get("Delta") ?? NaN];
      if (junction.parameters.some((p) => isOutside(p.assumption, point.get(p.name)))) return undefined;
      return prepared.currents(put(point), (sum + difference) / 2, (sum - difference) / 2, difference);
    },
  };
}

function isOutside(
  assumption: Junction["parameters"][number]["assumption"],
  value: number | undefined,
): boolean {
  return assumption === "positive" && value !== undefined && !(value > 0);
}

function prepare(junction: Junction, names: readonly string[]): LevelsInDoubles | undefined {
  try {
    return levelsInDoubles(sourceOf(junction), names);
  } catch (error) {
    // A function without a value in doubles, a rate known only by name, operators that no point makes symmetric.
    if (error instanceof DomainError || error instanceof InputError) return undefined;
    throw error;
  }
}

function sourceOf(junction: Junction): LevelSource {
  const { subsystem, units } = junction;
  const baths = { left: bathModel(junction.left), right: bathModel(junction.right) };
  if (subsystem.kind === "levels" && subsystem.pointwise && subsystem.written) {
    const { sites, H, S_L, S_R } = subsystem.written;
    const energy = (e: Expression): Expression =>
      units && !isZero(e) ? product({ type: "number", ...units.gapFactor }, e) : e;
    return {
      ...baths,
      H: operatorMatrix(sites, H, "H").map((row) => row.map(energy)),
      S_L: operatorMatrix(sites, S_L, "S_L"),
      S_R: operatorMatrix(sites, S_R, "S_R"),
    };
  }
  const numeric = numericModel(junction);
  if (numeric.kind !== "levels") throw new InputError("a ladder has no levels of its own");
  const { energies, S_L, S_R } = numeric.model;
  return { ...baths, energies, S_L, S_R };
}

const isZero = (e: Expression): boolean => e.type === "number" && e.numerator === 0n;
