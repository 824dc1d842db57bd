/** The order of two levels that rationals do not tell is left open while their enclosures overlap. */
import { expect, it } from "vitest";
import { WideEnclosureError } from "../../../numeric/arithmetic/errors.js";
import { ballArithmetic } from "../../../numeric/enclosure/ball.js";
import { type Expression } from "../../../numeric/junction/expression.js";
import { type LevelModel } from "../../../numeric/junction/level-model.js";
import { ballElements } from "../../../numeric/levels/hamiltonian-values.js";
import { levelRates } from "../../../numeric/levels/model.js";

const number = (numerator: bigint, denominator = 1n): Expression => ({
  type: "number",
  numerator,
  denominator,
});
const root: Expression = { type: "call", name: "sqrt", arguments: [number(2n)] };
/** sqrt(2) cut after 20 decimals: the lower level. */
const cut = number(141_421_356_237_309_504_880n, 10n ** 20n);
const S = [
  [number(0n), number(1n)],
  [number(1n), number(0n)],
];
const bath = { kind: "spin", coupling: { type: "symbol", name: "omega" } } as const;
const model: LevelModel = { left: bath, right: bath, energies: [root, cut], S_L: S, S_R: S };

function rates(bits: number) {
  const B = ballArithmetic(bits);
  const one = B.fromRational(1n, 1n);
  const { left } = levelRates(B, ballElements(B), model, new Map(), [one, one], () => one);
  return left;
}

it("is refused at few bits and found at more", () => {
  expect(() => rates(40)).toThrow(WideEnclosureError);
  const [, up, down] = rates(200);
  // [i*N + j] is the rate j → i: down from level 0, which is the upper one
  expect(down!.mantissa > 0n && up!.mantissa > 0n).toBe(true);
});
