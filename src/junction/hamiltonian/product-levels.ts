/**
 * A Hamiltonian and what the baths couple to in the product basis of its parts: levels that are not eigenstates, with what
 * couples them. The unified equation needs no other basis where its clusters are spanned by product states, and the local
 * equation is written in this one.
 */
import { type Expression } from "../../../symbolic/expression/expression.js";
import { symbolExpression } from "../../../symbolic/expression/build.js";
import { rationalExpression } from "../../expression/rational-expression.js";
import { negative, number, power, product, sum, symbolsOf } from "../../expression/tree.js";
import { InputError } from "../../input/errors.js";
import { type BareLevels, isZeroExpression, simplified } from "../coherent-levels.js";
import { type HamiltonianOperators } from "./levels-of-hamiltonian.js";
import { operatorAlgebra } from "./operator-algebra.js";
import { type Element, requireSymmetric } from "./operator-matrix.js";
import { type Site } from "./product-space.js";

/** Larger product spaces are beyond a formula and beyond writing out. */
const MOST_STATES = 64;

type Matrix = readonly (readonly Expression[])[];

/** H = diag(energies) + V in the product basis, the first part varying slowest. @throws InputError unless all are real symmetric */
export function productLevels(sites: readonly Site[], operators: HamiltonianOperators): BareLevels {
  const states = sites.reduce((n, s) => n * s.size, 1);
  if (states > MOST_STATES)
    throw new InputError(`the product has ${states} states`, {
      where: "parts",
      hint: `at most ${MOST_STATES} are taken`,
    });
  const { H, S_L, S_R } = operators;
  const names = [...new Set([H, S_L, S_R].flatMap(symbolsOf))];
  const algebra = operatorAlgebra(sites, states, names);
  const matrix = (e: Expression, where: string): Matrix => {
    try {
      const operator = algebra(e);
      requireSymmetric(operator);
      return operator.map((row) =>
        Array.from({ length: states }, (_, j) => elementExpression(row.get(j) ?? new Map(), names)),
      );
    } catch (error) {
      throw error instanceof InputError ? error.within(where) : error;
    }
  };
  const whole = matrix(H, "H");
  return {
    energies: whole.map((row, i) => row[i] as Expression),
    V: whole.map((row, i) => row.map((e, j) => (i === j ? number(0) : e))),
    S_L: matrix(S_L, "S_L"),
    S_R: matrix(S_R, "S_R"),
  };
}

/** Σ c√r. */
function elementExpression(x: Element, names: readonly string[]): Expression {
  const symbols = names.map(symbolExpression);
  const terms = [...x].map(([r, c]) => {
    const factor = rationalExpression(c, symbols);
    return r === 1n ? factor : product(factor, power(number(r), { numerator: 1n, denominator: 2n }));
  });
  if (terms.length === 0) return number(0);
  return terms.length === 1 ? (terms[0] as Expression) : sum(...terms);
}

/**
 * The energies of the uncoupled parts, Σ_i h_i, h_i the mean of the diagonal of H over the states of all other parts; the rest of
 * the diagonal (an interaction such as sz(1)*sz(2)) joins V.
 * @throws InputError where a part is not diagonal by itself: its own eigenstates are then no product states
 */
export function localLevels(
  sites: readonly Site[],
  bare: BareLevels,
): { readonly energies: readonly Expression[]; readonly V: Matrix } {
  const { energies } = bare;
  const states = energies.length;
  const strides = sites.map((_, i) => sites.slice(i + 1).reduce((n, s) => n * s.size, 1));
  const stateOf = (row: number, part: number): number =>
    Math.floor(row / (strides[part] as number)) % (sites[part] as Site).size;
  const mean = (list: readonly Expression[]): Expression =>
    simplified(product(number(1, list.length), sum(...list)));
  const total = mean(energies);
  const own = sites.map((site, part) =>
    Array.from({ length: site.size }, (_, s) => mean(energies.filter((_e, row) => stateOf(row, part) === s))),
  );
  sites.forEach((site, part) => {
    for (let s = 0; s < site.size; s++) {
      for (let t = 0; t < s; t++) {
        const stride = strides[part] as number;
        const elements = Array.from({ length: states }, (_, row) => row)
          .filter((row) => stateOf(row, part) === s)
          .map((row) => bare.V?.[row]?.[row + (t - s) * stride] ?? number(0));
        if (isZeroExpression(mean(elements))) continue;
        throw new InputError(`the part ${part + 1} is not diagonal by itself`, {
          where: "H",
          hint: "for the local equation write each part in its own eigenstates, or take the equation unified",
        });
      }
    }
  });
  const sums = energies.map((_, row) =>
    simplified(
      sum(
        total,
        ...sites.map((_s, part) => sum(own[part]?.[stateOf(row, part)] as Expression, negative(total))),
      ),
    ),
  );
  const V = energies.map((e, i) =>
    energies.map((_, j) =>
      i === j ? simplified(sum(e, negative(sums[i] as Expression))) : (bare.V?.[i]?.[j] ?? number(0)),
    ),
  );
  return { energies: sums, V };
}

/** The number of a product state by its label: e and g for spins (e is up), digits for the other parts; undefined if it is none. */
export function stateNumber(sites: readonly Site[], label: string): number | undefined {
  const letters = Array.from(label.replace(/^\|/, "").replace(/[>⟩]$/, "").replaceAll(/[,\s]/g, ""));
  if (letters.length !== sites.length) return undefined;
  return letters.reduce<number | undefined>((place, letter, i) => {
    const { kind, size } = sites[i] as Site;
    const state =
      kind === "spin" && /[eg]/i.test(letter)
        ? letter.toLowerCase() === "e"
          ? 0
          : 1
        : /\d/.test(letter)
          ? Number(letter)
          : size;
    return place === undefined || state >= size ? undefined : place * size + state;
  }, 0);
}
