/** `heatdiode current`: J as a formula, in the paper's notation or in Boltzmann factors. */
import { parseBindings } from "../../model/point.js";
import { withFreeParameters } from "../../model/free-parameters.js";
import { isDocument, isLanguage } from "../../print/format.js";
import { type CommandOptions, type RunCommand } from "../command.js";
import { type CurrentForm } from "../../exact/formula/current-form.js";
import { symbolsOf } from "../../expression/tree.js";
import { type Bindings } from "../../junction/bindings.js";
import { type Junction } from "../../junction/junction.js";
import { currentForm } from "../../exact/formula/current.js";
import { toLatex } from "../../print/latex.js";
import { equationJson, equationLines } from "../../junction/coherent-levels.js";
import { exchangeJson, exchangeLines } from "../../junction/replaced-parameters.js";
import { freeEnergiesNote, withFreeEnergies } from "../../exact/free-energies.js";
import { loadJunction } from "../../junction/file/load.js";
import { markdownEquations } from "../../print/markdown.js";
import { printDocument } from "../../print/documents.js";
import { escapeTex } from "../../print/tex-document.js";
import { toText } from "../../expression/ascii.js";
import { InputError } from "../../input/errors.js";
import { isFluctuation, quantityRecord } from "../../junction/quantity.js";
import { fluctuationForm } from "../../statistics/formulas.js";
import { version } from "../../input/version.js";
import { nodeCount, numberExpression } from "../../../symbolic/expression/build.js";
import { FOR_READERS } from "../../exact/formula/values-beneath.js";
import { withUnitSymbols } from "../../exact/named/unit-symbols.js";
import { symbolLatex } from "../../input/names.js";
import { unitSystem } from "../../junction/units.js";
import { withExactLevels } from "../../exact/named/exact-levels.js";
import { withAssumed } from "../../exact/named/inequalities.js";
import { wrap } from "../../input/fold-lines.js";

export const run: RunCommand = async (argument, options, context) => {
  const loaded = await withAssumed(await loadJunction(argument, options), options.assume);
  const junction = withFreeParameters(loaded, options.free);
  const values = parseBindings(options.at, junction, { allowDelta: true });
  if (isLanguage(options.format)) {
    const { writeCode } = await import("../../code/arrays/write.js");
    const about = { version: version(), letter: "alpha", orders: [], at: values };
    return { text: writeCode(options.format, junction, undefined, about) };
  }
  const { quantity } = options;
  if (quantity === "R" || quantity === "contrast")
    throw new InputError(`${quantity} is a quotient of two currents`, {
      hint: "expand --quantity, evaluate",
    });
  const {
    result: { equations, noHeat },
    free,
  } = await withFreeEnergies(junction, values, (j, given) => {
    if (isFluctuation(quantity)) return fluctuationForm(j, quantity, given);
    const form = readersForm(junction, j, given, options);
    return { ...form, equations: [{ name: "J", latex: "J", value: form.current }, ...form.where] };
  });
  const note = freeEnergiesNote(free);
  if (note !== undefined) context.progress(note);
  if (options.format === "json") {
    const formulas = equations.map((e) => ({
      name: e.name,
      expression: toText(e.value),
      latex: toLatex(e.value),
    }));
    return {
      text: JSON.stringify(
        {
          junction: junction.name,
          form: options.form,
          [quantity]: formulas[0],
          where: formulas.slice(1),
          ...(noHeat === undefined ? {} : { note: noHeat }),
          ...equationJson(junction),
          ...exchangeJson(junction),
        },
        null,
        2,
      ),
    };
  }
  if (isDocument(options.format)) {
    const taken = new Set([
      "J",
      "T_L",
      "T_R",
      "k_L",
      "k_R",
      "x",
      "r",
      ...junction.parameters.map((p) => p.name),
    ]);
    const lines = equations.map((e) => ({ left: e.latex, value: e.value }));
    const direction = noHeat ?? "$J > 0$ flows from left to right";
    const notes = `${unitSystem(junction.units, "latex")}; ${direction}`;
    if (options.format === "markdown") {
      return { text: `### ${junction.name}\n\n${notes}\n\n${markdownEquations(lines, taken)}` };
    }
    const title = `${quantity === "J" ? "Heat current" : quantityRecord(quantity).title}: ${escapeTex(junction.name)}`;
    const body = [
      { kind: "paragraph", text: `${notes}:` },
      { kind: "equations", equations: lines },
    ] as const;
    return { text: printDocument(options.format, title, body, taken) };
  }
  if (options.format === "latex")
    return { text: equations.map((e) => `${e.latex} = ${toLatex(e.value)}`).join("\n") };
  const units =
    junction.units === undefined ? [] : [...wrap(`(${unitSystem(junction.units)})`, 80, "", " "), ""];
  const lines = equations.flatMap((e, i) => [
    ...(i === 1 ? ["", "where"] : []),
    ...wrap(`${e.name} = ${toText(e.value)}`, 80, i > 0 ? "  " : "", i > 0 ? "      " : "    "),
  ]);
  const still = noHeat === undefined ? [] : ["", `${noHeat}.`];
  return {
    text: [
      ...units,
      ...lines,
      ...still,
      ...equationLines(junction),
      ...exchangeLines(withExactLevels(junction)),
    ].join("\n"),
  };
};

/** Nodes of a formula in names beyond which one with the values put in is taken. */
const PAGES = 2500;

/**
 * The current; for readers in the names of the file, the values and the conversion factors of its units beneath.
 * @param free  the junction without what its file binds
 * @param given  values of its parameters, those of the file among them
 */
function readersForm(
  junction: Junction,
  free: Junction,
  given: Bindings,
  { form, format }: Pick<CommandOptions, "form" | "format">,
): CurrentForm {
  if (!FOR_READERS.includes(format)) return currentForm(free, form, given, junction.bound);
  const { junction: named, constants } = withUnitSymbols(free, given);
  const kept = new Map([...junction.bound, ...constants]);
  const beneath = (shown: CurrentForm, values: Bindings): CurrentForm => {
    const used = new Set([shown.current, ...shown.where.map((w) => w.value)].flatMap(symbolsOf));
    const more = [...values].filter(([name]) => used.has(name) && !shown.where.some((w) => w.name === name));
    const definitions = more.map(([name, { numerator, denominator }]) => ({
      name,
      latex: symbolLatex(name),
      value: numberExpression(numerator, denominator),
    }));
    return { ...shown, where: [...shown.where, ...definitions] };
  };
  if (form !== "paper" && junction.bound.size > 0 && junction.subsystem.kind !== "coherent") {
    const own = new Map([...given].filter(([name]) => !junction.bound.has(name)));
    try {
      const orderAt = new Map([...(named.orderAt ?? []), ...given]);
      const shown = currentForm({ ...named, orderAt }, form, own, new Map());
      if (nodeCount(shown.current) <= PAGES) return beneath(shown, kept);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  return beneath(currentForm(named, form, given, kept), kept);
}
