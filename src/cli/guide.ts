/** What `heatdiode` without arguments prints. */
import { wrap } from "../input/fold-lines.js";
import { type Command } from "./command.js";

/** Width of the guide. */
const COLUMNS = 80;

/** The commands in their order with a line each, and where to begin. */
export function guide(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.flatMap(({ name, summary, junction, argument: known }) => {
    const word = (known ?? { name: "junction" }).name.toUpperCase();
    const argument = junction === "none" ? "" : junction === "required" ? ` ${word}` : ` [${word}]`;
    const head = `  heatdiode ${`${name}${argument}`.padEnd(width + 11)}  `;
    return wrap(summary, COLUMNS, head, " ".repeat(head.length));
  });
  return [
    "heatdiode derives, proves and checks thermal rectification in two-terminal",
    "quantum junctions.",
    "",
    "Name a junction as <left>-<subsystem>-<right>, for instance spin-TLS-metal, and",
    "ask:",
    "",
    ...lines,
    "",
    "A first look: heatdiode expand solid-TLS-solid, then heatdiode conditions",
    "solid-TLS-solid. heatdiode help <command> lists options and examples.",
    "",
  ].join("\n");
}
