/** What becomes of the statistics or the noise under Δ → −Δ, in print. */
import { type ReversalCertificate } from "../certificate/format.js";
import { wrap } from "../input/fold-lines.js";
import { asciiLatex } from "../print/ascii-latex.js";
import { printDocument } from "../print/documents.js";
import { type DocumentFormat } from "../print/format.js";
import { type DocumentPart } from "../print/document.js";
import { escapeTex } from "../print/tex-document.js";
import { type Reversal } from "./reversal.js";

const COLUMNS = 80;
const INDENT = "             ";

const SUBJECT = { statistics: "the statistics of the heat", noise: "the noise of the heat" } as const;
const LAW = {
  statistics: "G(lambda; -Delta) = G(-lambda; Delta), every kappa_n has the parity of n",
  noise: "S(-Delta) = S(Delta)",
} as const;

/** The verdict in one sentence. */
export function reversalSentence(r: Reversal): string {
  const who = SUBJECT[r.of];
  switch (r.rectifies) {
    case "never":
      return `${who} is never rectified: ${LAW[r.of]}`;
    case "always":
      return `${who} is always rectified`;
    case "conditionally":
      return `${who} is rectified, except where ${systems(r.vanishesIff)}: there ${LAW[r.of]}`;
    case "undecided":
      return r.first.some(({ where }) => where.length === 0)
        ? `${who} is rectified for general parameters; for which it is not, is undecided`
        : `${who}: undecided`;
  }
}

function systems(list: readonly (readonly string[])[]): string {
  return list.map((l) => l.join(" and ")).join(", or ");
}

function meanText({ mean }: Reversal): string {
  switch (mean.rectifies) {
    case "never":
      return "never rectified (R = 1 identically)";
    case "always":
      return "always rectified";
    case "conditionally":
      return `rectified, except where ${systems(mean.vanishesIff)}`;
    case "undecided":
      return "undecided";
  }
}

/** Rows of a label and its text. */
function rows(r: Reversal): readonly (readonly [string, string])[] {
  const list: (readonly [string, string])[] = [["mean", meanText(r)]];
  if (r.noHeat !== undefined) return [...list, ["no heat", r.noHeat]];
  for (const { name, iff } of r.parts)
    list.push([
      name,
      iff === undefined
        ? "where it is the same at -Delta is open"
        : iff.length === 0
          ? "never the same at -Delta"
          : iff.some((l) => l.length === 0)
            ? "the same at -Delta, whatever the parameters"
            : `the same at -Delta iff ${systems(iff)}`,
    ]);
  if (r.of === "statistics" && r.parts.length > 0)
    list.push([
      "that is",
      "it is not rectified iff k_L = c*k_R at all temperatures and [c = 1 or k(T)*(1 + s*exp(-omega/T)) is constant], s = 1 for two levels, -1 for the oscillator: classes A and B",
    ]);
  if (r.sufficient)
    list.push([
      "sufficient",
      r.sufficient.length === 0
        ? "no system of equations is known on which nothing is rectified"
        : `${LAW[r.of]} where ${systems(r.sufficient)}`,
    ]);
  for (const { where, order } of r.first)
    list.push([
      "first",
      r.of === "noise"
        ? `${where.length === 0 ? "in general" : `where ${where.join(" and ")}`} S is not even in Delta`
        : `${where.length === 0 ? "in general" : `where ${where.join(" and ")}`} kappa_${order}${order === 1 ? " = J" : order === 2 ? " = S" : ""} is the first cumulant that has not the parity of its order`,
    ]);
  if (!r.everywhere && r.rectifies !== "never")
    list.push(["energies", "without integer relations among them"]);
  return list;
}

/** For a terminal. @param proof whether the proof is printed too */
export function reversalText(r: Reversal, proof: boolean): string {
  const lines = [
    ...wrap(`${r.junction.name}: ${reversalSentence(r)}`, COLUMNS, "", "  "),
    ...rows(r).flatMap(([label, text]) => wrap(`${label.padEnd(11)}${text}`, COLUMNS, "  ", INDENT)),
  ];
  if (typeof r.certificate === "string")
    lines.push(...wrap(`${"certificate".padEnd(11)} none: ${r.certificate}`, COLUMNS, "  ", INDENT));
  else if (proof) lines.push("", ...proofLines(r.certificate));
  else
    lines.push(
      ...wrap(
        "proved     --proof prints it, --json writes its certificate for check-proof",
        COLUMNS,
        "  ",
        INDENT,
      ),
    );
  return lines.join("\n");
}

function proofLines(c: ReversalCertificate): string[] {
  const lines = ["proof", ...wrap(c.statement, COLUMNS, "  ", "  ")];
  if (c.lemma.length > 0) lines.push("", "for arbitrary rates (k_L = r^2, k_R = t^2, X_L = x^2, X_R = z^2)");
  for (const { claim, identity } of c.lemma)
    lines.push(
      ...wrap(claim, COLUMNS, "  ", "    "),
      ...wrap(`since ${identity}`, COLUMNS, "    ", "      "),
    );
  for (const { name, value, change, coefficients } of c.changes) {
    lines.push("", ...wrap(`${name} = (${value.numerator})/(${value.denominator})`, COLUMNS, "  ", "      "));
    if (coefficients.length === 0) lines.push("  is the same at -Delta");
    else {
      lines.push(
        ...wrap(
          `changes under the exchange of the temperatures by (${change.numerator})/(${change.denominator}); coefficients in the thermal variables:`,
          COLUMNS,
          "  ",
          "      ",
        ),
      );
      for (const k of coefficients.slice(0, MOST_LINES))
        lines.push(...wrap(`${k.monomial}: ${k.value}`, COLUMNS, "    ", "      "));
      if (coefficients.length > MOST_LINES)
        lines.push(`    and ${coefficients.length - MOST_LINES} more, in the certificate`);
    }
  }
  const verdict =
    c.rectifies === "always"
      ? "They vanish together for no admitted values of the parameters."
      : c.rectifies === "never"
        ? "There is nothing left that could change."
        : c.rectifies === "conditionally"
          ? `They vanish together if and only if ${systems(c.vanishesIff)}.`
          : "Where nothing is rectified they vanish.";
  return [...lines, "", `  ${verdict}`];
}

/** More coefficients are left to the certificate. */
const MOST_LINES = 12;

/** For other programs; the certificate under `proof`. */
export function reversalJson(r: Reversal): object {
  const {
    junction,
    of,
    rectifies,
    vanishesIff,
    mean,
    parts,
    sufficient,
    first,
    everywhere,
    noHeat,
    certificate,
  } = r;
  return {
    junction: junction.name,
    of,
    rectifies,
    vanishesIff,
    mean,
    ...(parts.length === 0
      ? {}
      : { unchangedIff: Object.fromEntries(parts.map(({ name, iff }) => [name, iff ?? null])) }),
    ...(sufficient === undefined ? {} : { sufficient }),
    firstChanged: first.map(({ where, order }) => ({ where, cumulant: order })),
    validFor: everywhere || rectifies === "never" ? "all energies" : "energies without integer relations",
    ...(noHeat === undefined ? {} : { note: noHeat }),
    ...(typeof certificate === "string" ? { proof: null, reason: certificate } : { proof: certificate }),
  };
}

/** Lines of LaTeX: the equations on which nothing is rectified. */
export function reversalLatex(r: Reversal): string {
  const comment = `% ${r.junction.name}: ${reversalSentence(r)}`;
  return [
    comment,
    ...r.vanishesIff.filter((l) => l.length > 0).map((l) => l.map(asciiLatex).join(", \\quad ")),
  ].join("\n");
}

/** A whole document. */
export function reversalDocument(r: Reversal, format: DocumentFormat): string {
  const title = `${r.of === "noise" ? "The noise" : "The statistics"} under reversal: ${r.junction.name}`;
  const say = (text: string): DocumentPart => ({ kind: "paragraph", text: escapeTex(text) });
  const parts: DocumentPart[] = [
    say(`${reversalSentence(r)}.`),
    { kind: "list", items: rows(r).map(([label, text]) => escapeTex(`${label}: ${text}`)) },
    ...(typeof r.certificate === "string" ? [] : [say(r.certificate.statement)]),
  ];
  return printDocument(format, escapeTex(title), parts, new Set());
}
