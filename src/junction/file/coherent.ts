/**
 * The master equation that a junction file asks for: `equation` and `clusters`, and what they make of its subsystem.
 *
 * Without an `equation` the rate equation (12) stands, unless levels of exactly one energy are driven together by a bath: then
 * the secular equation keeps their coherence.
 */
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { coherentPair } from "../../exact/degenerate-levels.js";
import { levelGraph } from "../../exact/level-graph.js";
import { sameFunction } from "../../expression/normal-form.js";
import { CONSTANT_RULES } from "../../expression/parse.js";
import { excerpt, InputError } from "../../input/errors.js";
import { exactNumber, parseExactNumber } from "../../input/exact-number.js";
import { placed } from "../../input/validate.js";
import {
  type BareLevels,
  type Cluster,
  type CoherentLevels,
  coherentLevels,
  type Equation,
} from "../coherent-levels.js";
import { localLevels, productLevels, stateNumber } from "../hamiltonian/product-levels.js";
import { parseSite, type Site } from "../hamiltonian/product-space.js";
import { hamiltonianLevels, type HamiltonianOperators } from "../hamiltonian/levels-of-hamiltonian.js";
import { junction, type Junction, withParts } from "../junction.js";
import { generalLevels } from "../levels.js";
import { type Levels, type Subsystem } from "../ladder.js";
import { type ExpressionReader } from "./expression-reader.js";
import { type JunctionData, type SubsystemData } from "./schema.js";

/** Past this the coherences that are left out are no small correction. */
const DEFAULT_THRESHOLD = exactNumber(1, 10);

type LevelsData = Extract<SubsystemData, { readonly kind: "levels" }>;
type HamiltonianData = Extract<SubsystemData, { readonly kind: "hamiltonian" }>;

/** How the operators and matrices of a subsystem are read. */
export interface SubsystemReaders {
  readonly levels: (data: LevelsData) => BareLevels;
  readonly hamiltonian: (data: HamiltonianData) => {
    readonly sites: readonly Site[];
    readonly operators: HamiltonianOperators;
  };
}

/**
 * The subsystem with the equation of its file; undefined where the file names none, or a ladder's, whose levels are
 * driven one by one.
 * @throws InputError for an equation that the subsystem cannot take
 */
export function coherentSubsystem(
  { subsystem, equation, clusters, parameters }: JunctionData,
  read: ExpressionReader,
  readers: SubsystemReaders,
): CoherentLevels | undefined {
  if (equation === undefined) {
    if (clusters !== undefined)
      throw new InputError("clusters need an equation", {
        where: "clusters",
        hint: 'add "equation": "unified"',
      });
    requireNoV(subsystem, "equation");
    return undefined;
  }
  if (clusters !== undefined && equation !== "unified")
    throw new InputError(`the ${equation} equation has no clusters`, {
      where: "clusters",
      hint: 'clusters belong to "unified"',
    });
  if (subsystem.kind !== "levels" && subsystem.kind !== "hamiltonian") {
    if (equation !== "redfield") return undefined;
    throw new InputError("Redfield's equation is for levels and Hamiltonians", {
      where: "equation",
      hint: "write the ladder as levels with its coupling matrix",
    });
  }
  if (equation === "secular") {
    requireNoV(subsystem, "equation");
    return undefined;
  }
  if (equation === "local" && subsystem.kind === "levels" && subsystem.V === undefined)
    throw new InputError("the levels have no parts for a local equation", {
      where: "equation",
      hint: "give a Hamiltonian of several parts, or levels with V between them",
    });
  const labels = labelsOf(subsystem);
  const bare = bareOf(subsystem, equation, readers, new Set(Object.keys(parameters ?? {})));
  if (equation !== "unified") return placed("subsystem", () => coherentLevels(bare, equation));
  return unified(bare, clusters, read, labels);
}

function requireNoV(subsystem: SubsystemData, where: string): void {
  if (subsystem.kind !== "levels" || subsystem.V === undefined) return;
  throw new InputError("V couples the levels, which are then no eigenstates of the rate equation", {
    where,
    hint: 'add "equation": "unified" with clusters, or "local"',
  });
}

/** Numbers of levels by what a cluster calls them. */
type Labels = (name: number | string) => number;

function labelsOf(subsystem: LevelsData | HamiltonianData): Labels {
  const sites = subsystem.kind === "hamiltonian" ? subsystem.parts.map((part) => parseSite(part)) : undefined;
  return (name) => {
    if (typeof name === "number") return name;
    const state = sites ? stateNumber(sites, name) : /^\d+$/.test(name) ? Number(name) : undefined;
    if (state !== undefined) return state;
    throw new InputError(`${excerpt(name)} is no level`, {
      where: "clusters",
      hint: sites
        ? "write a product state such as eg, e and g for spins, digits for other parts"
        : "levels are numbers from 0",
    });
  };
}

function bareOf(
  subsystem: LevelsData | HamiltonianData,
  equation: Equation,
  readers: SubsystemReaders,
  kept: ReadonlySet<string>,
): BareLevels {
  if (subsystem.kind === "levels") return readers.levels(subsystem);
  const { sites, operators } = readers.hamiltonian(subsystem);
  if (equation === "redfield") return placed("subsystem", () => eigenLevels(sites, operators, kept));
  const bare = placed("subsystem", () => productLevels(sites, operators));
  return equation === "local" ? { ...bare, ...placed("subsystem", () => localLevels(sites, bare)) } : bare;
}

/** The eigenstates of a Hamiltonian with the signs of their couplings. @throws InputError where they are not known exactly */
function eigenLevels(
  sites: readonly Site[],
  operators: HamiltonianOperators,
  kept: ReadonlySet<string>,
): BareLevels {
  const { energies, S_L, S_R, unsigned, exchanges } = hamiltonianLevels(sites, operators, kept);
  if (!unsigned && !exchanges) return { energies, V: undefined, S_L, S_R };
  throw new InputError("its eigenstates and the signs of their couplings are not known exactly", {
    where: "H",
    hint: "Redfield's equation needs them: give the levels with S_L and S_R, or take the equation unified or local",
  });
}

function unified(
  bare: BareLevels,
  clusters: JunctionData["clusters"],
  read: ExpressionReader,
  labels: Labels,
): CoherentLevels {
  if (clusters !== undefined && typeof clusters !== "string") {
    const list = clusters.map((c, i): Cluster => {
      const members = "levels" in c ? c.levels : c;
      const energy =
        "levels" in c && c.energy !== undefined
          ? read(c.energy, `clusters[${i}].energy`, CONSTANT_RULES)
          : undefined;
      return { levels: members.map(labels), energy };
    });
    return coherentLevels(bare, "unified", list);
  }
  const threshold = clusters === undefined ? DEFAULT_THRESHOLD : thresholdOf(clusters);
  const levels = coherentLevels(bare, "unified", equalEnergies(bare.energies));
  return { ...levels, automatic: { threshold, bare } };
}

/** Of `auto:x`. */
function thresholdOf(text: string): ExactNumber {
  const [word, value, ...rest] = text.split(":");
  if (word !== "auto" || rest.length > 0)
    throw new InputError(`${excerpt(text)} is not a choice of clusters`, {
      where: "clusters",
      hint: 'write "auto:0.1", or a list of lists of levels',
    });
  if (value === undefined) return DEFAULT_THRESHOLD;
  const threshold = placed("clusters", () => parseExactNumber(value));
  if (threshold.numerator > 0n) return threshold;
  throw new InputError("the threshold is not positive", {
    where: "clusters",
    hint: "levels closer than rate/threshold make a cluster",
  });
}

/** Sets of two and more levels of identically one energy. */
function equalEnergies(energies: readonly Expression[]): readonly Cluster[] {
  const sets: number[][] = [];
  energies.forEach((e, i) => {
    const set = sets.find(([first]) => sameFunction(energies[first as number] as Expression, e));
    if (set) set.push(i);
    else sets.push([i]);
  });
  return sets.filter((set) => set.length > 1).map((levels) => ({ levels }));
}

/**
 * The junction with the coherences that its rate equation would leave out: levels of one energy that a bath drives together.
 * Unchanged where there are none, or where the signs of its matrix elements are not known.
 */
export function withDegenerateCoherences(whole: Junction): Junction {
  const { subsystem } = whole;
  if (subsystem.kind !== "levels" || subsystem.approximate || subsystem.pointwise || subsystem.unsigned)
    return whole;
  const graph = levelGraph(whole);
  if (!graph || !coherentPair(graph)) return whole;
  const kept = keepingCoherences(subsystem);
  const { name } = junction(whole.left, kept, whole.right);
  return { ...withParts(whole, { subsystem: kept }), name };
}

/** Levels with the coherences between those of one energy. */
function keepingCoherences({ energies, S_L, S_R }: Levels): Subsystem {
  const { S_L: left, S_R: right } = generalLevels(energies, { S: undefined, S_L, S_R });
  return coherentLevels({ energies, V: undefined, S_L: left, S_R: right }, "secular");
}
