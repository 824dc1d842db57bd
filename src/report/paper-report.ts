/** The paper on one page: each equation as printed, what was derived, whether they agree, and Fig. 2. Node only. */
import { type PaperCoefficient } from "../paper/coefficients.js";
import { type PaperResult } from "../paper/result.js";
import { figureTwo } from "../plot/index.js";
import { parseShorthand } from "../junction/shorthand.js";
import { equationsHtml } from "./equations.js";
import { type Html, html } from "./page/html.js";
import { displayMath, inlineMath } from "./page/math.js";
import { page } from "./page/page.js";
import { type PrintedEquation, PRINTED_EQUATIONS } from "./paper-equations.js";
import { plainMath } from "./page/plain-math.js";
import { plotHtml } from "./page/plot.js";

/** What goes into the report. */
export interface PaperReportOptions {
  readonly results: readonly PaperResult[];
  readonly coefficients: readonly PaperCoefficient[];
  readonly version: string;
  readonly command: string;
}

/** The report as one HTML document. */
export async function paperReport({
  results,
  coefficients,
  version,
  command,
}: PaperReportOptions): Promise<string> {
  const numbers = new Set(PRINTED_EQUATIONS.map((e) => e.number));
  const others = results.filter((r) => !numbers.has(r.equation));
  const equations = PRINTED_EQUATIONS.map((e) =>
    equationHtml(
      e,
      results.filter((r) => r.equation === e.number),
    ),
  );
  const figure = await figureTwoHtml();
  const body = html`<header>
      <h1>Sufficient conditions for thermal rectification in hybrid quantum structures</h1>
      <p class="lead">The results of the paper, each derived again by exact algebra and compared</p>
      <p class="soft">
        L.-A. Wu and D. Segal, Phys. Rev. Lett. 102, 095503 (2009), arXiv:0810.4347.
        ${inlineMath("\\hbar = k_B = 1")}; ${inlineMath("{T_a = T_L + T_R}")} is the <em>sum</em> of the
        temperatures, ${inlineMath("{\\Delta = T_L - T_R}")}, and ${inlineMath("J > 0")} flows from left to
        right.
      </p>
    </header>
    ${summary(results)}
    <h2>Equation by equation</h2>
    ${equations} ${others.map(resultHtml)}
    <h2>Fig. 2</h2>
    ${figure}
    <h2>Exact coefficients</h2>
    <p>
      ${inlineMath("J(T_a, \\Delta) = \\sum_k \\alpha_k(T_a) \\Delta^k")} for the junctions of the paper, with
      every parameter symbolic. ${inlineMath("\\alpha_0")} vanishes identically.
    </p>
    ${coefficientsHtml(coefficients)}
    <footer>
      <p>Made by heatdiode ${version} with</p>
      <pre>${command}</pre>
    </footer>`;
  return page("Wu and Segal (2009), derived · heatdiode", body);
}

const VERDICTS: Readonly<Record<PaperResult["verdict"], string>> = {
  proved: "proved",
  qualified: "needs a qualification",
  slip: "slip of the paper",
  checked: "checked numerically",
  failed: "not confirmed",
};

function badge(verdict: PaperResult["verdict"]): Html {
  return html`<span class="badge ${verdict}">${VERDICTS[verdict]}</span>`;
}

function summary(results: readonly PaperResult[]): Html {
  const count = (verdict: PaperResult["verdict"]): number =>
    results.filter((r) => r.verdict === verdict).length;
  const unlike = results.filter((r) => r.verdict !== "proved");
  return html`<section class="verdict conditionally">
    <p>
      ${results.length} results were derived: ${count("proved")} agree with the paper and are proved,
      ${count("qualified")} ${count("qualified") === 1 ? "needs" : "need"} a qualification, ${count("slip")}
      ${count("slip") === 1 ? "is a slip" : "are slips"} of the paper,
      ${
        count("checked") > 0 &&
        html`${count("checked")} ${count("checked") === 1 ? "is" : "are"} checked numerically, where a limit
        is concerned that no identity decides,`
      }
      ${count("failed")} could not be confirmed.
    </p>
    <ul>
      ${unlike.map(
        (r) =>
          html`<li>${r.equation} ${plainMath(r.title)}: ${plainMath(r.derived)}. ${badge(r.verdict)}</li>`,
      )}
    </ul>
  </section>`;
}

function equationHtml({ number, title, latex }: PrintedEquation, results: readonly PaperResult[]): Html {
  const [only] = results;
  const same = results.length === 1 && only?.title === title;
  return html`<section class="equation">
    <h3>${number} ${capital(title)} ${same && badge(only.verdict)}</h3>
    ${latex.map((line) => displayMath(line))}
    ${same ? comparison({ derived: only.derived }) : results.map(resultHtml)}
  </section>`;
}

function resultHtml(result: PaperResult): Html {
  return html`<div class="result">
    <p><strong>${plainMath(capital(result.title))}</strong> ${badge(result.verdict)}</p>
    ${comparison(result)}
  </div>`;
}

function comparison({ says, derived }: { readonly says?: string; readonly derived: string }): Html {
  return html`<dl>
    ${
      says !== undefined &&
      html`<dt>paper</dt>
        <dd>${plainMath(says)}</dd>`
    }
    <dt>derived</dt>
    <dd>${plainMath(derived)}</dd>
  </dl>`;
}

/** A capital at the beginning, unless a junction's name stands there. */
function capital(text: string): string {
  return /^[a-z]+(?![-\w])/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

function coefficientsHtml(coefficients: readonly PaperCoefficient[]): Html {
  const names = [...new Set(coefficients.map((c) => c.junction))];
  return html`${names.map((name) => {
    const known = parseShorthand(name).parameters.map((p) => p.name);
    const equations = coefficients
      .filter((c) => c.junction === name)
      .map((c) => ({ left: `\\alpha_{${c.k}}`, value: c.value }));
    return html`<h3>${name}</h3>
      ${equationsHtml(equations, new Set([...known, "T_a", "T_L", "T_R", "Delta", "J", "R"]))}`;
  })}`;
}

/** R against ω for spin-HO-metal (full) and spin-TLS-metal (dashed), main plot and inset. */
async function figureTwoHtml(): Promise<Html> {
  const plot = await plotHtml(
    figureTwo(),
    "Rectification ratio against the gap: spin-HO-metal full, spin-TLS-metal dashed",
    html`Main plot: ${inlineMath("\\Gamma_F^R = 1")}; inset: ${inlineMath("\\Gamma_F^R = 0.05")}.`,
  );
  return html`<p>
      ${inlineMath("T_a = 0.5")}, ${inlineMath("\\Delta = 0.1")}, ${inlineMath("\\delta_R = 0.2")},
      ${inlineMath("\\mu_R = 1")}, ${inlineMath("\\Upsilon_L = 1")}. The caption of the paper writes
      ${inlineMath("\\Gamma_B^R")} once where the metal’s ${inlineMath("\\Gamma_F^R")} is meant.
    </p>
    ${plot}`;
}
