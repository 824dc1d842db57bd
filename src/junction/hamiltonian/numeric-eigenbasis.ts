/**
 * The levels of a Hamiltonian that has no exact eigenbasis here: diagonalised in doubles at values of its parameters.
 *
 * Energies and |S|² are then decimals near the true ones (some units of the last place of a double), so digits that the
 * numeric commands prove are those of these levels. The exact layer refuses them: see `Levels.approximate`.
 */
import { symmetricEigensystem } from "../../../numeric/linear-algebra/eigen.js";
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { negative, number, power } from "../../expression/tree.js";
import { parseExactNumber } from "../../input/exact-number.js";

import { generalLevels } from "../levels.js";
import { replaceSymbol } from "../../expression/substitute.js";
import { operatorMatrix } from "./operator-algebra.js";
import { type Site } from "./product-space.js";
import { type Levels } from "../ladder.js";

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
  const couplings = [operatorMatrix(sites, S_L, "S_L"), operatorMatrix(sites, S_R, "S_R")] as const;
  turnBlocks(energies, vectors.data, couplings);
  const signed = (s: readonly (readonly number[])[]): Expression[][] => {
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
        const root = power(decimal(x * x), { numerator: 1n, denominator: 2n });
        return x < 0 ? negative(root) : root;
      }),
    );
  };
  const matrices = { S: undefined, S_L: signed(couplings[0]), S_R: signed(couplings[1]) };
  return { ...generalLevels(energies.map(decimal), matrices), approximate: [...parameters.keys()] };
}

/**
 * Turns the eigenvectors of each set of one energy into a basis in which Σ_m S^ν_im S^ν_jm is diagonal, for both baths and m over
 * every other level or open set: the eigenbasis of their sum with unlike weights, where they have a common one. Sets are taken in
 * turn, and those done count as single levels (`exact/separate-levels.ts` is the exact twin). Where there is none the junction is
 * refused later.
 */
function turnBlocks(
  energies: readonly number[],
  vectors: Float64Array,
  couplings: readonly (readonly (readonly number[])[])[],
): void {
  const n = energies.length;
  const open = new Set(energies.keys());
  for (const start of energies.keys()) {
    const block = [...energies.keys()].filter((i) => energies[i] === energies[start]);
    if (block[0] !== start) continue;
    block.forEach((i) => open.delete(i));
    if (block.length === 1) continue;
    const size = block.length;
    const sum = new Float64Array(size * size);
    couplings.forEach((s, nu) =>
      energies.forEach((energy, m) => {
        if (block.includes(m)) return;
        const element = block.map((i) =>
          s.reduce(
            (total, row, p) =>
              total +
              row.reduce(
                (t, x, q) => t + (vectors[p * n + i] as number) * x * (vectors[q * n + m] as number),
                0,
              ),
            0,
          ),
        );
        // Levels of an open set count together, with the weight of their energy.
        const label = open.has(m) ? energies.indexOf(energy) : m;
        const weight = 1 + (((label + 1) * Math.SQRT2 + (nu + 1) * Math.E) % 1);
        element.forEach((x, a) => element.forEach((y, b) => (sum[a * size + b]! += weight * x * y)));
      }),
    );
    const { vectors: turn } = symmetricEigensystem({ rows: size, columns: size, data: sum });
    for (let p = 0; p < n; p++) {
      const old = block.map((i) => vectors[p * n + i] as number);
      block.forEach((i, a) => {
        vectors[p * n + i] = old.reduce((t, x, b) => t + x * (turn.data[b * size + a] as number), 0);
      });
    }
  }
}

function decimal(x: number): Expression {
  return { type: "number", ...parseExactNumber(x.toPrecision(17)) };
}
