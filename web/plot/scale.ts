/** Axes: from values to pixels, and the round numbers that are written beside them. */

import { useMemo } from "preact/hooks";
import { linearTicks, logarithmicTicks, type Room, type Ticks } from "../../src/plot/axis/ticks.js";

export interface Scale {
  readonly kind: "linear" | "log";
  readonly domain: readonly [number, number];
  /** Position in [0, 1]. */
  readonly at: (value: number) => number;
  readonly invert: (position: number) => number;
  /** Round numbers with their labels, and what these are multiples of. */
  readonly marks: Ticks;
}

/** Pixels of a letter, and what labels need along an axis across and upwards. */
const LETTER = 7.2;
const ACROSS = (letters: number): number => LETTER * letters + 12;
const UPWARDS = (): number => 30;

/** An axis from one value to another; a log axis needs positive ones. */
export function scaleOf(kind: "linear" | "log", from: number, to: number, room: Room): Scale {
  const f = kind === "log" ? Math.log : (x: number) => x;
  const g = kind === "log" ? Math.exp : (x: number) => x;
  const marks = kind === "log" ? logarithmicTicks([from, to], room) : linearTicks([from, to], room, false);
  const [a, b] = [f(marks.domain[0]), f(marks.domain[1])];
  return {
    kind,
    domain: marks.domain,
    at: (value) => (f(value) - a) / (b - a),
    invert: (position) => g(a + position * (b - a)),
    marks,
  };
}

/** The same axis for as long as its ends and its length in pixels are the same. */
export function useScale(
  kind: Scale["kind"],
  [from, to]: readonly [number, number],
  direction: "across" | "upwards",
  length: number,
): Scale {
  return useMemo(
    () => scaleOf(kind, from, to, { length, extent: direction === "across" ? ACROSS : UPWARDS }),
    [kind, from, to, direction, length],
  );
}

/**
 * Where an axis around values begins and ends: at round numbers, so that it stands still while a slider moves the curve a
 * little; `including` is always in view.
 */
export function rangeAround(
  columns: readonly Float64Array[],
  including: readonly number[],
): readonly [from: number, to: number] {
  let [low, high] = [Math.min(...including), Math.max(...including)];
  for (const column of columns) {
    for (const v of column) {
      if (!Number.isFinite(v)) continue;
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  if (!(low <= high)) [low, high] = [0, 1];
  const least = Math.max(Math.abs(low), Math.abs(high)) * 1e-6 || 1;
  const margin = Math.max((high - low) * 0.03, least / 2);
  const grain = roundStep(high - low + 2 * margin) / 2;
  return [Math.floor((low - margin) / grain) * grain, Math.ceil((high + margin) / grain) * grain];
}

const STEPS = [1, 2, 2.5, 5, 10];

/** The distance of about five round numbers over a length. */
function roundStep(length: number): number {
  const rough = length / 5;
  const size = 10 ** Math.floor(Math.log10(rough));
  return size * (STEPS.find((s) => s * size >= rough) ?? 10);
}

/** A reading as short text: 0.05, 20, 2×10⁻⁵. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return "0";
  if (size >= 1e-3 && size < 1e5) return String(Number(value.toPrecision(6))).replace("-", "−");
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  const power = exponent.replace("+", "").replace(/./g, (c) => SUPERSCRIPT[c] ?? c);
  const front = Number(Number(mantissa).toPrecision(4));
  return `${front === 1 ? "" : `${front}×`}10${power}`.replace(/^-/, "−");
}

const SUPERSCRIPT: Readonly<Record<string, string>> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};
