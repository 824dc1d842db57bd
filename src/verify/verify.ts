/** `verify`: every independent way against every claim of the exact layer, junction by junction. */
import { InputError } from "../input/errors.js";
import { withNamedSpectra } from "../exact/named/named-spectra.js";
import { type Junction } from "../junction/junction.js";
import { levelsModel } from "../exact/levels-rates.js";
import { degreeIn } from "../../symbolic/polynomial/structure.js";
import { boltzmannIndex } from "../../symbolic/thermal/variables.js";
import { numericModel } from "../model/model.js";
import { secondOpinion, type SecondOpinion, SYSTEMS } from "./external-cas.js";
import { opinionsOn } from "./external-cas-questions.js";
import { type Check, type Unanswered } from "./comparison.js";
import { derive as honestDerive, type Derive } from "./derivation.js";
import { fluctuationChecks } from "./fluctuations.js";
import { identityChecks } from "./identities.js";
import { evaluationChecks, jetChecks, rateChecks, steadyStateChecks, type Subject } from "./numbers.js";
import { randomPoint } from "./random-point.js";
import { calculator, printedCoefficientChecks, printedCurrentChecks } from "./printed.js";

/** What was compared and how it went. */
export interface Verification {
  readonly checks: readonly Check[];
  readonly passed: number;
  readonly failed: number;
  /** What could not be compared, with the reason: neither passed nor failed. */
  readonly unanswered: readonly Unanswered[];
}

/** Options of {@link verify}. */
export interface VerifyOptions {
  /** Highest power of Δ compared with jets; default 8. */
  readonly order?: number;
  /** Highest power whose printed formula mathjs reads; default 4. */
  readonly printedOrder?: number;
  /** Time limit of each question to another system, in milliseconds; 0 asks none. Default 5000. */
  readonly opinionLimit?: number;
  /** No question is asked any more after this many milliseconds from the start; default none is held back. */
  readonly opinionBudget?: number;
  /** Seed of the points. */
  readonly seed?: number;
  /** Where the claims come from; tests hand in corrupted ones. */
  readonly derive?: Derive;
  /** Called when a junction is finished by this program or by one of the other systems. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * What one question about a single junction may take of the time of another system, in milliseconds: four of them in two threads, and the
 * threads that are started again after each limit, are to stay within ten seconds of processor time.
 */
export const SINGLE_OPINION_LIMIT = 1500;

/** With this part of the time left, the other systems get their questions in numbers, several times faster to answer. */
const HURRY = 0.5;

/** Longer ladders have coefficients of thousands of terms: the order is lowered with the number of levels. */
const ORDERS_OF_LADDERS = [8, 8, 8, 4, 3] as const;

/**
 * Verifies junctions, one after the other; then nerdamer and Algebrite are asked, in threads of their own. Node only.
 * @throws InputError for a junction whose rates have no numbers
 */
export async function verify(
  junctions: readonly Junction[],
  options: VerifyOptions = {},
): Promise<Verification> {
  const {
    opinionLimit = 5000,
    opinionBudget = Infinity,
    derive = honestDerive,
    seed = 1,
    onProgress,
  } = options;
  const begin = performance.now();
  const calculate = await calculator();
  const checks: Check[] = [];
  const unanswered: Unanswered[] = [];
  const opinions = opinionLimit > 0 ? SYSTEMS.map(secondOpinion) : [];
  const steps = junctions.length * (1 + opinions.length);
  let done = 0;
  const subjects: (readonly [Subject, number])[] = [];
  for (const [index, junction] of junctions.entries()) {
    try {
      const subject = subjectOf(junction, derive, seed + index);
      checks.push(...ownChecks(subject, derive, options));
      const printed = printedCoefficientChecks(subject, printedOrder(junction, options), calculate);
      checks.push(...printed.checks, ...printedCurrentChecks(subject, calculate));
      unanswered.push(...printed.unanswered);
      subjects.push([subject, seed + index]);
    } catch (error) {
      if (!(error instanceof InputError) || junctions.length === 1) throw error;
      unanswered.push({ name: "everything", junction: junction.name, reason: error.message });
    }
    onProgress?.(++done, steps);
  }
  // Only now: while this thread computes it would read their answers too late and call them timed out.
  const askAll = async (opinion: SecondOpinion): Promise<void> => {
    for (const [subject, at] of subjects) {
      const left = opinionBudget - (performance.now() - begin);
      const limit = Math.min(opinionLimit, Math.max(0, left));
      const result = await opinionsOn(subject.derivation, opinion, at, limit, left < HURRY * opinionBudget);
      checks.push(...result.checks);
      unanswered.push(...result.unanswered);
      onProgress?.(++done, steps);
    }
  };
  try {
    await Promise.all(opinions.map(askAll));
  } finally {
    await Promise.all(opinions.map((o) => o.close()));
  }
  const order = new Map(junctions.map(({ name }, i) => [name, i]));
  const sorted = <C extends { readonly junction: string }>(list: C[]): C[] =>
    list.sort((a, b) => (order.get(a.junction) ?? 0) - (order.get(b.junction) ?? 0));
  const passed = checks.filter((c) => c.ok).length;
  return {
    checks: sorted(checks),
    passed,
    failed: checks.length - passed,
    unanswered: sorted(unanswered),
  };
}

/**
 * A junction with its claims, at a point of its own. Where no exact form is possible in symbols (levels whose order
 * depends on the parameters, or too many of them), the claims are made with the parameters bound to that point.
 * @throws InputError where even that has no exact form of a size to be written down
 */
function subjectOf(given: Junction, derive: Derive, seed: number): Subject {
  const junction = withNamedSpectra(given);
  const values = randomPoint(junction, numericModel(junction), seed);
  const claims = (at: Junction): Subject => {
    requireSmallExponents(at);
    const model = numericModel(at);
    return { junction: at, derivation: derive(at), model, values: randomPoint(at, model, seed) };
  };
  try {
    return claims(junction);
  } catch (error) {
    if (!(error instanceof InputError) || junction.subsystem.kind !== "levels") throw error;
    const bound = new Map([...values].filter(([name]) => name !== "T_a" && name !== "Delta"));
    try {
      // With an order of the levels couplings at their gaps may have become symbols.
      return claims(withNamedSpectra({ ...junction, bound }));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(`no exact form to verify, in symbols or at a point: ${error.what}`, {
        where: junction.name,
        hint: "evaluate and expand answer by enclosures where everything is bound",
      });
    }
  }
}

/** Numerical gaps such as 0.70003 and 1 make X^70003 of one X: such polynomials are not formed. */
const LARGEST_EXPONENT = 150;

/** @throws InputError if the gaps of the junction make larger exponents than {@link LARGEST_EXPONENT} */
function requireSmallExponents(junction: Junction): void {
  if (junction.subsystem.kind !== "levels") return;
  const { field, transitions } = levelsModel(junction);
  const { variables } = field;
  for (const { left, right } of transitions) {
    for (const { numerator, denominator } of [left.up, right.up]) {
      for (const side of ["L", "R"] as const) {
        variables.energies.forEach((_, i) => {
          const index = boltzmannIndex(variables, side, i);
          if (Math.max(degreeIn(numerator, index), degreeIn(denominator, index)) <= LARGEST_EXPONENT) return;
          throw new InputError(
            "the gaps have no small common measure: the exact current would not fit in memory",
            {
              where: junction.name,
              hint: "use gaps with few decimals, or leave them symbols",
            },
          );
        });
      }
    }
  }
}

function ownChecks(subject: Subject, derive: Derive, options: VerifyOptions): Check[] {
  return [
    ...jetChecks(subject, options.order ?? defaultOrder(subject.junction)),
    ...rateChecks(subject),
    ...evaluationChecks(subject),
    ...steadyStateChecks(subject),
    ...identityChecks(subject, derive),
    ...fluctuationChecks(subject),
  ];
}

function defaultOrder({ subsystem }: Junction): number {
  if (subsystem.kind !== "ladder") return 2;
  return subsystem.levels === "infinite" ? 8 : (ORDERS_OF_LADDERS[subsystem.levels] ?? 2);
}

function printedOrder(junction: Junction, { printedOrder: asked = 4, order }: VerifyOptions): number {
  return Math.min(asked, order ?? defaultOrder(junction));
}
