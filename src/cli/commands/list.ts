/** `heatdiode list`: what a junction can be made of, with the equations of the paper. */
import { BATHS } from "../../junction/bath.js";
import type { RunCommand } from "../command.js";
import { SUBSYSTEMS } from "../../junction/ladder.js";

export const run: RunCommand = (_junction, { format }) =>
  Promise.resolve({ text: format === "json" ? json() : text() });

function json(): string {
  return JSON.stringify({ baths: BATHS, subsystems: SUBSYSTEMS }, null, 2);
}

function text(): string {
  const baths = BATHS.flatMap(({ kind, formula, equation, aliases }) => {
    const note = aliases.length === 0 ? [] : [["", `also called ${aliases.join(", ")}`]];
    return [[kind, `k = ${formula}`, equation], ...note];
  });
  const subsystems = SUBSYSTEMS.map(({ shorthand, description, equation }) => [
    shorthand,
    description,
    equation,
  ]);
  return [
    "A junction is <left>-<subsystem>-<right>, as in spin-TLS-metal, or a .json file.",
    "",
    "Baths, with the rate k(T) downwards over a gap omega (upwards exp(-omega/T)*k):",
    ...columns(baths),
    "",
    "Subsystems:",
    ...columns(subsystems),
    "",
    "Junction files add baths of your own (custom, law) and any N levels.",
  ].join("\n");
}

/** Rows with their columns aligned, indented by two spaces. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (column: number): number => Math.max(...rows.map((row) => (row[column] ?? "").length));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(width(i))).join("  ")}`.trimEnd());
}
