/** `heatdiode expand`: the coefficients of the powers of Δ, as formulas or as certified numbers. */
import { quantityRecord } from "../../junction/quantity.js";
import { numberExpression } from "../../../symbolic/expression/build.js";
import { type ExactNumber, type Expression } from "../../../symbolic/expression/expression.js";
import { type Bindings } from "../../junction/bindings.js";
import { missingNames, parseBindings, requireComplete } from "../../model/point.js";
import { inNamesOfFile, isPointwise, junctionAt, namesGiven } from "../../model/pointwise.js";
import { withFreeParameters } from "../../model/free-parameters.js";
import { type CommandOptions, type RunCommand } from "../command.js";
import { isDocument, isLanguage } from "../../print/format.js";
import { formatExactNumber } from "../../input/exact-number.js";
import { wrap } from "../../input/fold-lines.js";
import { equationJson, equationLines } from "../../junction/coherent-levels.js";
import { exchangeJson, exchangeLatex, exchangeLines } from "../../junction/replaced-parameters.js";
import { expansion, type JunctionExpansion, zeroOrNull } from "../../expansion/expansion.js";
import {
  expansionLatex,
  expansionDocument,
  expansionText,
  heading,
  printedCoefficients,
} from "../../expansion/print.js";
import { withAssumed } from "../../exact/named/inequalities.js";
import { withUnitSymbols } from "../../exact/named/unit-symbols.js";
import { withNamedSpectra } from "../../exact/named/named-spectra.js";
import { spectrumJson } from "../../junction/spectra.js";
import { FOR_READERS, withValues } from "../../exact/formula/values-beneath.js";
import { type Variables } from "../../expansion/natural-variables.js";
import { InputError } from "../../input/errors.js";
import { toLatex } from "../../print/latex.js";
import { freeEnergiesNote, withFreeEnergies } from "../../exact/free-energies.js";
import { type Junction, withNamesKept } from "../../junction/junction.js";
import { symbolLatex } from "../../input/names.js";
import { loadJunction } from "../../junction/file/load.js";
import { takenForGranted } from "../../junction/levels.js";
import { toText } from "../../expression/ascii.js";
import { neitherNor, type PointCoefficient } from "../../expansion/point-expansion.js";
import { coefficientUnit, measured, unitsJson } from "../../junction/units.js";
import { version } from "../../input/version.js";

const DEFAULT_ORDER = 4;
const DEFAULT_DIGITS = 16;

export const run: RunCommand = async (argument, options, context) => {
  const assumed = await withAssumed(await loadJunction(argument, options), options.assume);
  const named = inNamesOfFile(assumed, [...namesGiven(options.at), ...namesGiven(options.free)]);
  const loaded = withFreeParameters(named, options.free);
  const values = parseBindings(options.at, loaded, { allowDelta: false });
  const complete = missingNames(values, loaded, { delta: false }).length === 0;
  // In the names of its file a Hamiltonian is diagonalised at a point: there are no formulas.
  if (options.digits !== undefined || isPointwise(loaded)) requireComplete(values, loaded, { delta: false });
  const junction = junctionAt(loaded, values) ?? loaded;
  if (complete) return { text: await printed(junction, values, options, options.digits ?? DEFAULT_DIGITS) };
  const own = parseBindings(options.at, withNamesKept(junction), { allowDelta: false });
  const beneath = new Map([...junction.bound].filter(([name]) => !own.has(name)));
  if (beneath.size > 0 && FOR_READERS.includes(options.format)) {
    const text = await withNames(junction, own, beneath, options);
    if (text !== undefined) return { text };
  }
  const { result, free } = await withFreeEnergies(junction, values, (j, given) =>
    printed(j, given, options, undefined),
  );
  const note = freeEnergiesNote(free);
  if (note !== undefined) context.progress(note);
  return { text: result };
};

/** The formulas with the file's parameters by name; undefined where they cannot be had so. */
async function withNames(
  junction: Junction,
  values: Bindings,
  beneath: Bindings,
  options: CommandOptions,
): Promise<string | undefined> {
  try {
    const named = withUnitSymbols(withNamesKept(junction, values), values);
    const text = await printed(named.junction, values, options, undefined);
    return withValues(text, beneath, options.format, junction.units, named.constants);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** The expansion in the format asked for. @param digits  of the values; undefined while symbols are left */
async function printed(
  junction: Junction,
  values: Bindings,
  options: CommandOptions,
  digits: number | undefined,
): Promise<string> {
  const orders = ordersAsked(options);
  if (junction.subsystem.kind === "levels") {
    const { stillExpansion } = await import("./expand-still.js");
    const still = stillExpansion(junction, orders, values, options);
    if (still !== undefined) return still;
  }
  if (digits === undefined && junction.subsystem.kind === "levels") {
    const { networkExpansion } = await import("./expand-network.js");
    const text = networkExpansion(withNamedSpectra(junction, values), orders, values, options);
    if (text !== undefined) return text;
  }
  const result = expansion(junction, options.quantity, values);
  if (digits === undefined || isLanguage(options.format)) result.requireOrder(Math.max(0, ...orders));
  if (isLanguage(options.format)) {
    const { writeCode } = await import("../../code/arrays/write.js");
    const letter = quantityRecord(options.quantity).coefficient.text;
    const about = { version: version(), letter, orders, at: values };
    return writeCode(options.format, junction, result, about);
  }
  if (options.format === "json") return json(result, orders, values, digits, options.variables);
  if (digits !== undefined) return valueLines(result, orders, digits);
  if (isDocument(options.format)) return expansionDocument(options.format, result, orders, options.variables);
  switch (options.format) {
    case "latex":
      return [expansionLatex(result, orders, options.variables), ...exchangeLatex(result.junction)].join(
        "\n",
      );
    default:
      return [
        expansionText(result, orders, options.variables),
        ...equationLines(result.junction),
        ...exchangeLines(result.junction),
      ].join("\n");
  }
}

/** The orders to print: 0 … N, or those of one parity. */
function ordersAsked({ order, even, odd }: CommandOptions): number[] {
  const all = Array.from({ length: (order ?? DEFAULT_ORDER) + 1 }, (_, k) => k);
  return all.filter((k) => (!even || k % 2 === 0) && (!odd || k % 2 === 1));
}

function valueLines(result: JunctionExpansion, orders: readonly number[], digits: number): string {
  const { text } = quantityRecord(result.quantity).coefficient;
  const values = result.values(Math.max(0, ...orders), digits);
  const { junction, quantity } = result;
  const lines = orders.map((k) => {
    const { value, bound } = values[k] as PointCoefficient;
    const name = `${text}_${k}`;
    if (value === null) return `${name}: ${neitherNor(bound)}`;
    return `${name} = ${measured(value, coefficientUnit(junction.units, quantity, k))}${value === "0" ? (ZERO_NOTES.get(zeroOrNull(result, k)) ?? "") : ""}`;
  });
  const assumed = takenForGranted(result.junction.subsystem);
  const granted = assumed === undefined ? [] : [...wrap(`${assumed}.`, 80, "", ""), ""];
  return [heading(result), "", ...granted, ...lines].join("\n");
}

const ZERO_NOTES = new Map([
  [true, "  (identically)"],
  [false, "  (exactly, at this point)"],
  [null, "  (exactly, at this point; whether identically is not decided)"],
]);

/** The shape of design §8: values where everything is bound, formulas otherwise. */
function json(
  result: JunctionExpansion,
  orders: readonly number[],
  values: Bindings,
  digits: number | undefined,
  variables: Variables,
): string {
  const at = Object.fromEntries(
    [...values].map(([name, value]: [string, ExactNumber]) => [name, formatExactNumber(value)]),
  );
  const assumed = takenForGranted(result.junction.subsystem);
  const numbers = digits === undefined ? [] : result.values(Math.max(0, ...orders), digits);
  const { formulas, definitions } =
    digits === undefined
      ? printedCoefficients(result, orders, variables)
      : { formulas: new Map<number, Expression | undefined>(), definitions: [] };
  const coefficients = orders.map((k) => {
    const number = numbers[k];
    if (number) return pointJson(result, number);
    const zero = result.isZero(k);
    const expression = formulas.get(k) ?? numberExpression(0n);
    return { k, zero, expression: toText(expression), latex: toLatex(expression) };
  });
  return JSON.stringify(
    {
      junction: result.junction.name,
      quantity: result.quantity,
      order: orders[orders.length - 1] ?? 0,
      at,
      ...unitsJson(result.junction.units),
      ...(assumed === undefined ? {} : { assumed }),
      coefficients,
      ...spectrumJson(result.junction),
      ...(definitions.length === 0
        ? {}
        : {
            definitions: definitions.map(({ name, value }) => ({
              name,
              latex: symbolLatex(name),
              expression: toText(value),
              latexExpression: toLatex(value),
            })),
          }),
      ...equationJson(result.junction),
      ...exchangeJson(result.junction),
    },
    null,
    2,
  );
}

/** A value, or what is known where there is none: `zero` null and a bound. */
function pointJson(result: JunctionExpansion, { k, value, bound }: PointCoefficient): object {
  if (value === null) return { k, zero: null, value, ...(bound === undefined ? {} : { bound }) };
  return { k, zero: value === "0" ? zeroOrNull(result, k) : false, value };
}
