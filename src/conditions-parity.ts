/** When a current is odd in Δ: the parity identity of a junction, solved for its parameters. */
import { type EvenPart, evenPart, type ThermalCoefficient, thermalCoefficients } from "../symbolic/parity.js";
import { type Polynomial, variablePower, subtract } from "../symbolic/polynomial.js";
import { variablesOf } from "../symbolic/polynomial-structure.js";
import { solvePositive } from "../symbolic/solve-positive.js";
import { type Solution } from "../symbolic/solve-positive-tree.js";
import { type Assumption } from "../symbolic/sign.js";
import { equationText } from "./certificate-text.js";
import { type ExactCurrent } from "./exact-current.js";
import { PI } from "./parameter.js";

/** Whether heat is rectified: for no parameters, for all, for all but those of `vanishesIff`, or not known. */
export type Rectifies = "never" | "always" | "conditionally" | "undecided";

/** The parity identity and what follows from it. */
export interface ParityVerdict {
  readonly even: EvenPart;
  readonly coefficients: readonly ThermalCoefficient[];
  readonly solution: Solution;
  readonly rectifies: Rectifies;
  /** Rectification is absent iff all equations of one inner list hold. */
  readonly vanishesIff: readonly (readonly string[])[];
  /** The same with π as a symbol like any other: equations in π alone are kept, which the number does not satisfy. */
  readonly asSymbols: Pick<ParityVerdict, "rectifies" | "vanishesIff">;
}

/** What is assumed of each parameter of a current, in the order of its variables. */
export function assumptionsOf(current: ExactCurrent): readonly Assumption[] {
  return current.parameters.map((p) => p.assumption);
}

/** Decides for which parameters J(Δ) + J(−Δ) vanishes identically in the temperatures. */
export function parityVerdict(current: ExactCurrent): ParityVerdict {
  const even = evenPart(current.variables, current.current);
  const coefficients = thermalCoefficients(current.variables, even.value.numerator);
  const values = coefficients.map((c) => c.value);
  const solution = solvePositive(values, assumptionsOf(current), differences(current));
  const names = current.variables.parameters;
  const pi = names.indexOf(PI);
  // π is transcendental: no equation in it alone, with integer coefficients, holds.
  const holds = (e: Polynomial): boolean => !variablesOf(e).every((i) => i === pi);
  const leaves = solution.leaves.filter((leaf) => leaf.equations.every(holds));
  return {
    even,
    coefficients,
    solution,
    ...verdict(values, { ...solution, leaves }, names),
    asSymbols: verdict(values, solution, names),
  };
}

/** Differences of parameters that correspond to each other at the two ends: factors one expects. */
export function differences(current: ExactCurrent): Polynomial[] {
  const names = current.variables.parameters;
  return names.flatMap((name, i) => {
    if (!name.endsWith("_L")) return [];
    const j = names.indexOf(`${name.slice(0, -1)}R`);
    return j < 0 ? [] : [subtract(variablePower(i), variablePower(j))];
  });
}

function verdict(
  values: readonly Polynomial[],
  solution: Solution,
  names: readonly string[],
): { rectifies: Rectifies; vanishesIff: readonly (readonly string[])[] } {
  if (!solution.complete) {
    const equations = [...new Set(values.map((p) => equationText(p, names)))];
    return { rectifies: "undecided", vanishesIff: [equations] };
  }
  const vanishesIff = solution.leaves.map((l) => l.equations.map((e) => equationText(e, names)));
  if (vanishesIff.some((l) => l.length === 0)) return { rectifies: "never", vanishesIff };
  return { rectifies: vanishesIff.length === 0 ? "always" : "conditionally", vanishesIff };
}
