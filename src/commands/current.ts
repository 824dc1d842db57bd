/** `heatdiode current`: J as a formula, in the paper's notation or in Boltzmann factors. */
import { parseBindings } from "../bindings.js";
import { type RunCommand } from "../command.js";
import { currentForm } from "../current-form.js";
import { toLatex } from "../latex.js";
import { loadJunction } from "../load.js";
import { toText } from "../text.js";

export const run: RunCommand = async (argument, options) => {
  const junction = await loadJunction(argument);
  const values = parseBindings(options.at, junction, { allowDelta: true });
  const { current, where } = currentForm(junction, options.form, values);
  const equations = [{ name: "J", latex: "J", value: current }, ...where];
  if (options.format === "json") {
    const formulas = equations.map((e) => ({
      name: e.name,
      expression: toText(e.value),
      latex: toLatex(e.value),
    }));
    return {
      text: JSON.stringify(
        { junction: junction.name, form: options.form, J: formulas[0], where: formulas.slice(1) },
        null,
        2,
      ),
    };
  }
  if (options.format === "latex")
    return { text: equations.map((e) => `${e.latex} = ${toLatex(e.value)}`).join("\n") };
  const lines = equations.map(
    (e, i) => `${i === 1 ? "\nwhere\n" : ""}${i > 0 ? "  " : ""}${e.name} = ${toText(e.value)}`,
  );
  return { text: lines.join("\n") };
};
