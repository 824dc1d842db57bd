/**
 * What becomes of the statistics of the heat, and of the noise, under Δ → −Δ: whether G(λ; −Δ) = G(−λ; Δ), whether S(−Δ) = S(Δ), for
 * which parameters (docs/fluctuations.md). Of one mode K and k_Lk_R decide, of others the mean current and the
 * characteristic polynomial.
 */
import {
  changeUnderReversal,
  type ThermalCoefficient,
  thermalCoefficients,
} from "../../symbolic/thermal/parity.js";
import { divideExactly, type Polynomial } from "../../symbolic/polynomial/polynomial.js";
import { substituteAll } from "../../symbolic/polynomial/substitution.js";
import { add, multiply, type RationalFunction } from "../../symbolic/fraction/rational-function.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { type Leaf, type Solution } from "../../symbolic/solve/cases.js";
import { solvePositive } from "../../symbolic/solve/solve.js";
import {
  type CertificateChange,
  MODE_CHANGES,
  REVERSAL_LEMMA,
  REVERSAL_STATEMENTS,
  type ReversalCertificate,
  RUNG_CHANGES,
} from "../certificate/format.js";
import { certificateNames } from "../certificate/names.js";
import { equationText, fractionText, monomialText, polynomialText } from "../certificate/text.js";
import {
  parityVerdict,
  type ParityVerdict,
  type Rectifies,
  solveOptions,
  verdictOf,
} from "../conditions/parity/parity.js";
import {
  buildCertificate,
  certificateHeader,
  certificateSystems,
  ladderModel,
} from "../conditions/proof/build.js";
import { isOneMode, modeCounting, modeCumulants } from "../exact/counting.js";
import { requirePopulationsAlone } from "../exact/no-steady-state.js";
import { type ExactCurrent, exactCurrent, thermalField } from "../exact/ladder-current.js";
import { levelsModel } from "../exact/levels-rates.js";
import { withNamedSpectra } from "../exact/named/named-spectra.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { characteristicChange } from "./characteristic.js";
import { firstChangedCumulant } from "./first-cumulant.js";

/** The statistics, or the noise alone. */
export type ReversalOf = "statistics" | "noise";

/** For which parameters something does not rectify; `[]` for none, `[[]]` for all. */
interface Answer {
  readonly rectifies: Rectifies;
  readonly vanishesIff: readonly (readonly string[])[];
}

/** What is known of a quantity under Δ → −Δ. */
export interface Reversal extends Answer {
  readonly junction: Junction;
  readonly of: ReversalOf;
  /** The mean current, by `conditions`. */
  readonly mean: Answer;
  /** Of one mode: where each of K and k_Lk_R is unchanged, or S: systems as in `vanishesIff`, undefined where that is open. */
  readonly parts: readonly {
    readonly name: string;
    readonly iff: readonly (readonly string[])[] | undefined;
  }[];
  /** Of other junctions: systems on which the characteristic polynomial is unchanged, where more is not known. */
  readonly sufficient?: readonly (readonly string[])[];
  /** The first cumulant that is not even or odd as its order, in general and where the mean current is odd. */
  readonly first: readonly { readonly where: readonly string[]; readonly order: number }[];
  /** False if the answer is for energies without integer relations among them. */
  readonly everywhere: boolean;
  readonly noHeat?: string;
  /** For `check-proof`; where there is none, why. */
  readonly certificate: ReversalCertificate | string;
}

/**
 * Decides whether the statistics, or the noise, is rectified.
 * @param values exact values of some parameters
 * @throws InputError for levels that keep coherences, that fall apart, and rates that are not rational
 */
export function reversalOf(
  given: Junction,
  of: ReversalOf,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
): Reversal {
  requirePopulationsAlone(given, of === "noise" ? "the noise" : "the statistics");
  const junction = withNamedSpectra(given, values);
  const current = exactCurrent(junction, values);
  const mean = parityVerdict(current);
  const { rectifies, vanishesIff } = mean;
  const common = {
    junction,
    of,
    mean: { rectifies, vanishesIff },
    everywhere: current.variables.energies.length <= 1,
    ...(current.noHeat === undefined ? {} : { noHeat: current.noHeat }),
  };
  if (current.noHeat !== undefined)
    return {
      ...common,
      rectifies: "never",
      vanishesIff: [[]],
      parts: [],
      first: [],
      certificate: "no heat flows",
    };
  return isOneMode(junction)
    ? { ...common, ...ofMode(current, mean, of, values) }
    : { ...common, ...byMean(current, mean, of, values) };
}

type Decided = Omit<Reversal, "junction" | "of" | "mean" | "everywhere" | "noHeat">;

/** A value with its change. */
interface Change {
  readonly name: string;
  readonly value: RationalFunction;
  readonly change: ReturnType<typeof changeUnderReversal>;
  readonly coefficients: readonly ThermalCoefficient[];
}

function changesOf(
  { variables: v }: ExactCurrent,
  list: readonly (readonly [name: string, value: RationalFunction])[],
): readonly Change[] {
  return list.map(([name, value]) => {
    const change = changeUnderReversal(v, value);
    return { name, value, change, coefficients: thermalCoefficients(v, change.value.numerator) };
  });
}

function ofMode(
  current: ExactCurrent,
  mean: ParityVerdict,
  of: ReversalOf,
  values: ReadonlyMap<string, ExactNumber>,
): Decided {
  const { junction, variables: v } = current;
  const mode = modeCounting(junction, values);
  if (!mode) throw new Error("internal: not one mode");
  const changes = changesOf(
    current,
    of === "noise"
      ? [["S", modeCumulants(mode, 2)[1] as RationalFunction]]
      : [
          [MODE_CHANGES[0], mode.relaxation],
          [MODE_CHANGES[1], multiply(mode.left.k, mode.right.k)],
        ],
  );
  const coefficients = changes.flatMap((c) => c.coefficients);
  const solution = solvePositive(
    coefficients.map((c) => c.value),
    solveOptions(current),
  );
  const verdict = verdictOf(coefficients, solution, v.parameters);
  const names = certificateNames(v);
  const poly = (p: Polynomial): string => polynomialText(p, names.all);
  return {
    ...verdict,
    parts: changes.map(({ name, coefficients: own }) => {
      const part = solvePositive(
        own.map((c) => c.value),
        solveOptions(current),
      );
      return { name, iff: part.complete ? verdictOf(own, part, v.parameters).vanishesIff : undefined };
    }),
    first: of === "noise" ? [] : firstOf(current, mean, of, verdict.rectifies, values),
    certificate: {
      ...certificateHeader(current, values),
      ...certificateSystems(
        current,
        { solution, ...verdict },
        { mustVanish: coefficients.map((c) => c.value), hypothesis: (i) => i },
      ),
      identity: "closed form",
      ...ladderModel(current, values, poly),
      theorem: of === "noise" ? "reversal of the noise" : "reversal of the statistics",
      statement: REVERSAL_STATEMENTS[of === "noise" ? "noise" : "mode"],
      lemma: of === "noise" ? [] : REVERSAL_LEMMA,
      changes: changes.map((c) => changeText(c, current)),
    },
  };
}

function changeText(
  { name, value, change, coefficients }: Change,
  { variables: v }: ExactCurrent,
): CertificateChange {
  const names = certificateNames(v);
  const poly = (p: Polynomial): string => polynomialText(p, names.all);
  return {
    name,
    value: fractionText(value, poly),
    change: { ...fractionText(change.value, poly), cofactor: poly(change.cofactor) },
    coefficients: coefficients.map((c) => ({
      monomial: monomialText([...v.parameters.map(() => 0), ...c.exponents], names.all),
      value: poly(c.value),
    })),
  };
}

/** Where the mean is odd: whether the characteristic polynomial is unchanged there. */
function byMean(
  current: ExactCurrent,
  mean: ParityVerdict,
  of: ReversalOf,
  values: ReadonlyMap<string, ExactNumber>,
): Decided {
  const { junction, variables: v } = current;
  const ladder = junction.subsystem.kind === "ladder";
  let changes: readonly Change[] = [];
  let must: readonly Polynomial[] | string;
  if (ladder) {
    changes = rungChanges(current, values);
    must = changes.flatMap((c) => c.coefficients.map((x) => x.value));
  } else must = attempt(() => characteristicChange(levelsModel(junction, values)));
  const { solution } = mean;
  const unknown = {
    rectifies: "undecided" as const,
    vanishesIff: mean.vanishesIff,
    parts: [],
    first: firstOf(current, mean, of, "undecided", values),
  };
  // Without free parameters one exact point settles it.
  if (of === "noise" && v.parameters.length === 0 && unknown.first.length > 0)
    return {
      ...unknown,
      rectifies: "always",
      vanishesIff: [],
      certificate: "decided by the exact value of S at one point of the thermal variables",
    };
  if (typeof must === "string") return { ...unknown, certificate: must };
  const conditions = must;
  const holding = solution.leaves.filter((leaf) => conditions.every((p) => vanishesOn(p, leaf)));
  const sufficient = holding.map((leaf) => leaf.equations.map((e) => equationText(e, v.parameters)));
  if (!solution.complete) return { ...unknown, certificate: "the verdict on the mean current is undecided" };
  // Where the mean is rectified the noise need not be: only a vanishing of all of G says something of S.
  const never = holding.some((leaf) => leaf.equations.length === 0);
  if (holding.length < solution.leaves.length || (of === "noise" && !never))
    return {
      ...unknown,
      vanishesIff: of === "noise" ? [] : mean.vanishesIff,
      sufficient,
      certificate:
        of === "noise"
          ? "for which parameters the noise of more than one mode is even is not solved for"
          : "the mean current is odd where the statistics is rectified",
    };
  const stated = { rectifies: mean.rectifies, vanishesIff: mean.vanishesIff, parts: [] };
  const first = firstOf(current, mean, of, mean.rectifies, values);
  if (of === "noise")
    return { ...stated, first, certificate: "that of the statistics, of which this is a part" };
  if (!ladder && conditions.length > 0 && solution.leaves.some((l) => l.last !== undefined))
    return { ...stated, first, certificate: "a system ends in an equation that is not solved" };
  return {
    ...stated,
    first,
    certificate: {
      ...(buildCertificate(current, mean, values, ladder ? conditions : []) as Extract<
        ReturnType<typeof buildCertificate>,
        { identity: "parts" }
      >),
      theorem: "reversal of the statistics",
      statement: REVERSAL_STATEMENTS[ladder ? "ladder" : "levels"],
      lemma: [],
      changes: changes.map((c) => changeText(c, current)),
    },
  };
}

function attempt(work: () => readonly Polynomial[]): readonly Polynomial[] | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

/** The quantities of a rung: where they do not change, neither does the statistics of a ladder of any length. */
function rungChanges(current: ExactCurrent, values: ReadonlyMap<string, ExactNumber>): readonly Change[] {
  const { junction, rates } = current;
  const { subsystem } = junction;
  if (subsystem.kind !== "ladder" || !rates) throw new Error("internal: not a ladder");
  const field = thermalField(junction, [subsystem.gap], values);
  const [XL, XR] = [field.boltzmann("L", subsystem.gap), field.boltzmann("R", subsystem.gap)];
  return changesOf(current, [
    [RUNG_CHANGES[0], add(rates.L, rates.R)],
    [RUNG_CHANGES[1], add(multiply(rates.L, XL), multiply(rates.R, XR))],
    [RUNG_CHANGES[2], multiply(rates.L, rates.R)],
  ]);
}

/** Whether a polynomial is zero where a system holds. */
function vanishesOn(p: Polynomial, { substitutions, last }: Leaf): boolean {
  const there = substituteAll(p, substitutions);
  return there === 0n || (last !== undefined && divideExactly(there, last) !== undefined);
}

/** The first cumulant whose parity fails, S for the noise: in general, and on each system on which the mean current is odd. */
function firstOf(
  current: ExactCurrent,
  mean: ParityVerdict,
  of: ReversalOf,
  rectifies: Rectifies,
  values: ReadonlyMap<string, ExactNumber>,
): Reversal["first"] {
  if (rectifies === "never") return [];
  const everything: Solution["leaves"][number] = { equations: [], substitutions: [] };
  const names = current.variables.parameters;
  return [everything, ...mean.solution.leaves.filter((l) => l.equations.length > 0)].flatMap((leaf) => {
    const order = firstChangedCumulant(current, leaf, values, of === "noise" ? 2 : 1);
    return order === undefined || (of === "noise" && order > 2)
      ? []
      : [{ where: leaf.equations.map((e) => equationText(e, names)), order }];
  });
}
