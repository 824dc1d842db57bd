/** Formulas for readers keep the names of parameters that a junction file binds; their values stand beneath. */
import { formatsOf } from "../../print/format.js";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { typstText } from "../../print/typst.js";
import { wrap } from "../../input/fold-lines.js";
import { formatExactNumber } from "../../input/exact-number.js";
import { symbolLatex } from "../../input/names.js";
import { type Bindings } from "../../junction/bindings.js";
import { type Units } from "../../junction/units.js";

/** The formats that are read rather than computed with. */
export const FOR_READERS = formatsOf("text", "formulas", "document");

/**
 * A text of one of these formats with the values beneath it.
 * @param constants  the conversion factors of the units that the formulas hold as symbols
 */
export function withValues(
  text: string,
  values: Bindings,
  format: string,
  units: Units | undefined,
  constants: Bindings = new Map(),
): string {
  const lists = [
    {
      words: units === undefined || constants.size === 0 ? "" : unitWords(units, constants),
      values: constants,
    },
    {
      words: `where the file has${units === undefined ? "" : `, in ${units.frequency} and ${units.rate}`}`,
      values,
    },
  ].filter((list) => list.values.size > 0);
  return lists.reduce((whole, list) => withList(whole, list.words, list.values, format), text);
}

function withList(text: string, words: string, values: Bindings, format: string): string {
  const list = [...values].map(([name, value]: [string, ExactNumber]) => ({
    name,
    value: scientific(formatExactNumber(value)),
  }));
  if (format === "text") {
    const lines = list.flatMap(({ name, value }) => wrap(`${name} = ${value}`, 80, "  ", "      "));
    return [text, "", ...wrap(words, 80, "", "  "), ...lines].join("\n");
  }
  const latex = list.map(({ name, value }) => `${symbolLatex(name)} = ${latexNumber(value)}`);
  if (format === "latex") return [text, ...latex].join("\n");
  const sentence = `${words} ${latex.map((l) => `$${l}$`).join(", ")}.`;
  if (format === "typst") return `${text}\n${typstText(sentence)}\n`;
  const end = "\\end{document}";
  return format === "tex" ? text.replace(end, () => `\n${sentence}\n\n${end}`) : `${text}\n\n${sentence}`;
}

/** 0.0000138 as 1.38e-5. */
function scientific(decimal: string): string {
  const [, zeros, first, rest = ""] = /^0\.(0{4,})([1-9])(\d*)$/.exec(decimal) ?? [];
  if (zeros === undefined || first === undefined) return decimal;
  return `${first}${rest === "" ? "" : `.${rest}`}e-${zeros.length + 1}`;
}

const latexNumber = (value: string): string =>
  value.replace(/^(-?)(\d+)\/(\d+)$/, "$1\\frac{$2}{$3}").replace(/e-(\d+)$/, "\\times 10^{-$1}");

/** What the constants convert. */
function unitWords({ frequency, temperature, rate, current }: Units, constants: Bindings): string {
  const meanings = [`h ${frequency} in k_B ${temperature}`, `k_B ${temperature} ${rate} in ${current}`];
  return `with ${[...constants.keys()].map((name, i) => `${name}, ${meanings[i] ?? ""}`).join(", and ")}:`;
}
