/**
 * When a current is odd in Δ: the parity identity of a junction, solved for its parameters. Short currents are brought to
 * closed form and all coefficients of the even part are looked at; longer ladders go by their parts (`conditions/parity/ladder-parity.ts`).
 */
import { type Corner } from "../../../symbolic/expansion/corner.js";
import {
  type EvenPart,
  evenPart,
  reversed,
  type ThermalCoefficient,
  thermalCoefficients,
} from "../../../symbolic/thermal/parity.js";
import { type Polynomial, variablePower, subtract } from "../../../symbolic/polynomial/polynomial.js";
import { subtract as subtractFractions } from "../../../symbolic/fraction/rational-function.js";
import { type Assumption } from "../../../symbolic/polynomial/sign.js";
import { type SolveOptions, solvePositive } from "../../../symbolic/solve/solve.js";
import { type Solution } from "../../../symbolic/solve/cases.js";
import { equationText } from "../../certificate/text.js";
import { type LadderParity, ladderCurrent, ladderParity } from "./ladder-parity.js";
import { InputError } from "../../input/errors.js";
import { type ExactCurrent } from "../../exact/ladder-current.js";
import { PI } from "../../input/names.js";

/** Whether heat is rectified: for no parameters, for all, for all but those of `vanishesIff`, or not known. */
export type Rectifies = "never" | "always" | "conditionally" | "undecided";

/** A coefficient whose vanishing is an equation for the parameters; at a corner of the thermal variables, or of all of them. */
export interface ParityCoefficient extends ThermalCoefficient {
  readonly corner?: Corner;
  readonly order?: number;
  readonly lead?: Polynomial;
}

/** How the parity was found: from the even part in closed form, or from the parts of a ladder. */
type ParityIdentity =
  | { readonly kind: "closed"; readonly even: EvenPart }
  | ({ readonly kind: "ladder" } & Pick<LadderParity, "ladder" | "mirror">);

/** The parity identity and what follows from it. */
export interface ParityVerdict {
  readonly identity: ParityIdentity;
  /** All vanish where the current is odd; of the closed form only there. */
  readonly coefficients: readonly ParityCoefficient[];
  readonly solution: Solution;
  readonly rectifies: Rectifies;
  /** Rectification is absent iff all equations of one inner list hold. */
  readonly vanishesIff: readonly (readonly string[])[];
}

/** Ladders from this length on go by their parts: the closed form grows with a power of the length. */
const FIRST_BY_PARTS = 3;
/** Longer ladders have no closed form that could be handled. */
const LONGEST_CLOSED = 8;

/** What is assumed of each parameter of a current, in the order of its variables. */
export function assumptionsOf(current: Pick<ExactCurrent, "parameters">): readonly Assumption[] {
  return current.parameters.map((p) => p.assumption);
}

/** What the solver of parameter equations knows of a current's parameters. */
export function solveOptions(current: ExactCurrent): SolveOptions {
  const pi = current.variables.parameters.indexOf(PI);
  const { rates } = current;
  return {
    assumptions: assumptionsOf(current),
    hints: [...differences(current), ...rateDifference(current)],
    ...(pi < 0 ? {} : { transcendental: pi }),
    ...(rates ? { present: [rates.L.numerator, rates.R.numerator] } : {}),
  };
}

/**
 * Decides for which parameters J(Δ) + J(−Δ) vanishes identically in the temperatures.
 * @param options.closed  use the closed form even where the parts of a ladder would do
 * @throws InputError for a long ladder whose parts do not settle it
 */
export function parityVerdict(current: ExactCurrent, options: { closed?: boolean } = {}): ParityVerdict {
  const solve = solveOptions(current);
  const names = current.variables.parameters;
  const ladder = ladderCurrent(current);
  const levels = (ladder?.weights.length ?? 0) + 1;
  if (ladder && levels >= FIRST_BY_PARTS && options.closed !== true) {
    const found = ladderParity(current, ladder, solve);
    if (found) {
      const { mirror, coefficients, solution } = found;
      const identity = { kind: "ladder", ladder, mirror } as const;
      return { identity, coefficients, solution, ...verdictOf(coefficients, solution, names) };
    }
  }
  if (ladder && levels > LONGEST_CLOSED) {
    throw new InputError(`the parity of ${levels} levels is not decided by their leading coefficients`, {
      hint: `for these baths give a ladder of at most ${LONGEST_CLOSED} levels`,
    });
  }
  const even = evenPart(current.variables, current.current);
  const coefficients = thermalCoefficients(current.variables, even.value.numerator);
  const values = coefficients.map((c) => c.value);
  const solution = solvePositive(values, solve);
  return {
    identity: { kind: "closed", even },
    coefficients,
    solution,
    ...verdictOf(coefficients, solution, names),
  };
}

/** The coefficients of k_L − k_R at one temperature: where they vanish, the two ends are alike. */
function rateDifference({ variables: v, rates }: ExactCurrent): Polynomial[] {
  if (!rates) return [];
  const { numerator } = subtractFractions(rates.L, reversed(v, rates.R));
  return thermalCoefficients(v, numerator).map((c) => c.value);
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

/** What a solution of the coefficients' equations says; where it leaves cases open, the raw equations are only necessary. */
export function verdictOf(
  coefficients: readonly ThermalCoefficient[],
  solution: Solution,
  names: readonly string[],
): { rectifies: Rectifies; vanishesIff: readonly (readonly string[])[] } {
  if (!solution.complete) {
    const equations = [...new Set(coefficients.map((c) => equationText(c.value, names)))];
    return { rectifies: "undecided", vanishesIff: [equations] };
  }
  const vanishesIff = solution.leaves.map((l) => l.equations.map((e) => equationText(e, names)));
  if (vanishesIff.some((l) => l.length === 0)) return { rectifies: "never", vanishesIff };
  return { rectifies: vanishesIff.length === 0 ? "always" : "conditionally", vanishesIff };
}
