/** The answers of `conditions` in words, as JSON, and as a short proof in LaTeX. */
import { type Conditions } from "../conditions.js";
import { type ParityVerdict } from "../parity/parity.js";
import { type VerdictSolution } from "../parity/solutions.js";
import { type LadderForm } from "../parity/ladder-form.js";
import { proofText } from "./proof.js";
import { briefLines, classText, lowestOrderText } from "./brief.js";
import { directionLines } from "./direction.js";
import { type LowestOrderSign } from "../direction/lowest-order.js";
import { type Definition, definitionText } from "../../print/definition.js";
import { type ResistanceForm } from "../parity/resistance-form.js";
import { spectrumJson, spectrumLines } from "../../junction/spectra.js";
import { equationLines } from "../../junction/coherent-levels.js";
import { exchangeLines } from "../../junction/replaced-parameters.js";
import { toLatex } from "../../print/latex.js";
import { toText } from "../../expression/ascii.js";

/** One line for the verdict, such as "iff Gamma_L = Gamma_R and delta_R = 0". */
function verdictText({ verdict, noHeat, solutions }: Conditions): string {
  switch (verdict.rectifies) {
    case "never":
      return `never rectifies${noHeat === undefined ? "" : `. ${noHeat}`}`;
    case "always":
      return "always rectifies";
    case "conditionally":
      return `rectifies, except where ${solutions.map(solutionText).join(", or ")}`;
    case "undecided":
      return `undecided: absent ${onlyIf(verdict)} all ${verdict.vanishesIff[0]?.length ?? 0} raw equations hold`;
  }
}

/** "s = 0 and t = 0 (no heat flows)". */
function solutionText({ equations, remark }: VerdictSolution): string {
  return `${equations.join(" and ")}${remark === undefined ? "" : ` (${remark})`}`;
}

/** What the raw equations of an open verdict are: by the parts of a ladder only some of what has to vanish is looked at. */
export function onlyIf({ identity }: ParityVerdict): "iff" | "only if" {
  return identity.kind === "closed" ? "iff" : "only if";
}

/** "The levels are assumed to be connected, which they are not where s = 0, or where t = 0."; undefined where they always are. */
export function connectionText(
  { connectedUnless }: Conditions,
  write: (equation: string) => string = (e) => e,
): string | undefined {
  if (connectedUnless.length === 0) return undefined;
  const systems = connectedUnless.map((list) => list.map(write).join(" and "));
  return `The levels are assumed to be connected, which they are not where ${systems.join(", or where ")}.`;
}

/** "The levels are ordered as where w_1 > w_2."; undefined where nothing is taken for granted. */
export function orderText(
  { assumedOrder }: Conditions,
  write: (equation: string) => string = (e) => e,
): string | undefined {
  if (assumedOrder.length === 0) return undefined;
  return `The levels are taken in the order in which they are where ${assumedOrder.map(write).join(" and ")}.`;
}

/** How much of an answer is printed. */
export interface Detail {
  /** Definitions, the even part and the proof. */
  readonly proof: boolean;
  /** Every region of the direction and of the bounds, with examples. */
  readonly regions: "brief" | "inside" | "all";
  /** With values bound: what is found without them. */
  readonly general?: General | undefined;
}

/** The answer for all parameters, of which values are one case. */
export interface General {
  readonly conditions: Conditions;
  /** The region of the direction in which the values lie, where it was decided. */
  readonly where?: readonly string[] | undefined;
}

/** The report on one junction, for a terminal: in five lines, or in as much detail as is asked for. */
export function conditionsText(c: Conditions, { proof, regions, general }: Detail = FULL): string {
  const lines = verdictLines(c, proof);
  if (general?.conditions.verdict.rectifies === "conditionally" && c.verdict.rectifies !== "conditionally")
    lines.push(`For other values: ${verdictText(general.conditions)}.`);
  if (!proof) {
    const labelled = briefLines(c, general?.where).filter(
      ({ label }) => regions === "brief" || !c.direction || !["direction", "contrast"].includes(label),
    );
    lines.push("", ...labelled.flatMap(({ label, lines: own }) => column(label, own)));
    if (regions !== "brief" && c.direction) lines.push(...directionLines(c.direction, regions === "all"));
    lines.push(...spectrumLines(c.junction), ...equationLines(c.junction), ...exchangeLines(c.junction));
    return lines.join("\n");
  }
  lines.push("", ...column("class", [classText(c)]));
  lines.push(...detailLines(c));
  if (c.direction) lines.push(...directionLines(c.direction, regions === "all"));
  if (c.lowestOrder) lines.push(...column("direction", [lowestOrderText(c.lowestOrder)]));
  lines.push(...spectrumLines(c.junction), ...equationLines(c.junction), ...exchangeLines(c.junction));
  lines.push("", ...proofText(c));
  return lines.join("\n");
}

const FULL: Detail = { proof: true, regions: "inside" };

/** Characters of equations that are not solved, in an answer without its proof: half a screen. */
const LONGEST_LIST = 1000;

/** The verdict, and for which energies and connections it holds. */
function verdictLines(c: Conditions, whole: boolean): string[] {
  const lines = [`${c.junction.name}: ${verdictText(c)}.`];
  if (c.verdict.rectifies === "undecided") {
    const equations = (c.verdict.vanishesIff[0] ?? []).map((e) => `  ${e}`);
    const fit = whole || equations.join("").length <= LONGEST_LIST;
    lines.push(...(fit ? equations : ["  (they fill pages: --proof and --json list them)"]));
  }
  if (!c.everywhere) lines.push(GENERAL_POSITION);
  const order = orderText(c);
  if (order !== undefined) lines.push(order);
  const connection = connectionText(c);
  if (connection !== undefined) lines.push(connection);
  for (const { where, rectifies, vanishesIff } of c.exceptions) {
    const systems = vanishesIff.map((l) => l.join(" and ")).join(", or ");
    lines.push(
      `But at ${where}: ${rectifies}${rectifies === "conditionally" ? `, absent iff ${systems}` : ""}.`,
    );
  }
  return lines;
}

/** Criterion and even part, each name defined before it is used. */
function detailLines(c: Conditions): string[] {
  const lines: string[] = [];
  if (c.lowestEvenOrder !== null) lines.push(`lowest even     alpha_${c.lowestEvenOrder}`);
  const even = toText(c.evenPart);
  if (c.criterion) lines.push(...criterionLines(c.criterion));
  const shown = c.ladder === undefined && even !== "0" && even.length <= LONGEST_LINE;
  if (shown ? even !== "0" : c.verdict.rectifies !== "never" || c.ladder)
    lines.push(
      ...column(
        "where",
        c.where.map(({ name, meaning }) => `${name} = ${meaning}`),
      ),
    );
  if (c.ladder) lines.push(...ladderLines(c.ladder));
  else if (shown)
    lines.push(...column(c.criterion ? "that is" : "even part", [`[J(Delta) + J(-Delta)]/2 = ${even}`]));
  else if (even !== "0" && !c.criterion)
    lines.push("even part       too long for a line: --format json has it");
  return lines;
}

/** Lines under a label of the first column. */
function column(label: string, lines: readonly string[]): string[] {
  return lines.map((line, i) => `${(i === 0 ? label : "").padEnd(16)}${line}`);
}

/** The criterion, each name defined before it is used. */
function criterionLines({ statistics, occupation, ends, h, sums, evenPart }: ResistanceForm): string[] {
  const [left, right] = ends.map(({ left: e }) => toText(e));
  return [
    ...column("F_nu(T)", [
      `1/[(${toText(statistics)})*k_nu(T)] of each end, positive:`,
      ...ends.map(definitionText),
    ]),
    ...column("h(T)", [`${left} - ${right}; heat is not rectified iff it is constant:`, definitionText(h)]),
    ...column("even part", [
      "in h, with",
      definitionText(occupation),
      ...sums.map(definitionText),
      `[J(Delta) + J(-Delta)]/2 = ${toText(evenPart)}`,
    ]),
  ];
}

/** The even part of a ladder by its parts, and what its names stand for. */
function ladderLines(form: LadderForm): string[] {
  const line = (d: Definition): string => {
    const text = definitionText(d);
    return text.length > LONGEST_LINE ? `${toText(d.left)}: too long for a line; --format json has it` : text;
  };
  return [
    ...column("ladder", [
      "with _rev for T_L and T_R exchanged,",
      ...ladderSums(form).map(({ name, meaning }) => `${name}: ${meaning}`),
      ...form.definitions.map(line),
      definitionText(form.current),
    ]),
    ...column("even part", [
      `[J(Delta) + J(-Delta)]/2 = ${toText(form.evenPart)}, where`,
      ...form.differences.map(line),
    ]),
  ];
}

/** F(x) of a long ladder in words. */
function ladderSums({ sums }: LadderForm): { name: string; meaning: string }[] {
  if (!sums) return [];
  const { F, levels } = sums;
  const meaning = `the sum over n = 1 ... ${levels - 1} of |S_n|^2*x^(n-1), over the sum over n = 0 ... ${levels - 1} of x^n`;
  return [{ name: toText(F), meaning }];
}

/** The same names for programs. */
function ladderMeanings(ladder: LadderForm | undefined): { name: string; meaning: string }[] {
  if (!ladder) return [];
  return [
    ...ladder.definitions.map(({ left, value }) => ({ name: toText(left), meaning: toText(value) })),
    ...ladderSums(ladder),
    { name: "_rev", meaning: "T_L and T_R exchanged" },
  ];
}

/** Longer formulas are left to the other formats. */
const LONGEST_LINE = 500;

const GENERAL_POSITION =
  "Several energies are free: the verdict holds for energies in general position (no integer relation among them).";

/** The sign of the lowest even coefficient with its names as text. */
function lowestOrderJson({ definitions, ...rest }: LowestOrderSign): object {
  if (definitions === undefined) return rest;
  return {
    ...rest,
    definitions: definitions.map(({ name, value }) => ({ name, expression: toText(value) })),
  };
}

/** The JSON object of design §8, with more keys. */
export function conditionsJson(c: Conditions): Record<string, unknown> {
  return {
    junction: c.junction.name,
    rectifies: c.verdict.rectifies,
    vanishesIff: c.verdict.vanishesIff,
    ...(c.solutions.some((s) => s.remark !== undefined)
      ? { remarks: c.solutions.map((s) => s.remark ?? null) }
      : {}),
    ...(c.assumedOrder.length === 0 ? {} : { assumedOrder: c.assumedOrder }),
    ...(c.connectedUnless.length === 0 ? {} : { connectedUnless: c.connectedUnless }),
    ...(c.verdict.rectifies === "undecided" && onlyIf(c.verdict) === "only if"
      ? { note: "the equations are necessary; that they suffice is not proved" }
      : {}),
    ...(c.noHeat === undefined ? {} : { note: c.noHeat }),
    type: c.type,
    ...(c.classReason === undefined ? {} : { typeReason: c.classReason }),
    lowestEvenOrder: c.lowestEvenOrder,
    evenPart: {
      expression: toText(c.evenPart),
      latex: toLatex(c.evenPart),
      where: [...c.where, ...ladderMeanings(c.ladder)],
    },
    ...(c.criterion
      ? { h: { expression: toText(c.criterion.h.value), latex: toLatex(c.criterion.h.value) } }
      : {}),
    ...(c.direction ? { direction: c.direction } : {}),
    ...(c.lowestOrder ? { lowestOrder: lowestOrderJson(c.lowestOrder) } : {}),
    exceptions: c.exceptions,
    validFor: c.everywhere ? "all energies" : "energies in general position",
    ...spectrumJson(c.junction),
    proof: c.certificate,
  };
}

/** The table of several junctions. */
export function conditionsTable(list: readonly Conditions[]): string {
  const rows = list.map((c) => [
    c.junction.name,
    c.verdict.rectifies,
    c.type ?? "-",
    c.lowestEvenOrder === null ? "-" : `alpha_${c.lowestEvenOrder}`,
    c.verdict.rectifies === "conditionally"
      ? c.solutions.map(solutionText).join(", or ")
      : c.verdict.rectifies === "never"
        ? (c.noHeat ?? "for all parameters")
        : "for no parameters",
  ]);
  const table = [["junction", "rectifies", "class", "lowest even", "absent iff"], ...rows];
  const widths = (table[0] as string[]).map((_, i) => Math.max(...table.map((r) => (r[i] as string).length)));
  return table
    .map((r) =>
      r
        .map((cell, i) => cell.padEnd(widths[i] as number))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
