/**
 * The current of closed junctions against time, with growing baths, beside the golden rule (docs/traces.md §6): each finite
 * bath follows the plateau until its recurrence brings the energy back.
 */
import {
  goldenRuleHarmonic,
  goldenRuleSpin,
  harmonicCurrentCurve,
  recurrenceTime,
  spinCurrentCurve,
  timeGrid,
  type ConvergenceModel,
} from "../../numeric/closed/golden-rule-convergence.js";
import { lines } from "./lines.js";
import { position } from "./axis/axis.js";
import { CONFIG, figure, type Spec } from "./axis/theme.js";

/** ω = 1, T_L = 1.2, T_R = 0.6, Γ_R = Γ_L/2, a smooth band over ω ± 0.8ω: the model of the tables. */
const MODEL: ConvergenceModel = {
  gap: 1,
  T_L: 1.2,
  T_R: 0.6,
  rate_L: 0.04,
  rate_R: 0.02,
  band: { low: 0.2, high: 1.8, shape: "smooth" },
};

/** Which junction: a harmonic mode between modes ((14), (17)) or two levels between spins ((15), (16)). */
export type ClosedKind = "oscillators" | "spins";

/**
 * J(t) for each number of sites a side, and the golden rule's J(t).
 * @param end   last time; the first is 0, where J vanishes
 */
export function goldenRuleSpec(kind: ClosedKind, sites: readonly number[], end: number, count = 241): Spec {
  const times = timeGrid(0, end, count);
  const curve = kind === "spins" ? spinCurrentCurve : harmonicCurrentCurve;
  const T_S = (MODEL.T_L + MODEL.T_R) / 2;
  const limit = kind === "spins" ? goldenRuleSpin : goldenRuleHarmonic;
  const word = kind === "spins" ? "spins" : "modes";
  const names = ["golden rule", ...sites.map((n) => `${n} ${word} a side`)];
  const rows = [
    ...times.map((t) => ({ x: t, y: limit(MODEL, T_S, t), line: names[0] })),
    ...sites.flatMap((n, i) => {
      // Past its recurrence a finite bath says nothing of the limit; a quarter of it more shows the fall.
      const last = 1.25 * recurrenceTime(MODEL.band, n);
      const seen = times.filter((t) => t <= last);
      const { current } = curve(MODEL, n, seen);
      return seen.map((t, k) => ({ x: t, y: current[k] ?? NaN, line: names[i + 1] }));
    }),
  ];
  const plateau = limit(MODEL, T_S, end);
  return figure({
    ...lines(
      rows,
      {
        x: position("x", "t", { domain: [0, end] }),
        y: position("y", "J(t)", { domain: [-0.5 * plateau, 1.5 * plateau] }),
      },
      names,
    ),
    config: { ...CONFIG, legend: { ...(CONFIG["legend"] as Spec), columns: 2 } },
  });
}
