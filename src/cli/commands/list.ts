/** `heatdiode list`: what a junction can be made of, with the equations of the paper. */
import { OHMIC } from "../../junction/shorthand.js";
import { BATHS } from "../../junction/bath.js";
import { shippedModels } from "../../files/models.js";
import { wrap } from "../../input/fold-lines.js";
import type { RunCommand } from "../command.js";
import { SUBSYSTEMS } from "../../junction/ladder.js";

export const run: RunCommand = async (_junction, { format, models }) => {
  if (models) return { text: await modelsText(format === "json") };
  return { text: format === "json" ? json() : text() };
};

/** The junction files to start from. */
async function modelsText(asJson: boolean): Promise<string> {
  const models = await shippedModels();
  if (asJson)
    return JSON.stringify(
      models.map(({ name, description }) => ({ name, description })),
      null,
      2,
    );
  const width = Math.max(...models.map(({ name }) => name.length));
  return [
    "heatdiode new MODEL --out FILE.json writes one of these junction files to start from:",
    "",
    ...models.flatMap(({ name, description }) => {
      // The number that a model is checked with stands in the file.
      const line = description.replace(/ At \S+: \w+ = \S+\.$/, "");
      const head = `  ${name.padEnd(width)}  `;
      return wrap(line, 80, head, " ".repeat(head.length));
    }),
  ].join("\n");
}

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
    ...columns([...baths, [OHMIC, "a solid with Gamma(omega) = eta*omega*exp(-omega/omega_c)", ""]]),
    "",
    "Subsystems:",
    ...columns(subsystems),
    "",
    "Junction files add baths of your own (custom, law), spectral densities, Hamiltonians",
    "and any N levels: heatdiode list --models shows some to start from.",
  ].join("\n");
}

/** Rows with their columns aligned, indented by two spaces. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (column: number): number => Math.max(...rows.map((row) => (row[column] ?? "").length));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(width(i))).join("  ")}`.trimEnd());
}
