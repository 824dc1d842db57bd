/** `heatdiode statistics`: the full counting statistics of the heat, with the fluctuation theorem and its certificate. */
import { parseBindings } from "../../model/point.js";
import { inNamesOfFile, namesGiven } from "../../model/pointwise.js";
import { loadJunction } from "../../junction/file/load.js";
import { freeEnergiesNote, withFreeEnergies } from "../../exact/free-energies.js";
import { parseExactNumber } from "../../input/exact-number.js";
import { InputError } from "../../input/errors.js";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { type RunCommand } from "../command.js";
import { isDocument } from "../../print/format.js";
import { statisticsOf } from "../../statistics/statistics.js";
import {
  statisticsDocument,
  statisticsJson,
  statisticsLatex,
  statisticsText,
} from "../../statistics/text.js";

const DEFAULT_ORDER = 4;
const DEFAULT_DIGITS = 16;

export const run: RunCommand = async (argument, options, context) => {
  const junction = inNamesOfFile(await loadJunction(argument, options), namesGiven(options.at));
  const values = parseBindings(options.at, junction, { allowDelta: true });
  const request = {
    order: options.order ?? DEFAULT_ORDER,
    lambdas: lambdasOf(options.lambda),
    digits: options.digits ?? DEFAULT_DIGITS,
  };
  const { result, free } = await withFreeEnergies(junction, values, (j, given) =>
    statisticsOf(j, given, request),
  );
  const note = freeEnergiesNote(free);
  if (note !== undefined) context.progress(note);
  if (isDocument(options.format)) return { text: statisticsDocument(result, options.format) };
  switch (options.format) {
    case "json":
      return { text: JSON.stringify(statisticsJson(result), null, 2) };
    case "latex":
      return { text: statisticsLatex(result) };
    default:
      return { text: statisticsText(result) };
  }
};

function lambdasOf(text: string | undefined): readonly ExactNumber[] {
  if (text === undefined) return [];
  return text.split(",").map((word) => {
    try {
      return parseExactNumber(word.trim());
    } catch (error) {
      throw error instanceof InputError ? error.within("--lambda") : error;
    }
  });
}
