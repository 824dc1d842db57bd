/** The statistics of a junction in print. */
import { formatExactNumber } from "../input/exact-number.js";
import { wrap } from "../input/fold-lines.js";
import { toText } from "../expression/ascii.js";
import { measured, unitLabels, unitSystem } from "../junction/units.js";
import { toLatex } from "../print/latex.js";
import { markdownEquations } from "../print/markdown.js";
import { printDocument } from "../print/documents.js";
import { type DocumentFormat } from "../print/format.js";
import { escapeTex } from "../print/tex-document.js";
import { type Equation } from "./formulas.js";
import { type Statistics } from "./statistics.js";

const COLUMNS = 80;

/** All of it, for a terminal. */
export function statisticsText(s: Statistics): string {
  const { junction, formulas, theorem, uncertainty, noHeat } = s;
  const lines: string[] = [
    ...wrap(
      `${junction.name}: statistics of the energy Q taken from the left bath in a time t; G(lambda) = lim ln<exp(lambda*Q)>/t, kappa_n = d^nG/dlambda^n at 0, kappa_1 = J, kappa_2 = S = the integral of <dJ(t) dJ(0)> over all t, not twice it (${unitSystem(junction.units)})`,
      COLUMNS,
      "",
      "  ",
    ),
  ];
  if (noHeat !== undefined) lines.push("", `${noHeat}. G = 0, and every cumulant vanishes.`);
  else if (typeof formulas === "string")
    lines.push("", ...wrap(`No formulas: ${formulas}`, COLUMNS, "", "  "));
  else {
    lines.push("", "generating function", ...formulas.generating.flatMap((e) => line(e)));
    lines.push("", "cumulants", ...formulas.cumulants.flatMap((e) => line(e)));
    lines.push("", "where", ...formulas.where.flatMap((e) => line(e)));
  }
  if (theorem) {
    lines.push(
      "",
      "fluctuation theorem (proved: --json has the certificate, check-proof verifies it)",
      "  G(lambda) = G(-lambda - A), A = 1/T_R - 1/T_L",
      ...wrap(
        `W(lambda)^T = D*W(-A - lambda)*D^(-1) with D = diag(${diagonal(s).join(", ")}): detailed balance, entry by entry`,
        COLUMNS,
        "  ",
        "    ",
      ),
      "so",
      ...theorem.corollaries.map((text) => `  ${text}`),
    );
  }
  lines.push(
    "",
    "uncertainty relation",
    `  ${uncertainty.bound}`,
    ...uncertainty.proof.flatMap((t) => wrap(t, COLUMNS, "    ", "      ")),
  );
  const unit = unitLabels(junction);
  if (s.values.length > 0) {
    lines.push("", "values (every digit proved)");
    for (const { quantity, value, reversed, undecided } of s.values) {
      const note = undecided ? "  (neither distinguished from 0 nor proved to be 0)" : "";
      lines.push(
        `  ${quantity.padEnd(8)} = ${measured(value ?? "undefined", unit(quantity))}, at -Delta ${measured(reversed ?? "undefined", unit(quantity))}${note}`,
      );
    }
  }
  for (const { lambda, G, undecided, bound } of s.generating) {
    const text = undecided ? `0 within ${bound ?? "the precision"}` : G;
    lines.push(`  G(${formatExactNumber(lambda)}) = ${text}`);
  }
  return lines.join("\n");
}

function line({ name, value }: Equation): string[] {
  if (name === "0") return ["  chi(G, lambda) = det(W(lambda) - G) = sum of c_i_j*lambda^i*G^j = 0"];
  if (name === "chi")
    return ["  W(lambda)_nm = w^R_nm + w^L_nm*exp(lambda*(E_n - E_m)), columns of W(0) add up to 0"];
  return wrap(`${name} = ${toText(value)}`, COLUMNS, "  ", "      ");
}

/** D_n as exp(E/T_R). */
function diagonal({ theorem, junction }: Statistics): readonly string[] {
  if (!theorem) return [];
  const { energies } = theorem.variables;
  const ladder = junction.subsystem.kind === "ladder" && junction.subsystem.levels !== 2;
  const entries = theorem.D.map((n) => {
    const terms = n.flatMap((e, i) => {
      if (e === 0) return [];
      const energy = energies[i] ?? "";
      const plain = /^[A-Za-z_0-9]+$/.test(energy) ? energy : `(${energy})`;
      return [e === 1 ? plain : `${e}*${plain}`];
    });
    return terms.length === 0
      ? "1"
      : `exp(${terms.length === 1 ? (terms[0] ?? "") : `(${terms.join(" + ")})`}/T_R)`;
  });
  return ladder ? [...entries, "..."] : entries;
}

/** The formulas as lines of LaTeX. */
export function statisticsLatex({ formulas }: Statistics): string {
  if (typeof formulas === "string") return `% ${formulas}`;
  const own = [...formulas.generating.filter(isFormula), ...formulas.cumulants, ...formulas.where];
  const all = own.map((e) => `${e.latex} = ${toLatex(e.value)}`);
  return [...all, "G(\\lambda) = G(-\\lambda - A)"].join("\n");
}

const isFormula = ({ name }: Equation): boolean => name !== "0" && name !== "chi";

/** A whole document. */
export function statisticsDocument(s: Statistics, format: DocumentFormat): string {
  const { formulas, junction, uncertainty } = s;
  const list =
    typeof formulas === "string"
      ? []
      : [...formulas.generating.filter(isFormula), ...formulas.cumulants, ...formulas.where];
  const equations = list.map((e) => ({ left: e.latex, value: e.value }));
  const taken = new Set([
    ...list.map((e) => e.name),
    ...junction.parameters.map((p) => p.name),
    "T_L",
    "T_R",
    "G",
    "lambda",
  ]);
  const notes = `$G(\\lambda) = \\lim t^{-1}\\ln\\langle e^{\\lambda Q}\\rangle$, $Q$ the energy taken from the left bath; $S = \\int\\langle\\delta J(t)\\,\\delta J(0)\\rangle dt$, not twice it; fluctuation theorem $G(\\lambda) = G(-\\lambda - A)$, $A = 1/T_R - 1/T_L$`;
  const title = `Statistics of the heat: ${junction.name}`;
  if (format === "markdown")
    return [`### ${title}`, notes, markdownEquations(equations, taken), `\`${uncertainty.bound}\``].join(
      "\n\n",
    );
  return printDocument(
    format,
    escapeTex(title),
    [
      { kind: "paragraph", text: `${notes}:` },
      { kind: "equations", equations },
    ],
    taken,
  );
}

/** Everything for other programs; the certificate under `proof`. */
export function statisticsJson(s: Statistics): object {
  const { junction, order, formulas, theorem, uncertainty, values, generating, noHeat } = s;
  const written = (e: Equation): object => ({
    name: e.name,
    expression: toText(e.value),
    latex: toLatex(e.value),
  });
  return {
    junction: junction.name,
    order,
    ...(noHeat === undefined ? {} : { note: noHeat }),
    ...(typeof formulas === "string"
      ? { formulas: null, reason: formulas }
      : {
          generating: formulas.generating.filter(isFormula).map(written),
          cumulants: formulas.cumulants.map(written),
          where: formulas.where.map(written),
        }),
    theorem: theorem === undefined ? null : "G(lambda) = G(-lambda - A)",
    uncertainty,
    values: Object.fromEntries(
      values.flatMap(({ quantity, value, reversed }) => [
        [quantity, value],
        [`${quantity}_reversed`, reversed],
      ]),
    ),
    G: generating.map(({ lambda, G, undecided, bound }) => ({
      lambda: formatExactNumber(lambda),
      G: undecided ? null : G,
      ...(undecided ? { bound: bound ?? "0" } : {}),
    })),
    ...(theorem === undefined ? {} : { proof: theorem }),
  };
}
