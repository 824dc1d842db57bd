/** Tables of a report: the parameters with the values of the point, and the numbers there. */
import { formatExactNumber } from "../input/exact-number.js";
import { doubt } from "../evaluate/eta.js";
import { UNDEFINED } from "../exact/heat-flow.js";
import { type Junction } from "../junction/junction.js";
import { scientific } from "./checks.js";
import { type Html, html } from "./page/html.js";
import { inlineMath } from "./page/math.js";
import { plainMath } from "./page/plain-math.js";
import { type UnitLabel, unitLabels } from "../junction/units.js";
import { type ReportPoint } from "./point.js";

/** More populations are left to `evaluate --json`. */
const MOST_POPULATIONS = 12;

/** Symbols, meanings, assumptions, and values where there are some. */
export function parametersHtml(junction: Junction, point: ReportPoint | undefined): Html {
  const temperatures = [
    { name: "T_a", latex: "T_a", meaning: "sum of the temperatures, T_L + T_R", assumption: "positive" },
    { name: "Delta", latex: "\\Delta", meaning: "their difference, T_L − T_R", assumption: "|Delta| < T_a" },
  ];
  const value = (name: string): Html | undefined => {
    const bound = point?.values.get(name);
    if (!bound) return undefined;
    return html`${formatExactNumber(bound).replace(/^-/, "−")}${point?.chosen.has(name) === true && "*"}`;
  };
  const rows = [...junction.parameters, ...temperatures];
  const unit = unitLabels(junction);
  const hasUnits = junction.units !== undefined;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="parameters">
      <table>
        <thead>
          <tr>
            <th>symbol</th>
            <th>name</th>
            <th>meaning</th>
            <th>assumed</th>
            ${point && html`<th class="number">value</th>`} ${hasUnits && html`<th>unit</th>`}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (p) =>
              html`<tr>
                <td>${inlineMath(p.latex)}</td>
                <td><code>${p.name}</code></td>
                <td>${plainMath(p.meaning)}</td>
                <td>${plainMath(p.assumption)}</td>
                ${point && html`<td class="number">${value(p.name)}</td>`}
                ${hasUnits && html`<td>${unit(p.name)}</td>`}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      point &&
      point.chosen.size > 0 &&
      html`<p class="soft">
        * Not given: chosen for the figures and the numbers of this report only. Formulas, verdict and proof
        do not depend on it.
      </p>`
    }`;
}

/** J, J(−Δ), R, contrast, temperatures, coefficients and populations at the point, every digit proved. */
export function numbersHtml(
  { numbers, eta }: ReportPoint,
  coefficients: readonly { readonly k: number; readonly value: string }[],
  unit: UnitLabel,
): Html {
  const rows: (readonly [latex: string, value: string, unit?: string])[] = [
    ["J(\\Delta)", numbers.J, unit("J")],
    ["J(-\\Delta)", numbers.J_reversed, unit("J")],
    ["R = |J(\\Delta)/J(-\\Delta)|", numbers.R ?? UNDEFINED],
    ["\\text{contrast}", numbers.contrast ?? UNDEFINED],
    ...(eta === null ? [] : [["\\eta", eta] as const]),
    ...coefficients.map(({ k, value }) => [`\\alpha_{${k}}`, value, unit(`alpha_${k}`)] as const),
    ...(numbers.populations ?? [])
      .slice(0, MOST_POPULATIONS)
      .map((p, n) => [`\\text{population of level }${n}`, p] as const),
    ...(numbers.populations === null && numbers.population_ratio !== null
      ? [["P_n/P_{n-1}", numbers.population_ratio] as const]
      : []),
  ];
  const warning = doubt(eta);
  const rest = (numbers.populations?.length ?? 0) - MOST_POPULATIONS;
  // A model that does not hold is said before its numbers.
  return html`${warning !== undefined && html`<p>${warning}.</p>`}
    <div class="scroll" tabindex="0" role="group" aria-label="numbers">
      <table>
        <tbody>
          ${rows.map(
            ([latex, value, measuredIn = ""]) =>
              html`<tr>
                <td>${inlineMath(latex)}</td>
                <td class="digits">${scientific(value)}${measuredIn === "" ? "" : ` ${measuredIn}`}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      eta !== null &&
      html`<p class="soft">
        ${inlineMath("\\eta")}: the largest rate over a difference of gaps, among transitions of one bath that
        share a level.
      </p>`
    }
    ${rest > 0 && html`<p class="soft">${rest} more populations: <code>heatdiode evaluate --json</code>.</p>`}
    ${
      numbers.undecided.length > 0 &&
      html`<p class="soft">
        Neither distinguished from 0 or 1 nor proved to be it: ${numbers.undecided.join(", ")}.
      </p>`
    }`;
}
