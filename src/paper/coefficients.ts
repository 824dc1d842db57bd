/** α_1 … α_4 of the junctions that the paper discusses. */
import { type Expression } from "../../symbolic/expression/expression.js";
import { expansion } from "../expansion/expansion.js";
import { parseShorthand } from "../junction/shorthand.js";

/** The junctions whose coefficients `heatdiode paper` prints. */
const PAPER_JUNCTIONS = ["solid-TLS-solid", "spin-HO-metal", "spin-TLS-metal", "solid-HO-metal"] as const;

/** One printed coefficient. */
export interface PaperCoefficient {
  readonly junction: string;
  readonly k: number;
  readonly value: Expression;
}

/** α_1 … α_4 of each junction of the paper. */
export function paperCoefficients(): PaperCoefficient[] {
  return PAPER_JUNCTIONS.flatMap((name) => {
    const series = expansion(parseShorthand(name));
    return [1, 2, 3, 4].map((k) => ({ junction: name, k, value: series.expression(k) }));
  });
}
