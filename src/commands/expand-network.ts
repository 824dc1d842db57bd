/** `heatdiode expand` for N levels with many symbols: coefficients in the conductances of the transitions. */
import { type ExactNumber } from "../../symbolic/expression.js";
import { type CommandOptions } from "../command.js";
import { InputError } from "../errors.js";
import { formatExactNumber } from "../exact-number.js";
import { exchangeJson, exchangeLines } from "../exchange-text.js";
import { heading, LETTER } from "../expansion-output.js";
import { type Junction } from "../junction.js";
import { prefersNetwork } from "../levels-expansion.js";
import { levelsModel } from "../levels-model.js";
import { levelsNetwork } from "../levels-network.js";
import { networkFormulas, type NetworkFormulas } from "../levels-network-text.js";
import { wrap } from "../wrap.js";

const COLUMNS = 80;

/** The output, or undefined where the canonical coefficients are the better form. @throws InputError as levelsNetwork */
export function networkExpansion(
  junction: Junction,
  orders: readonly number[],
  values: ReadonlyMap<string, ExactNumber>,
  { quantity, format, force }: Pick<CommandOptions, "quantity" | "format" | "force">,
): string | undefined {
  const model = levelsModel(junction, values);
  // The coefficients of R and of the contrast take one order more of J.
  const order = Math.max(1, ...orders) + (quantity === "J" ? 0 : 1);
  if (!prefersNetwork(model, order)) return undefined;
  if (format !== "text" && format !== "latex" && format !== "json") {
    throw new InputError(`coefficients in conductances are not written as ${format}`, {
      where: "--format",
      hint: "take text, latex or json, or bind matrix elements with --at",
    });
  }
  const at = new Map([...junction.bound, ...values]);
  const formulas = networkFormulas(levelsNetwork(model, order, force), quantity, orders, at);
  if (format === "json") return json(junction, quantity, orders, values, formulas);
  return format === "latex" ? latexLines(quantity, formulas) : textLines(junction, quantity, formulas);
}

function textLines(
  junction: Junction,
  quantity: CommandOptions["quantity"],
  { coefficients, where }: NetworkFormulas,
): string {
  const { text } = LETTER[quantity];
  const values = coefficients.flatMap(({ k, zero, expression }) =>
    wrap(`${text}_${k} = ${zero ? "0  (identically)" : expression}`, COLUMNS, "", "    "),
  );
  const named = where.flatMap(({ name, expression }) =>
    wrap(`${name} = ${expression}`, COLUMNS, "  ", "      "),
  );
  const exchanged = exchangeLines(junction);
  return [heading({ junction, quantity }), "", ...values, "", "with", ...named, ...exchanged].join("\n");
}

function latexLines(quantity: CommandOptions["quantity"], { coefficients, where }: NetworkFormulas): string {
  return [
    ...coefficients.map(({ k, latex }) => `${LETTER[quantity].latex}_{${k}} = ${latex}`),
    ...where.map(({ latex }) => `${latex.name} = ${latex.value}`),
  ].join("\n");
}

/** The shape of design §8 with the definitions beside it. */
function json(
  junction: Junction,
  quantity: CommandOptions["quantity"],
  orders: readonly number[],
  values: ReadonlyMap<string, ExactNumber>,
  { coefficients, where }: NetworkFormulas,
): string {
  const at = Object.fromEntries([...values].map(([name, value]) => [name, formatExactNumber(value)]));
  return JSON.stringify(
    {
      junction: junction.name,
      quantity,
      order: orders[orders.length - 1] ?? 0,
      at,
      coefficients,
      where: where.map(({ name, expression, latex }) => ({ name, expression, latex: latex.value })),
      ...exchangeJson(junction),
    },
    null,
    2,
  );
}
