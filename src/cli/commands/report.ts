/** `heatdiode report JUNCTION --out DIR`: one page that opens without a network, with everything about a junction. */
import { parseBindings } from "../../model/point.js";
import { type RunCommand } from "../command.js";
import { InputError } from "../../input/errors.js";
import { loadJunction } from "../../junction/file/load.js";
import { packageVersion, shellCommand } from "../../report/command-words.js";
import { writeReport } from "../../report/files.js";
import { junctionReport } from "../../report/junction-report.js";

const DEFAULT_ORDER = 4;

export const run: RunCommand = async (argument, options, context) => {
  const { at, order, out } = options;
  if (out === undefined) {
    throw new InputError("a directory for the report is missing", { hint: "add --out DIR" });
  }
  const junction = await loadJunction(argument, options);
  const values = parseBindings(at, junction, { allowDelta: true });
  const document = await junctionReport(junction, {
    order: order ?? DEFAULT_ORDER,
    values,
    version: packageVersion(),
    command: shellCommand([
      ...["heatdiode", "report", argument],
      ...(at === undefined ? [] : ["--at", at]),
      ...(order === undefined ? [] : ["--order", String(order)]),
      ...["--out", out],
    ]),
    progress: (step) => context.status?.(step),
  });
  context.status?.("");
  const path = await writeReport(out, "report.html", document);
  await context.write(`${path}\n`);
  return { text: "", written: true };
};
