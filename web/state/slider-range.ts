/** From a slider's steps to the text of a value and back. Positive parameters run over decades, the others linearly. */
import { toDouble } from "./view-state.js";

export const STEPS = 400;

export interface SliderRange {
  readonly kind: "linear" | "log";
  readonly from: number;
  readonly to: number;
}

/**
 * The range of a parameter; Delta stays inside (−T_a, T_a).
 * @param value  where numbers are measured in units of any size: the present value, which the range then holds
 */
export function sliderRange(name: string, positive: boolean, meanSum: string, value?: string): SliderRange {
  const range = rangeOf(name, positive, meanSum);
  const x = value === undefined ? NaN : toDouble(value);
  if (range.kind === "linear" || !(x > 0)) return range;
  // Decades around it, in whole powers of ten, so that the range stays while the slider moves.
  const decades = 1000 ** Math.round(Math.log10(x / Math.sqrt(range.from * range.to)) / 3);
  return { ...range, from: range.from * decades, to: range.to * decades };
}

function rangeOf(name: string, positive: boolean, meanSum: string): SliderRange {
  if (name === "Delta") {
    const reach = 0.96 * Math.abs(toDouble(meanSum));
    return { kind: "linear", from: -reach, to: reach };
  }
  if (name === "T_a") return { kind: "log", from: 0.02, to: 20 };
  return positive ? { kind: "log", from: 0.01, to: 10 } : { kind: "linear", from: -1, to: 1 };
}

/** The step nearest to a value. */
export function stepOf({ kind, from, to }: SliderRange, text: string): number {
  const x = toDouble(text);
  const position =
    kind === "linear" ? (x - from) / (to - from) : Math.log(Math.max(x, 1e-300) / from) / Math.log(to / from);
  return Math.round(Math.min(1, Math.max(0, position)) * STEPS);
}

/** The value of a step, as a short decimal: three digits, which is what a slider can mean. */
export function textOf({ kind, from, to }: SliderRange, step: number): string {
  const t = step / STEPS;
  const x = kind === "linear" ? from + (to - from) * t : from * (to / from) ** t;
  if (kind === "log") return plain(Number(x.toPrecision(3)));
  if (Math.abs(x) < 1e-12) return "0";
  const places = Math.max(0, 3 - Math.ceil(Math.log10(to - from)));
  return plain(Number(x.toFixed(Math.min(12, places))));
}

/** A decimal, without exponent where that is short. */
function plain(x: number): string {
  const text = String(x);
  const exponent = Number(/e(.*)$/.exec(text)?.[1] ?? 0);
  return exponent < 0 && exponent > -30 ? x.toFixed(3 - exponent).replace(/\.?0+$/, "") : text;
}
