/** The report on one junction: everything heatdiode knows of it on one page. */
import { toDouble } from "../input/double.js";
import { evaluateExpression } from "../../numeric/junction/evaluate-expression.js";
import { float64 } from "../../numeric/arithmetic/float64.js";
import { type Bindings } from "../junction/bindings.js";
import { type Conditions, conditions } from "../conditions/conditions.js";
import { currentForm } from "../exact/formula/current.js";
import { InputError } from "../input/errors.js";
import { exactNumber } from "../input/exact-number.js";
import { UndecidedZeroError } from "../expansion/point-expansion.js";
import { expansion, type JunctionExpansion } from "../expansion/expansion.js";
import { heatFlow } from "../exact/heat-flow.js";
import { type Junction } from "../junction/junction.js";
import { latexWidth } from "../print/latex-width.js";
import { equationText } from "../junction/coherent-levels.js";
import { unitLabels, unitSystem } from "../junction/units.js";
import { SINGLE_OPINION_LIMIT, verify } from "../verify/verify.js";
import { checksHtml } from "./checks.js";
import { drawing } from "./drawing.js";
import { equationsHtml, type ReportEquation } from "./equations.js";
import { figuresHtml } from "./figures.js";
import { type Html, html } from "./page/html.js";
import { inlineMath } from "./page/math.js";
import { numbersHtml, parametersHtml } from "./numbers.js";
import { page } from "./page/page.js";
import { type ReportPoint, reportPoint } from "./point.js";
import { proofHtml, verdictDetails, verdictSentence } from "./verdict.js";

/** What goes into a report besides the junction. */
export interface ReportOptions {
  /** Highest power of Δ. */
  readonly order: number;
  /** Values given; where some are missing, numbers and figures use illustrative ones and say so. */
  readonly values: Bindings;
  /** Values for numbers and figures alone: the formulas stay in symbols. */
  readonly point?: Bindings;
  readonly version: string;
  /** The command that makes the report again. */
  readonly command: string;
  /** Called with what is being done. */
  readonly progress: (line: string) => void;
}

/** Formulas wider than this, in em, are left to `heatdiode expand`. */
const WIDEST = 2500;

/** The report as one HTML document; sections that cannot be had say why. */
export async function junctionReport(junction: Junction, options: ReportOptions): Promise<string> {
  const { order, values, version, command, progress } = options;
  const parameters: Bindings = new Map(
    [...values].filter(([name]) => junction.parameters.some((p) => p.name === name)),
  );
  // A page of refusals is no report: without a steady state there is none.
  heatFlow(junction, parameters);
  const point = reportPoint(junction, options.point ?? values);
  const known = typeof point === "string" ? undefined : point;
  progress("expansion");
  const series = attempt(() => expansion(junction, "J", parameters));
  progress("conditions");
  const verdict = attempt(() => conditions(junction, parameters));
  const where = "value" in verdict ? verdict.value.where.map((w) => w.name) : [];
  const names = junction.parameters.map((p) => p.name);
  const taken = new Set([...names, ...where, ...RESERVED]);
  const current = section(() => currentHtml(junction, parameters, taken));
  const powers = "value" in series ? section(() => expansionHtml(series.value, order, taken)) : none(series);
  const proof =
    "value" in verdict
      ? section(() => html`${proofHtml(verdict.value, taken)} ${certificateNote(verdict.value)}`)
      : none(verdict);
  progress("checks");
  const checks = await checksOf(junction);
  progress("figures");
  const found = known ? attempt(() => coefficientValues(junction, known, order)) : { value: [] };
  const coefficients = "value" in found ? found.value : [];
  const figures =
    known && (await figuresHtml(junction, known, [0, ...coefficients.map(({ value }) => Number(value))]));
  const body = html`<header>
      <h1>${junction.name}</h1>
      <p class="lead">Heat current and thermal rectification, derived exactly</p>
    </header>
    ${drawing(junction, known && levelHeights(junction, known))}
    ${"value" in verdict && verdictBox(verdict.value)}
    <p class="soft">
      ${junction.units === undefined ? inlineMath("\\hbar = k_B = 1") : html`Units: ${unitSystem(junction.units)}`};
      ${inlineMath("{T_a = T_L + T_R}")} is the <em>sum</em> of the temperatures,
      ${inlineMath("{\\Delta = T_L - T_R}")}, and ${inlineMath("J > 0")} flows from left to right. Equation
      numbers are those of Wu and Segal, Phys. Rev. Lett. 102, 095503 (2009).
      ${junction.subsystem.kind === "coherent" && html`Master equation: ${equationText(junction.subsystem)}.`}
    </p>
    <h2>The current</h2>
    ${current}
    <h2>Expansion in ${inlineMath("\\Delta")}</h2>
    ${powers}
    <h2>When heat is rectified</h2>
    ${proof}
    <h2>Parameters</h2>
    ${parametersHtml(junction, known)}
    <h2>Numbers</h2>
    ${
      known
        ? html`<p>At the values above; every digit is proved.</p>
            ${numbersHtml(known, coefficients, unitLabels(junction))}`
        : html`<p>None: ${point as string}.</p>`
    }
    ${figures}
    <h2>Checks</h2>
    ${checks}
    <footer>
      <p>Made by heatdiode ${version} with</p>
      <pre>${command}</pre>
    </footer>`;
  return page(`${junction.name} · heatdiode`, body);
}

/** Names of the report itself, which no named part may get. */
const RESERVED = [
  "T_a",
  "T_L",
  "T_R",
  "T",
  "Delta",
  "J",
  "R",
  "C",
  "S",
  "X",
  "h",
  "k_L",
  "k_R",
  "r",
  "e",
  "x",
];

/** A result, or the reason why there is none. */
type Attempt<T> = { readonly value: T } | { readonly reason: string };

/** What the exact layer refuses, or what is too large for it (energies of many decimals), leaves out one section. */
function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof InputError) return { reason: error.message };
    if (error instanceof RangeError) return { reason: "its polynomials would be too large" };
    throw error;
  }
}

function section(work: () => Html): Html {
  const result = attempt(work);
  return "value" in result ? result.value : none(result);
}

function none({ reason }: { readonly reason: string }): Html {
  return html`<p>Not derived exactly: ${reason}. The numbers below hold nevertheless.</p>`;
}

function verdictBox(c: Conditions): Html {
  return html`<section class="verdict ${c.verdict.rectifies}">
    <p>${verdictSentence(c)}</p>
    ${verdictDetails(c)}
  </section>`;
}

function currentHtml(junction: Junction, values: Bindings, taken: Set<string>): Html {
  // (14) and (15) hold the bound parameters as symbols; their values stand in the table of parameters.
  const ladder = junction.subsystem.kind === "ladder";
  const form = currentForm(junction, "paper", ladder ? new Map() : values);
  if (latexWidth(form.current) > WIDEST) {
    return html`<p>
      The closed form fills pages; <code>heatdiode current ${junction.name}</code> prints it. The current is
      the steady state of the rate equation (12), solved exactly.
    </p>`;
  }
  const where: ReportEquation[] = form.where.map((w) => ({ left: w.latex, value: w.value }));
  return html`${equationsHtml([{ left: "J", value: form.current }], taken)}
  ${
    where.length > 0 &&
    html`<p class="with">with</p>
      ${equationsHtml(where, taken)}`
  }`;
}

function expansionHtml(series: JunctionExpansion, order: number, taken: Set<string>): Html {
  const orders = Array.from({ length: order + 1 }, (_, k) => k);
  series.requireOrder(order);
  const zero = orders.filter((k) => series.isZero(k));
  const equations = orders
    .filter((k) => !zero.includes(k))
    .map((k) => ({ left: `\\alpha_{${k}}`, value: series.expression(k) }));
  const printable = equations.filter((e) => latexWidth(e.value) <= WIDEST);
  const long = equations.filter((e) => !printable.includes(e)).map((e) => e.left);
  return html`<p>
      ${inlineMath("J(T_a, \\Delta) = \\sum_k \\alpha_k(T_a) \\Delta^k")} at fixed ${inlineMath("T_a")}, exact
      to every order.
      ${
        zero.length > 0 &&
        html`Identically zero, by normal form: ${inlineMath(zero.map((k) => `\\alpha_{${k}}`).join(",\\ "))}.`
      }
    </p>
    ${equationsHtml(printable, taken)}
    ${
      long.length > 0 &&
      html`<p>
        Too long for a page: ${inlineMath(long.join(",\\ "))}. <code>heatdiode expand</code> exports them as
        code.
      </p>`
    }`;
}

function coefficientValues(
  junction: Junction,
  { values }: ReportPoint,
  order: number,
): { k: number; value: string }[] {
  const at = new Map([...values].filter(([name]) => name !== "Delta"));
  const list = expansion(junction, "J", at).values(order, 16);
  return list.slice(1).map(({ k, value }) => {
    if (value === null) throw new UndecidedZeroError(`alpha_${k}`);
    return { k, value };
  });
}

function certificateNote({ junction }: Conditions): Html {
  return html`<p class="soft">
    The proof is also a certificate in JSON, which a checker of its own re-verifies:
    <code>heatdiode conditions ${junction.name} --json --out proof.json</code>, then
    <code>heatdiode check-proof proof.json</code>.
  </p>`;
}

async function checksOf(junction: Junction): Promise<Html> {
  try {
    return checksHtml(await verify([junction], { opinionLimit: SINGLE_OPINION_LIMIT }));
  } catch (error) {
    if (error instanceof InputError) return html`<p>None: ${error.message}.</p>`;
    if (error instanceof RangeError)
      return html`<p>None: the polynomials of the claims would be too large.</p>`;
    throw error;
  }
}

/** Where general levels lie between the lowest and the highest. */
function levelHeights({ subsystem }: Junction, { values }: ReportPoint): readonly number[] | undefined {
  if (subsystem.kind === "ladder") return undefined;
  const number = (name: string): number => {
    return toDouble(values.get(name) ?? exactNumber(0));
  };
  const energies = subsystem.energies.map((e) => evaluateExpression(float64, e, { lookup: number }));
  const [low, high] = [Math.min(...energies), Math.max(...energies)];
  return energies.map((e) => (high > low ? (e - low) / (high - low) : 0.5));
}
