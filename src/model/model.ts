/** A junction as the plain data that the numeric layer receives: formulas for gaps and rates, and numbers, no more. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { type DomainModel } from "../../numeric/junction/domain.js";
import { type LevelModel } from "../../numeric/junction/level-model.js";
import { type BathModel, type LadderModel } from "../../numeric/junction/model.js";
import { type Bath, metalConstants } from "../junction/bath.js";
import { normalForms } from "../expression/normal-form.js";
import { symbol } from "../expression/tree.js";
import { coherentStructure } from "../exact/coherent-channels.js";
import { presentThermal } from "../exact/formula/thermal-fraction.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { replaceSymbol } from "../expression/substitute.js";
import { type CoherentLevels } from "../junction/coherent-levels.js";
import { type Ladder, type Levels } from "../junction/ladder.js";
import { thermalField } from "../exact/thermal-field.js";
import { zeroGapRate } from "../exact/zero-gap-rate.js";

/** What the numeric layer can compute: a ladder by its closed form, or general levels by the rate equation (12). */
export type NumericModel =
  | { readonly kind: "ladder"; readonly model: LadderModel }
  | { readonly kind: "levels"; readonly model: LevelModel };

/** @throws InputError for a rate with functions known only by name: they have no value */
export function numericModel(junction: Junction): NumericModel {
  requireValues(junction);
  const { subsystem } = junction;
  if (subsystem.kind === "ladder") return { kind: "ladder", model: ladderOf(junction, subsystem) };
  const own = subsystem.kind === "coherent" ? coherentOf(junction, subsystem) : levelsOf(junction, subsystem);
  return { kind: "levels", model: { ...own, zeroGapRates: zeroGapRates(junction, subsystem) } };
}

/** What the domain of a junction is decided from; functions known only by name stay in the rates. */
export function domainModel(junction: Junction): DomainModel {
  const { subsystem } = junction;
  if (subsystem.kind === "ladder") return ladderOf(junction, subsystem);
  return levelsOf(junction, subsystem);
}

/** The structure is decided at the values that the junction binds, so that formulas and numbers share it. */
function coherentOf(junction: Junction, levels: CoherentLevels): LevelModel {
  const { channels, hamiltonian, exchanged } = coherentStructure(levels, normalForms(junction.bound));
  return {
    ...levelsOf(junction, levels),
    coherence: {
      channels: channels.map(({ side, A, B }) => ({ side: side === "L" ? "left" : "right", A, B })),
      hamiltonian,
      exchanged,
    },
  };
}

function ladderOf({ left, right }: Junction, { gap, weights }: Ladder): LadderModel {
  // In a coupling, omega is the gap of the transition, which for a ladder is this one.
  return { left: withGap(bathModel(left), gap), right: withGap(bathModel(right), gap), gap, weights };
}

function levelsOf({ left, right }: Junction, levels: Levels | CoherentLevels): LevelModel {
  const { energies, S_L, S_R } = levels;
  const hamiltonian = levels.kind === "levels" ? levels.hamiltonian : undefined;
  const own = { left: bathModel(left), right: bathModel(right), energies, S_L, S_R };
  return hamiltonian ? { ...own, hamiltonian } : own;
}

/** @throws InputError naming the functions without a value, if there are any */
export function requireValues({ left, right }: Junction): void {
  const formal = [...new Set([...left.formalFunctions, ...right.formalFunctions])];
  if (formal.length === 0) return;
  throw new InputError(`${formal.join(", ")} is known only by name and has no value`, {
    hint: "give an expression in T as a `custom` rate, or in omega as a coupling",
  });
}

/** A bath as the numeric layer takes it. */
export function bathModel(bath: Bath): BathModel {
  if (bath.kind === "spin" || bath.kind === "solid") return { kind: bath.kind, coupling: bath.coupling };
  const metal = metalConstants(bath);
  if (metal && "coupling" in bath) return { kind: "metal", coupling: bath.coupling, ...metal };
  return { kind: "rate", rate: bath.rate };
}

function withGap(bath: BathModel, gap: Expression): BathModel {
  if (bath.kind === "rate") return bath;
  const coupling = replaceSymbol(bath.coupling, "omega", gap);
  if (bath.kind !== "metal") return { ...bath, coupling };
  return {
    ...bath,
    coupling,
    delta: replaceSymbol(bath.delta, "omega", gap),
    mu: replaceSymbol(bath.mu, "omega", gap),
  };
}

/**
 * The rates between levels of one energy. Their limit at a gap of zero is worked out exactly (`exact/zero-gap-rate.ts`): a
 * double cannot take it, and the numeric layer asks for it as part of the junction.
 */
function zeroGapRates(
  junction: Junction,
  { energies }: Pick<Levels, "energies">,
): { readonly left?: Expression; readonly right?: Expression } {
  const level = energies.find((e) => !(e.type === "number" && e.numerator === 0n));
  if (!level) return {};
  const limit = (bath: Bath): Expression | undefined => {
    try {
      const field = thermalField({ ...junction, bound: new Map() }, [level], new Map());
      const rate = presentThermal(field.variables, zeroGapRate(field, bath));
      return replaceSymbol(rate, `T_${bath.side}`, symbol("T"));
    } catch (error) {
      // No limit, or none that is rational: an error only where a pair of levels asks for it.
      if (error instanceof InputError) return undefined;
      throw error;
    }
  };
  const [left, right] = [limit(junction.left), limit(junction.right)];
  return { ...(left ? { left } : {}), ...(right ? { right } : {}) };
}
