/**
 * The parity of ladders of any length, without their closed form (docs/proofs.md, section 5).
 *
 * J = E·F(r). If E′ = −E and r′ = r, with ′ for the exchange of the temperatures, J is odd whatever F is. That these
 * equations are needed is shown by coefficients near a corner of the thermal variables, where r is 0 or 1 and only the
 * first Taylor coefficients of F enter. Corners and orders are added until the solutions of the coefficients' equations
 * are solutions of the first ones.
 */
import {
  type Corner,
  cornerCoefficients,
  type LadderCurrent,
  mirrorCoefficients,
} from "../../../symbolic/expansion/corner.js";
import { type ThermalCoefficient } from "../../../symbolic/thermal/parity.js";
import { divideExactly, type Polynomial } from "../../../symbolic/polynomial/polynomial.js";
import { solvePositive } from "../../../symbolic/solve/solve.js";
import { type Leaf, type Solution } from "../../../symbolic/solve/cases.js";
import { substituteAll } from "../../../symbolic/polynomial/substitution.js";
import { type SolveOptions } from "../../../symbolic/solve/solve.js";
import { type ExactCurrent } from "../../exact/ladder-current.js";

/** A coefficient of the parity identity near a corner, in X at the cold one and in 1 − X at the hot one. */
interface CornerCoefficient extends ThermalCoefficient {
  readonly corner: Corner;
  readonly order: number;
  /** The factor of the value that comes from the denominator of r; 1 if that cannot vanish. */
  readonly lead: Polynomial;
}

/** The parity of a ladder by its parts. */
export interface LadderParity {
  readonly ladder: LadderCurrent;
  /** The coefficients of E + E′ and of r − r′. */
  readonly mirror: {
    readonly exchange: readonly ThermalCoefficient[];
    readonly ratio: readonly ThermalCoefficient[];
  };
  readonly coefficients: readonly CornerCoefficient[];
  readonly solution: Solution;
}

/** Orders above this are not tried. */
const HIGHEST_ORDER = 5;

/** E, r and the weights of a ladder of finite length; undefined for other subsystems. */
export function ladderCurrent(current: ExactCurrent): LadderCurrent | undefined {
  const { subsystem } = current.junction;
  if (subsystem.kind !== "ladder" || subsystem.weights === "oscillator" || !current.ladder) return undefined;
  return { exchange: current.ladder.exchange, ratio: current.ladder.ratio, weights: subsystem.weights };
}

/** The parity of a ladder; undefined where the corners do not settle it. */
export function ladderParity(
  current: ExactCurrent,
  ladder: LadderCurrent,
  options: SolveOptions,
): LadderParity | undefined {
  const { variables: v } = current;
  const mirror = mirrorCoefficients(v, ladder);
  const structure = [...mirror.exchange, ...mirror.ratio].map((c) => c.value);
  const coefficients: CornerCoefficient[] = [];
  let solution = solvePositive([], options);
  if (structure.length === 0) return { ladder, mirror, coefficients, solution };
  for (let order = 0; order <= HIGHEST_ORDER; order++) {
    for (const corner of ["hot", "cold"] as const) {
      const found = cornerCoefficients(v, options.assumptions, ladder, corner, order);
      if (!found || found.coefficients.length === 0) continue;
      const { lead } = found;
      coefficients.push(...found.coefficients.map((c) => ({ ...c, corner, order, lead })));
      solution = solvePositive(
        coefficients.map((c) => c.value),
        options,
      );
      if (solution.complete && solution.leaves.every((leaf) => settles(leaf, structure)))
        return { ladder, mirror, coefficients, solution };
    }
  }
  return undefined;
}

/** Whether the equations of the leaf make E + E′ and r − r′ vanish. */
function settles(leaf: Leaf, structure: readonly Polynomial[]): boolean {
  return structure.every((p) => {
    const there = substituteAll(p, leaf.substitutions);
    return there === 0n || (leaf.last !== undefined && divideExactly(there, leaf.last) !== undefined);
  });
}
