import { describe, expect, it } from "vitest";
import { linearSystem, type MasterEquation } from "../../../symbolic/coherence/master-equation.js";
import { provedByResidues } from "../../../symbolic/coherence/residues.js";
import { steadyState, termBound } from "../../../symbolic/coherence/steady-state.js";
import { RATIONAL_FUNCTIONS } from "../../../symbolic/fraction/field.js";
import {
  constant,
  divide,
  multiply,
  negate,
  ONE,
  type RationalFunction,
  variable,
} from "../../../symbolic/fraction/rational-function.js";
import { termCount } from "../../../symbolic/polynomial/structure.js";

const [k_L, X_L, k_R, X_R, a, b, delta] = [0, 1, 2, 3, 4, 5, 6].map((i) => variable(i)) as [
  RationalFunction,
  RationalFunction,
  RationalFunction,
  RationalFunction,
  RationalFunction,
  RationalFunction,
  RationalFunction,
];

/** The V model: levels 0, and 1 and 2 at one gap, split by ±`splitting`; amplitudes (1, p) of the left and (1, q) of the right bath. */
function vModel(p: RationalFunction, q: RationalFunction, splitting: RationalFunction) {
  const down = (amplitude: RationalFunction) => [
    { row: 0, column: 1, value: ONE },
    { row: 0, column: 2, value: amplitude },
  ];
  const channel = (
    side: "L" | "R",
    k: RationalFunction,
    X: RationalFunction,
    amplitude: RationalFunction,
  ) => {
    const B = down(amplitude);
    const times = (rate: RationalFunction, jumps: typeof B) =>
      jumps.map((j) => ({ ...j, value: multiply(rate, j.value) }));
    const up = B.map(({ row, column, value }) => ({ row: column, column: row, value }));
    return [
      { side, A: times(k, B), B },
      { side, A: times(multiply(k, X), up), B: up },
    ];
  };
  const equation: MasterEquation<RationalFunction> = {
    size: 3,
    hamiltonian: [
      { row: 1, column: 1, value: negate(splitting) },
      { row: 2, column: 2, value: splitting },
    ],
    channels: [...channel("L", k_L, X_L, p), ...channel("R", k_R, X_R, q)],
    exchanged: [
      { row: 1, column: 1, value: ONE },
      { row: 2, column: 2, value: ONE },
    ],
  };
  return linearSystem(RATIONAL_FUNCTIONS, equation);
}

describe("what residues prove of the V model", () => {
  it("heat flows through one steady state, as the exact solution says", () => {
    const system = vModel(a, b, delta);
    expect(provedByResidues(system, 3)).toEqual({ unique: true, flows: true });
    expect(steadyState(system.generator, 3).kind).toBe("unique");
  });

  it("no heat flows where the right bath drives the dark state of the left one: nothing is claimed", () => {
    const apart = vModel(constant(2n), divide(constant(-1n), constant(2n)), constant(0n));
    expect(provedByResidues(apart, 3)).toEqual({ unique: true, flows: false });
  });

  it("a dark state of both baths is not told to be one steady state", () => {
    const dark = vModel(a, a, constant(0n));
    expect(provedByResidues(dark, 3)).toEqual({ unique: false, flows: false });
    expect(steadyState(dark.generator, 3).kind).toBe("many");
  });
});

describe("the bound on the terms of a solution", () => {
  it("is one: the weights have no more together", () => {
    const { generator } = vModel(a, b, delta);
    const state = steadyState(generator, 3);
    if (state.kind === "many") throw new Error("not unique");
    const terms = state.weights.reduce((sum, w) => sum + termCount(w), 0);
    expect(terms).toBeGreaterThan(0);
    expect(termBound(generator)).toBeGreaterThanOrEqual(terms);
  });

  it("of a matrix of ones is n!: the permanents of all columns but one", () => {
    const ones = Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => ONE));
    expect(termBound(ones)).toBe(120);
  });
});
