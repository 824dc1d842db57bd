/**
 * Whether a junction is its own mirror image: a proof, at once, that J(−Δ) = −J(Δ) for every T_a and Δ.
 *
 * Exchanging the temperatures of a junction is exchanging its ends. If a permutation π of the levels keeps every energy
 * and carries |S_L|² into |S_R|² and back, and both baths have one rate, the exchanged junction is the first with its
 * levels renamed and the direction of J reversed.
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

/** Looks for π, level by level: a partial permutation is given up as soon as one pair of levels contradicts it. */
function hasMirror({ energies, S_L, S_R }: LevelModel, keys: Keys): boolean {
  const levels = energies.map((e) => keys.of(e));
  const squares = (S: LevelModel["S_L"]): string[][] => S.map((row) => row.map((e) => keys.square(e)));
  const [left, right] = [squares(S_L), squares(S_R)];
  const image: number[] = [];
  const fits = (i: number, p: number): boolean =>
    levels[i] === levels[p] &&
    !image.includes(p) &&
    image.every((q, j) => left[i]?.[j] === right[p]?.[q] && right[i]?.[j] === left[p]?.[q]);
  const extend = (): boolean => {
    const i = image.length;
    if (i === levels.length) return true;
    for (let p = 0; p < levels.length; p++) {
      if (!fits(i, p)) continue;
      image.push(p);
      if (extend()) return true;
      image.pop();
    }
    return false;
  };
  return extend();
}
