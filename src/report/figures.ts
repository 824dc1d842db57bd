/** The figures of a report on a junction: current and its series, ratio, parity, ratio against the gap, the levels. */
import { toDouble } from "../input/double.js";
import { type ExactNumber } from "../../symbolic/expression/expression.js";
import { InputError } from "../input/errors.js";
import { type Junction } from "../junction/junction.js";
import { alongSpec, levelSpec, paritySpec, seriesSpec, type Spec } from "../plot/index.js";
import { type Html, html } from "./page/html.js";
import { inlineMath } from "./page/math.js";
import { plotHtml } from "./page/plot.js";
import { type ReportPoint } from "./point.js";

/** Points of a curve; for levels, whose points take milliseconds, fewer. */
const POINTS = 120;
const FEW_POINTS = 40;

/** The section with the figures. @param coefficients α_0, α_1, … at the point, in doubles */
export async function figuresHtml(
  junction: Junction,
  { values }: ReportPoint,
  coefficients: readonly number[],
): Promise<Html> {
  const count = junction.subsystem.kind === "levels" ? FEW_POINTS : POINTS;
  const sum = values.get("T_a") as ExactNumber;
  const T = toDouble(sum);
  const orders = coefficients.map((_, k) => k).filter((k) => k === 1 || (k > 0 && k % 2 === 0));
  const gap = gapParameter(junction);
  const one = [{ junction, values }];
  const plots = [
    plot(
      () => seriesSpec(junction, values, orders, { alphas: coefficients, count }),
      "Heat current against the temperature difference, forward and reversed, with its truncated series",
      html`Heat current in both directions, and the expansion of ${inlineMath("J(\\Delta)")} up to the power
      given.`,
    ),
    plot(
      () => alongSpec(one, { name: "Delta", from: T / 200, to: 0.95 * T, count }, "R"),
      "Rectification ratio R against the temperature difference",
      html`Ratio ${inlineMath("R = |J(\\Delta)/J(-\\Delta)|")}; the grey line is ${inlineMath("R = 1")}.`,
    ),
    plot(
      () => paritySpec(junction, values, count),
      "Odd and even part of the heat current against the temperature difference",
      html`Odd and even part of ${inlineMath("J(\\Delta)")}; rectification is the even part.`,
    ),
    ...(gap === undefined
      ? []
      : [
          plot(
            () => alongSpec(one, { name: gap.name, from: T / 50, to: 3 * T, count }, "R"),
            "Rectification ratio R against the gap",
            html`Ratio against the gap ${inlineMath(gap.latex)}, up to ${inlineMath("3T_a")}.`,
          ),
        ]),
    ...(junction.subsystem.kind === "levels"
      ? [
          plot(
            () => levelSpec(junction, values),
            "Levels with their populations and the heat current of each transition",
            html`Levels, their populations, and the heat that each transition carries.`,
          ),
        ]
      : []),
  ];
  return html`<h2>Figures</h2>
    <div class="plots">${await Promise.all(plots)}</div>`;
}

/** A figure, or nothing where the junction has no numbers for it. */
async function plot(spec: () => Spec, description: string, caption: Html): Promise<Html | undefined> {
  try {
    return await plotHtml(spec(), description, caption);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** The parameter that is a gap by itself, if there is one. */
function gapParameter({ subsystem, parameters }: Junction): { name: string; latex: string } | undefined {
  if (subsystem.kind !== "ladder" || subsystem.gap.type !== "symbol") return undefined;
  const { name } = subsystem.gap;
  return { name, latex: parameters.find((p) => p.name === name)?.latex ?? name };
}
