/**
 * Whether a junction is its own mirror image: a proof, at once, that J(−Δ) = −J(Δ) for every T_a and Δ.
 *
 * Exchanging the temperatures of a junction is exchanging its ends. If a permutation π of the levels keeps every energy
 * and carries |S_L|² into |S_R|² and back, and both baths have one rate, the exchanged junction is the first with its
 * levels renamed and the direction of J reversed. Of a Hamiltonian the same is asked of its product basis: a permutation that
 * keeps H and exchanges S_L and S_R.
 */
import { type BathModel } from "../../numeric/junction/model.js";
import { type LevelModel } from "../../numeric/junction/level-model.js";
import { type ExactNumber, type Expression } from "../../symbolic/expression/expression.js";
import { boundValues, foldConstant } from "../expression/exact-value.js";
import { formatExactNumber, multiplyExact } from "../input/exact-number.js";
import { type NumericModel } from "./model.js";

/**
 * True if the symmetry is seen with the values put in: expressions count as equal where they are numbers of one value or
 * are written alike. False proves nothing.
 */
export function isMirrorImage(
  { kind, model }: NumericModel,
  values: ReadonlyMap<string, ExactNumber>,
): boolean {
  const keys = keysWith(values);
  if (bathKey(model.left, keys) !== bathKey(model.right, keys)) return false;
  return kind === "ladder" || hasMirror(model, keys);
}

/** Texts of expressions, equal where the expressions are alike once the values are put in and numbers are folded. */
interface Keys {
  readonly of: (e: Expression) => string;
  /** Of the square: only |S|² enters a rate. */
  readonly square: (e: Expression) => string;
}

function keysWith(values: ReadonlyMap<string, ExactNumber>): Keys {
  const assign = boundValues(values);
  const of = (e: Expression): string => {
    const value = foldConstant(e, assign);
    if (value) return formatExactNumber(value);
    switch (e.type) {
      case "number":
        return formatExactNumber(e);
      case "symbol":
        return e.name;
      case "sum":
        return `(${e.terms.map(of).sort().join(" + ")})`;
      case "product":
        return `(${e.factors.map(of).sort().join("*")})`;
      case "power":
        return `(${of(e.base)})^(${formatExactNumber(e.exponent)})`;
      case "call":
        return `${e.name}(${e.arguments.map(of).join(", ")})`;
    }
  };
  return {
    of,
    square(e) {
      const value = foldConstant(e, assign);
      return value ? formatExactNumber(multiplyExact(value, value)) : `(${of(e)})^2`;
    },
  };
}

function bathKey(bath: BathModel, { of }: Keys): string {
  switch (bath.kind) {
    case "spin":
    case "solid":
      return `${bath.kind} ${of(bath.coupling)}`;
    case "metal":
      return `metal ${of(bath.coupling)} ${of(bath.delta)} ${of(bath.mu)}`;
    case "rate":
      return `rate ${of(bath.rate)}`;
  }
}

/**
 * Looks for π, state by state: a partial permutation is given up as soon as one pair of states contradicts it. Of a Hamiltonian
 * the states are those of its product basis, where π has to keep H and to carry S_L into S_R and back.
 */
function hasMirror({ energies, S_L, S_R, hamiltonian, coherence }: LevelModel, keys: Keys): boolean {
  const texts = (S: LevelModel["S_L"]): string[][] => S.map((row) => row.map(keys.of));
  // The diagonal of S has no effect between eigenstates.
  const squares = (S: LevelModel["S_L"]): string[][] =>
    S.map((row, i) => row.map((e, j) => (i === j ? "" : keys.square(e))));
  const diagonal = energies.map((e, i) => energies.map((_, j) => (i === j ? keys.of(e) : "")));
  if (coherence) {
    // Amplitudes count with their signs, and H beside the energies that the baths exchange.
    for (const { row, column, element } of coherence.hamiltonian) {
      const line = diagonal[row] as string[];
      line[column] = `${line[column] ?? ""} | ${keys.of(element)}`;
    }
  }
  const [own, left, right] = coherence
    ? [diagonal, texts(S_L), texts(S_R)]
    : hamiltonian
      ? [texts(hamiltonian.H), texts(hamiltonian.S_L), texts(hamiltonian.S_R)]
      : [diagonal, squares(S_L), squares(S_R)];
  const image: number[] = [];
  const fits = (i: number, p: number): boolean =>
    !image.includes(p) &&
    [...image, p].every(
      (q, j) =>
        own[i]?.[j] === own[p]?.[q] && left[i]?.[j] === right[p]?.[q] && right[i]?.[j] === left[p]?.[q],
    );
  const extend = (): boolean => {
    const i = image.length;
    if (i === own.length) return true;
    for (let p = 0; p < own.length; p++) {
      if (!fits(i, p)) continue;
      image.push(p);
      if (extend()) return true;
      image.pop();
    }
    return false;
  };
  return extend();
}
