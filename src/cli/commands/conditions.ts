/** `heatdiode conditions`: when a junction rectifies, when it cannot, and the proof. */
import { BUILT_IN_BATHS } from "../../junction/bath.js";
import { asciiLatex } from "../../print/ascii-latex.js";
import { parseBindings } from "../../model/point.js";
import { type CommandOptions, type CommandResult, type RunCommand } from "../command.js";
import { type Format, isDocument } from "../../print/format.js";
import { type Conditions, conditions } from "../../conditions/conditions.js";
import { inequalityText, withAssumed } from "../../exact/named/inequalities.js";
import { conditionsLatex } from "../../conditions/print/latex.js";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { regionAt } from "../../conditions/direction/here.js";
import { loadExpressionParser } from "../../expression/parse.js";
import {
  conditionsJson,
  conditionsTable,
  conditionsText,
  type Detail,
  type General,
} from "../../conditions/print/text.js";
import { InputError } from "../../input/errors.js";
import { type Junction, withNamesKept } from "../../junction/junction.js";
import { freeEnergiesNote, withFreeEnergies } from "../../exact/free-energies.js";
import { loadJunction } from "../../junction/file/load.js";
import { parseRoots, specialPoints } from "../../conditions/special-points/special-points.js";
import { specialPointsJson, specialPointsText } from "../../conditions/print/special-points.js";
import { parseShorthand } from "../../junction/shorthand.js";
import { escapeTex } from "../../print/tex-document.js";

export const run: RunCommand = async (argument, options, context) => {
  if (options.of !== "mean") return reversal(argument, options, context);
  if (options.all) {
    if (argument !== "") throw new InputError("--all prints every pair of baths and takes no junction");
    const list = allPairs().map((j) => conditions(j));
    return { text: await render(list, options.format) };
  }
  if (argument === "") throw new InputError("a junction is missing", { hint: "name one, or ask for --all" });
  const junction = await withAssumed(await loadJunction(argument, options), options.assume);
  const values = parseBindings(options.at, junction, { allowDelta: true });
  const parameters = new Map(
    [...values].filter(([name]) => junction.parameters.some((p) => p.name === name)),
  );
  const { result, free } = await withFreeEnergies(junction, parameters, (j, given) => conditions(j, given));
  const note = freeEnergiesNote(free);
  if (note !== undefined) context.progress(note);
  if (options.format === "json") {
    const points =
      options.roots === undefined
        ? {}
        : { specialPoints: specialPointsJson(specialPoints(junction, values, parseRoots(options.roots))) };
    const assume = options.assume === undefined ? {} : { assume: options.assume };
    return { text: JSON.stringify({ ...conditionsJson(result), ...assume, ...points }, null, 2) };
  }
  const points =
    options.roots === undefined
      ? undefined
      : specialPointsText(specialPoints(junction, values, parseRoots(options.roots)));
  const general = await generalAnswer(junction, parameters, result);
  const detail: Detail = { proof: options.proof, regions: options.allRegions ? "all" : "brief", general };
  if (isDocument(options.format)) {
    const notes = [
      ...(options.assume === undefined ? [] : [`Assuming $${asciiLatex(options.assume)}$.`]),
      ...(points === undefined ? [] : [escapeTex(points.replace(/\s+/g, " "))]),
    ];
    return { text: await render([result], options.format, notes, detail) };
  }
  const own = options.assume ?? (junction.inequalities ?? []).map(inequalityText).join(", ");
  const assumption = own === "" ? [] : [`Assuming ${own}:`];
  const text = [...assumption, await render([result], options.format, [], detail)].join("\n");
  return { text: points === undefined ? text : `${text}\n\n${points}` };
};

/** With values bound: the answer without them, and the case of it that they are; of one mode, where it is had in a moment. */
async function generalAnswer(
  junction: Junction,
  values: ReadonlyMap<string, ExactNumber>,
  result: Conditions,
): Promise<General | undefined> {
  if (values.size === 0 || result.criterion === undefined) return undefined;
  try {
    const found = conditions(withNamesKept(junction));
    const { direction } = found;
    const region = direction && regionAt(direction, found.junction, values, await loadExpressionParser());
    return { conditions: found, where: region?.where };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** `--of noise` and `--of statistics`. */
async function reversal(
  argument: string,
  options: CommandOptions,
  context: Parameters<RunCommand>[2],
): Promise<CommandResult> {
  const of = options.of === "noise" ? "noise" : "statistics";
  const where = `--of ${of}`;
  for (const [given, name] of [
    [options.roots !== undefined, "--roots"],
    [options.allRegions, "--all-regions"],
  ] as const)
    if (given) throw new InputError(`${name} is about the mean current`, { where });
  const { reversalOf } = await import("../../statistics/reversal.js");
  const print = await import("../../statistics/reversal-text.js");
  if (options.all) {
    if (argument !== "") throw new InputError("--all prints every pair of baths and takes no junction");
    const list = allPairs().map((j) => reversalOf(j, of));
    return {
      text:
        options.format === "json"
          ? JSON.stringify(list.map(print.reversalJson), null, 2)
          : list.map((r) => `${r.junction.name}: ${print.reversalSentence(r)}`).join("\n"),
    };
  }
  if (argument === "") throw new InputError("a junction is missing", { hint: "name one, or ask for --all" });
  const junction = await withAssumed(await loadJunction(argument, options), options.assume);
  const values = parseBindings(options.at, junction, { allowDelta: true });
  const parameters = new Map(
    [...values].filter(([name]) => junction.parameters.some((p) => p.name === name)),
  );
  const { result, free } = await withFreeEnergies(junction, parameters, (j, given) =>
    reversalOf(j, of, given),
  );
  const note = freeEnergiesNote(free);
  if (note !== undefined) context.progress(note);
  if (isDocument(options.format)) return { text: print.reversalDocument(result, options.format) };
  switch (options.format) {
    case "json":
      return { text: JSON.stringify(print.reversalJson(result), null, 2) };
    case "latex":
      return { text: print.reversalLatex(result) };
    default: {
      const own = options.assume ?? (junction.inequalities ?? []).map(inequalityText).join(", ");
      const assumption = own === "" ? "" : `Assuming ${own}:\n`;
      return { text: `${assumption}${print.reversalText(result, options.proof)}` };
    }
  }
}

/** The 18 junctions of the built-in baths with two levels and the oscillator. */
export function allPairs(): Junction[] {
  return ["TLS", "HO"].flatMap((s) =>
    BUILT_IN_BATHS.flatMap((left) => BUILT_IN_BATHS.map((right) => parseShorthand(`${left}-${s}-${right}`))),
  );
}

async function render(
  list: readonly Conditions[],
  format: Format,
  notes: readonly string[] = [],
  detail?: Detail,
): Promise<string> {
  const [only] = list;
  if (isDocument(format)) {
    const { conditionsDocument } = await import("../../conditions/print/document.js");
    return conditionsDocument(format, list, notes, detail?.regions === "all");
  }
  switch (format) {
    case "json":
      return JSON.stringify(
        list.length === 1 && only ? conditionsJson(only) : list.map(conditionsJson),
        null,
        2,
      );
    case "latex":
      return list.map(conditionsLatex).join("\n\n");
    default:
      return list.length === 1 && only ? conditionsText(only, detail) : conditionsTable(list);
  }
}
