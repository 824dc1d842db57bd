/** Special points in words and as JSON. */
import { type ExactNumber } from "../../../symbolic/expression/expression.js";
import { formatExactNumber } from "../../input/exact-number.js";
import { type Interval, type SpecialPoints } from "../special-points/special-points.js";

/** The answer in words. */
export function specialPointsText(s: SpecialPoints): string {
  const range = `${formatExactNumber(s.range.lower)} <= ${s.variable} <= ${formatExactNumber(s.range.upper)}`;
  if (s.everywhere)
    return `special points  ${s.quantity} for all ${range}: nothing is rectified there to this order`;
  const lines = s.points.map((p) => {
    const [lower, upper] = [decimal(p.lower, "down"), decimal(p.upper, "up")];
    const place = lower === upper ? `${s.variable} = ${lower}` : `${s.variable} in [${lower}, ${upper}]`;
    const note = s.withoutRectification.includes(p)
      ? ": nothing is rectified there, at any temperatures"
      : "";
    return `                ${place}${note}`;
  });
  const count = s.points.length === 1 ? "1 point" : `${s.points.length} points`;
  const certain =
    s.undecided.length === 0
      ? "none missed"
      : `undecided on ${s.undecided.length === 1 ? "1 interval" : `${s.undecided.length} intervals`}, where a zero without a change of sign may lie:`;
  return [
    `special points  ${s.quantity}: ${count} in ${range}, ${certain}`,
    ...lines,
    ...s.undecided
      .slice(0, 5)
      .map((p) => `                undecided: [${decimal(p.lower, "down")}, ${decimal(p.upper, "up")}]`),
  ].join("\n");
}

const PLACES = 20n;

/** The number with 20 decimals, rounded outwards: an interval printed so still holds its point. */
function decimal(x: ExactNumber, direction: "down" | "up"): string {
  const scaled = x.numerator * 10n ** PLACES;
  const remainder = ((scaled % x.denominator) + x.denominator) % x.denominator;
  const floor = (scaled - remainder) / x.denominator;
  const value = direction === "up" && remainder !== 0n ? floor + 1n : floor;
  const digits = (value < 0n ? -value : value).toString().padStart(Number(PLACES) + 1, "0");
  const cut = digits.length - Number(PLACES);
  return `${value < 0n ? "-" : ""}${digits.slice(0, cut)}.${digits.slice(cut)}`.replace(/\.?0+$/, "");
}

/** The answer as JSON data, interval ends as exact text. */
export function specialPointsJson(s: SpecialPoints): Record<string, unknown> {
  const interval = (p: Interval): string[] => [formatExactNumber(p.lower), formatExactNumber(p.upper)];
  return {
    quantity: s.quantity,
    variable: s.variable,
    range: interval(s.range),
    points: s.points.map(interval),
    withoutRectification: s.withoutRectification.map(interval),
    undecided: s.undecided.map(interval),
    everywhere: s.everywhere,
  };
}
