/** The junction's formulas in every format of the command line. */
import { quantityRecord } from "../../src/junction/quantity.js";
import { writeCode } from "../../src/code/arrays/write.js";
import { type Junction } from "../../src/junction/junction.js";
import { spectrumJson } from "../../src/junction/spectra.js";
import { type Format, isDocument, isLanguage } from "../../src/print/format.js";
import { type Conditions } from "../../src/conditions/conditions.js";
import { conditionsLatex } from "../../src/conditions/print/latex.js";
import { currentForm } from "../../src/exact/formula/current.js";
import { type JunctionExpansion } from "../../src/expansion/expansion.js";
import { expansionDocument, expansionLatex, expansionText, takenNames } from "../../src/expansion/print.js";
import { toLatex } from "../../src/print/latex.js";
import { escapeTex, texDocument } from "../../src/print/tex-document.js";
import { toText } from "../../src/expression/ascii.js";
import { unitSystem } from "../../src/junction/units.js";

/** The version of heatdiode that the page was built from. */
declare const HEATDIODE_VERSION: string;

/** The coefficients up to an order, in a format. */
export function exportExpansion(
  series: JunctionExpansion,
  junction: Junction,
  order: number,
  format: Format,
): string {
  const orders = Array.from({ length: order + 1 }, (_, k) => k);
  if (isLanguage(format)) {
    const about = {
      version: HEATDIODE_VERSION,
      letter: quantityRecord(series.quantity).coefficient.text,
      orders,
      at: new Map(),
    };
    return writeCode(format, junction, series, about);
  }
  if (isDocument(format)) return expansionDocument(format, series, orders);
  switch (format) {
    case "latex":
      return expansionLatex(series, orders);
    case "json":
      return expansionJson(series, orders);
    default:
      return expansionText(series, orders);
  }
}

/** The shape that `heatdiode expand --json` prints without values. */
function expansionJson(series: JunctionExpansion, orders: readonly number[]): string {
  const coefficients = orders.map((k) => {
    const e = series.expression(k);
    return { k, zero: series.isZero(k), expression: toText(e), latex: toLatex(e) };
  });
  const { junction, quantity } = series;
  return JSON.stringify(
    {
      junction: junction.name,
      quantity,
      order: orders.length - 1,
      at: {},
      coefficients,
      ...spectrumJson(junction),
    },
    null,
    2,
  );
}

/** What a report says besides the formulas. */
export interface ReportFacts {
  readonly series: JunctionExpansion;
  readonly verdict: Conditions;
  readonly order: number;
  /** `name = value` of the sliders, and of the numbers there. */
  readonly at: readonly string[];
  readonly numbers: readonly string[];
  /** A link that shows the same on the page. */
  readonly link: string;
}

/** A LaTeX document on the junction: current, verdict with proof, coefficients, numbers. */
export function latexReport({ series, verdict, order, at, numbers, link }: ReportFacts): string {
  const { junction } = series;
  const { current, where } = currentForm(junction, "paper", new Map());
  const taken = new Set([...takenNames(series), ...verdict.where.map((w) => w.name), "h", "S"]);
  const orders = Array.from({ length: order }, (_, i) => i + 1);
  return texDocument(
    `Heat current and thermal rectification: ${escapeTex(junction.name)}`,
    [
      {
        kind: "paragraph",
        text: `${unitSystem(junction.units, "latex")}, $T_a = T_L + T_R$, $\\Delta = T_L - T_R$; $J > 0$ flows from left to right.`,
      },
      { kind: "section", title: "Current" },
      {
        kind: "equations",
        equations: [
          { left: "J", value: current },
          ...where.map(({ latex, value }) => ({ left: latex, value })),
        ],
      },
      { kind: "section", title: "Verdict" },
      { kind: "paragraph", text: conditionsLatex(verdict) },
      { kind: "section", title: "Expansion" },
      {
        kind: "equations",
        equations: orders.map((k) => ({
          left: `${quantityRecord(series.quantity).coefficient.latex}_{${k}}`,
          value: series.isZero(k) ? "0" : series.expression(k),
        })),
      },
      { kind: "section", title: "Numbers" },
      {
        kind: "paragraph",
        text: `At ${at.map(escapeTex).join(", ")}:\n\n${numbers.map(escapeTex).join("\n\n")}\n\nEvery digit is proved.`,
      },
      {
        kind: "paragraph",
        text: `Written by heatdiode ${HEATDIODE_VERSION}. The same view: \\texttt{${escapeTex(link)}}`,
      },
    ],
    taken,
  );
}
