/** The figures of a report on a junction: current and ratio against Δ, ratio against the gap. */
import { type ExactNumber } from "../../symbolic/expression.js";
import { InputError } from "../errors.js";
import { evaluateAt } from "../evaluate.js";
import { exactNumber, multiplyExact } from "../exact-number.js";
import { type Junction } from "../junction.js";
import { chartHtml, type Curve, svgSymbol } from "./chart.js";
import { type Html, html } from "./html.js";
import { inlineMath } from "./math.js";
import { type ReportPoint } from "./point.js";

const POINTS = 40;
/** Digits of the points of a curve; a pixel is a part in 300. */
const DIGITS = 6;

/** Numbers of a curve at one point, NaN where there are none. */
interface Numbers {
  readonly J: number;
  readonly reversed: number;
  readonly R: number;
}

/** The section with the figures. @param coefficients α_0, α_1, … at the point, in doubles */
export function figuresHtml(
  junction: Junction,
  { values }: ReportPoint,
  coefficients: readonly number[],
): Html {
  const sum = values.get("T_a") as ExactNumber;
  const size = Number(sum.numerator) / Number(sum.denominator);
  const fractions = Array.from({ length: POINTS }, (_, i) => exactNumber(95 * (i + 1), 100 * POINTS));
  const biases = fractions.map((f) => multiplyExact(sum, f));
  const along = biases.map(
    (Delta) => [number(Delta), at(junction, new Map([...values, ["Delta", Delta]]))] as const,
  );
  const curve = (pick: (n: Numbers) => number): (readonly [number, number])[] =>
    along.map(([x, n]) => [x, pick(n)]);
  const forward = curve((n) => n.J);
  const series = truncations(coefficients, size);
  const highest = Math.max(...along.flatMap(([, n]) => [n.J, -n.reversed]).filter(Number.isFinite));
  const gap = gapParameter(junction);
  return html`<h2>Figures</h2>
    <div class="plots">
      ${chartHtml({
        description: "Heat current against the temperature difference, forward and reversed",
        caption: html`Heat current in both directions, and the expansion of ${inlineMath("J(\\Delta)")} up to
        the power given. `,
        x: svgSymbol("Δ"),
        y: html`|${svgSymbol("J")}|`,
        range: [0, highest],
        curves: [
          { points: [[0, 0], ...forward], tone: "hot", width: 2.2, label: inlineMath("J(\\Delta)") },
          {
            points: [[0, 0], ...curve((n) => -n.reversed)],
            tone: "cold",
            width: 2.2,
            dash: "7 3",
            label: inlineMath("|J(-\\Delta)|"),
          },
          ...series,
        ],
      })}
      ${chartHtml({
        description: "Rectification ratio R against the temperature difference",
        caption: html`Ratio ${inlineMath("R = |J(\\Delta)/J(-\\Delta)|")}; the line is ${inlineMath("R = 1")}.`,
        x: svgSymbol("Δ"),
        y: svgSymbol("R"),
        rule: 1,
        curves: [{ points: [[0, 1], ...curve((n) => n.R)], width: 2.2, label: inlineMath("R") }],
      })}
      ${chartHtml({
        description: "Odd and even part of the heat current against the temperature difference",
        caption: html`Odd and even part of ${inlineMath("J(\\Delta)")}; rectification is the even part.`,
        x: svgSymbol("Δ"),
        y: svgSymbol("J"),
        rule: 0,
        curves: [
          { points: [[0, 0], ...curve((n) => (n.J - n.reversed) / 2)], width: 2.2, label: html`odd` },
          {
            points: [[0, 0], ...curve((n) => (n.J + n.reversed) / 2)],
            width: 2.2,
            dash: "7 3",
            label: html`even`,
          },
        ],
      })}
      ${gap !== undefined && againstGap(junction, values, gap)}
    </div>`;
}

/** The series cut off at each odd and even power up to the highest. */
function truncations(coefficients: readonly number[], size: number): Curve[] {
  const dashes = ["1 3", "5 3 1 3", "10 3", "3 2"];
  const orders = coefficients.map((_, k) => k).filter((k) => k > 0);
  return orders.slice(0, dashes.length).map((k, i) => ({
    points: Array.from({ length: POINTS + 1 }, (_, j) => {
      const Delta = (0.95 * size * j) / POINTS;
      const value = coefficients.slice(0, k + 1).reduceRight((acc, a) => acc * Delta + a, 0);
      return [Delta, value] as const;
    }),
    tone: "soft",
    width: 1.1,
    dash: dashes[i] as string,
    label: html`to ${inlineMath(`\\Delta^{${k}}`)}`,
  }));
}

/** The parameter that is a gap by itself, if there is one. */
function gapParameter(junction: Junction): string | undefined {
  const { subsystem } = junction;
  return subsystem.kind === "ladder" && subsystem.gap.type === "symbol" ? subsystem.gap.name : undefined;
}

function againstGap(junction: Junction, values: ReadonlyMap<string, ExactNumber>, gap: string): Html {
  const sum = values.get("T_a") as ExactNumber;
  const points = Array.from({ length: POINTS }, (_, i) => {
    const omega = multiplyExact(sum, exactNumber(3 * (i + 1), POINTS));
    return [number(omega), at(junction, new Map([...values, [gap, omega]])).R] as const;
  });
  const symbol = junction.parameters.find((p) => p.name === gap)?.latex ?? gap;
  return chartHtml({
    description: "Rectification ratio R against the gap",
    caption: html`Ratio against the gap ${inlineMath(symbol)}, up to ${inlineMath("3T_a")}.`,
    x: gap === "omega" ? svgSymbol("ω") : html`gap`,
    y: svgSymbol("R"),
    rule: 1,
    curves: [{ points, width: 2.2, label: inlineMath("R") }],
  });
}

/** The numbers at a point; where none can be had, as for a metal whose rate would be negative, the curve breaks. */
function at(junction: Junction, values: ReadonlyMap<string, ExactNumber>): Numbers {
  try {
    const { J, J_reversed, R } = evaluateAt(junction, values, DIGITS);
    return { J: Number(J), reversed: Number(J_reversed), R: Number(R) };
  } catch (error) {
    if (error instanceof InputError) return { J: NaN, reversed: NaN, R: NaN };
    throw error;
  }
}

function number({ numerator, denominator }: ExactNumber): number {
  return Number(numerator) / Number(denominator);
}
