/** `heatdiode optimise`: local maxima of J, R or the contrast over parameters within bounds. */
import { parseBindings } from "../../model/point.js";
import { inNamesOfFile, namesGiven } from "../../model/pointwise.js";
import { type RunCommand } from "../command.js";
import { isFluctuation, QUANTITY_HINT, type Quantity, readQuantity } from "../../junction/quantity.js";
import { excerpt, InputError } from "../../input/errors.js";
import { formatExactNumber } from "../../input/exact-number.js";
import { loadJunction } from "../../junction/file/load.js";
import { type Maximum, maximise, parseLeastCurrent, parseRanges } from "../../evaluate/maximise.js";
import { measured, unitLabels, unitsJson, unitsText } from "../../junction/units.js";

const DEFAULT_DIGITS = 16;

export const run: RunCommand = async (argument, options) => {
  const names = [...namesGiven(options.at), ...namesGiven(options.over)];
  const junction = inNamesOfFile(await loadJunction(argument, options), names);
  const quantity = quantityOf(options.maximise);
  const ranges = parseRanges(options.over, junction);
  const values = parseBindings(options.at, junction, { allowDelta: true });
  const leastCurrent =
    options.require === undefined ? undefined : parseLeastCurrent(options.require, junction);
  const maxima = maximise(junction, quantity, ranges, values, {
    digits: options.digits ?? DEFAULT_DIGITS,
    leastCurrent,
  });
  const varied = new Set(ranges.map((r) => r.name));
  const at = Object.fromEntries(
    [...values]
      .filter(([name]) => !varied.has(name))
      .map(([name, value]) => [name, formatExactNumber(value)]),
  );
  if (options.format === "json") {
    return {
      text: JSON.stringify(
        { junction: junction.name, maximise: quantity, at, ...unitsJson(junction.units), maxima },
        null,
        2,
      ),
    };
  }
  const point = Object.entries(at)
    .map(([name, value]) => `${name} = ${value}`)
    .join(", ");
  const unit = unitLabels(junction);
  const own = (m: Maximum): string =>
    isFluctuation(quantity) ? measured(`, ${quantity} = ${String(m[quantity])}`, unit(quantity)) : "";
  const lines = maxima.flatMap((m, i) => [
    "",
    `${i + 1}. ${Object.entries(m.at)
      .map(
        ([name, value]) =>
          `${name} = ${measured(value, unit(name))}${m.atBound.includes(name) ? " (at the bound)" : ""}`,
      )
      .join(", ")}`,
    `   J = ${measured(m.J, unit("J"))}, R = ${m.R}, contrast = ${m.contrast}${own(m)}`,
  ]);
  const inUnits = junction.units === undefined ? "" : ` (${unitsText(junction.units)})`;
  const under = options.require === undefined ? "" : ` with ${options.require.trim()}`;
  const head = `local maxima of ${quantity}${under} for ${junction.name} at ${point}${inUnits}; values proved at the points`;
  return { text: [head, ...lines].join("\n") };
};

function quantityOf(text: string | undefined): Quantity {
  const found = readQuantity(text ?? "contrast");
  if (found) return found;
  throw new InputError(`${excerpt(text ?? "")} cannot be maximised`, {
    where: "--maximise",
    hint: QUANTITY_HINT,
  });
}
