/** `heatdiode transitions`: populations, currents and cycles inside an N-level junction. */
import { type CycleFlux } from "../../numeric/cycle-fluxes.js";
import { parseBindings } from "../bindings.js";
import { type RunCommand } from "../command.js";
import { formatExactNumber } from "../exact-number.js";
import { loadJunction } from "../load.js";
import { ndtcIntervals, type NdtcInterval } from "../ndtc.js";
import { analyseTransitions, type TransitionAnalysis, type TransitionClass } from "../transitions.js";

/** More cycles are left to `--json`. */
const MOST_CYCLES_SHOWN = 12;

export const run: RunCommand = async (argument, options) => {
  const junction = await loadJunction(argument);
  const values = parseBindings(options.at, junction, { allowDelta: true });
  const analysis = analyseTransitions(junction, values);
  const turning = analysis.classes.length === 1 ? ndtcIntervals(junction, values) : [];
  const at = Object.fromEntries([...values].map(([name, value]) => [name, formatExactNumber(value)]));
  const text =
    options.format === "json"
      ? JSON.stringify(
          { junction: junction.name, at, equation: "global", ...analysis, ndtc: turning },
          null,
          2,
        )
      : table(junction.name, at, analysis, turning);
  return { text };
};

function table(
  name: string,
  at: Readonly<Record<string, string>>,
  { classes, conductance, secondOrder }: TransitionAnalysis,
  turning: readonly NdtcInterval[],
): string {
  const point = Object.entries(at)
    .map(([p, value]) => `${p} = ${value}`)
    .join(", ");
  const response =
    conductance === null
      ? []
      : ["", `alpha_1 = ${conductance}`, `alpha_2 = ${secondOrder ?? "0"}`, ...turning.map(turningLine)];
  const parts = classes.flatMap((c) => [
    ...(classes.length > 1 ? ["", `levels ${c.levels.join(", ")} (apart from the others)`] : []),
    ...classLines(c),
  ]);
  return [`${name} at ${point} (global master equation)`, ...parts, ...response].join("\n");
}

function turningLine({ from, to, sign }: NdtcInterval): string {
  const what = sign < 0 ? "dJ/dDelta turns negative" : "dJ/dDelta turns positive";
  return `${what} between Delta = ${from} and ${to}`;
}

function number(x: number): string {
  return x === 0 ? "0" : x.toPrecision(7);
}

function classLines(c: TransitionClass): string[] {
  const populations = c.levels.map((level, i) => `P_${level} = ${number(c.populations[i] ?? 0)}`);
  const rows = c.transitions.map((t) =>
    [`${t.lower} - ${t.upper}`, t.gap, t.fromLeft, t.intoRight, t.flux, t.even].map((x) =>
      typeof x === "number" ? number(x) : x,
    ),
  );
  const total = ["J", "", number(c.current), number(c.current), "", number(c.even)];
  return [
    "",
    ...populations,
    "",
    ...aligned([["levels", "gap", "from left", "into right", "net jumps", "even part"], ...rows, total]),
    "",
    ...cycleLines(c.cycles, c.current),
  ];
}

function cycleLines(cycles: readonly CycleFlux[] | null, current: number): string[] {
  if (cycles === null) return ["too many cycles to list"];
  const rows = cycles
    .slice(0, MOST_CYCLES_SHOWN)
    .map((c) => [
      turn(c),
      number(c.heat),
      number(c.flux),
      `${((100 * c.heat * c.flux) / current).toFixed(2)} %`,
    ]);
  const rest = cycles.length - rows.length;
  return [
    ...aligned([["cycle", "heat per turn", "turns", "share of J"], ...rows]),
    ...(rest > 0 ? [`(${rest} more cycles: --json lists all)`] : []),
  ];
}

/** `0 -L-> 1 -R-> 0`. */
function turn({ levels, baths }: CycleFlux): string {
  return `${levels.map((level, i) => `${level} -${baths[i] ?? ""}-> `).join("")}${levels[0] ?? ""}`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number): number => Math.max(...rows.map((row) => (row[column] ?? "").length));
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(width(i)))
      .join("  ")
      .trimEnd(),
  );
}
