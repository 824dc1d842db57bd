/** Junctions: a subsystem between a left and a right bath, with the values bound to its parameters. */
import type { ExactNumber, Expression } from "../../symbolic/expression/expression.js";
import type { Bath, Side } from "./bath.js";
import { mergeParameters, type Parameter } from "../input/names.js";
import type { Units } from "./units.js";
import { subsystemParameters, type Subsystem } from "./ladder.js";

/** A coupling as a function of the gap that formulas know by name: at each gap one positive number. */
export interface NamedSpectrum {
  /** `Gamma_L`. */
  readonly name: string;
  /** The ends it stands at. */
  readonly sides: readonly Side[];
  /** The function, in omega and parameters; absent where only its name is known. */
  readonly definition?: Expression;
  /** Its symbols, such as `Gamma_L(omega_1)`, with the gaps they belong to as the junction has them. */
  readonly values: readonly { readonly name: string; readonly gap: Expression }[];
}

/** What is assumed of parameters besides their signs: greater > less, or ≥ where it is not strict. */
export interface Inequality {
  readonly greater: Expression;
  readonly less: Expression;
  readonly strict: boolean;
}

/** A two-terminal junction as plain data. The bath temperatures are not part of it. */
export interface Junction {
  /** Canonical name, such as `spin-TLS-metal`. */
  readonly name: string;
  readonly left: Bath;
  readonly right: Bath;
  readonly subsystem: Subsystem;
  /** All parameters, free or bound, in printing order. T_a and Delta are not among them. */
  readonly parameters: readonly Parameter[];
  /** Values that the junction file gives; `--at` overrides them. */
  readonly bound: ReadonlyMap<string, ExactNumber>;
  /** Values by which levels are ordered where the free parameters leave their order open: a formula then holds for that order. */
  readonly orderAt?: ReadonlyMap<string, ExactNumber>;
  /** What the numbers of a junction file are measured in; absent where ħ = k_B = 1. */
  readonly units?: Units;
  /** Couplings that formulas hold by name, one symbol at each gap (`exact/named/named-spectra.ts`); empty where they are to be written out. */
  readonly spectra?: readonly NamedSpectrum[];
  /** The gap of a ladder where formulas hold it by name, since it is no rational function of the parameters. */
  readonly namedGap?: { readonly name: string; readonly value: Expression };
  /** Inequalities that decide signs which the parameters leave open, such as the order of two levels. */
  readonly inequalities?: readonly Inequality[];
  /** True to go on where a formula is estimated to be too large. */
  readonly force?: boolean;
  /** Terms × digits that a formula may have when it is written out (`input/size-limit.ts`). */
  readonly limit?: number;
}

/** A junction from its parts: named canonically, its parameters collected. */
export function junction(
  left: Bath,
  subsystem: Subsystem,
  right: Bath,
  bound: ReadonlyMap<string, ExactNumber> = new Map(),
): Junction {
  return {
    name: `${nameOf(left)}-${subsystem.label}-${nameOf(right)}`,
    left,
    right,
    subsystem,
    parameters: mergeParameters([left.parameters, right.parameters, subsystemParameters(subsystem)]),
    bound,
  };
}

/** The junction with some of its parts exchanged; units, bound values and what else it carries stay, its name too. */
export function withParts(
  original: Junction,
  parts: Partial<Pick<Junction, "left" | "subsystem" | "right" | "bound">>,
): Junction {
  const { left, subsystem, right } = { ...original, ...parts };
  const { parameters } = junction(left, subsystem, right);
  return { ...original, ...parts, parameters };
}

function nameOf(bath: Bath): string {
  return "metal" in bath ? "metal" : bath.kind;
}

/** The junction with what its file binds left free, except for what `values` bind; levels keep the order they have there. */
export function withNamesKept(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber> = new Map(),
): Junction {
  return { ...junction, bound: new Map(), orderAt: new Map([...junction.bound, ...values]) };
}
