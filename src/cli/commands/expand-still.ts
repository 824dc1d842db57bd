/** The expansion of a junction that carries no heat: J vanishes identically, R and the contrast are 0/0. */
import { type CommandOptions } from "../command.js";
import { formatExactNumber } from "../../input/exact-number.js";
import { heading } from "../../expansion/print.js";
import { cumulantOrderOf, quantityRecord } from "../../junction/quantity.js";
import { type Bindings } from "../../junction/bindings.js";
import { heatFlow, UNDEFINED } from "../../exact/heat-flow.js";
import { type Junction } from "../../junction/junction.js";
import { unitsJson } from "../../junction/units.js";

/** The output in text or JSON; undefined where heat flows, and for formats that hold formulas only. */
export function stillExpansion(
  junction: Junction,
  orders: readonly number[],
  values: Bindings,
  { quantity, format }: Pick<CommandOptions, "quantity" | "format">,
): string | undefined {
  const { none } = heatFlow(junction, values);
  if (none === undefined || (format !== "text" && format !== "json")) return undefined;
  const zero = quantity === "J" || cumulantOrderOf(quantity) !== undefined;
  if (format === "text") {
    const value = zero ? "0  (no heat flows)" : UNDEFINED;
    const lines = orders.map((k) => `${quantityRecord(quantity).coefficient.text}_${k} = ${value}`);
    return [heading({ junction, quantity }), "", `${none}.`, "", ...lines].join("\n");
  }
  const value = zero ? "0" : null;
  const coefficients = orders.map((k) => ({ k, zero, value, expression: value, latex: value }));
  const at = Object.fromEntries([...values].map(([name, x]) => [name, formatExactNumber(x)]));
  return JSON.stringify(
    {
      junction: junction.name,
      quantity,
      order: orders[orders.length - 1] ?? 0,
      at,
      ...unitsJson(junction.units),
      coefficients,
      note: none,
    },
    null,
    2,
  );
}
