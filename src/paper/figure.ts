/** Fig. 2: what its caption says, and what the text says of it, at the figure's parameters. */
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { evaluateAt } from "../evaluate/point.js";
import { parseExactNumber } from "../input/exact-number.js";
import { parseShorthand } from "../junction/shorthand.js";
import { type PaperResult, verdictOf } from "./result.js";

const DIGITS = 6;

/** R with six proved digits at T_a = 0.5, Δ = 0.1, δ_R = 0.2, μ_R = 1. */
function ratio(name: string, omega: string, couplings: Readonly<Record<string, string>>): number {
  const text = { T_a: "0.5", Delta: "0.1", delta_R: "0.2", mu_R: "1", omega, ...couplings };
  const values = new Map<string, ExactNumber>(
    Object.entries(text).map(([key, value]) => [key, parseExactNumber(value)]),
  );
  return Number(evaluateAt(parseShorthand(name), values, DIGITS).R ?? NaN);
}

/** The caption's couplings, and the three statements on its curves. */
export function figureTwo(): PaperResult[] {
  const equal = { Upsilon_L: "1", Gamma_R: "1" };
  const weak = { Upsilon_L: "1", Gamma_R: "0.05" };
  const [soft, stiff] = ["0.02", "3"].map((w) => ratio("spin-HO-metal", w, equal)) as [number, number];
  const [dashed, quantum] = ["0.2", "3"].map((w) => ratio("spin-TLS-metal", w, equal)) as [number, number];
  const inset = ratio("spin-HO-metal", "0.2", weak);
  const main = ratio("spin-HO-metal", "0.2", equal);
  const away = (R: number): number => Math.abs(Math.log(R));
  const parameters = parseShorthand("spin-HO-metal").parameters.map((p) => p.name);
  const [above, below] = ["0.02", "1"].map((w) =>
    ratio("solid-TLS-metal", w, { Gamma_L: "1", Gamma_R: "1" }),
  ) as [number, number];
  const shown = (R: number): string => R.toPrecision(4);
  return [
    {
      equation: "Fig. 2",
      title: "caption",
      says: "spin-subsystem-metal, Upsilon_L = Gamma_B^R = 1; inset Upsilon_L = 1, Gamma_F^R = 0.05",
      derived: "the right contact is a metal: its coupling is Gamma_F^R (here Gamma_R) in both places",
      verdict: verdictOf(
        parameters.includes("Gamma_R") && parameters.includes("Upsilon_L") && parameters.length === 5,
        "slip",
      ),
    },
    {
      equation: "Fig. 2",
      title: "curves",
      says: "substantial in the classical limit omega < T, suppressed in the quantum regime; the inset's coupling controls R",
      derived:
        `spin-HO-metal R = ${shown(soft)} at omega = 0.02, ${shown(stiff)} at 3; spin-TLS-metal ${shown(dashed)} at 0.2, ` +
        `${shown(quantum)} at 3; with Gamma_R = 0.05 R = ${shown(inset)} instead of ${shown(main)} at omega = 0.2`,
      verdict: verdictOf(
        away(soft) > 10 * away(stiff) && away(dashed) > 5 * away(quantum) && away(inset) < away(main) / 2,
        "checked",
      ),
    },
    {
      equation: "(20)",
      title: "solid-TLS-metal",
      says: "R can be made greater or smaller than one by varying the gap",
      derived:
        `R - 1 = ${(above - 1).toExponential(1)} at omega = 0.02, ${(below - 1).toExponential(1)} at omega = 1 (equal ` +
        "couplings, T_a = 0.5, Delta = 0.1)",
      verdict: verdictOf(above > 1 && below < 1, "checked"),
    },
  ];
}
