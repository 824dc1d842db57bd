import { describe, expect, it } from "vitest";
import { alphaJet, type JetCoefficient } from "../../../numeric/junction/taylor-coefficients.js";
import { evaluateCertified } from "../../../numeric/junction/evaluate-certified.js";
import type { ExactNumber, Expression } from "../../../numeric/junction/expression.js";
import { alphaOfLevels, evaluateLevels } from "../../../numeric/levels/certified.js";
import type { LevelModel } from "../../../numeric/junction/level-model.js";
import type { Point } from "../../../numeric/junction/model.js";
import { bath, BATHS, junctions, type Named } from "../junctions.js";

const number = (numerator: number, denominator = 1): Expression => ({
  type: "number",
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
});
const omega: Expression = { type: "symbol", name: "omega" };
const rational = (numerator: number, denominator: number): ExactNumber => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
});

const point: Point = new Map<string, number | ExactNumber>([
  ["omega", rational(13, 10)],
  ["T_a", rational(11, 10)],
  ["Delta", rational(3, 10)],
  ["Upsilon_L", rational(7, 10)],
  ["Upsilon_R", rational(2, 1)],
  ["Gamma_L", rational(7, 10)],
  ["Gamma_R", rational(19, 10)],
  ["delta_L", rational(1, 5)],
  ["delta_R", rational(1, 4)],
  ["mu_L", rational(1, 1)],
  ["mu_R", rational(3, 2)],
]);

/** The ladder as levels with energies nω in reverse order and couplings √n. */
function asLevels(left: LevelModel["left"], right: LevelModel["right"], count: number): LevelModel {
  const energies = Array.from({ length: count }, (_, k): Expression => ({
    type: "product",
    factors: [number(count - 1 - k), omega],
  }));
  const S = energies.map((_, i) =>
    energies.map((_, j) =>
      Math.abs(i - j) === 1
        ? ({
            type: "call",
            name: "sqrt",
            arguments: [number(count - Math.max(i, j))],
          } satisfies Expression)
        : number(0),
    ),
  );
  return { left, right, energies, S_L: S, S_R: S };
}

describe("N levels in enclosures", () => {
  it("equal the closed form of a ladder written as levels, to 30 digits, for all nine pairs of baths", () => {
    const ladders = junctions(["ladder:4"]);
    expect(ladders).toHaveLength(BATHS.length ** 2);
    for (const { baths, model } of ladders) {
      const levels = asLevels(bath(baths[0], "L"), bath(baths[1], "R"), 4);
      const expected = evaluateCertified(model, point, 30);
      const found = evaluateLevels(levels, point, 30);
      expect(found.J.value).toBe(expected.J);
      expect(found.J_reversed.value).toBe(expected.J_reversed);
      expect(found.R?.value).toBe(expected.R);
    }
  });

  it("have the Taylor coefficients of the closed form, through the elimination over jets", () => {
    const [first] = junctions(["ladder:4"]).filter(({ name }) => name === "solid-ladder:4-metal");
    const levels = asLevels((first as Named).model.left, (first as Named).model.right, 4);
    const expected = alphaJet((first as Named).model, point, 5, { digits: 20 });
    const found = alphaOfLevels(levels, point, 5, { digits: 20 });
    for (let k = 1; k <= 5; k++)
      expect(found[k]).toEqual({ value: (expected[k] as JetCoefficient).value, undecided: false });
    expect(found[0]).toEqual({ value: "0", undecided: false });
  });

  it("reproduce the literature's α_2 of solid-TLS-solid", () => {
    const levels = asLevels(bath("solid", "L"), bath("solid", "R"), 2);
    const golden: Point = new Map([...point, ["omega", 1], ["T_a", 1], ["Gamma_L", 1], ["Gamma_R", 3]]);
    const digits = alphaOfLevels(levels, golden, 4, { digits: 16 }).map(({ value }) => value);
    expect(digits.slice(1)).toEqual([
      "0.4135808471576748",
      "0.1140327447571066",
      "-0.1372844172188883",
      "-0.08437325201780698",
    ]);
  });

  it("recognise degenerate levels exactly and ask for the rate there", () => {
    const ohmic: LevelModel["left"] = {
      kind: "solid",
      coupling: { type: "product", factors: [{ type: "symbol", name: "Gamma_L" }, omega] },
    };
    const pair = { left: ohmic, right: ohmic, energies: [number(0), omega, omega] };
    const S = [0, 1, 2].map((i) => [0, 1, 2].map((j) => number(i === j ? 0 : 1)));
    expect(() => evaluateLevels({ ...pair, S_L: S, S_R: S }, point, 10)).toThrow("limit of the rate");
    const limit: Expression = {
      type: "product",
      factors: [
        { type: "symbol", name: "Gamma_L" },
        { type: "symbol", name: "T" },
      ],
    };
    const zeroGapRates = { left: limit, right: limit };
    const { populations, J } = evaluateLevels({ ...pair, S_L: S, S_R: S, zeroGapRates }, point, 10);
    expect(populations[1]).toEqual(populations[2]);
    expect(J.undecided).toBe(false);
  });

  it("have no current and no R at Δ = 0", () => {
    const levels = asLevels(bath("solid", "L"), bath("spin", "R"), 3);
    const { J, R } = evaluateLevels(levels, new Map([...point, ["Delta", 0]]), 12);
    expect(J.undecided).toBe(true);
    expect(R).toBeNull();
  });

  it("refuse an asymmetric coupling and a wrong size", () => {
    const levels = asLevels(bath("solid", "L"), bath("spin", "R"), 2);
    const lopsided = [
      [number(0), number(1)],
      [number(2), number(0)],
    ];
    expect(() => evaluateLevels({ ...levels, S_L: lopsided }, point, 10)).toThrow("symmetric");
    expect(() => evaluateLevels({ ...levels, S_R: [[number(0)]] }, point, 10)).toThrow("2×2");
  });
});
