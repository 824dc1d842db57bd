/** Axes: from values to pixels, and the round numbers that are written beside them. */

import { useMemo } from "preact/hooks";

export interface Scale {
  readonly kind: "linear" | "log";
  readonly domain: readonly [number, number];
  /** Position in [0, 1]. */
  readonly at: (value: number) => number;
  readonly invert: (position: number) => number;
  readonly ticks: readonly number[];
}

/** An axis from one value to another; a log axis needs positive ones. */
function scale(kind: "linear" | "log", from: number, to: number): Scale {
  const f = kind === "log" ? Math.log : (x: number) => x;
  const g = kind === "log" ? Math.exp : (x: number) => x;
  const [a, b] = [f(from), f(to)];
  return {
    kind,
    domain: [from, to],
    at: (value) => (f(value) - a) / (b - a),
    invert: (position) => g(a + position * (b - a)),
    ticks: kind === "log" ? logTicks(from, to) : linearTicks(from, to),
  };
}

/** The same axis for as long as its ends are the same. */
export function useScale(kind: Scale["kind"], from: number, to: number): Scale {
  return useMemo(() => scale(kind, from, to), [kind, from, to]);
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

function linearTicks(from: number, to: number): readonly number[] {
  const step = roundStep(to - from);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  // Rounding a multiple of the step leaves 0.30000000000000004.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

function logTicks(from: number, to: number): readonly number[] {
  const decades = Math.log10(to / from);
  const mantissas = decades > 3 ? [1] : decades > 1.2 ? [1, 2, 5] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const first = Math.floor(Math.log10(from));
  const last = Math.ceil(Math.log10(to));
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    .flatMap((e) => mantissas.map((m) => Number(`${m}e${e}`)))
    .filter((t) => t >= from * (1 - 1e-9) && t <= to * (1 + 1e-9));
}

/** A tick as short text: 0.05, 20, 2×10⁻⁵. */
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
