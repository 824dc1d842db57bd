/** `heatdiode paper`: the results of Wu and Segal (2009), each derived and compared. */
import { type RunCommand } from "../command.js";
import { toLatex } from "../../print/latex.js";
import { paperCoefficients } from "../../paper/coefficients.js";
import { paperDocument, VERDICT } from "../../paper/document.js";
import { isDocument } from "../../print/format.js";
import { paperResults } from "../../paper/results.js";
import { toText } from "../../expression/ascii.js";

export const run: RunCommand = async (_junction, options, context) => {
  const results = paperResults({ thorough: options.thorough });
  const coefficients = paperCoefficients();
  const exitCode = results.some((r) => r.verdict === "failed") ? 1 : 0;
  if (options.format === "json") {
    const printed = coefficients.map((c) => ({
      junction: c.junction,
      k: c.k,
      expression: toText(c.value),
      latex: toLatex(c.value),
    }));
    return Promise.resolve({ text: JSON.stringify({ results, coefficients: printed }, null, 2), exitCode });
  }
  if (isDocument(options.format))
    return { text: paperDocument(options.format, results, coefficients), exitCode };
  if (options.out !== undefined) {
    // Without a format, --out names a directory for the page.
    const path = await writePage(options.out, results, coefficients);
    await context.write(`${path}\n`);
    return { text: "", written: true, exitCode };
  }
  if (!options.full) {
    const { paperOverview } = await import("../../paper/overview.js");
    return { text: paperOverview(results), exitCode };
  }
  const { wrap } = await import("../../input/fold-lines.js");
  const lines = [
    "L.-A. Wu and D. Segal, Sufficient conditions for thermal rectification in hybrid",
    "quantum structures, Phys. Rev. Lett. 102, 095503 (2009). Every line below was derived",
    "just now, by exact algebra unless it says otherwise. T_a = T_L + T_R,",
    "Delta = T_L - T_R.",
    "",
    ...results.flatMap((r) => [
      `${r.equation.padEnd(5)} ${r.title}: ${VERDICT[r.verdict]}`,
      ...wrap(`paper    ${r.says}`, 80, "      ", "               "),
      ...wrap(`derived  ${r.derived}`, 80, "      ", "               "),
      "",
    ]),
    "Exact coefficients, J = sum over k of alpha_k Delta^k",
    ...coefficients.flatMap((c) => [
      ...(c.k === 1 ? ["", c.junction] : []),
      ...wrap(`alpha_${c.k} = ${toText(c.value)}`, 80, "  ", "      "),
    ]),
    "",
    `${results.length} results: ${results.filter((r) => r.verdict === "proved").length} proved, ` +
      `${results.filter((r) => r.verdict === "qualified").length} qualified, ` +
      `${results.filter((r) => r.verdict === "slip").length} slips shown, ` +
      `${results.filter((r) => r.verdict === "checked").length} checked numerically, ` +
      `${results.filter((r) => r.verdict === "failed").length} not confirmed.`,
  ];
  return { text: lines.join("\n"), exitCode };
};

async function writePage(
  directory: string,
  results: ReturnType<typeof paperResults>,
  coefficients: ReturnType<typeof paperCoefficients>,
): Promise<string> {
  const [{ paperReport }, { writeReport }, { packageVersion, shellCommand }] = await Promise.all([
    import("../../report/paper-report.js"),
    import("../../report/files.js"),
    import("../../report/command-words.js"),
  ]);
  const command = shellCommand(["heatdiode", "paper", "--out", directory]);
  const document = await paperReport({ results, coefficients, version: packageVersion(), command });
  return writeReport(directory, "paper.html", document);
}
