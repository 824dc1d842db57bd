/** Axes of a scan: `name=from:to:count`, `name=from:to:count:log`, `name=v1;v2;…`, as doubles. */
import { toDouble } from "../input/double.js";
import { InputError, excerpt } from "../input/errors.js";
import { valuesIn } from "../junction/measured-values.js";
import { parseExactNumber } from "../input/exact-number.js";

/** A parameter and the values it takes; plain data, so that it can be sent to a thread. */
export type Axis =
  | { readonly kind: "list"; readonly name: string; readonly values: readonly number[] }
  | {
      readonly kind: "linear";
      readonly name: string;
      readonly count: number;
      /** Value i is (start + i·step)/denominator, rounded once. */
      readonly start: bigint;
      readonly step: bigint;
      readonly denominator: bigint;
    }
  | {
      readonly kind: "log";
      readonly name: string;
      readonly count: number;
      readonly from: number;
      readonly to: number;
    };

const MOST_VALUES = 1e9;

/**
 * Reads an axis; its values may carry units.
 * @param unit  in which the junction has a parameter
 * @throws InputError
 */
export function parseAxis(text: string, unit: (name: string) => string = () => ""): Axis {
  const equals = text.indexOf("=");
  const name = text.slice(0, Math.max(0, equals)).trim();
  const where = `axis ${excerpt(text)}`;
  if (name === "") {
    throw new InputError("an axis needs a name", { where, hint: "write for example omega=0.02:3:150" });
  }
  try {
    return axisOf(
      name,
      valuesIn(text.slice(equals + 1), () => unit(name)),
    );
  } catch (error) {
    throw error instanceof InputError ? error.within(where) : error;
  }
}

function axisOf(name: string, text: string): Axis {
  if (!text.includes(":")) {
    const values = text.split(";").map((part) => toDouble(parseExactNumber(part)));
    return { kind: "list", name, values };
  }
  const [fromText = "", toText = "", countText = "", scale, ...rest] = text.split(":");
  const count = /^\d{1,10}$/.test(countText.trim()) ? Number(countText) : 0;
  if (rest.length > 0 || (scale !== undefined && scale.trim() !== "log")) {
    throw new InputError("an axis is from:to:count or from:to:count:log");
  }
  if (count < 1 || count > MOST_VALUES) {
    const found = countText.trim() === "" ? "the count is missing" : `${excerpt(countText)} is not a count`;
    throw new InputError(`${found}: from:to:count, with a count from 1 to ${MOST_VALUES}`);
  }
  const [from, to] = [parseExactNumber(fromText), parseExactNumber(toText)];
  const intervals = BigInt(Math.max(1, count - 1));
  if (scale === undefined) {
    const denominator = from.denominator * to.denominator;
    const [a, b] = [from.numerator * to.denominator, to.numerator * from.denominator];
    return {
      kind: "linear",
      name,
      count,
      start: a * intervals,
      step: b - a,
      denominator: denominator * intervals,
    };
  }
  if (from.numerator <= 0n || to.numerator <= 0n) {
    throw new InputError("a logarithmic axis needs positive ends");
  }
  return { kind: "log", name, count, from: toDouble(from), to: toDouble(to) };
}

/** How many values the axis has. */
export function axisCount(axis: Axis): number {
  return axis.kind === "list" ? axis.values.length : axis.count;
}

/** The values as a function of the index: linear ones are the exact fractions rounded to nearest. */
export function axisValues(axis: Axis): (i: number) => number {
  switch (axis.kind) {
    case "list":
      return (i) => axis.values[i] as number;
    case "log": {
      const { from, to, count } = axis;
      const ratio = Math.log(to / from);
      return (i) => (i === 0 ? from : i === count - 1 ? to : from * Math.exp((ratio * i) / (count - 1)));
    }
    case "linear": {
      const { start, step, denominator, count } = axis;
      const last = start + BigInt(count) * step;
      const limit = 1n << 53n;
      const small = [start, last, step, denominator].every((n) => n < limit && n > -limit);
      if (small) {
        // Integers below 2^53 are exact, so the one division rounds the exact value.
        const [a, s, d] = [Number(start), Number(step), Number(denominator)];
        return (i) => (a + i * s) / d;
      }
      return (i) => toDouble({ numerator: start + BigInt(i) * step, denominator });
    }
  }
}

/** The smallest and the largest value of an axis. */
export function axisRange(axis: Axis): readonly [number, number] {
  const at = axisValues(axis);
  if (axis.kind === "list") {
    return [
      axis.values.reduce((a, b) => Math.min(a, b), Infinity),
      axis.values.reduce((a, b) => Math.max(a, b), -Infinity),
    ];
  }
  const [a, b] = [at(0), at(axis.count - 1)];
  return a <= b ? [a, b] : [b, a];
}
