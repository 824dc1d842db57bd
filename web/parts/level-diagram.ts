/** Where the levels of the subsystem are drawn, at the sliders' values. */
import { evaluateExpression } from "../../numeric/evaluate-expression.js";
import { float64 } from "../../numeric/float64.js";
import { type JunctionCard } from "../engine/protocol.js";
import { isMissing, type Missing } from "../engine/answers.js";
import { type SubsystemSpec } from "../state/junction-spec.js";

/** A line of the diagram: height in [0, 1]. */
export interface Level {
  readonly position: number;
  readonly label: string;
  readonly alpha: number;
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

function general(card: JunctionCard, values: ReadonlyMap<string, number>): readonly Level[] {
  if (card.numeric.kind !== "levels") return [];
  const energies = card.numeric.model.energies.map((energy) => {
    try {
      return evaluateExpression(float64, energy, { lookup: (name) => values.get(name) ?? NaN });
    } catch {
      return NaN;
    }
  });
  const known = energies.filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return energies.flatMap((energy, i) =>
    Number.isFinite(energy)
      ? [
          {
            position: high > low ? 0.08 + (0.86 * (energy - low)) / (high - low) : 0.5,
            label: String(i),
            alpha: 1,
          },
        ]
      : [],
  );
}
