/**
 * Subsystems: equidistant ladders (two levels (15), oscillator (14), truncated oscillator, large spin), which share
 * one formula, and general levels with a coupling matrix at each end (11)–(12).
 */
import type { HamiltonianModel } from "../../numeric/junction/level-model.js";
import type { Expression, ExactNumber } from "../../symbolic/expression/expression.js";
import { knownFunction } from "../../symbolic/expression/functions.js";
import { operands, symbol, symbolsOf } from "../expression/tree.js";
import { InputError } from "../input/errors.js";
import { exactNumber, formatExactNumber } from "../input/exact-number.js";
import { parameter, type Parameter } from "../input/names.js";
import type { CoherentLevels } from "./coherent-levels.js";

/** Levels 0, ω, 2ω, … where only neighbours are coupled. */
export interface Ladder {
  readonly kind: "ladder";
  /** Canonical shorthand: `TLS`, `HO`, `ladder:4`, `spin:3/2`. */
  readonly label: string;
  readonly levels: number | "infinite";
  /** |S_n|² between the levels n−1 and n, for n = 1 … levels−1; `"oscillator"` is |S_n|² = n without end. */
  readonly weights: readonly bigint[] | "oscillator";
  /** ω, the distance of neighbours. */
  readonly gap: Expression;
}

/** A parameter of a Hamiltonian that made way for the root in its energies, so that they are exact (`junction/hamiltonian/levels-of-hamiltonian.ts`). */
export interface Exchange {
  /** The new parameter. */
  readonly name: string;
  /** What it stands for, in those of the file. */
  readonly value: Expression;
  /** The one that is gone. */
  readonly replaces: string;
}

/** A Hamiltonian and what the baths couple to, in the names of the junction file. */
export interface WrittenHamiltonian {
  readonly sites: readonly { readonly kind: "spin" | "oscillator" | "levels"; readonly size: number }[];
  readonly H: Expression;
  readonly S_L: Expression;
  readonly S_R: Expression;
  /** What the file binds of their parameters. */
  readonly values: ReadonlyMap<string, ExactNumber>;
}

/** Any N levels with real symmetric coupling matrices; equal at both ends unless the file says otherwise. */
export interface Levels {
  readonly kind: "levels";
  readonly label: string;
  readonly energies: readonly Expression[];
  readonly S_L: readonly (readonly Expression[])[];
  readonly S_R: readonly (readonly Expression[])[];
  /**
   * Present if energies and matrix elements come from a numerical diagonalisation, so that the exact layer refuses
   * them: the names of the parameters whose values went into it.
   */
  readonly approximate?: readonly string[];
  /** With `approximate`: the Hamiltonian in its product basis, exactly, from which certified digits are enclosed. */
  readonly hamiltonian?: HamiltonianModel | undefined;
  /** Present if the signs of some matrix elements depend on the parameters and were left open: the rate equation needs none. */
  readonly unsigned?: true;
  /** Parameters of the file that others took the place of. */
  readonly exchanges?: readonly Exchange[] | undefined;
  /** The Hamiltonian that the levels are those of. */
  readonly written?: WrittenHamiltonian | undefined;
  /** Present if the levels are those of `written` at each point anew, in its own parameters: energies and couplings stand for none. */
  readonly pointwise?: true;
}

export type Subsystem = Ladder | Levels | CoherentLevels;

/** The kinds of subsystem of a junction file. */
export const SUBSYSTEM_KINDS = ["TLS", "HO", "ladder", "spin", "levels", "hamiltonian"] as const;

/** Longer ladders are oscillators for every purpose, and their formulas would fill the memory. */
export const MOST_LEVELS = 1000;

/** The subsystems as a user sees them. */
export const SUBSYSTEMS: readonly {
  readonly shorthand: string;
  readonly description: string;
  readonly equation: string;
}[] = [
  { shorthand: "TLS", description: "two levels", equation: "(15)" },
  { shorthand: "HO", description: "harmonic oscillator", equation: "(14)" },
  { shorthand: "ladder:M", description: "oscillator truncated to M levels, M >= 2", equation: "(11)-(13)" },
  { shorthand: "spin:S", description: "large spin, S = 1/2, 1, 3/2, ...", equation: "(11)-(13)" },
];

const OMEGA = symbol("omega");

/** Two levels: one transition with |S_1|² = 1 (15). */
export function twoLevels(gap: Expression = OMEGA): Ladder {
  return { kind: "ladder", label: "TLS", levels: 2, weights: [1n], gap };
}

/** Harmonic oscillator: |S_n|² = n for every n ≥ 1 (14). */
export function oscillator(gap: Expression = OMEGA): Ladder {
  return { kind: "ladder", label: "HO", levels: "infinite", weights: "oscillator", gap };
}

/** Oscillator truncated to M levels: |S_n|² = n, n = 1 … M−1. @throws InputError unless 2 ≤ M ≤ MOST_LEVELS. */
export function truncatedOscillator(levels: number, gap: Expression = OMEGA): Ladder {
  if (!Number.isInteger(levels) || levels < 2 || levels > MOST_LEVELS) {
    throw new InputError(`a ladder cannot have ${levels} levels`, {
      hint: `ladder:M takes an integer M from 2 to ${MOST_LEVELS}; the full oscillator is HO`,
    });
  }
  const weights = Array.from({ length: levels - 1 }, (_, i) => BigInt(i + 1));
  return { kind: "ladder", label: `ladder:${levels}`, levels, weights, gap };
}

/** Spin S coupled by S₊ + S₋: |S_n|² = n(2S + 1 − n), n = 1 … 2S. @throws InputError unless S is a half-integer. */
export function largeSpin(spin: ExactNumber, gap: Expression = OMEGA): Ladder {
  const twice = (2n * spin.numerator) / spin.denominator;
  const halfInteger = 2n % spin.denominator === 0n && twice >= 1n;
  if (!halfInteger || twice >= BigInt(MOST_LEVELS)) {
    throw new InputError(`a spin cannot be ${formatExactNumber(spin)}`, {
      hint: `spin:S takes S = 1/2, 1, 3/2, … up to ${formatSpin(BigInt(MOST_LEVELS) - 1n)}`,
    });
  }
  const count = Number(twice);
  const weights = Array.from({ length: count }, (_, i) => BigInt(i + 1) * (twice - BigInt(i)));
  return { kind: "ladder", label: `spin:${formatSpin(twice)}`, levels: count + 1, weights, gap };
}

function formatSpin(twice: bigint): string {
  const { numerator, denominator } = exactNumber(twice, 2n);
  return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;
}

/** Parameters of a subsystem: those of its gap or energies, then those of its coupling matrices. */
export function subsystemParameters(subsystem: Subsystem): readonly Parameter[] {
  const energies = subsystem.kind === "ladder" ? [subsystem.gap] : subsystem.energies;
  const elements = subsystem.kind === "ladder" ? [] : [...subsystem.S_L.flat(), ...subsystem.S_R.flat()];
  const sized = new Set(energies.flatMap(symbolsOfSizes));
  const gaps = energies
    .flatMap(symbolsOf)
    .map((name) =>
      sized.has(name)
        ? parameter(name, "gap", "gap or energy of the subsystem")
        : parameter(name, "other", "angle in an energy of the subsystem", "real"),
    );
  const others = elements
    .flatMap(symbolsOf)
    .map((name) => parameter(name, "other", "matrix element of the coupling", "real"));
  const splittings = (subsystem.kind === "coherent" ? subsystem.splitting.flat() : [])
    .flatMap(symbolsOf)
    .map((name) => parameter(name, "other", "splitting of levels", "real"));
  return [...gaps, ...splittings, ...others];
}

/** The symbols of an energy outside of cos and sin, whose angles may have either sign. */
function symbolsOfSizes(e: Expression): readonly string[] {
  if (e.type === "symbol") return [e.name];
  if (e.type === "call" && knownFunction(e.name)?.kind === "circular") return [];
  return operands(e).flatMap(symbolsOfSizes);
}
