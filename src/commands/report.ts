/** `heatdiode report JUNCTION --out DIR`: one page that opens without a network, with everything about a junction. */
import { createRequire } from "node:module";
import { parseBindings } from "../bindings.js";
import { type CommandOptions, type RunCommand } from "../command.js";
import { InputError } from "../errors.js";
import { loadJunction } from "../load.js";
import { writeReport } from "../report/files.js";
import { junctionReport } from "../report/junction-report.js";

const DEFAULT_ORDER = 4;

export const run: RunCommand = async (argument, options, context) => {
  if (options.out === undefined) {
    throw new InputError("a directory for the report is missing", { hint: "add --out DIR" });
  }
  const junction = await loadJunction(argument);
  const values = parseBindings(options.at, junction, { allowDelta: true });
  const document = await junctionReport(junction, {
    order: options.order ?? DEFAULT_ORDER,
    values,
    version: version(),
    command: commandOf(argument, options),
    progress: (step) => context.status?.(step),
  });
  context.status?.("");
  const path = await writeReport(options.out, "report.html", document);
  await context.write(`${path}\n`);
  return { text: "", written: true };
};

/** The options as they were given, quoted for a shell where necessary. */
function commandOf(argument: string, { at, order, out }: CommandOptions): string {
  const words = ["heatdiode", "report", argument];
  if (at !== undefined) words.push("--at", at);
  if (order !== undefined) words.push("--order", String(order));
  words.push("--out", out ?? "");
  return words.map((w) => (/^[\w@%+=:,./-]+$/.test(w) ? w : `'${w.replaceAll("'", `'\\''`)}'`)).join(" ");
}

function version(): string {
  const found: unknown = createRequire(import.meta.url)("heatdiode/package.json");
  return typeof found === "object" && found !== null && "version" in found ? String(found.version) : "";
}
