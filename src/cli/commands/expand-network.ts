/** `heatdiode expand` for N levels with many symbols: coefficients in the conductances of the transitions. */
import { isFluctuation, quantityRecord } from "../../junction/quantity.js";
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { type CommandOptions } from "../command.js";
import { type DocumentPart } from "../../print/document.js";
import { InputError } from "../../input/errors.js";
import { formatExactNumber } from "../../input/exact-number.js";
import { exchangeJson, exchangeLines } from "../../junction/replaced-parameters.js";
import { conventionsOf, heading, markdownHead, titleOf } from "../../expansion/print.js";
import { type Junction } from "../../junction/junction.js";
import { hasLongRates, prefersNetwork } from "../../expansion/levels-expansion.js";
import { currentsByGap, namedLevels } from "../../expansion/named-levels.js";
import { levelsModel } from "../../exact/levels-rates.js";
import { display } from "../../print/markdown.js";
import { levelsNetwork } from "../../expansion/network/expansion.js";
import { networkFormulas, type NetworkFormulas } from "../../expansion/network/print.js";
import { printDocument } from "../../print/documents.js";
import {
  type DocumentFormat,
  type Format,
  isDocument,
  isLanguage,
  type Language,
} from "../../print/format.js";
import { spectrumJson, spectrumLatex, spectrumLines } from "../../junction/spectra.js";
import { wrap } from "../../input/fold-lines.js";

const COLUMNS = 80;

const isFormat = (format: Format): format is Exclude<Format, Language> => !isLanguage(format);

/** The output, or undefined where the canonical coefficients are the better form. @throws InputError as levelsNetwork */
export function networkExpansion(
  junction: Junction,
  orders: readonly number[],
  values: ReadonlyMap<string, ExactNumber>,
  { quantity, format, force }: Pick<CommandOptions, "quantity" | "format" | "force">,
): string | undefined {
  // Cumulants beyond J are expanded in canonical form only.
  if (isFluctuation(quantity)) return undefined;
  const model = levelsModel(junction, values);
  // The coefficients of R and of the contrast take one order more of J.
  const order = Math.max(1, ...orders) + (quantity === "J" ? 0 : 1);
  // A program has the densities written out, so that their values are no symbols of it.
  const written = isFormat(format) ? [] : (junction.spectra ?? []).filter((s) => s.definition);
  const given = new Set(written.flatMap(({ values: symbols }) => symbols.map(({ name }) => name)));
  const mixed = isFormat(format) ? namedLevels(junction, values) : undefined;
  if (mixed) {
    const symbols = new Set(mixed.definitions.map(({ name }) => name));
    const own = levelsModel({ ...mixed.junction, bound: new Map() });
    if (!prefersNetwork(own, order, symbols) || currentsByGap(mixed, values)) return undefined;
  }
  if (!prefersNetwork(model, order, given) && !(isFormat(format) && hasLongRates(model))) return undefined;
  if (!isFormat(format)) {
    throw new InputError(`coefficients in conductances are not written as ${format}`, {
      where: "--format",
      hint: "bind matrix elements with --at, or compute values: expand --at … --digits D, evaluate, scan",
    });
  }
  const at = new Map([...junction.bound, ...values]);
  const formulas = networkFormulas(levelsNetwork(model, order, force), quantity, orders, at);
  if (isDocument(format)) return documentOf(format, junction, quantity, formulas);
  switch (format) {
    case "json":
      return json(junction, quantity, orders, values, formulas);
    case "latex":
      return [...equations(quantity, formulas), ...definitions(formulas), ...spectrumLatex(junction)].join(
        "\n",
      );
    default:
      return textLines(junction, quantity, formulas);
  }
}

function textLines(
  junction: Junction,
  quantity: CommandOptions["quantity"],
  { coefficients, where }: NetworkFormulas,
): string {
  const { text } = quantityRecord(quantity).coefficient;
  const values = coefficients.flatMap(({ k, zero, expression }) =>
    wrap(`${text}_${k} = ${zero ? "0  (identically)" : expression}`, COLUMNS, "", "    "),
  );
  const named = where.flatMap(({ name, expression }) =>
    wrap(`${name} = ${expression}`, COLUMNS, "  ", "      "),
  );
  const exchanged = [...spectrumLines(junction), ...exchangeLines(junction)];
  return [heading({ junction, quantity }), "", ...values, "", "with", ...named, ...exchanged].join("\n");
}

const equations = (quantity: CommandOptions["quantity"], { coefficients }: NetworkFormulas): string[] =>
  coefficients.map(({ k, latex }) => `${quantityRecord(quantity).coefficient.latex}_{${k}} = ${latex}`);

const definitions = ({ where }: NetworkFormulas): string[] =>
  where.map(({ latex }) => `${latex.name} = ${latex.value}`);

/** Polynomials of thousands of terms: each formula a paragraph of its own, whose lines TeX breaks between terms. */
function documentOf(
  format: DocumentFormat,
  junction: Junction,
  quantity: CommandOptions["quantity"],
  formulas: NetworkFormulas,
): string {
  if (format === "markdown") return markdown(junction, quantity, formulas);
  const paragraph = (latex: string): DocumentPart => ({
    kind: "paragraph",
    text: `\\hangindent=2em $\\displaystyle ${latex}$`,
  });
  return printDocument(
    format,
    titleOf({ junction, quantity }),
    [
      conventionsOf({ junction, quantity }),
      ...equations(quantity, formulas).map(paragraph),
      { kind: "paragraph", text: "with" },
      ...[...definitions(formulas), ...spectrumLatex(junction)].map(paragraph),
    ],
    new Set(),
  );
}

function markdown(
  junction: Junction,
  quantity: CommandOptions["quantity"],
  formulas: NetworkFormulas,
): string {
  return [
    ...markdownHead({ junction, quantity }),
    ...equations(quantity, formulas).map(display),
    "with",
    ...[...definitions(formulas), ...spectrumLatex(junction)].map(display),
  ].join("\n\n");
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
      ...spectrumJson(junction),
      ...exchangeJson(junction),
    },
    null,
    2,
  );
}
