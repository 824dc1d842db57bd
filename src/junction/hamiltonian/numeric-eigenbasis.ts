/**
 * The levels of a Hamiltonian that has no exact eigenbasis here, at values of its parameters.
 *
 * H, S_L and S_R go along as exact matrices: certified digits come from enclosures of their eigenbasis, at whatever precision
 * they need (`numeric/levels/enclosed-levels.ts`). Beside them stand decimals of 17 digits, for what is computed in doubles.
 * The exact layer refuses such levels: see `Levels.approximate`.
 */
import { type Ball, ballArithmetic, containsZero, toNumber } from "../../../numeric/enclosure/ball.js";
import { DECIDING_BITS, enclosedLevels, hamiltonianModel } from "../../../numeric/levels/enclosed-levels.js";
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { number } from "../../expression/tree.js";
import { parseExactNumber } from "../../input/exact-number.js";
import { generalLevels } from "../levels.js";
import { replaceSymbol } from "../../expression/substitute.js";
import { operatorMatrix } from "./operator-algebra.js";
import { type Site } from "./product-space.js";
import { type Levels } from "../ladder.js";

/**
 * The levels in the eigenbasis at given values of all parameters of H, S_L and S_R.
 * @throws InputError as hamiltonianLevels
 */
export function numericHamiltonianLevels(
  sites: readonly Site[],
  operators: { readonly H: Expression; readonly S_L: Expression; readonly S_R: Expression },
  parameters: ReadonlyMap<string, ExactNumber>,
): Levels {
  const matrix = (e: Expression, where: string): Expression[][] => {
    const bound = [...parameters].reduce(
      (x, [name, value]) => replaceSymbol(x, name, { type: "number", ...value }),
      e,
    );
    return operatorMatrix(sites, bound, where);
  };
  const { H, S_L, S_R } = operators;
  const A = ballArithmetic(DECIDING_BITS);
  const hamiltonian = hamiltonianModel(A, {
    H: matrix(H, "H"),
    S_L: matrix(S_L, "S_L"),
    S_R: matrix(S_R, "S_R"),
  });
  const levels = enclosedLevels(A, hamiltonian);
  // Energies that agree are one decimal.
  const energies = hamiltonian.order.map((place) => {
    const first = hamiltonian.sets.find((set) => set.levels.includes(place))?.levels[0] ?? place;
    return decimal(levels.energies[hamiltonian.order.indexOf(first)] as Ball);
  });
  const coupling = (S: readonly (readonly Ball[])[]): Expression[][] =>
    S.map((row, i) =>
      row.map((_, j) => {
        // One of the two halves, so that the matrix is symmetric to the last digit.
        const x = S[Math.max(i, j)]?.[Math.min(i, j)] as Ball;
        return i === j || containsZero(x) ? number(0) : decimal(x);
      }),
    );
  const couplings = { S: undefined, S_L: coupling(levels.S_L), S_R: coupling(levels.S_R) };
  return { ...generalLevels(energies, couplings), approximate: [...parameters.keys()], hamiltonian };
}

function decimal(x: Ball): Expression {
  return { type: "number", ...parseExactNumber(toNumber(x).toPrecision(17)) };
}
