/** Axes and bars of colours with ticks and labels of our own: Vega's are of fixed decimals, and few on logarithmic axes. */
import { axisSuffix } from "./title.js";
import { COLUMN_WIDTH, HEIGHT, type Spec } from "./theme.js";
import { linearTicks, logarithmicTicks, rangeOf, type Room, type Ticks } from "./ticks.js";

/** What an axis is to show. */
export interface AxisOptions {
  /** Unit in plain text, such as `W/mK^2`; none for pure numbers. */
  readonly unit?: string | undefined;
  readonly logarithmic?: boolean | undefined;
  /** Ends that stay as they are; without them the axis holds `values`. */
  readonly domain?: readonly number[];
  readonly values?: readonly number[];
  /** Length in pixels; default that of {@link figure}. */
  readonly length?: number;
}

/** Pixels of a letter of a label, and between two labels (9 px, DejaVu Sans). */
const LETTER = 5.8;
const SPACE = 8;
/** Pixels from one label to the next above. */
const LINE = 18;
/** Pixels of a letter of a title. */
const TITLE_LETTER = 6;

const across = (length: number): Room => ({ length, extent: (letters) => letters * LETTER + SPACE });
const upwards = (length: number): Room => ({ length, extent: () => LINE });

/** A quantitative channel with its title, ticks and labels. */
export function position(channel: "x" | "y", title: string, options: AxisOptions): Spec {
  const { unit, logarithmic = false, domain, values = [] } = options;
  const length = options.length ?? (channel === "x" ? COLUMN_WIDTH : HEIGHT);
  const room = channel === "x" ? across(length) : upwards(length);
  const range = rangeOf(domain ?? values);
  const ticks = logarithmic ? logarithmicTicks(range, room) : linearTicks(range, room, domain === undefined);
  return {
    field: channel,
    type: "quantitative",
    title: titleOf(title, unit, ticks, length),
    scale: {
      type: logarithmic ? "log" : "linear",
      ...(logarithmic ? {} : { zero: false }),
      nice: false,
      domain: ticks.domain,
    },
    axis: { titleFontStyle: "italic", labelOverlap: false, ...labelled(ticks) },
  };
}

/** Ends, title and labels of a bar of colours for some values. */
export function legendTicks(
  title: string,
  unit: string | undefined,
  values: readonly number[],
  length: number,
): { readonly domain: readonly number[]; readonly title: string } & Spec {
  // Colours are spent on the values alone: the ends do not move to ticks.
  const ticks = linearTicks(rangeOf(values), upwards(length), false);
  return { domain: ticks.domain, title: titleOf(title, unit, ticks, length), ...labelled(ticks) };
}

/** Places of the ticks, and the expression that gives each its label. */
function labelled({ ticks }: Ticks): Spec {
  const values = ticks.map(({ value }) => value);
  const labels = ticks.map(({ label }) => label);
  // Vega drops every other one of more values than the count.
  return {
    values,
    tickCount: values.length,
    labelExpr: `${JSON.stringify(labels)}[indexof(${JSON.stringify(values)}, datum.value)]`,
  };
}

/**
 * The title in one line: `J (10⁻²⁰ W)`. Of `R = |J(Δ)/J(−Δ)|` the short name alone where labels are counted from an offset, or
 * a power of ten or a unit leaves no room for the long one.
 */
function titleOf(title: string, unit = "", ticks: Ticks, length: number): string {
  const suffix = axisSuffix(unit, ticks);
  const [short = title] = title.split(" = ");
  const tight = suffix !== "" && (title + suffix).length * TITLE_LETTER > length;
  return (tight || ticks.offset !== undefined ? short : title) + suffix;
}
