/** General levels: energies in any order and real symmetric coupling matrices (11)–(12), checked. */
import type { Expression } from "../../symbolic/expression/expression.js";
import { sameFunction } from "../expression/normal-form.js";
import { InputError } from "../input/errors.js";
import type { Levels, Subsystem } from "./ladder.js";

type Matrix = readonly (readonly Expression[])[];

/** The coupling matrices as a file gives them: S for both ends, or S_L and S_R. */
export interface Couplings {
  readonly S: Matrix | undefined;
  readonly S_L: Matrix | undefined;
  readonly S_R: Matrix | undefined;
}

/**
 * Levels with their couplings. Diagonal elements are allowed and have no effect.
 * Whether they connect the levels is asked where a steady state is wanted
 * (`exact/heat-flow.ts`).
 * @throws InputError unless the matrices are symmetric and fit the energies
 */
export function generalLevels(energies: readonly Expression[], { S, S_L, S_R }: Couplings): Levels {
  if (energies.length < 2) {
    throw new InputError(`${energies.length} levels carry no heat`, {
      where: "energies",
      hint: "give at least 2",
    });
  }
  const [left, right] = [S_L ?? S, S_R ?? S];
  if (
    (S !== undefined) === (S_L !== undefined && S_R !== undefined) ||
    left === undefined ||
    right === undefined
  ) {
    throw new InputError("the coupling matrices are not clear", {
      hint: "give either S, or both S_L and S_R",
    });
  }
  if (S !== undefined && (S_L !== undefined || S_R !== undefined)) {
    throw new InputError("S stands beside S_L or S_R", { hint: "give either S, or both S_L and S_R" });
  }
  requireSymmetric(left, energies.length, S === undefined ? "S_L" : "S");
  if (right !== left) requireSymmetric(right, energies.length, "S_R");
  return { kind: "levels", label: `levels:${energies.length}`, energies, S_L: left, S_R: right };
}

/** The levels with every energy and matrix element changed; what else is known of them (`approximate`, `exchanges`) stays. */
export function mapLevels(levels: Levels, change: (e: Expression) => Expression): Levels {
  const rows = (m: Matrix): Expression[][] => m.map((row) => row.map(change));
  const { energies, S_L, S_R, ...guards } = levels;
  return {
    ...guards,
    // What the file wrote is in its own parameters, which the change does not reach.
    written: undefined,
    ...generalLevels(energies.map(change), { S: undefined, S_L: rows(S_L), S_R: rows(S_R) }),
  };
}

/**
 * What the digits of a diagonalised Hamiltonian take for granted, as a sentence without its full stop: that energies which a bath
 * connects and no enclosure tells apart are one. Undefined where nothing is.
 */
export function takenForGranted(subsystem: Subsystem): string | undefined {
  const hamiltonian = subsystem.kind === "levels" ? subsystem.hamiltonian : undefined;
  const sets = (hamiltonian?.sets ?? []).filter(({ equality }) => equality === "assumed");
  if (!hamiltonian || sets.length === 0) return undefined;
  const names = sets.map(({ levels }) => levels.map((i) => hamiltonian.order.indexOf(i)).join(" = "));
  return `Taken for granted: equal energies of the levels ${names.join("; ")} (they agree in 38 digits, which is no proof)`;
}

/** @throws InputError unless the matrix has that size and is symmetric */
export function requireSymmetric(matrix: Matrix, size: number, where: string): void {
  const hint = `${size} energies need ${size} rows of ${size} elements`;
  if (matrix.length !== size) throw new InputError(`the matrix has ${matrix.length} rows`, { where, hint });
  matrix.forEach((row, i) => {
    if (row.length !== size) {
      throw new InputError(`the row has ${row.length} elements`, { where: `${where}[${i}]`, hint });
    }
  });
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const [below, above] = [matrix[i]?.[j], matrix[j]?.[i]];
      if (below === undefined || above === undefined || sameFunction(below, above)) continue;
      throw new InputError(`not symmetric: the element [${i}][${j}] differs from [${j}][${i}]`, {
        where,
        hint: "coupling matrices are real and symmetric",
      });
    }
  }
}
