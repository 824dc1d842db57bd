/** Where the levels of the subsystem are drawn, at the sliders' values. */
import { evaluateExpression } from "../../numeric/junction/evaluate-expression.js";
import { type Expression } from "../../numeric/junction/expression.js";
import { float64 } from "../../numeric/arithmetic/float64.js";
import { type JunctionCard } from "../engine/protocol.js";
import { isMissing, type Missing } from "../engine/answers.js";
import { type SubsystemSpec } from "../state/junction-spec.js";

/** A line of the diagram: height in [0, 1]. */
export interface Level {
  readonly position: number;
  readonly label: string;
  readonly alpha: number;
}

/** Two levels that an end couples. */
export interface Coupling {
  readonly side: "left" | "right";
  /** Heights of the two levels, in [0, 1]. */
  readonly from: number;
  readonly to: number;
  /** |S_mn| over the largest of this end, in (0, 1]. */
  readonly strength: number;
}

const MOST_DRAWN = 12;

/** The levels to draw: ladders by their count, others by their energies. */
export function levelsOf(
  subsystem: SubsystemSpec,
  card: JunctionCard | Missing | undefined,
  values: ReadonlyMap<string, number>,
): readonly Level[] {
  switch (subsystem.kind) {
    case "TLS":
      return ladder(2, false);
    case "HO":
      return ladder(7, true);
    case "ladder":
      return ladder(Number(subsystem.levels) || 2, false);
    case "spin": {
      const [above = "1", below = "1"] = subsystem.S.split("/");
      return ladder(Math.round((2 * Number(above)) / Number(below)) + 1 || 2, false);
    }
    case "levels":
    case "hamiltonian":
      return card === undefined || isMissing(card) ? [] : general(card, values);
  }
}

function ladder(count: number, endless: boolean): readonly Level[] {
  const drawn = Math.min(count, MOST_DRAWN);
  return Array.from({ length: drawn }, (_, n) => ({
    position: count === 2 ? 0.2 + 0.6 * n : (n + 0.15) / (drawn - 0.4),
    label: drawn > 8 ? "" : String(n),
    // Levels that go on for ever fade out upwards.
    alpha: endless || count > MOST_DRAWN ? 1 - (0.85 * n) / drawn : 1,
  }));
}

/** What the ends of general levels couple, at the sliders' values. */
export function couplingsOf(
  card: JunctionCard | Missing | undefined,
  values: ReadonlyMap<string, number>,
): readonly Coupling[] {
  if (card === undefined || isMissing(card) || card.numeric.kind !== "levels") return [];
  const { model } = card.numeric;
  const heights = positions(model.energies, values);
  return (["left", "right"] as const).flatMap((side) => {
    const S = side === "left" ? model.S_L : model.S_R;
    const pairs = S.flatMap((row, i) =>
      row.slice(0, i).map((entry, j) => ({
        from: heights[j] ?? NaN,
        to: heights[i] ?? NaN,
        size: Math.abs(valueOf(entry, values)),
      })),
    ).filter(({ from, to, size }) => size > 0 && Number.isFinite(from + to));
    const largest = Math.max(...pairs.map(({ size }) => size));
    return pairs.map(({ from, to, size }) => ({ side, from, to, strength: size / largest }));
  });
}

function valueOf(e: Expression, values: ReadonlyMap<string, number>): number {
  try {
    return evaluateExpression(float64, e, { lookup: (name) => values.get(name) ?? NaN });
  } catch {
    return NaN;
  }
}

/** Heights of energies between the lowest and the highest; NaN where one has no value. */
function positions(energies: readonly Expression[], values: ReadonlyMap<string, number>): readonly number[] {
  const found = energies.map((energy) => valueOf(energy, values));
  const known = found.filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return found.map((energy) =>
    high > low ? 0.08 + (0.86 * (energy - low)) / (high - low) : 0.5 + 0 * energy,
  );
}

function general(card: JunctionCard, values: ReadonlyMap<string, number>): readonly Level[] {
  if (card.numeric.kind !== "levels") return [];
  return positions(card.numeric.model.energies, values).flatMap((position, i) =>
    Number.isFinite(position) ? [{ position, label: String(i), alpha: 1 }] : [],
  );
}
