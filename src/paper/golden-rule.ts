/** (11)–(13) as a limit: closed junctions with growing harmonic or spin baths at weakening coupling (docs/traces.md §6). */
import {
  convergenceTable,
  type ConvergenceModel,
  type PlateauRow,
} from "../../numeric/closed/golden-rule-convergence.js";
import { type PaperResult, verdictOf } from "./result.js";

const MODEL: ConvergenceModel = {
  gap: 1,
  T_L: 1.2,
  T_R: 0.6,
  rate_L: 0.08,
  rate_R: 0.04,
  band: { low: 0.2, high: 1.8, shape: "smooth" },
};
const WINDOW = { from: 0.4, to: 0.8 };

/** The exact current of closed junctions beside (14) with (17), and with `thorough` beside (15) with (16). */
export function goldenRule(thorough: boolean): PaperResult {
  const scales = thorough ? [1, 0.5, 0.25] : [1, 0.5];
  const rows = convergenceTable(
    "oscillators",
    MODEL,
    scales.map((scale) => ({ sites: thorough ? 100 : 50, scale })),
    WINDOW,
  );
  const spins = thorough
    ? convergenceTable(
        "spins",
        MODEL,
        [1, 0.25].map((scale) => ({ sites: 4, scale })),
        { from: 0.4, to: 0.6 },
      )
    : [];
  // The correction is linear in the rates, and what follows it smaller by the rates over the gap.
  const next = (MODEL.rate_L + MODEL.rate_R) / MODEL.gap;
  const halves = rows.slice(1).every((row, i) => {
    const ratio = (rows[i] as PlateauRow).deviation / row.deviation;
    return Math.abs(ratio - 2) < 2 * next;
  });
  const [strong, weak] = spins;
  // A bath of four spins ripples by per cents: its mean is compared within that ripple.
  const spinsHold =
    strong === undefined ||
    weak === undefined ||
    Math.abs(weak.deviation) < Math.abs(strong.deviation) + weak.ripple / weak.goldenRule;
  const percent = (r: PlateauRow): string => `${(100 * r.deviation).toFixed(2)} %`;
  return {
    equation: "(11)",
    title: "the golden rule as a limit of closed junctions",
    says: "weak coupling, Markovian limit",
    derived:
      `an oscillator between ${rows[0]?.sites ?? 0} modes a side, exact dynamics of the closed system: J differs from the ` +
      `golden rule by ${rows.map(percent).join(", ")} at Gamma_L = ${rows.map((r) => r.rate_L).join(", ")} (averaged ` +
      `between bath memory and recurrence): proportional to Gamma` +
      (spins.length === 0
        ? "; --thorough adds spins"
        : `; two levels between 4 spins a side: ${spins.map(percent).join(", ")} at ${spins.map((r) => r.rate_L).join(", ")}, ripple ${spins.map((r) => `${((100 * r.ripple) / r.goldenRule).toFixed(1)} %`).join(", ")}`),
    verdict: verdictOf(halves && spinsHold, "checked"),
  };
}
