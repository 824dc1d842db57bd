/** `heatdiode expand`: the coefficients of the powers of Δ, as formulas or as certified numbers. */
import { type ExactNumber } from "../../symbolic/expression.js";
import { type Bindings, missingNames, parseBindings, requireComplete } from "../bindings.js";
import { type CommandOptions, type Quantity, type RunCommand } from "../command.js";
import { formatExactNumber } from "../exact-number.js";
import { expansion, type JunctionExpansion } from "../expand.js";
import { toLatex } from "../latex.js";
import { loadJunction } from "../load.js";
import { toText } from "../text.js";

const DEFAULT_ORDER = 4;
const DEFAULT_DIGITS = 16;

export const run: RunCommand = async (argument, options) => {
  const junction = await loadJunction(argument);
  const values = parseBindings(options.at, junction, { allowDelta: false });
  const complete = missingNames(values, junction, { delta: false }).length === 0;
  if (options.digits !== undefined) requireComplete(values, junction, { delta: false });
  const result = expansion(junction, options.quantity, values);
  const orders = ordersAsked(options);
  const digits = complete ? (options.digits ?? DEFAULT_DIGITS) : undefined;
  if (options.format === "json") return { text: json(result, orders, values, digits) };
  if (digits !== undefined) return { text: valueLines(result, orders, digits) };
  if (options.format === "latex") return { text: latexLines(result, orders) };
  return { text: textLines(result, orders) };
};

/** The orders to print: 0 … N, or those of one parity. */
function ordersAsked({ order, even, odd }: CommandOptions): number[] {
  const all = Array.from({ length: (order ?? DEFAULT_ORDER) + 1 }, (_, k) => k);
  return all.filter((k) => (!even || k % 2 === 0) && (!odd || k % 2 === 1));
}

/** Names of the coefficients: α_k of J (design §1), r_k of R, c_k of the contrast. */
const LETTER: Readonly<Record<Quantity, { readonly text: string; readonly latex: string }>> = {
  J: { text: "alpha", latex: "\\alpha" },
  R: { text: "r", latex: "r" },
  contrast: { text: "c", latex: "c" },
};

const DEFINITION: Readonly<Record<Quantity, string>> = {
  J: "J = sum over k of alpha_k*Delta^k",
  R: "R = |J(Delta)/J(-Delta)| = sum over k of r_k*Delta^k",
  contrast: "(|J(Delta)| - |J(-Delta)|)/(|J(Delta)| + |J(-Delta)|) = sum over k of c_k*Delta^k",
};

function heading(result: JunctionExpansion): string {
  return `${result.junction.name}: ${DEFINITION[result.quantity]}, T_a = T_L + T_R, Delta = T_L - T_R`;
}

function textLines(result: JunctionExpansion, orders: readonly number[]): string {
  const { text } = LETTER[result.quantity];
  const lines = orders.map((k) =>
    result.isZero(k) ? `${text}_${k} = 0  (identically)` : `${text}_${k} = ${toText(result.expression(k))}`,
  );
  return [heading(result), "", ...lines].join("\n");
}

function valueLines(result: JunctionExpansion, orders: readonly number[], digits: number): string {
  const { text } = LETTER[result.quantity];
  const lines = orders.map((k) => {
    const value = result.value(k, digits);
    const note = value !== "0" ? "" : result.isZero(k) ? "  (identically)" : "  (exactly, at this point)";
    return `${text}_${k} = ${value}${note}`;
  });
  return [heading(result), "", ...lines].join("\n");
}

function latexLines(result: JunctionExpansion, orders: readonly number[]): string {
  const { latex } = LETTER[result.quantity];
  return orders
    .map((k) => `${latex}_{${k}} = ${result.isZero(k) ? "0" : toLatex(result.expression(k))}`)
    .join("\n");
}

/** The shape of design §8: values where everything is bound, formulas otherwise. */
function json(
  result: JunctionExpansion,
  orders: readonly number[],
  values: Bindings,
  digits: number | undefined,
): string {
  const at = Object.fromEntries(
    [...values].map(([name, value]: [string, ExactNumber]) => [name, formatExactNumber(value)]),
  );
  const coefficients = orders.map((k) => {
    const zero = result.isZero(k);
    if (digits !== undefined) return { k, zero, value: result.value(k, digits) };
    const expression = result.expression(k);
    return { k, zero, expression: toText(expression), latex: toLatex(expression) };
  });
  return JSON.stringify(
    {
      junction: result.junction.name,
      quantity: result.quantity,
      order: orders[orders.length - 1] ?? 0,
      at,
      coefficients,
    },
    null,
    2,
  );
}
