/**
 * The criterion (9), ⟨H_L⟩ ≠ ⟨H_R⟩ at one temperature, for two baths given by their modes, next to the exact verdicts on
 * the junctions that such baths make. Neither implies the other, and the cases where they part are named.
 */
import { DomainError } from "../../../numeric/arithmetic/errors.js";
import {
  type BathModes,
  compareMeanEnergies,
  type MeanEnergyComparison,
} from "../../../numeric/bath/mean-energy.js";
import { bathKind, bathRecord, type BuiltInBath, builtInBath } from "../../junction/bath.js";
import { parityVerdict } from "./parity.js";
import { doubleNamed } from "../../input/double.js";
import { InputError, excerpt } from "../../input/errors.js";
import { exactCurrent } from "../../exact/ladder-current.js";
import { exactNumber, parseExactNumber } from "../../input/exact-number.js";
import { junction } from "../../junction/junction.js";
import { largeSpin, oscillator, type Subsystem, twoLevels } from "../../junction/ladder.js";

/** A bath as it was described. */
export interface DescribedBath {
  readonly text: string;
  readonly modes: BathModes;
  /** Whose rates (16)–(19) it has; undefined for classical particles. */
  readonly kind: BuiltInBath | undefined;
}

/** The exact verdict on one junction of two baths of these kinds. */
export interface CriterionCase {
  readonly junction: string;
  readonly rectifies: "never" | "always" | "conditionally" | "undecided";
  /** Absent iff all equations of one inner list hold. */
  readonly vanishesIff: readonly (readonly string[])[];
  /** Where (9) and the verdict part, in words. */
  readonly remark: string | null;
}

/** (9) and the verdicts. */
export interface Criterion {
  readonly comparison: MeanEnergyComparison;
  readonly cases: readonly CriterionCase[];
}

const MOST_PARTICLES = 1000;
const HINT = "spin:ε1,ε2,…, solid:ω1,…, metal:ε1-μ,… or classical:n, classical:nxN for N particles in |q|^n";

/** A bath from its description, such as `solid:1,1.3`. @throws InputError saying what is wrong in it */
export function describedBath(text: string): DescribedBath {
  const [word = "", list = ""] = text.split(":");
  const kind = bathKind(word);
  const number = (entry: string): number => doubleNamed("an energy", parseExactNumber(entry.trim()));
  if (list === "" || (kind === undefined && word.toLowerCase() !== "classical")) {
    throw new InputError(`${excerpt(text)} describes no bath`, { hint: HINT });
  }
  if (kind === undefined) {
    const [exponent = "", particles = "1"] = list.split("x");
    const count = number(particles);
    if (!Number.isInteger(count) || count < 1 || count > MOST_PARTICLES) {
      throw new InputError(`${excerpt(particles)} particles`, {
        where: text,
        hint: `a whole number up to ${MOST_PARTICLES}`,
      });
    }
    return { text, kind, modes: { kind: "classical", exponent: number(exponent), particles: count } };
  }
  const energies = list.split(",").map(number);
  // Modes of any other bath are those of its statistics.
  const modes = kind === "metal" ? kind : bathRecord(kind).statistics === 1 ? "spin" : "oscillator";
  return { text, kind, modes: { kind: modes, energies } };
}

/**
 * Both sides of the comparison at the temperature T.
 * @throws InputError for energies or exponents out of their range
 */
export function criterion(left: DescribedBath, right: DescribedBath, temperature: number): Criterion {
  try {
    const comparison = compareMeanEnergies(left.modes, right.modes, temperature);
    return { comparison, cases: casesOf(left, right, comparison.energiesDiffer) };
  } catch (error) {
    if (error instanceof DomainError) throw new InputError(error.message);
    throw error;
  }
}

function casesOf(left: DescribedBath, right: DescribedBath, holds: boolean): CriterionCase[] {
  const [l, r] = [left.kind, right.kind];
  if (l === undefined || r === undefined) return [];
  return [twoLevels(), oscillator(), largeSpin(exactNumber(1))].map((subsystem: Subsystem) => {
    const j = junction(builtInBath(l, "L"), subsystem, builtInBath(r, "R"));
    const { rectifies, vanishesIff } = parityVerdict(exactCurrent(j));
    const remark = partingOf(holds, rectifies, vanishesIff);
    return { junction: j.name, rectifies, vanishesIff, remark };
  });
}

/** Where one of (9) and rectification is without the other; (9) says nothing of couplings. */
function partingOf(
  holds: boolean,
  rectifies: CriterionCase["rectifies"],
  vanishesIff: CriterionCase["vanishesIff"],
): string | null {
  if (holds && rectifies === "never") return "(9) holds, yet nothing is rectified";
  if (!holds && (rectifies === "always" || rectifies === "conditionally"))
    return "(9) fails, yet heat is rectified";
  if (!holds || rectifies !== "conditionally") return null;
  const lists = vanishesIff.map((list) => list.join(" and ")).join(", or ");
  return `(9) holds where ${lists} too, yet nothing is rectified there`;
}
