import { describe, expect, it } from "vitest";
import { goldenRule } from "../../../src/paper/golden-rule.js";
import { closedSystem } from "../../../src/paper/closed-system.js";
import {
  commutator,
  isAntisymmetric,
  kronecker,
  matrix,
  PAULI_X,
  PAULI_Z,
  product,
  same,
  times,
  transpose,
  unit,
} from "../../../src/paper/operator-matrix.js";
import { verdictOf } from "../../../src/paper/result.js";
import { paperResults } from "../../../src/paper/results.js";
import { constant, variable } from "../../../symbolic/fraction/rational-function.js";

describe("heatdiode paper", () => {
  const results = paperResults();
  const verdictsOf = (equation: string): readonly string[] =>
    results.filter((r) => r.equation === equation).map((r) => r.verdict);

  it("covers every equation from (1) to (21), the remark, the figure and the closing claim; none fails", () => {
    for (let n = 1; n <= 21; n++) expect(verdictsOf(`(${n})`).length, `(${n})`).toBeGreaterThan(0);
    for (const other of ["[20]", "Fig. 2", "end"]) expect(verdictsOf(other).length).toBeGreaterThan(0);
    expect(results.filter((r) => r.verdict === "failed")).toEqual([]);
    for (const { says, derived } of results) expect([says, derived].every((t) => t.length > 10)).toBe(true);
  });

  it("calls the known slips slips, and what needs conditions qualified", () => {
    for (const equation of ["(2)", "(4)", "(9)", "(21)", "Fig. 2", "end"]) {
      expect(verdictsOf(equation), equation).toContain("slip");
    }
    for (const equation of ["(5)", "(6)", "(7)", "(8)", "(10)", "(19)", "(20)", "[20]"]) {
      expect(verdictsOf(equation), equation).toContain("qualified");
    }
  });

  it("derives (11)-(19) and (21) as identities too", () => {
    for (let n = 11; n <= 21; n++) expect(verdictsOf(`(${n})`), `(${n})`).toContain("proved");
  });

  it("an identity that does not hold is shown as not confirmed", () => {
    expect(verdictOf(false, "slip")).toBe("failed");
    expect(verdictOf(true, "slip")).toBe("slip");
  });

  it("the thorough run adds spins, and larger oscillator baths", () => {
    const { derived, verdict } = goldenRule(true);
    expect(verdict).toBe("checked");
    expect(derived).toMatch(/100 modes a side.*4 spins a side/);
  }, 120_000);
});

describe("matrices of symbols", () => {
  it("know the Pauli algebra and Kronecker products", () => {
    const two = times(constant(2n), unit(2));
    // σ_zσ_x = −σ_xσ_z, σ_x² = 1, (σ_xσ_z)ᵀ = σ_zσ_x
    expect(same(commutator(PAULI_Z, PAULI_X), times(constant(2n), product(PAULI_Z, PAULI_X)))).toBe(true);
    expect(same(product(PAULI_X, PAULI_X), unit(2))).toBe(true);
    expect(same(times(constant(2n), unit(2)), two)).toBe(true);
    expect(isAntisymmetric(product(PAULI_X, PAULI_Z))).toBe(true);
    expect(isAntisymmetric(PAULI_X)).toBe(false);
    const [a, b] = [0, 4].map((from) => matrix(2, (i, j) => variable(from + 2 * i + j)));
    if (!a || !b) throw new Error("two matrices");
    // (a ⊗ 1)(1 ⊗ b) = a ⊗ b, and the two commute
    const [left, right] = [kronecker(a, unit(2)), kronecker(unit(2), b)];
    expect(same(product(left, right), kronecker(a, b))).toBe(true);
    expect(same(product(left, right), product(right, left))).toBe(true);
    expect(same(transpose(product(a, b)), product(transpose(b), transpose(a)))).toBe(true);
  });

  it("hold (1)-(4) and (8), which are quoted in this order", () => {
    const { definitions, linearTerm } = closedSystem();
    expect(definitions.map((r) => r.equation)).toEqual(["(1)", "(2)", "(3)", "(4)", "(4)"]);
    expect(linearTerm.verdict).toBe("qualified");
  });
});
