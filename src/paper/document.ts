/** The paper's results as a LaTeX document or Markdown. */
import { markdownEquations, plainText } from "../print/markdown.js";
import { proseLatex } from "../print/prose-math.js";
import { type DocumentPart, type Equation } from "../print/document.js";
import { printDocument } from "../print/documents.js";
import { type DocumentFormat } from "../print/format.js";
import { escapeTex } from "../print/tex-document.js";
import { type paperCoefficients } from "./coefficients.js";
import { type PaperResult } from "./result.js";

/** Verdicts in words. */
export const VERDICT: Readonly<Record<PaperResult["verdict"], string>> = {
  proved: "PROVED",
  slip: "SLIP OF THE PAPER (proved)",
  qualified: "QUALIFIED (proved)",
  checked: "CHECKED NUMERICALLY",
  failed: "NOT CONFIRMED",
};

type Coefficients = ReturnType<typeof paperCoefficients>;

const TITLE = "Sufficient conditions for thermal rectification: every result derived";
const SOURCE =
  "L.-A. Wu and D. Segal, Sufficient conditions for thermal rectification in hybrid quantum structures, " +
  "Phys. Rev. Lett. 102, 095503 (2009).";

const TAKEN = new Set([
  "T_a",
  "T_L",
  "T_R",
  "omega",
  ...["L", "R"].flatMap((s) => [`Gamma_${s}`, `Upsilon_${s}`]),
]);

function groups(coefficients: Coefficients): { junction: string; equations: Equation[] }[] {
  const names = [...new Set(coefficients.map((c) => c.junction))];
  return names.map((junction) => ({
    junction,
    equations: coefficients
      .filter((c) => c.junction === junction)
      .map((c) => ({
        left: `\\alpha_{${c.k}}`,
        value: c.value.type === "number" && c.value.numerator === 0n ? "0" : c.value,
      })),
  }));
}

/** A complete document. */
export function paperDocument(
  format: DocumentFormat,
  results: readonly PaperResult[],
  coefficients: Coefficients,
): string {
  if (format === "markdown") return paperMarkdown(results, coefficients);
  const parts: DocumentPart[] = [
    { kind: "paragraph", text: `${SOURCE} $T_a = T_L + T_R$, $\\Delta = T_L - T_R$, $\\hbar = k_B = 1$.` },
    ...results.flatMap((r): DocumentPart[] => [
      { kind: "section", title: `${r.equation} ${proseLatex(r.title)}: ${VERDICT[r.verdict]}` },
      { kind: "paragraph", text: `The paper: ${proseLatex(r.says)}` },
      { kind: "paragraph", text: `Derived: ${proseLatex(r.derived)}` },
    ]),
    { kind: "section", title: "Exact coefficients, $J = \\sum_k \\alpha_k \\Delta^k$" },
    ...groups(coefficients).flatMap(({ junction, equations }): DocumentPart[] => [
      { kind: "paragraph", text: `\\textbf{${escapeTex(junction)}}` },
      { kind: "equations", equations },
    ]),
  ];
  return printDocument(format, TITLE, parts, TAKEN);
}

/** Markdown: a list of the results, then the coefficients as display formulas. */
function paperMarkdown(results: readonly PaperResult[], coefficients: Coefficients): string {
  return [
    `# ${TITLE}`,
    SOURCE,
    ...results.map(
      (r) =>
        `- **${r.equation} ${r.title}: ${VERDICT[r.verdict]}**\n  - paper: ${plainText(proseLatex(r.says))}\n  - derived: ${plainText(proseLatex(r.derived))}`,
    ),
    "## Exact coefficients",
    ...groups(coefficients).flatMap(({ junction, equations }) => [
      `### ${junction}`,
      markdownEquations(equations, TAKEN),
    ]),
  ].join("\n\n");
}
