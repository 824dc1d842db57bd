/** `heatdiode relax`: the way to the steady state of (12), and the oscillator as the limit of longer ladders. */
import { type LadderConvergence } from "../../../numeric/levels/ladder-convergence.js";
import { type LevelSteadyState } from "../../../numeric/levels/master-equation.js";
import { type RelaxationPoint } from "../../../numeric/levels/relaxation.js";
import { parseBindings, requireComplete } from "../../model/point.js";
import { inNamesOfFile, junctionAt, namesGiven } from "../../model/pointwise.js";
import { type RunCommand } from "../command.js";
import { requireFinite } from "../../input/double.js";
import { InputError } from "../../input/errors.js";
import { loadJunction } from "../../junction/file/load.js";
import { relax } from "../../evaluate/relaxation.js";

/** More populations are left to `--json`: a line has 80 columns. */
const MOST_POPULATIONS = 2;

export const run: RunCommand = async (argument, options) => {
  const loaded = inNamesOfFile(await loadJunction(argument, options), namesGiven(options.at));
  const values = parseBindings(options.at, loaded, { allowDelta: true });
  requireComplete(values, loaded, { delta: true });
  const junction = junctionAt(loaded, values) ?? loaded;
  const result = requireFinite(relax(junction, values, options.time));
  if (result.kind === "convergence" && options.time !== undefined) {
    throw new InputError("--time is for finitely many levels", {
      hint: `follow a truncated oscillator, such as ${junction.name.replace(/-HO-/i, "-ladder:12-")}`,
    });
  }
  if (options.format === "json") {
    const plain = (_: string, x: unknown): unknown => (x instanceof Float64Array ? [...x] : x);
    return { text: JSON.stringify({ junction: junction.name, ...result }, plain, 2) };
  }
  const text =
    result.kind === "convergence"
      ? convergenceTable(junction.name, result.convergence)
      : relaxationTable(junction.name, result.points, result.steady);
  return { text };
};

const cell = (text: string): string => text.padStart(13);
const row = (cells: readonly string[]): string => cells.map(cell).join("");
const number = (x: number): string => x.toPrecision(6);

function relaxationTable(name: string, points: readonly RelaxationPoint[], steady: LevelSteadyState): string {
  const levels = Array.from(steady.populations.subarray(0, MOST_POPULATIONS), (_, n) => n);
  const populations = (P: Float64Array): string[] => levels.map((n) => number(P[n] as number));
  const more = steady.populations.length - levels.length;
  return [
    `${name}: (12) from the thermal state at T_a/2`,
    "heat per unit time: from the left bath, into the right bath",
    "",
    row(["time", "from left", "into right", "<H_S>", ...levels.map((n) => `P_${n}`)]),
    ...points.map((p) =>
      row([
        p.time.toPrecision(5),
        number(p.fromLeft),
        number(p.intoRight),
        number(p.energy),
        ...populations(p.populations),
      ]),
    ),
    row([
      "steady, GTH",
      number(steady.current),
      number(steady.currentIntoRight),
      "",
      ...populations(steady.populations),
    ]),
    ...(more > 0 ? ["", `(${more} more levels: --json lists all)`] : []),
  ].join("\n");
}

function convergenceTable(name: string, { rate, oscillator, rows }: LadderConvergence): string {
  return [
    `${name}: ladders of M levels by GTH against the oscillator (14)`,
    `  J = ${oscillator.toPrecision(15)}, r = P_n/P_(n-1) = ${rate.toPrecision(10)}`,
    "  theory: J - J_M = J*M/(r^0 + r^-1 + ... + r^-(M-1)),",
    "  geometric with r per level",
    "",
    row(["M", "J_M", "J - J_M", "theory", "per level", "theory"]),
    ...rows.map((r, i) => {
      const step = r.levels - (rows[i - 1]?.levels ?? 0);
      const perLevel = (ratio: number | null): string =>
        ratio === null || !(ratio > 0) ? "" : (ratio ** (1 / step)).toPrecision(6);
      const rest = [r.shortfall.toExponential(4), r.predicted.toExponential(4)];
      return row([
        String(r.levels),
        r.current.toPrecision(9),
        ...rest,
        perLevel(r.ratio),
        perLevel(r.predictedRatio),
      ]).trimEnd();
    }),
    "",
    "Where J - J_M is below 1e-15 of J, rounding is all that is left of it.",
  ].join("\n");
}
