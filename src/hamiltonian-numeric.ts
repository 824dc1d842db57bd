/**
 * The levels of a Hamiltonian that has no exact eigenbasis here: diagonalised in doubles at values of its parameters.
 *
 * Energies and |S|² are then decimals near the true ones (some units of the last place of a double), so digits that the
 * numeric commands prove are those of these levels. The exact layer refuses them: see `Levels.approximate`.
 */
import { symmetricEigensystem } from "../numeric/eigen.js";
import { type ExactNumber, type Expression } from "../symbolic/expression.js";
import { number, power } from "./build-expression.js";
import { parseExactNumber } from "./exact-number.js";

import { generalLevels } from "./levels.js";
import { replaceSymbol } from "./replace-symbol.js";
import { operatorMatrix } from "./operator-algebra.js";
import { type Site } from "./product-space.js";
import { type Levels } from "./subsystem.js";

/** Relative size below which a difference of energies or a matrix element is rounding. */
const ROUNDING = 1e-13;

/**
 * The levels in the numerical eigenbasis at given values of all parameters of H, S_L and S_R.
 * @throws InputError as hamiltonianLevels
 */
export function numericHamiltonianLevels(
  sites: readonly Site[],
  operators: { readonly H: Expression; readonly S_L: Expression; readonly S_R: Expression },
  parameters: ReadonlyMap<string, ExactNumber>,
): Levels {
  const bind = (e: Expression): Expression =>
    [...parameters].reduce((x, [name, value]) => replaceSymbol(x, name, { type: "number", ...value }), e);
  const [H, S_L, S_R] = [bind(operators.H), bind(operators.S_L), bind(operators.S_R)];
  const h = operatorMatrix(sites, H, "H");
  const n = h.length;
  const { values, vectors } = symmetricEigensystem({
    rows: n,
    columns: n,
    data: Float64Array.from(h.flat()),
  });
  const size = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  // Levels that differ by rounding alone are one energy.
  const energies: number[] = [];
  values.forEach((e, i) => {
    const below = energies[i - 1];
    energies.push(below !== undefined && e - below <= ROUNDING * size ? below : e);
  });
  const squared = (S: Expression, where: string): Expression[][] => {
    const s = operatorMatrix(sites, S, where);
    const v = (i: number, a: number): number => vectors.data[i * n + a] as number;
    const elements = energies.map((_, a) =>
      energies.map((__, b) => {
        let sum = 0;
        s.forEach((row, i) => row.forEach((x, j) => (sum += x === 0 ? 0 : v(i, a) * x * v(j, b))));
        return sum;
      }),
    );
    const largest = Math.max(...elements.flat().map(Math.abs));
    return elements.map((row, a) =>
      row.map((_, b) => {
        // One of the two halves, so that the matrix is symmetric to the last digit.
        const x = elements[Math.max(a, b)]?.[Math.min(a, b)] as number;
        if (a === b || Math.abs(x) <= 1e-10 * largest) return number(0);
        return power(decimal(x * x), { numerator: 1n, denominator: 2n });
      }),
    );
  };
  const couplings = { S: undefined, S_L: squared(S_L, "S_L"), S_R: squared(S_R, "S_R") };
  return { ...generalLevels(energies.map(decimal), couplings), approximate: [...parameters.keys()] };
}

function decimal(x: number): Expression {
  return { type: "number", ...parseExactNumber(x.toPrecision(17)) };
}
