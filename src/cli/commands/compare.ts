/** `heatdiode compare`: one junction file by the secular, the unified, the local and Redfield's equation, side by side. */
import {
  compareEquations,
  type EquationComparison,
  type EquationRow,
} from "../../evaluate/compare-equations.js";
import { formatExactNumber } from "../../input/exact-number.js";
import { InputError, excerpt } from "../../input/errors.js";
import { wrap } from "../../input/fold-lines.js";
import { equationText } from "../../junction/coherent-levels.js";
import { parseJunctionData } from "../../junction/file/data.js";
import { isJunctionPath, readAndParse } from "../../junction/file/load.js";
import { unitsJson } from "../../junction/units.js";
import { type RunCommand } from "../command.js";

const DEFAULT_DIGITS = 8;

export const run: RunCommand = async (argument, options) => {
  if (!isJunctionPath(argument))
    throw new InputError(`${excerpt(argument)} has equidistant levels, for which the equations agree`, {
      hint: "give a junction file with levels or a Hamiltonian",
    });
  const data = await readAndParse(argument, parseJunctionData);
  const found = await compareEquations(data, options.at, options.clusters, options.digits ?? DEFAULT_DIGITS);
  return { text: options.format === "json" ? json(found) : lines(found) };
};

function json({ rows, values, advice }: EquationComparison): string {
  const first = rows.find((row) => "junction" in row);
  const units = first && "junction" in first ? unitsJson(first.junction.units) : {};
  const at = Object.fromEntries([...values].map(([name, value]) => [name, formatExactNumber(value)]));
  return JSON.stringify({ at, ...units, equations: rows.map(rowJson), advice }, null, 2);
}

function rowJson(row: EquationRow): object {
  if ("reason" in row) return row;
  const { equation, junction, result, eta, smallest, secondLaw } = row;
  const { J, J_reversed, R, contrast, populations, coherences } = result;
  return {
    equation,
    junction: junction.name,
    J,
    J_reversed,
    R,
    contrast,
    populations,
    coherences: coherences ?? [],
    eta,
    smallestEigenvalue: smallest,
    secondLaw,
  };
}

function lines({ rows, values, advice }: EquationComparison): string {
  const at = [...values].map(([name, value]) => `${name} = ${formatExactNumber(value)}`).join(", ");
  const columns = rows.map(cells);
  const labels = ["", "J", "J_reversed", "R", "contrast", "coherence", "eigenvalue", "second law", "eta"];
  const widths = columns.map((column) => Math.max(...column.map((text) => text.length)) + 2);
  const table = labels.map((label, i) =>
    (
      label.padEnd(12) + columns.map((column, c) => (column[i] ?? "").padEnd(widths[c] ?? 0)).join("")
    ).trimEnd(),
  );
  const notes = rows.flatMap((row) => {
    if ("reason" in row) return [`${row.equation}: ${row.reason}`];
    const { subsystem } = row.junction;
    return subsystem.kind === "coherent"
      ? [`${row.equation}: ${row.result.equation ?? equationText(subsystem)}`]
      : [];
  });
  return [
    ...wrap(`at ${at}`, 80, "", "  "),
    "",
    ...table,
    "",
    "coherence: the largest |rho_ij|; eigenvalue: the smallest of the density matrix",
    "",
    ...notes.flatMap((note) => wrap(note, 80, "", "  ")),
    "",
    ...wrap(advice, 80, "", ""),
  ].join("\n");
}

/** The column of one equation. */
function cells(row: EquationRow): readonly string[] {
  if ("reason" in row) return [row.equation, "-", "-", "-", "-", "-", "-", "-", "-"];
  const { equation, result, eta, smallest, secondLaw } = row;
  const largest = Math.max(
    0,
    ...(result.coherences ?? []).map(({ real, imaginary }) => Math.hypot(Number(real), Number(imaginary))),
  );
  return [
    equation,
    result.J,
    result.J_reversed,
    result.R ?? "undefined",
    result.contrast ?? "undefined",
    largest === 0 ? "0" : largest.toPrecision(6),
    smallest?.toPrecision(6) ?? "-",
    secondLaw ? "holds" : "broken",
    eta ?? "-",
  ];
}
