/** `heatdiode transitions`: populations, currents and cycles inside an N-level junction. */
import { parseBindings, requireComplete } from "../../model/point.js";
import { inNamesOfFile, junctionAt, namesGiven } from "../../model/pointwise.js";
import { type RunCommand } from "../command.js";
import { doubt } from "../../evaluate/eta.js";
import { type LevelEntry, levelLines, levelList } from "../../evaluate/level-list.js";
import { wrap } from "../../input/fold-lines.js";
import { requireFinite } from "../../input/double.js";
import { formatExactNumber } from "../../input/exact-number.js";
import { loadJunction } from "../../junction/file/load.js";
import { InputError } from "../../input/errors.js";
import { UNDEFINED } from "../../exact/heat-flow.js";
import { type Junction } from "../../junction/junction.js";
import {
  ndtcSearch,
  type NdtcInterval,
  type NdtcSearch,
} from "../../evaluate/negative-differential-conductance.js";
import { parseRanges } from "../../evaluate/maximise.js";
import { measured, unitLabels, unitsJson, unitsText } from "../../junction/units.js";
import { type ExactInterval } from "../../evaluate/isolate-zeros.js";
import {
  analyseTransitions,
  type CycleShare,
  type TransitionAnalysis,
  type TransitionClass,
} from "../../evaluate/transitions.js";

/** More cycles are left to `--json`. */
const MOST_CYCLES_SHOWN = 12;

export const run: RunCommand = async (argument, options) => {
  const loaded = inNamesOfFile(await loadJunction(argument, options), namesGiven(options.at));
  const values = parseBindings(options.at, loaded, { allowDelta: true });
  requireComplete(values, loaded, { delta: true });
  const junction = junctionAt(loaded, values) ?? loaded;
  const analysis = requireFinite(analyseTransitions(junction, values));
  const warning = doubt(analysis.eta);
  const levels = levelList(loaded, values);
  const range = biasRange(options.over, junction);
  const slope =
    analysis.classes.length === 1 && analysis.noHeat === undefined
      ? ndtcSearch(junction, values, range)
      : null;
  const at = Object.fromEntries([...values].map(([name, value]) => [name, formatExactNumber(value)]));
  const text =
    options.format === "json"
      ? JSON.stringify(
          {
            junction: junction.name,
            at,
            ...unitsJson(junction.units),
            equation: "global",
            ...(levels === undefined ? {} : { levels }),
            ...analysis,
            ...(warning === undefined ? {} : { warning }),
            ndtc: slope,
          },
          null,
          2,
        )
      : table(junction, at, analysis, slope, levels);
  return { text };
};

/** `Delta=from:to`, where dJ/dDelta is searched. @throws InputError for any other quantity */
function biasRange(text: string | undefined, junction: Junction): ExactInterval | undefined {
  if (text === undefined) return undefined;
  const [range, ...more] = parseRanges(text, junction);
  if (range?.name !== "Delta" || more.length > 0) {
    throw new InputError("only Delta can be varied here", {
      where: "--over",
      hint: "write --over Delta=-1:1",
    });
  }
  return { lower: range.from, upper: range.to };
}

function table(
  junction: Junction,
  at: Readonly<Record<string, string>>,
  { classes, conductance, secondOrder, R, eta, noHeat }: TransitionAnalysis,
  slope: NdtcSearch | null,
  levels: readonly LevelEntry[] | undefined,
): string {
  const { name, units } = junction;
  const unit = unitLabels(junction);
  const point = Object.entries(at)
    .map(([p, value]) => `${p} = ${measured(value, unit(p))}`)
    .join(", ");
  const response =
    classes.length > 1
      ? []
      : [
          "",
          `alpha_1 = ${measured(conductance ?? UNDECIDED, unit("alpha_1"))}`,
          `alpha_2 = ${measured(secondOrder ?? UNDECIDED, unit("alpha_2"))}`,
          `R       = ${R ?? (noHeat === undefined ? UNDECIDED : UNDEFINED)}`,
        ];
  const parts = classes.flatMap((c) => [
    ...(classes.length > 1 ? ["", `levels ${c.levels.join(", ")} (apart from the others)`] : []),
    ...classLines(c),
  ]);
  const inUnits =
    units === undefined
      ? ""
      : `; ${unitsText(units)}, gaps in ${units.frequency}, jumps and turns in ${units.rate}`;
  const warning = doubt(eta);
  const differential = slope === null ? [] : ["", ...slopeLines(slope)];
  return [
    `${name} at ${point} (global master equation${inUnits})`,
    ...(noHeat === undefined ? [] : ["", `${noHeat}.`]),
    // A model that does not hold is said before its numbers.
    ...(warning === undefined ? [] : ["", ...wrap(`${warning}.`, 80, "", "")]),
    ...levelLines(levels, junction),
    ...parts,
    ...response,
    ...etaLines(eta),
    ...differential,
  ].join("\n");
}

/** What stands for a coefficient that was neither told from zero nor proved to be it. */
const UNDECIDED = "undecided";

function etaLines(eta: string | null): string[] {
  return eta === null ? [] : [`eta     = ${eta}  (largest rate over difference of gaps)`];
}

/** Where dJ/dDelta changes sign, and what of the range that statement covers. */
function slopeLines({ range: [from, to], start, changes, undecided }: NdtcSearch): string[] {
  const where = `for ${from} <= Delta <= ${to}`;
  const others =
    changes.length === 0
      ? `dJ/dDelta ${start < 0 ? "<" : ">"} 0 ${where}`
      : `no other sign change of dJ/dDelta ${where}`;
  if (undecided.length === 0) return [...changes.map(turningLine), `${others} (proved)`];
  return [
    ...changes.map(turningLine),
    ...undecided.map(([a, b]) => `dJ/dDelta undecided between Delta = ${a} and ${b}`),
  ];
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
    ...cycleLines(c.cycles),
  ];
}

function cycleLines(cycles: readonly CycleShare[] | null): string[] {
  if (cycles === null) return ["too many cycles to list"];
  const rows = cycles
    .slice(0, MOST_CYCLES_SHOWN)
    .map((c) => [turn(c), number(c.heat), number(c.flux), `${(100 * c.share).toFixed(2)} %`]);
  const rest = cycles.length - rows.length;
  return [
    ...aligned([["cycle", "heat per turn", "turns", "share of J"], ...rows]),
    ...(rest > 0 ? [`(${rest} more cycles: --json lists all)`] : []),
  ];
}

/** `0 -L-> 1 -R-> 0`. */
function turn({ levels, baths }: CycleShare): string {
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
